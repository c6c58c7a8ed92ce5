"""What terms and answers show of each criterion, entered as lines; what an official found stays as they found it."""

from collections.abc import Iterable
from datetime import date

from opennrm.prevention.contracts import Contract as Terms
from opennrm.prevention.contracts import read_contract
from opennrm.prevention.criteria import Criteria, holding
from opennrm.prevention.models import Contract, Examination, Line
from opennrm.prevention.rules import judge

MOST_AT_ONCE = 1000


def terms_of(contract: Contract, number: str, *, on: date) -> Terms:
    """The contract as the rules read it; ``number`` is the employer's."""
    read, _mistakes = read_contract({**contract.terms, "contract": contract.code, "employer": number}, holding(on))
    return read


def reckon(examination: Examination, contracts: Iterable[Contract]) -> None:
    """Judge every criterion of these contracts, inside the caller's transaction: new lines, or old ones anew.

    Where an official found otherwise than was reckoned, that stays, and what is reckoned now shows beside it. Where
    they agreed with a reckoning that is another now, the line follows it and waits to be looked at again.
    """
    criteria, number = holding(examination.law_day), examination.employer.number
    rows = list(contracts)
    there = {
        (line.contract_id, line.criterion): line
        for line in Line.objects.filter(examination=examination, contract__in=[each.pk for each in rows])
    }
    made, changed = [], []
    for contract in rows:
        for line in _lines(examination, contract, number, criteria):
            if (old := there.get((contract.pk, line.criterion))) is None:
                made.append(line)
                continue
            if (old.reckoned, old.shown) != (line.reckoned, line.shown):
                if old.by_id is None or old.outcome == old.reckoned != line.reckoned:
                    old.outcome, old.by, old.on = line.outcome, None, None
                old.reckoned, old.shown = line.reckoned, line.shown
                changed.append(old)
    Line.objects.bulk_create(made, batch_size=MOST_AT_ONCE)
    Line.objects.bulk_update(changed, ["reckoned", "shown", "outcome", "by", "on"], batch_size=MOST_AT_ONCE)


def _lines(examination: Examination, contract: Contract, number: str, criteria: Criteria) -> Iterable[Line]:
    terms = terms_of(contract, number, on=examination.law_day)
    for criterion in criteria.all:
        found = judge(criterion, terms)
        yield Line(
            examination=examination,
            contract=contract,
            criterion=criterion.id,
            group=criterion.group,
            outcome=found.outcome,
            reckoned=found.outcome,
            shown={"en": found.shown_by.en, "ja": found.shown_by.ja},
        )
