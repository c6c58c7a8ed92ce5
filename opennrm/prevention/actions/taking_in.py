"""Taking in a file of contracts: all rows that can be read, in one transaction. For the purpose of examination."""

from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official
from opennrm.prevention.actions.employers import Described, open_employer
from opennrm.prevention.contracts import Mistake
from opennrm.prevention.models import Contract, Employer
from opennrm.prevention.taking_in import Row, TakenIn, problem, rows_in
from opennrm.vault.actions import record

ANOTHER_ID = (
    "another id, or a change on the page of that contract: it is there already with other terms",
    "別の識別子。同じ識別子で条件の異なる契約がすでにあるため、条件の変更はその契約の画面で行ってください",
)


@transaction.atomic
def take_in(data: bytes, name: str, *, by: Official, on: date, language: str = "en") -> TakenIn:
    """Enter employers and contracts of a file; a contract that is there with the same terms changes nothing.

    Raises ``understanding.imports.problems.Refused`` where the file as a whole cannot be read; nothing is kept then.
    """
    done, known = TakenIn(), _Known(by)
    made: list[Contract] = []
    for row in rows_in(data, name, on=on, language=language):
        if not isinstance(row, Row):
            done.problems += row
            continue
        employer = known.employers.get(row.employer) or known.enter(row.employer, done, by=by, on=on)
        there = known.terms_of(employer).get(row.contract)
        if there == row.terms:
            done.known += 1
        elif there is not None:
            mistake = Mistake("contract", row.contract, *ANOTHER_ID)
            done.problems.append(problem(name, row.number, mistake, language))
        else:
            known.terms_of(employer)[row.contract] = row.terms
            made.append(Contract(employer=employer, code=row.contract, terms=row.terms, entered=on, by=by))
    Contract.objects.bulk_create(made, batch_size=500)
    done.contracts = len(made)
    record("contracts.taken-in", by.word, by=by.word)
    return done


class _Known:
    """Employers of the official's office by their number, and the terms of their contracts, each read once."""

    def __init__(self, by: Official) -> None:
        self.employers = {each.number: each for each in Employer.objects.filter(owner=by.organisation_id)}
        self._terms: dict[str, dict[str, dict[str, str]]] = {}

    def enter(self, number: str, done: TakenIn, *, by: Official, on: date) -> Employer:
        self.employers[number] = open_employer(Described(number), by=by, on=on)
        done.employers += 1
        return self.employers[number]

    def terms_of(self, employer: Employer) -> dict[str, dict[str, str]]:
        if employer.number not in self._terms:
            self._terms[employer.number] = dict(Contract.objects.filter(employer=employer).values_list("code", "terms"))
        return self._terms[employer.number]
