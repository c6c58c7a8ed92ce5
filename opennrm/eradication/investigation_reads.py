"""Reads of investigations for the pages: by filters, by code or a suspect's sealed name, and what is due."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication.charge_states import JUDGMENTS
from opennrm.eradication.investigation_counting import CLEARS, Tally, tally
from opennrm.eradication.investigation_terms import ChargeAct, ChargeState
from opennrm.eradication.investigations import Investigation, InvestigationVictim, Offence
from opennrm.eradication.statutes import provisions
from opennrm.eradication.suspects import Charge, Disposition, Suspect
from opennrm.identification.codes import read
from opennrm.identification.models import Case, Referral
from opennrm.identification.terms import ReferralState
from opennrm.reporting.actions.desk import organisations_served
from opennrm.vault import blind

SOON = timedelta(days=2)
SAID = (ChargeAct.PENDING, *JUDGMENTS)


def found(asked: dict[str, Any], by: Official, *, mine: str) -> QuerySet[Investigation]:
    """The investigations that fit the filters, the latest first; a search looks in every state unless one is chosen."""
    rows = Investigation.objects.order_by("-opened", "id")
    if text := asked["q"].strip():
        rows = rows.filter(looked_for(text))
    if asked["state"] == "closed":
        rows = rows.filter(closed__isnull=False)
    elif asked["state"] != "all" and not text:
        rows = rows.open()
    if asked["stands"]:
        charges = unaccounted() if asked["stands"] == "unaccounted" else Charge.objects.filter(state=asked["stands"])
        rows = rows.filter(Exists(charges.filter(investigation=OuterRef("pk"))))
    if asked["statute"]:
        rows = rows.filter(pk__in=_under(asked["statute"]))
    return rows.of(by) if asked["whose"] == mine else rows


def looked_for(text: str) -> Q:
    """An investigation by its code, or by a name or alias of a suspect, whole or in part."""
    if code := read(text):
        return Q(code=code)
    named = blind.matches(Suspect.name_pairs, text) | blind.matches(Suspect.name_index, text)
    named |= blind.matches(Suspect.alias_index, text)
    return Q(Exists(Suspect.objects.filter(named, investigation=OuterRef("pk"))))


def unaccounted() -> QuerySet[Charge]:
    """Prosecuted, with neither an outcome nor an explicit word that the trial goes on."""
    said = Disposition.objects.filter(charge=OuterRef("pk"), struck__isnull=True, act__in=SAID)
    return Charge.objects.filter(~Exists(said), state=ChargeState.PROSECUTED)


def counts(by: Official, today: date) -> dict[str, int]:
    """What there is to do, whatever the filters. Persons are suspects, each once."""
    open_ones = Investigation.objects.open().order_by()
    going = Charge.objects.filter(investigation__closed__isnull=True).order_by()
    return {
        **open_ones.aggregate(open=Count("pk"), mine=Count("pk", filter=Q(lead=by))),
        "due": going.filter(due__lte=today + SOON).values("suspect").distinct().count(),
        "custody": going.filter(state__in=_values("ARRESTED", "DETAINED")).values("suspect").distinct().count(),
        "unaccounted": unaccounted().order_by().values("suspect").distinct().count(),
    }


def referred() -> QuerySet[Case]:
    """Cases that were referred to us for investigation and accepted, and whose person joined no investigation yet."""
    accepted = Referral.objects.filter(
        purpose=Purpose.INVESTIGATION, state=ReferralState.ACCEPTED, to__in=organisations_served()
    )
    joined = InvestigationVictim.objects.values("pseudonym")
    return Case.objects.filter(pk__in=accepted.values("about")).exclude(person__key__in=joined).order_by("opened", "id")


def tally_of(year: int) -> Tally:
    """Offences cleared, incidents and persons of a year, in the investigations the scope may see."""
    offences = Offence.objects.cleared_in(year).order_by().values_list("key", "investigation", "incident", "cleared")
    cleared = {key: (f"{about}/{incident}", day) for key, about, incident, day in offences if day}
    steps = Disposition.objects.filter(struck__isnull=True, act__in=CLEARS).order_by()
    first = steps.values("charge").annotate(day=Min("on")).values_list("charge__suspect__key", "day")
    return tally(cleared, first, year=year)


def _values(*names: str) -> list[str]:
    return [ChargeState[name].value for name in names]


def _under(statute: str) -> list[Any]:
    """The investigations with an offence under a statute; a list of codes in JSON is looked through here."""
    codes = {code for code, each in provisions().items() if each.statute == statute}
    rows = Offence.objects.order_by().values_list("investigation_id", "provisions")
    return sorted({pk for pk, held in rows if codes & set(held)}, key=str)
