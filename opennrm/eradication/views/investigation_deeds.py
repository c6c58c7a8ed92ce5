"""What is done to an investigation, an offence, and who takes part: a page with one form for each."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.access.doors import acting_for
from opennrm.access.models import Grant
from opennrm.access.terms import Purpose
from opennrm.agencies import rules as agencies
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import bodies, people
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.terms import Power
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.forms import charges as charge_forms
from opennrm.eradication.forms import investigations as forms
from opennrm.eradication.investigation_terms import Ended
from opennrm.eradication.investigations import Investigation, InvestigationVictim, Offence
from opennrm.eradication.views.investigation_panels import offence_choices, offence_name
from opennrm.eradication.views.investigation_shown import fill, investigation_or_404, posted
from opennrm.understanding.terms import Reason

Doing = Callable[[HttpRequest, Investigation], HttpResponse]


def _describe(request: HttpRequest, found: Investigation) -> HttpResponse:
    form = forms.DetailsForm(posted(request), initial={"prefecture": found.prefecture, "employer": found.employer})

    def act() -> None:
        investigations.describe(found, **form.cleaned_data, by=official_of(request))

    hint = _("The outline is sealed and not shown; left empty it stays as it is.")
    return fill(request, found, form, act, title=_("What the investigation is about"), done=_("Kept."), hints=(hint,))


def _assign(request: HttpRequest, found: Investigation) -> HttpResponse:
    today = timezone.localdate()
    serving = Official.objects.with_posts().serving(today).filter(organisation=found.owner_id)
    may = people(each for each in serving if agencies.may(each.post(), Power.INVESTIGATE, today))
    form = forms.AssignForm(posted(request), people=may, initial={"to": str(found.lead_id)})

    def act() -> None:
        to = Official.objects.get(pk=form.cleaned_data["to"])
        investigations.assign(found, to=to, by=official_of(request), on=today)

    return fill(request, found, form, act, title=_("Who leads it"), done=_("Handed over."), at="others")


def _note(request: HttpRequest, found: Investigation) -> HttpResponse:
    today = timezone.localdate()
    form = forms.NoteForm(posted(request), initial={"happened": today})

    def act() -> None:
        investigations.note(found, **form.cleaned_data, by=official_of(request), on=today)

    return fill(request, found, form, act, title=_("Note what was done"), done=_("Kept, sealed."), at="timeline")


def _offence(request: HttpRequest, found: Investigation) -> HttpResponse:
    form = forms.OffenceForm(posted(request))

    def act() -> None:
        investigations.enter_offence(found, form.committed(), by=official_of(request), on=timezone.localdate())

    hint = _("A provision counts where it held while the offence was committed. «Not verified»: look the law up first.")
    return fill(
        request, found, form, act, title=_("Enter an offence"), done=_("Entered."), at="offences", hints=(hint,)
    )


def _suspect(request: HttpRequest, found: Investigation) -> HttpResponse:
    form = charge_forms.NewSuspectForm(posted(request), offences=offence_choices(found))

    def act() -> None:
        chosen = [each for each in found.offences.all() if str(each.pk) in form.cleaned_data.get("offences", ())]
        by, today = official_of(request), timezone.localdate()
        charges.enter_suspect(found, form.known(), offences=chosen, by=by, on=today)

    hints = () if found.offences.exists() else (_("No offence is entered yet: the suspect can be tied to one later."),)
    return fill(
        request, found, form, act, title=_("Enter a suspect"), done=_("Entered, sealed."), at="suspects", hints=hints
    )


def _victim(request: HttpRequest, found: Investigation) -> HttpResponse:
    form = forms.VictimForm(posted(request))

    def act() -> None:
        investigations.join_victim(
            found, code=form.cleaned_data["case"], by=official_of(request), on=timezone.localdate()
        )

    done = _("The victim joined by a pseudonym. The case says that it was handed over.")
    return fill(request, found, form, act, title=_("Let a victim join"), done=done, at="victims")


def _join(request: HttpRequest, found: Investigation) -> HttpResponse:
    others = [each for each in bodies() if each[0] != found.owner_id]
    form = forms.JoinForm(posted(request), bodies=others)

    def act() -> None:
        told = form.cleaned_data
        to = Organisation.objects.get(pk=told["organisation"])
        investigations.join_body(found, to=to, until=told["until"], reason=told["reason"], by=official_of(request))

    hint = _("Its investigators open this investigation, names and words too, until that day. It may be ended before.")
    title, done = _("Investigate jointly"), _("The organisation opens the investigation now.")
    return fill(request, found, form, act, title=title, done=done, at="others", hints=(hint,))


def _close(request: HttpRequest, found: Investigation) -> HttpResponse:
    form = forms.CloseForm(posted(request))

    def act() -> None:
        ended = Ended(form.cleaned_data["ended"])
        investigations.close(found, ended=ended, by=official_of(request), on=timezone.localdate())

    done = _("The investigation is closed. «Reopen» takes it up again.")
    return fill(request, found, form, act, title=_("Close the investigation"), done=done, button=_("Close"))


def _reopen(request: HttpRequest, found: Investigation) -> HttpResponse:
    def act() -> None:
        investigations.reopen(found, by=official_of(request))

    title, done = _("Reopen the investigation"), _("The investigation is open again.")
    return fill(request, found, Form(posted(request)), act, title=title, done=done, button=_("Reopen"))


DOINGS: Mapping[str, Doing] = {
    "describe": _describe,
    "assign": _assign,
    "note": _note,
    "offence": _offence,
    "suspect": _suspect,
    "victim": _victim,
    "join": _join,
    "close": _close,
    "reopen": _reopen,
}


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """One verb of an investigation."""
    found = investigation_or_404(code)
    if what not in DOINGS:
        raise Http404
    return DOINGS[what](request, found)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def of_offence(request: HttpRequest, code: str, pk: UUID, what: str) -> HttpResponse:
    """One verb of an offence: put right, cleared, clearing struck out, taken out."""
    found = investigation_or_404(code)
    offence = get_object_or_404(Offence, pk=pk, investigation=found)
    by, today = official_of(request), timezone.localdate()
    head = offence_name(offence)
    if what == "edit":
        same = ("provisions", "exploitation", "incident")
        initial = {name: getattr(offence, name) for name in same} | {"first": offence.committed}
        right = forms.OffenceRightForm(posted(request), initial=initial | {"last": offence.committed_until})

        def correct() -> None:
            reason = Reason(right.cleaned_data["reason"])
            investigations.put_offence_right(offence, right.committed(), reason=reason, by=by, on=today)

        title, done = _("Put the offence right"), _("Put right; the register follows.")
        return fill(request, found, right, correct, title=title, done=done, at="offences", head=head)
    if what == "clear":
        day = forms.DayForm(posted(request), initial={"day": today})

        def clear() -> None:
            investigations.clear(offence, day=day.cleaned_data["day"], by=by, on=today)

        title, done = _("The offence was cleared"), _("Cleared. It is counted in the year of that day.")
        return fill(request, found, day, clear, title=title, done=done, at="offences", head=head)
    if what == "unclear":
        why = forms.WhyForm(posted(request))

        def unclear() -> None:
            investigations.unclear(offence, reason=Reason(why.cleaned_data["reason"]), by=by, on=today)

        title, done = _("Strike the clearing out"), _("Struck out; the register's fact is withdrawn.")
        return fill(request, found, why, unclear, title=title, done=done, at="offences", head=head, danger=True)
    if what == "remove":

        def remove() -> None:
            investigations.remove_offence(offence, by=by, on=today)

        title, done = _("Take the offence out: entered by mistake"), _("Taken out.")
        form = Form(posted(request))
        return fill(
            request, found, form, remove, title=title, done=done, at="offences", head=head, danger=True,
            button=_("Take out"),
        )  # fmt: skip
    raise Http404


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def victim_out(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Take a pseudonym out that does not belong here."""
    found = investigation_or_404(code)
    victim = get_object_or_404(InvestigationVictim, pk=pk, investigation=found)

    def act() -> None:
        investigations.take_victim_out(victim, by=official_of(request))

    title, done, head = _("Take the victim out"), _("Taken out."), f"V{victim.number}"
    form, button = Form(posted(request)), _("Take out")
    return fill(request, found, form, act, title=title, done=done, at="victims", head=head, button=button, danger=True)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def body_out(request: HttpRequest, code: str, grant: int) -> HttpResponse:
    """Shut a body out of the joint investigation."""
    found = investigation_or_404(code)
    given = Grant.objects.holding().filter(pk=grant, file=found.file_id).exclude(organisation=found.owner_id).first()
    if given is None:
        raise Http404
    there = given

    def act() -> None:
        investigations.leave_body(found, there, by=official_of(request))

    head = dict(bodies()).get(given.organisation_id, given.organisation_id)
    title, done = _("End the joint investigation"), _("The organisation opens the investigation no more.")
    form, button = Form(posted(request)), _("End it")
    return fill(request, found, form, act, title=title, done=done, at="others", head=head, button=button, danger=True)
