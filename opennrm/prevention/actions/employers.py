"""Employers, who stands beside them, and their contracts. For the purpose of examination; raises Refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import File
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.corporate import why_not_corporate_number
from opennrm.agencies.models import Official, Organisation
from opennrm.page.refusals import Refused, refuse
from opennrm.prevention import examining
from opennrm.prevention.actions.reckoning import reckon
from opennrm.prevention.contracts import Mistake, read_contract
from opennrm.prevention.counting import settle
from opennrm.prevention.criteria import holding
from opennrm.prevention.examining_terms import ExaminationRefusal, ExaminationState, TieKind
from opennrm.prevention.models import Contract, Employer, Examination, Tie
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

KEPT = timedelta(days=10 * 366)  # grants of the owner end with it, if retention did not end them before


@dataclass(frozen=True)
class Described:
    """An employer as an official enters it; ``industry`` and ``prefecture`` are codes."""

    number: str
    name: str = ""
    industry: str = ""
    prefecture: str = ""
    address: str = ""

    def __repr__(self) -> str:
        return f"<employer {self.number}>"


class Unread(Refused):
    """Terms that cannot be read: ``mistakes`` say for each column what to write instead."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(ExaminationRefusal.TERMS)
        self.mistakes = mistakes


@transaction.atomic
def open_employer(described: Described, *, by: Official, on: date) -> Employer:
    """Enter an employer of one's office, with a file of its own."""
    refuse(ExaminationRefusal.NUMBER if why_not_corporate_number(described.number) else None)
    owner = Organisation.objects.get(pk=by.organisation_id)
    refuse(ExaminationRefusal.NUMBER_TAKEN if _there(owner, described.number) else None)
    file = opened_file(owner, "employer entered", by=by)
    made = Employer(file=file, owner=owner, number=described.number, opened=on, by=by, quiet=on)
    _describe(made, described)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(ExaminationRefusal.NUMBER_TAKEN) from None
    record("employer.entered", made.word, by=by.word)
    return made


@transaction.atomic
def change_employer(employer: Employer, described: Described, *, by: Official, on: date) -> None:
    """Put right what is known of an employer; its number stays. Facts of its decided examinations follow."""
    held = held_employer(employer)
    before = held.industry
    _describe(held, described)
    held.save()
    record("employer.changed", held.word, by=by.word)
    if held.industry != before:
        for each in Examination.objects.filter(employer=held, state=ExaminationState.DECIDED).select_related(
            "employer"
        ):
            settle(each, reason=Reason.ENTRY_ERROR, on=on)


@transaction.atomic
def add_tie(
    employer: Employer,
    *,
    kind: TieKind,
    name: str,
    since: date,
    by: Official,
    number: str = "",
    country: str = "",
) -> Tie:
    """Enter an officer, a broker or a support organisation; the name is sealed."""
    held = held_employer(employer)
    refuse(None if name.strip() else ExaminationRefusal.NO_NAME)
    refuse(ExaminationRefusal.FUTURE if since > timezone.localdate() else None)
    made = Tie(employer=held, kind=kind, number=number.strip().upper(), country=country, since=since, by=by)
    seal(made, "name", name.strip())
    made.save(force_insert=True)
    record("tie.entered", held.word, by=by.word)
    return made


@transaction.atomic
def end_tie(tie: Tie, *, until: date, by: Official) -> None:
    """Somebody stands beside the employer no longer."""
    held = held_employer(Employer(pk=tie.employer_id))
    refuse(examining.why_not_between(until, since=tie.since, today=timezone.localdate()))
    if not Tie.objects.filter(pk=tie.pk, until__isnull=True).update(until=until):
        raise Refused(ExaminationRefusal.CHANGED)
    record("tie.ended", held.word, by=by.word)


