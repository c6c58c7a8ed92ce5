"""The parts of an investigation's page: suspects, offences, victims, what happened, who else."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opennrm.access.models import Grant
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.eradication import charge_states
from opennrm.eradication.charge_states import STEPS
from opennrm.eradication.investigation_terms import ChargeAct, ChargeState
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.eradication.procedure import Limit, procedure
from opennrm.eradication.related import PossibleVictim
from opennrm.eradication.statutes import Provision, provisions
from opennrm.eradication.step_rules import WHY
from opennrm.eradication.suspects import Charge, Disposition, Suspect
from opennrm.eradication.views.investigation_shown import Panel
from opennrm.identification.actions.pseudonyms import standing
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.shown import body_name
from opennrm.understanding import countries
from opennrm.understanding.terms import Exploitation, SuspectRole

SHOWN = 12  # letters of a pseudonym that tell two apart


@dataclass(frozen=True)
class ChargeRow:
    """A charge as the page shows it: where it stands, what may follow, what limit runs."""

    charge: Charge
    acts: tuple[ChargeAct, ...]
    limit: Limit | None
    late: bool
    unaccounted: bool
    steps: tuple[Disposition, ...]


def suspects(_request: HttpRequest, found: Investigation, _by: Official) -> Panel:
    """Each suspect with every offence they are charged with, where that stands and what may be done next."""
    charges, flags = charge_rows(found), _flags(found)
    page = get_language() or "en"
    rows = []
    for each in found.suspects.all():
        theirs = [row for row in charges if row.charge.suspect_id == each.pk]
        rows.append((each, _about(each, page), theirs, flags.get(each.key, 0)))
    return Panel(_("Suspects"), "eradication/panels/investigation_suspects.html", "suspects", {"rows": rows})


def _flags(found: Investigation) -> Counter[str]:
    """How many open flags say that a suspect may be a victim, by the key of the suspect."""
    keys = {str(each.key) for each in found.suspects.all()}
    return Counter(PossibleVictim.objects.open().filter(suspect__in=keys).values_list("suspect", flat=True))


def _about(suspect: Suspect, page: str) -> list[str]:
    """What is known of a suspect in the open, in words."""
    country = countries.names().get(suspect.nationality)
    roles = [str(SuspectRole(role).label) for role in suspect.role if role in SuspectRole.values]
    said = [suspect.get_sex_display(), country.of(page) if country else "", suspect.get_occupation_display(), *roles]
    return [str(each) for each in said if each]


def charge_rows(found: Investigation) -> list[ChargeRow]:
    """The charges of an investigation in order, with their steps."""
    today = timezone.localdate()
    taken: dict[object, list[Disposition]] = {}
    for step in Disposition.objects.filter(investigation=found).order_by("charge", "place"):
        taken.setdefault(step.charge_id, []).append(step)
    rows = []
    for each in found.charges.select_related("suspect", "offence"):
        steps = tuple(taken.get(each.pk, ()))
        standing = [charge_states.Step(ChargeAct(one.act), one.on) for one in steps if one.struck is None]
        acts = () if found.closed else tuple(STEPS[ChargeState(each.state)])
        limit = procedure().limits.get(each.due_for)
        late = each.due is not None and each.due < today
        rows.append(ChargeRow(each, acts, limit, late, charge_states.unaccounted(standing), steps))
    return rows


def offences(_request: HttpRequest, found: Investigation, _by: Official) -> Panel:
    """Each offence under its provisions, with the days it was committed and cleared."""
    rows = [(each, provisions_of(each), _labels(each.exploitation)) for each in found.offences.all()]
    return Panel(_("Offences"), "eradication/panels/investigation_offences.html", "offences", {"rows": rows})


def provisions_of(offence: Offence) -> list[tuple[str, Provision | None]]:
    """Its provisions in the language of the page; one that is no longer declared by its code."""
    known, page = provisions(), get_language()
    return [(known[code].named(page) if code in known else code, known.get(code)) for code in offence.provisions]


def victims(_request: HttpRequest, found: Investigation, _by: Official) -> Panel:
    """Victims by their pseudonym, and which two identification found to be one person since: nothing else of them."""
    there = list(found.victims.all())
    now, first = standing(each.pseudonym for each in there), dict[str, int]()
    rows = [(each, each.pseudonym[:SHOWN], first.setdefault(now[each.pseudonym], each.number)) for each in there]
    return Panel(_("Victims"), "eradication/panels/investigation_victims.html", "victims", {"rows": rows})


@dataclass(frozen=True)
class Happened:
    """One line of what happened."""

    day: date
    what: object
    of: str = ""
    who: str = ""
    struck: date | None = None
    note: object = None
    step: object = None


def timeline(_request: HttpRequest, found: Investigation, _by: Official) -> Panel:
    """What happened, the latest first: steps of every charge, offences cleared, notes."""
    return Panel(
        _("What happened"), "eradication/panels/investigation_timeline.html", "timeline", {"rows": lines(found)}
    )


def lines(found: Investigation) -> list[Happened]:
    """The timeline of an investigation."""
    steps = list(
        Disposition.objects.filter(investigation=found).select_related("charge__suspect", "charge__offence", "by")
    )
    notes = list(found.notes.select_related("by"))
    names = shown_many({*(row.by for row in steps), *(row.by for row in notes)})
    rows = [Happened(found.opened, _("Investigation opened"))]
    rows += [Happened(each.happened, _("Note"), "", names[each.by_id], note=each.pk) for each in notes]
    for offence in found.offences.all():
        if offence.cleared:
            rows.append(Happened(offence.cleared, _("Offence cleared"), _("offence %(n)s") % {"n": offence.number}))
    for each in steps:
        said = {"suspect": each.charge.suspect.number, "offence": each.charge.offence.number}
        of = _("suspect %(suspect)s, offence %(offence)s") % said
        rows.append(Happened(each.on, what(each), of, names[each.by_id], each.struck, step=each.pk))
    return sorted(rows, key=lambda row: row.day)[::-1]  # of one day the later step first


def what(step: Disposition) -> str:
    """A step in words: the act, and what it says besides."""
    act = ChargeAct(step.act)
    said: list[str | Promise] = [act.label]
    if act in WHY and step.why in WHY[act].values:
        said.append(WHY[act](step.why).label)
    if step.sentence:
        said.append(step.get_sentence_display())
    if step.stayed:
        said.append(_("execution suspended"))
    if step.amount is not None:
        said.append(f"¥{step.amount:,}")
    return ", ".join(str(each) for each in said)


def others(_request: HttpRequest, found: Investigation, _by: Official) -> Panel:
    """Who owns it, who leads it, and which other bodies investigate jointly."""
    held = Grant.objects.holding().filter(file=found.file_id).exclude(organisation=found.owner_id)
    context = {
        "owner": body_name(found.owner_id),
        "owned": found.owner_id in organisations_served(),
        "lead": shown_many([found.lead])[found.lead_id],
        "others": [(body_name(each.organisation_id), each) for each in held.order_by("until")],
    }
    return Panel(_("Who else"), "eradication/panels/investigation_others.html", "others", context)


def offence_choices(found: Investigation, *, without: Iterable[object] = ()) -> list[tuple[str, str]]:
    """The offences of an investigation to choose from."""
    left = set(without)
    return [(str(each.pk), offence_name(each)) for each in found.offences.all() if each.pk not in left]


def offence_name(offence: Offence) -> str:
    """An offence by its number and the first of its provisions."""
    first, *more = [name for name, _provision in provisions_of(offence)]
    return f"{offence.number}. {first}" + (f" (+{len(more)})" if more else "")


def suspect_name(suspect: Suspect) -> str:
    """A suspect by their number: the name is sealed."""
    return _("Suspect %(n)s") % {"n": suspect.number}


def _labels(codes: Iterable[str]) -> list[str]:
    return [str(Exploitation(code).label) for code in codes if code in Exploitation.values]
