"""An official's day on one page: what is due, what came in, what waits on others. Composed from the rooms below.

Each list is short (``MOST``): the page it comes from shows the rest. Nothing of it is sealed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication.investigations import Investigation
from opennrm.eradication.models import ConferenceDecision, InformationExchange, PossibleVictim, RelatedOffence
from opennrm.eradication.procedure import procedure
from opennrm.eradication.suspects import Charge
from opennrm.foundations.chapter_waiting import meetings_to_confirm, opinions_due, opinions_on_others
from opennrm.identification import reads
from opennrm.identification.models import Case, Notice, Referral
from opennrm.identification.waiting import REFERRED
from opennrm.plan.progress_terms import State as ProgressState
from opennrm.plan.waiting import asked_back, to_read, to_report
from opennrm.prevention.intern_steps import step_title
from opennrm.prevention.intern_terms import RequestState, StepState
from opennrm.prevention.interns import InternCase, InternRequest, InternStep
from opennrm.prevention.models import Examination, Letter, Measure
from opennrm.protection.followups import FollowUp
from opennrm.protection.models import Task
from opennrm.protection.returns import ReintegrationStep
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.models import Report
from opennrm.reporting.shown import body_name, number
from opennrm.reporting.terms import Urgency

MOST = 20
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One line of the day: where it leads, what it is, of which case or report, and by when."""

    url: str
    what: str
    of: str
    day: date | None = None
    late: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class Day:
    """The three lists."""

    due: tuple[Item, ...]
    came_in: tuple[Item, ...]
    on_others: tuple[Item, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.due or self.came_in or self.on_others)


def day_of(official: Official) -> Day:
    """What this official finds to do today, for every purpose they may act for."""
    purposes, today = purposes_of(official), timezone.localdate()
    return Day(
        due=_sorted(
            chain(
                _gathered(official, DUE, purposes, today),
                _progress_due(official, today),
                _of_partners(official, today),
            )
        ),
        came_in=_sorted(chain(_gathered(official, CAME_IN, purposes, today), _progress_sent(official, today))),
        on_others=_sorted(
            chain(
                _gathered(official, ON_OTHERS, purposes, today),
                _progress_asked(official, today),
                _partners_wait(official, today),
            )
        ),
    )


Reader = Callable[[Official, date], Iterator[Item]]


def _gathered(
    official: Official, readers: dict[Purpose, tuple[Reader, ...]], purposes: list[Purpose], today: date
) -> Iterator[Item]:
    for purpose in purposes:
        if purpose in readers:
            with acting(scope_shown(official, purpose=purpose)):
                for reader in readers[purpose]:
                    yield from reader(official, today)


def _sorted(items: Iterator[Item]) -> tuple[Item, ...]:
    """The urgent first, then by day; what has no day last."""
    return tuple(sorted(items, key=lambda each: (not each.urgent, each.day or date.max, each.of))[:MOST])


def _cases(official: Official, today: date) -> Iterator[Item]:
    rows = Case.objects.due_by(today + AHEAD).filter(reads.worked_on_by(official, today))
    for each in rows[:MOST]:
        url, what = reverse("cases:case", args=[each.code]), str(each.get_due_for_display())
        late = each.due is not None and each.due < today
        yield Item(url, what, each.code, each.due, late, urgent=each.urgency == Urgency.NOW)


def _cases_of_nobody(_official: Official, _today: date) -> Iterator[Item]:
    for each in Case.objects.queue().filter(reads.NOBODYS)[:MOST]:
        url = reverse("cases:case", args=[each.code])
        yield Item(url, _("Case nobody works on"), each.code, each.due, urgent=each.urgency == Urgency.NOW)


def _tasks(official: Official, today: date) -> Iterator[Item]:
    rows = Task.objects.open().of(official).filter(due__lte=today + AHEAD).select_related("plan")
    for each in rows[:MOST]:
        url = reverse("protection:plan", args=[each.plan_id])
        yield Item(url, str(each.get_kind_display()), each.plan.code, each.due, each.due < today)


def _steps(_official: Official, today: date) -> Iterator[Item]:
    for each in ReintegrationStep.objects.due_by(today).select_related("going")[:MOST]:
        url = reverse("protection:return", args=[each.going_id])
        yield Item(url, _("Step of reintegration"), "", each.due, each.due < today)


def _follow_ups(_official: Official, today: date) -> Iterator[Item]:
    for each in FollowUp.objects.due_by(today).select_related("plan")[:MOST]:
        url = reverse("protection:follow_up", args=[each.pk])
        yield Item(url, _("Follow-up"), each.plan.code, each.due, each.due < today)