@transaction.atomic
def add_contract(
    employer: Employer, code: str, terms: Mapping[str, str], *, by: Official, on: date, broker: Tie | None = None
) -> Contract:
    """Enter a contract by its own id. Raises Unread with what cannot be read; nothing is kept then."""
    held = held_employer(employer)
    read_terms(held, code, terms, on=on)
    made = Contract(employer=held, code=code.strip(), terms=_said(terms), broker=broker, entered=on, by=by)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(ExaminationRefusal.CONTRACT_TAKEN) from None
    record("contract.entered", made.word, by=by.word)
    return made


@transaction.atomic
def change_contract(
    contract: Contract,
    terms: Mapping[str, str],
    *,
    version: int,
    by: Official,
    on: date,
    broker: Tie | None = None,
) -> Contract:
    """Put terms right, of the version somebody looked at. An examination under way is reckoned anew.

    Raises Unread; of two at once the second is told that it changed. Terms the form does not ask for stay.
    """
    employer = held_employer(Employer(pk=contract.employer_id))
    held = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    refuse(None if held.version == version else ExaminationRefusal.CHANGED)
    merged = {**held.terms, **terms}
    read_terms(employer, held.code, merged, on=on)
    held.terms, held.broker, held.version = _said(merged), broker, version + 1
    held.save(update_fields=["terms", "broker", "version"])
    record("contract.changed", held.word, by=by.word)
    for each in Examination.objects.filter(
        employer=employer, state=ExaminationState.UNDER_WAY, lines__contract=held
    ).distinct():
        reckon(each, [held])
    return held


@transaction.atomic
def end_contract(contract: Contract, *, on: date, by: Official) -> None:
    """The contract ran until this day."""
    _on_a_day(contract, "ended", on, by=by)


@transaction.atomic
def went_missing(contract: Contract, *, on: date, by: Official) -> None:
    """Since this day nobody knows where the worker is."""
    _on_a_day(contract, "missing", on, by=by)


@transaction.atomic
def found_again(contract: Contract, *, by: Official) -> None:
    """It is known where the worker is, or they were never gone."""
    held_employer(Employer(pk=contract.employer_id))
    if not Contract.objects.filter(pk=contract.pk, missing__isnull=False).update(missing=None):
        raise Refused(ExaminationRefusal.CHANGED)
    record("contract.found", contract.word, by=by.word)


def held_employer(employer: Employer) -> Employer:
    """The employer as it is now, held until the transaction ends. Refused where it is out of the scope."""
    found = Employer.objects.select_for_update(of=("self",)).filter(pk=employer.pk).first()
    if found is None:
        raise Refused(ExaminationRefusal.NOT_HERE)
    return found


def read_terms(employer: Employer, code: str, terms: Mapping[str, str], *, on: date) -> None:
    """Raises Unread where a term cannot be read: a wage in another unit or currency, a number that is none."""
    row = {**terms, "contract": code, "employer": employer.number}
    _contract, mistakes = read_contract(row, holding(on))
    if mistakes:
        raise Unread(mistakes)


def opened_file(owner: Organisation, reason: str, *, by: Official) -> File:
    """A file of an office, for the purpose of examination."""
    return access.open_file(
        FileKind.EXAMINATION,
        owner=owner,
        purpose=Purpose.EXAMINATION,
        basis=Basis.LEGAL_DUTY,
        until=timezone.now() + KEPT,
        reason=reason,
        by=by,
    )


def _on_a_day(contract: Contract, field: str, on: date, *, by: Official) -> None:
    held_employer(Employer(pk=contract.employer_id))
    refuse(ExaminationRefusal.FUTURE if on > timezone.localdate() else None)
    if not Contract.objects.filter(pk=contract.pk, **{f"{field}__isnull": True}).update(**{field: on}):
        raise Refused(ExaminationRefusal.CHANGED)
    record(f"contract.{field}", contract.word, by=by.word)


def _there(owner: Organisation, number: str) -> bool:
    return Employer.objects.filter(owner=owner, number=number).exists()


def _describe(row: Employer, described: Described) -> None:
    row.name = described.name.strip()
    row.industry, row.prefecture = described.industry, described.prefecture
    if described.address.strip():
        seal(row, "address", described.address.strip())


def _said(terms: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in terms.items() if value.strip()}
