"""What is done about a suspect and to a charge: a page with one form for each."""

from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.eradication.actions import charges
from opennrm.eradication.actions.flags import open_flags
from opennrm.eradication.forms import charges as forms
from opennrm.eradication.investigation_terms import ChargeAct
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.eradication.suspects import Charge, Suspect
from opennrm.eradication.views.investigation_panels import offence_choices, offence_name, suspect_name, what
from opennrm.eradication.views.investigation_shown import fill, investigation_or_404, posted
from opennrm.identification.codes import read
from opennrm.understanding.terms import Reason

STRIKE = "strike"


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def of_suspect(request: HttpRequest, code: str, pk: UUID, what: str) -> HttpResponse:
    """One verb of a suspect: put right, tied to one more offence, taken out."""
    found = investigation_or_404(code)
    suspect = get_object_or_404(Suspect, pk=pk, investigation=found)
    by, today, head = official_of(request), timezone.localdate(), suspect_name(suspect)
    if what == "edit":
        same = ("age", "sex", "nationality", "occupation", "role")
        right = forms.SuspectRightForm(posted(request), initial={name: getattr(suspect, name) for name in same})

        def correct() -> None:
            reason = Reason(right.cleaned_data["reason"])
            charges.put_suspect_right(suspect, right.known(), reason=reason, by=by, on=today)

        hint = _("Name, alias and day of birth are sealed and not shown; left empty they stay as they are.")
        title, done = _("Put the suspect right"), _("Put right; the register follows.")
        return fill(request, found, right, correct, title=title, done=done, at="suspects", head=head, hints=(hint,))
    if what == "same":
        same_form = forms.SameForm(posted(request))

        def join() -> None:
            told = same_form.cleaned_data
            others = Suspect.objects.filter(investigation__code=read(told["code"]) or "", number=told["number"])
            charges.same_person(suspect, others.first() or suspect, by=by, on=today)

        hint = _("Both investigations must be open to you. The register then counts one person, not two.")
        title, done = _("The same person as in another investigation"), _("Counted as one person from now on.")
        return fill(request, found, same_form, join, title=title, done=done, at="suspects", head=head, hints=(hint,))
    if what == "charge":
        there = suspect.charges.values_list("offence_id", flat=True)
        form = forms.ChargeForm(posted(request), offences=offence_choices(found, without=there))

        def charge() -> None:
            offence = Offence.objects.get(pk=form.cleaned_data["offence"], investigation=found)
            charges.charge(suspect, offence, by=by, on=today)

        title, done = _("One more offence"), _("Tied to the offence.")
        return fill(request, found, form, charge, title=title, done=done, at="suspects", head=head)
    if what == "remove":

        def remove() -> None:
            charges.remove_suspect(suspect, by=by)

        title, done = _("Take the suspect out: entered by mistake"), _("Taken out.")
        empty = Form(posted(request))
        return fill(
            request, found, empty, remove, title=title, done=done, at="suspects", head=head, danger=True,
            button=_("Take out"),
        )  # fmt: skip
    raise Http404


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def of_charge(request: HttpRequest, code: str, pk: UUID, act: str) -> HttpResponse:
    """The next step of a charge, or the latest one struck out."""
    found = investigation_or_404(code)
    charge = get_object_or_404(Charge.objects.select_related("suspect", "offence"), pk=pk, investigation=found)
    head = f"{suspect_name(charge.suspect)} · {offence_name(charge.offence)}"
    if act == STRIKE:
        return _strike(request, found, charge, head)
    if act not in ChargeAct.values:
        raise Http404
    today, named = timezone.localdate(), ChargeAct(act)
    form = forms.StepForm(posted(request), act=named, initial={"day": today, "seen": charges.step_count(charge)})

    def take() -> None:
        seen = form.cleaned_data["seen"]
        charges.take_step(charge, form.taken(), seen=seen, by=official_of(request), on=today)

    hints = [_("Where it stands now: %(state)s.") % {"state": charge.get_state_display()}]
    if open_flags(charge.suspect.key).exists():
        hints.append(_("May be a victim: identification was told. Wait for its answer before a charge."))
    done = _("Entered: %(step)s.") % {"step": named.label}
    return fill(request, found, form, take, title=named.label, done=done, at="suspects", head=head, hints=tuple(hints))


def _strike(request: HttpRequest, found: Investigation, charge: Charge, head: str) -> HttpResponse:
    last = charge.steps.filter(struck__isnull=True).order_by("-place").first()
    if last is None:
        raise Http404
    form = forms.StrikeForm(posted(request))

    def act() -> None:
        reason, why = Reason(form.cleaned_data["reason"]), form.cleaned_data["why"]
        charges.strike(last, why=why, reason=reason, by=official_of(request), on=timezone.localdate())

    hint = _("The latest step: %(step)s, %(day)s. It stays to be read, and counts no more.")
    hint = hint % {"step": what(last), "day": last.on.isoformat()}
    title, done = _("Strike out the latest step"), _("Struck out; the register follows.")
    return fill(
        request, found, form, act, title=title, done=done, at="suspects", head=head, hints=(hint,), danger=True,
        button=_("Strike out"),
    )  # fmt: skip
