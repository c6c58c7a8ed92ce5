"""The parts of a plan's page: who, what next, aims, risks, tasks, services, stays, notes, meetings, costs."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.identification.models import Case
from opennrm.protection.ahead import ahead
from opennrm.protection.costs import of_plan, total
from opennrm.protection.models import ProtectionPlan, Seat
from opennrm.protection.risks import factors
from opennrm.protection.terms import TaskState
from opennrm.protection.views.shown import Panel, language_name


def who(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """The person by their code, and where in the procedure they are; the case may be shut."""
    case = Case.objects.select_related("person").filter(pk=plan.case_id).first()
    context = {
        "case": case,
        "language": language_name(case.person.language) if case else "",
        "caseworker": shown_many([plan.caseworker])[plan.caseworker_id],
    }
    return Panel(_("Who, and where in the procedure"), "protection/panels/who.html", "who", context)


def next_steps(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What comes next."""
    rows = ahead(plan, timezone.localdate()) if plan.ended is None else []
    return Panel(_("What next"), "protection/panels/next.html", "next", {"rows": rows})


def aims(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What the person wants."""
    return Panel(_("What the person wants"), "protection/panels/aims.html", "aims", {"aims": list(plan.aims.all())})


def risks(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """How great the danger is, and was."""
    known, rows = factors().by_code, list(plan.risks.all())
    listed = [(each, [known[code].title if code in known else None for code in each.factors]) for each in rows]
    return Panel(_("Risk"), "protection/panels/risks.html", "risks", {"rows": listed})


def tasks(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What is to be done, and what was."""
    rows, today = list(plan.tasks.select_related("who")), timezone.localdate()
    names = shown_many({each.who for each in rows})
    listed = [(each, names[each.who_id], each.due < today) for each in rows]
    context = {
        "open": [row for row in listed if row[0].state == TaskState.OPEN],
        "settled": [row for row in listed if row[0].state != TaskState.OPEN],
    }
    return Panel(_("Tasks"), "protection/panels/tasks.html", "tasks", context)


def services(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What is needed, offered, accepted, given."""
    rows = list(plan.services.all())
    return Panel(_("Services"), "protection/panels/needs.html", "services", {"services": rows})


def stays(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """Where the person sleeps, by the code name of the shelter."""
    rows = list(plan.stays.select_related("shelter", "bed"))
    return Panel(_("Shelter"), "protection/panels/stays.html", "stays", {"stays": rows})


def notes(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What happened, the latest first."""
    rows = list(plan.notes.select_related("by"))
    names = shown_many({each.by for each in rows})
    return Panel(
        _("What happened"),
        "protection/panels/notes.html",
        "notes",
        {"rows": [(each, names[each.by_id]) for each in rows]},
    )


def meetings(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """Meetings of several organisations, and who takes part."""
    rows, called = list(plan.meetings.all()), dict(bodies())
    seats = Seat.objects.filter(meeting__in=[each.pk for each in rows], ended__isnull=True)
    there: dict[object, list[str]] = {}
    for seat in seats:
        there.setdefault(seat.meeting, []).append(called.get(seat.organisation_id, seat.organisation_id))
    listed = [(each, there.get(each.pk, [])) for each in rows]
    return Panel(_("Meetings"), "protection/panels/meetings.html", "meetings", {"rows": listed})


def costs(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What all this has cost."""
    rows = of_plan(plan, timezone.localdate())
    return Panel(_("Costs"), "protection/panels/costs.html", "costs", {"rows": rows, "total": total(rows)})
