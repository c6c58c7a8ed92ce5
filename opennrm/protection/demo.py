"""Made-up protection of a demonstration: a shelter with beds, and a person who sleeps there. Twice changes nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.agencies.models import Official
from opennrm.identification.actions import cases, decisions
from opennrm.identification.actions.cases import Beginning
from opennrm.identification.actions.screenings import Drawn
from opennrm.identification.demo import ACT, LABOUR, PURPOSE, REASON, THREATENED, heard, somebody
from opennrm.identification.models import Case
from opennrm.identification.terms import Origin, Standing
from opennrm.protection.actions import needs, plans, residence, shelters, stays, steps
from opennrm.protection.actions.shelters import Described, Location
from opennrm.protection.giving import ServiceKind, ServiceUnit
from opennrm.protection.housing import Need, ShelterKind, Takes, Who
from opennrm.protection.models import ProtectionPlan, Shelter
from opennrm.protection.terms import NoteKind, TaskKind
from opennrm.understanding.national import falling_into

CODE, SUPPORTER = "DEMO-1", "womens-support"


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """A person confirmed, sheltered and supported by the Women's Support Center; the facts fall into ``collection``."""
    by = officials()[SUPPORTER]
    if Shelter.objects.filter(code=CODE).exists():
        return
    step("Made-up protection")
    with falling_into(collection):
        with acting(scope_for(by, purpose=Purpose.IDENTIFICATION)):
            case = _confirmed(by)
        with acting(scope_for(by, purpose=Purpose.SUPPORT)):
            _supported(case, _shelter(by), by)


def _confirmed(by: Official) -> Case:
    today = timezone.localdate()
    begins = Beginning(
        origin=Origin.NONE, channel="Telephone", prefecture="13", recognised_by=frozenset({"WomensSupport"})
    )
    person = somebody("架空 桜子", "KAKUU Sakurako", sex="female", nationality="PH", language="fil", age=24)
    case = cases.open_case(begins, person, by=by, on=today - timedelta(days=30))
    drawn = Drawn(LABOUR, THREATENED)
    heard(case, [ACT, "P3.06", PURPOSE], drawn, by=by, on=today - timedelta(days=28))
    decisions.decide(case, outcome=Standing.CONFIRMED, reason=REASON, by=by, on=today - timedelta(days=25))
    cases.ask_support(case, reason=REASON, by=by, on=today - timedelta(days=25))
    return case


def _shelter(by: Official) -> Shelter:
    """A place with three beds; its address is made up, and sealed all the same."""
    described = Described(
        CODE,
        ShelterKind.WOMENS_SUPPORT_CENTER,
        takes=(Takes.WOMEN, Takes.FAMILIES),
        languages=("ja", "en", "fil"),
        prefecture="13",
    )
    location = Location(address="架空県架空市1-1-1（デモ）", phone="000-0000-0000")
    shelter = shelters.open_shelter(described, location=location, by=by, on=timezone.localdate() - timedelta(days=90))
    for name in ("A", "B", "C"):
        shelters.add_bed(shelter, name=name, sleeps=1, by=by)
    return shelter


def _supported(case: Case, shelter: Shelter, by: Official) -> ProtectionPlan:
    today = timezone.localdate()
    plan = plans.begin(case, by=by, on=today)
    plans.protected_since(plan, since=today - timedelta(days=24), by=by, on=today)
    stay = stays.reserve(plan, shelter, Need(Who.WOMAN, today, nights=14), by=by, on=today)
    stays.arrive(stay, by=by, on=today)
    steps.add_aim(plan, words="（架空の内容）日本語を学び、働きたい。", by=by, on=today)
    steps.add_task(plan, kind=TaskKind.PAPERS, words="", due=today + timedelta(days=2), who=by, by=by, on=today)
    steps.note(plan, kind=NoteKind.TALK, text="（架空の内容）落ち着いて眠れた。", happened=today, by=by, on=today)
    food = needs.need(plan, kind=ServiceKind.FOOD, by=by, on=today)
    needs.offer(food, by=by, on=today)
    needs.accept(food, by=by, on=today)
    needs.give(food, given=today, quantity=3, measure=ServiceUnit.MEALS, cost=2400, by=by, on=today)
    residence.watch(plan, until=today + timedelta(days=40), by=by, on=today)
    return plan
