"""What falls into the register of a person: one fact of identification and one of protection, however many cases.

The facts follow from the cases of a key. ``settle`` compares what they should say with what the register says and
records, corrects or withdraws; so every act that may change them ends with it, and nothing else writes them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.ages import stated_on, years_on
from opennrm.identification.models import Case, Person, Screening
from opennrm.identification.terms import Minor
from opennrm.understanding.facts import Victim, VictimIdentified, VictimProtected
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import AgeBand, Reason
from opennrm.vault.sealing import coarsen

COUNTING = System("count-victims", reads=frozenset(each._meta.db_table for each in (Person, Case, Screening)))
BANDS = {Minor.YES: AgeBand.A0_17, Minor.NO: AgeBand.A18}
FRAME = ("id", "recorded_on", "supersedes", "change", "reason")  # what two facts may differ in and say the same


def settle(key: str, *, reason: Reason, by: Official, on: date) -> None:
    """Bring the register's facts of a person in line with their cases, inside the caller's transaction.

    ``on`` is the day the register learned it. One person is one fact of each kind: the day of identification is that
    of the first confirmation that stands; of protection, the later of that day and the day protection began.
    """
    with running(COUNTING, by=by):
        of_person = Case.objects.filter(person__key=key).select_related("person")
        cases = list(of_person.order_by("confirmed", "opened", "id"))
        confirmed = [each for each in cases if each.confirmed]
        begun = [each.protected for each in cases if each.protected]
        identified = min((each.confirmed for each in confirmed if each.confirmed), default=None)
        protected = max(identified, min(begun)) if identified and begun else None
        said = _said(confirmed, first=min(cases, key=lambda each: each.opened), by=by) if confirmed else {}
        _bring(VictimIdentified, key, identified, said, confirmed, reason=reason, by=by, on=on)
        _bring(VictimProtected, key, protected, said, confirmed, reason=reason, by=by, on=on)


def _bring(
    kind: type[Victim],
    key: str,
    day: date | None,
    said: dict[str, object],
    confirmed: Sequence[Case],
    *,
    reason: Reason,
    by: Official,
    on: date,
) -> None:
    where = national(on)
    there = standing(kind, key, collection=where)
    wanted = None
    if day is not None:
        wanted = kind(key=key, day=day, recorded_on=on, **said, **_aged(confirmed, day, by=by))  # type: ignore[arg-type]
    if there is None:
        if wanted is not None:
            record(wanted, collection=where)
    elif wanted is None or not _same(there, wanted):
        supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)


def _same(there: Victim, wanted: Victim) -> bool:
    return replace(wanted, **{name: getattr(there, name) for name in FRAME}) == there


def _said(confirmed: Sequence[Case], *, first: Case, by: Official) -> dict[str, object]:
    """The attributes that do not hang on the day: the first that is known, and of sets all together."""
    persons = [each.person for each in confirmed]
    screened = list(Screening.objects.filter(case__in=confirmed).order_by("begun", "id"))
    prefecture = _first(each.prefecture for each in confirmed)
    return {
        "sex": _first(each.sex for each in persons),
        "nationality": _first(each.nationality for each in persons),
        "status_at_entry": _first(coarsen(each, "status_at_entry", to=str, by=by.word) for each in persons),
        "status_at_protection": _first(_status_at_protection(each, by=by) for each in persons),
        "exploitation": frozenset[str]().union(*(each.exploitation for each in screened)),
        "means": frozenset[str]().union(*(each.means for each in screened)),
        "industry": frozenset[str]().union(*(each.industry for each in screened)),
        "recruiter": _first(each.recruiter for each in screened),
        "recognised_by": frozenset[str]().union(*(each.recognised_by for each in confirmed)),
        "prefecture": int(prefecture) if prefecture else None,
        "channel": first.channel or None,
    }


def _aged(confirmed: Sequence[Case], day: date, *, by: Official) -> dict[str, object]:
    """Years on the day: by the day of birth, else as was said; where neither is known, under 18 or not."""
    persons = [each.person for each in confirmed]
    for person in persons:
        years = coarsen(person, "birth_date", to=lambda text: years_on(date.fromisoformat(text), day), by=by.word)
        if years is None and person.age is not None and person.age_on is not None:
            years = stated_on(person.age, person.age_on, day)
        if years is not None:
            return {"age": years}
    return {"age_band": _first(BANDS.get(Minor(each.minor)) for each in persons)}


def _status_at_protection(person: Person, *, by: Official) -> str | None:
    """What was granted since protection began is not what the person had then."""
    return coarsen(person, "status_at_protection", to=str, by=by.word) or coarsen(person, "status", to=str, by=by.word)


def _first(found: Iterable[str | None]) -> str | None:
    return next((each for each in found if each), None)