def _limits(_official: Official, today: date) -> Iterator[Item]:
    """Limits of the law that run for suspects; as reminders."""
    limits = procedure().limits
    for each in Charge.objects.due_by(today + AHEAD).select_related("investigation")[:MOST]:
        code = each.investigation.code
        what = limits[each.due_for].title.of(get_language()) if each.due_for in limits else each.due_for
        late = each.due is not None and each.due < today
        soon = each.due is not None and each.due <= today
        yield Item(reverse("eradication:investigation", args=[code]), what, code, each.due, late, urgent=soon)


def _investigations(official: Official, _today: date) -> Iterator[Item]:
    for each in Investigation.objects.open().of(official).order_by("-opened", "id")[:MOST]:
        url = reverse("eradication:investigation", args=[each.code])
        yield Item(url, _("Investigation you lead"), each.code)


def _examinations(official: Official, _today: date) -> Iterator[Item]:
    for each in Examination.objects.going_on().of(official).select_related("employer").order_by("begun")[:MOST]:
        url = reverse("prevention:examination", args=[each.pk])
        yield Item(url, str(each.get_state_display()), each.code)


def _measures(_official: Official, today: date) -> Iterator[Item]:
    for each in Measure.objects.due_by(today + AHEAD).select_related("examination")[:MOST]:
        url, due = reverse("prevention:examination", args=[each.examination_id]), each.due
        yield Item(url, str(each.get_kind_display()), each.examination.code, due, late=due is not None and due < today)


def _letters(_official: Official, today: date) -> Iterator[Item]:
    for each in Letter.objects.waiting().select_related("examination")[:MOST]:
        url = reverse("prevention:examination", args=[each.examination_id])
        yield Item(url, _("An employer is to answer"), each.examination.code, each.due, each.due < today)


def _reports(_official: Official, today: date) -> Iterator[Item]:
    for each in Report.objects.with_news().order_by("urgency", "received", "id")[:MOST]:
        url, late = reverse("reports:report", args=[each.pk]), each.received < today - AHEAD
        urgent = each.urgency == Urgency.NOW
        yield Item(url, str(each.get_kind_display()), number(each), each.received, late, urgent)


def _notices(_official: Official, _today: date) -> Iterator[Item]:
    for each in Notice.objects.waiting()[:MOST]:
        url = reverse("cases:notice_received", args=[each.pk])
        yield Item(url, str(each.get_kind_display()), "", each.sent, urgent=each.urgency == Urgency.NOW)


def _referrals(purpose: Purpose) -> Reader:
    def to_answer(_official: Official, today: date) -> Iterator[Item]:
        rows = Referral.objects.filter(purpose=purpose).waiting_at(*organisations_served())
        for each in rows.filter(answer_by__gte=today)[:MOST]:
            url = reverse("cases:referral", args=[purpose.value, each.pk])
            what = _("%(kind)s, asked by %(body)s") % {
                "kind": each.get_kind_display(),
                "body": body_name(each.asking_id),
            }
            yield Item(url, what, "", each.answer_by, urgent=each.urgency == Urgency.NOW)

    return to_answer


def _asked(_official: Official, today: date) -> Iterator[Item]:
    rows = Referral.objects.asked_by(*organisations_served())
    codes = {each.pk: each.code for each in Case.objects.filter(pk__in=[row.about for row in rows[:MOST]])}
    for each in rows[:MOST]:
        url = reverse("cases:referral", args=[Purpose.IDENTIFICATION.value, each.pk])
        what = _("%(body)s is to answer") % {"body": body_name(each.to_id)}
        yield Item(url, what, codes.get(each.about, ""), each.answer_by, each.answer_by < today)


def _related(_official: Official, today: date) -> Iterator[Item]:
    for each in RelatedOffence.objects.with_signs()[:MOST]:
        url = reverse("eradication:related_offence", args=[each.pk])
        yield Item(url, _("Related offence with signs of trafficking"), each.number, each.due, each.late(today))


def _flags(_official: Official, _today: date) -> Iterator[Item]:
    for each in PossibleVictim.objects.open()[:MOST]:
        url = reverse("eradication:related_flag", args=[each.pk])
        yield Item(url, _("Suspect who may be a victim"), "", each.raised, urgent=each.urgency == Urgency.NOW)


def _exchanges(_official: Official, today: date) -> Iterator[Item]:
    for each in InformationExchange.objects.open_requests().filter(due__lte=today + AHEAD)[:MOST]:
        url = reverse("eradication:exchange_one", args=[each.pk])
        yield Item(url, _("Request of or to a partner abroad"), each.reference, each.due, each.late(today))


def _decisions(official: Official, today: date) -> Iterator[Item]:
    for each in ConferenceDecision.objects.open().filter(who=official, due__lte=today + AHEAD)[:MOST]:
        url = reverse("eradication:exchange_conference", args=[each.conference_id])
        yield Item(url, _("Decision of a conference"), "", each.due, each.due < today)


def _intern_steps(official: Official, today: date) -> Iterator[Item]:
    mine = InternCase.objects.open().worked_on_by(official, today)
    rows = InternStep.objects.filter(state=StepState.OPEN, due__lte=today + AHEAD, case__in=mine).select_related("case")
    for each in rows.order_by("due", "id")[:MOST]:
        url = reverse("prevention:intern", args=[each.case_id])
        yield Item(url, step_title(each.code), each.case.code, each.due, each.due < today)


def _intern_requests(purpose: Purpose) -> Reader:
    def to_answer(_official: Official, today: date) -> Iterator[Item]:
        rows = InternRequest.objects.filter(to__in=organisations_served(), purpose=purpose, state=RequestState.ASKED)
        for each in rows.order_by("answer_by", "id")[:MOST]:
            url = reverse("prevention:intern_request", args=[purpose.value, each.pk])
            what = _("About an intern, asked by %(body)s") % {"body": body_name(each.asking_id)}
            yield Item(url, what, each.code, each.answer_by, each.answer_by < today)

    return to_answer


def _interns_asked(_official: Official, today: date) -> Iterator[Item]:
    rows = InternRequest.objects.running().filter(asking__in=organisations_served())
    for each in rows.order_by("answer_by", "id")[:MOST]:
        url, what = reverse("prevention:intern", args=[each.case]), _("%(body)s is to answer")
        yield Item(url, what % {"body": body_name(each.to_id)}, each.code, each.answer_by, each.answer_by < today)


def _progress_due(official: Official, today: date) -> Iterator[Item]:
    """What the official's body is to report. No file is about it, so no purpose opens it."""
    for each in to_report(official, today).select_related("measure", "year")[:MOST]:
        asked = each.state == ProgressState.ASKED_BACK
        what = _("Progress the secretariat asked back") if asked else _("Progress of a measure")
        due, late = each.year.due, each.year.due < today
        yield Item(reverse("plan:progress", args=[each.pk]), what, each.measure.item, due, late)


def _progress_sent(official: Official, today: date) -> Iterator[Item]:
    for each in to_read(official, today).select_related("measure")[:MOST]:
        what = _("Progress sent by %(body)s") % {"body": body_name(each.organisation_id)}
        yield Item(reverse("plan:progress", args=[each.pk]), what, each.measure.item)


def _progress_asked(official: Official, today: date) -> Iterator[Item]:
    for each in asked_back(official, today).select_related("measure")[:MOST]:
        what = _("%(body)s is to answer") % {"body": body_name(each.organisation_id)}
        yield Item(reverse("plan:progress", args=[each.pk]), what, each.measure.item)


def _of_partners(official: Official, today: date) -> Iterator[Item]:
    """Opinions of partners to answer or follow up, and meetings of which nobody said that they were held."""
    for each in opinions_due(official, today)[:MOST]:
        url, late = reverse("foundations:opinion", args=[each.pk]), each.late(today)
        yield Item(url, _("Opinion of a partner: %(state)s") % {"state": each.get_state_display()}, "", each.due, late)
    for meeting in meetings_to_confirm(official, today)[:MOST]:
        url, late = reverse("foundations:exchange", args=[meeting.pk]), meeting.day < today
        yield Item(url, _("Meeting with partners: was it held?"), "", meeting.day, late)


def _partners_wait(official: Official, today: date) -> Iterator[Item]:
    for each in opinions_on_others(official, today)[:MOST]:
        url, what = reverse("foundations:opinion", args=[each.pk]), _("%(body)s is to answer")
        yield Item(url, what % {"body": body_name(each.responsible_id)}, "", each.due, True)


DUE: dict[Purpose, tuple[Reader, ...]] = {
    Purpose.IDENTIFICATION: (_cases,),
    Purpose.SUPPORT: (_tasks, _steps, _follow_ups),
    Purpose.INVESTIGATION: (_limits, _investigations, _related, _flags, _exchanges, _decisions),
    Purpose.EXAMINATION: (_examinations, _measures, _intern_steps),
}
CAME_IN: dict[Purpose, tuple[Reader, ...]] = {
    Purpose.RECEPTION: (_reports,),
    Purpose.IDENTIFICATION: (_notices, _cases_of_nobody),
}
CAME_IN |= {purpose: (*CAME_IN.get(purpose, ()), _referrals(purpose)) for purpose in REFERRED}
for _purpose in (Purpose.EXAMINATION, Purpose.INVESTIGATION):
    CAME_IN[_purpose] = (*CAME_IN.get(_purpose, ()), _intern_requests(_purpose))
ON_OTHERS: dict[Purpose, tuple[Reader, ...]] = {
    Purpose.IDENTIFICATION: (_asked,),
    Purpose.EXAMINATION: (_letters, _interns_asked),
}
