"""Referrals: what one's organisation has to answer, what it waits for, one referral from either side, asking anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.rules import POWER
from opennrm.access.terms import Purpose
from opennrm.accounts.inboxes import unlocked
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.identification.actions import referrals
from opennrm.identification.consenting import COVERS, Ground
from opennrm.identification.forms.referrals import AskForm, ShowForm, first_values
from opennrm.identification.models import Case, Consent, Referral
from opennrm.identification.referrals import ReferralQuerySet
from opennrm.identification.sharing_shown import (
    body_names,
    form_page,
    language_name,
    official_names,
    page_of,
    shared_words,
    words_of,
)
from opennrm.identification.terms import ReferralKind, ReferralState, WithoutConsent
from opennrm.identification.views.shown import Panel, case_or_404
from opennrm.identification.waiting import REFERRED, referrals_by_purpose
from opennrm.page.dates import written
from opennrm.page.forms import goes_through
from opennrm.reporting.actions.desk import organisations_served

WORDS = (
    ("ask", gettext_lazy("What is needed")),
    ("answer", gettext_lazy("Why it was declined")),
    ("ending_reason", gettext_lazy("Why it ended")),
)


@dataclass(frozen=True)
class Row:
    """A referral as a list shows it: ``other`` is the other side, ``ours`` whether we asked, ``late`` past its time."""

    referral: Referral
    other: str
    ours: bool
    late: bool

    @property
    def number(self) -> str:
        """How people call it among themselves: the beginning of its id."""
        return str(self.referral.pk)[:8]


def panel(_request: HttpRequest, case: Case, _by: Official) -> Panel:
    """Who else was asked to work on a case, until when, and where that stands."""
    rows = rows_of(Referral.objects.filter(about=case.pk).order_by("-asked", "id"))
    mine = case.owner_id in organisations_served()
    context: dict[str, object] = {"rows": rows, "may_ask": mine and case.closed is None}
    return Panel(gettext_lazy("Referrals"), "identification/panels/referrals.html", "referrals", context)


@door(*(POWER[purpose] for purpose in REFERRED))
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """To the referrals for the purpose of whoever asks for which something waits; else for their first."""
    waiting = referrals_by_purpose(official_of(request))
    return redirect("cases:referrals", next((each for each, n in waiting.items() if n), next(iter(waiting))).value)


@acting_for(*REFERRED)
@require_safe
def listed(request: HttpRequest, purpose: Purpose) -> HttpResponse:
    """Referrals for a purpose, by a filter that stays in the URL; first those that ended without us."""
    form = ShowForm(request.GET or None, initial={"show": "answer"})
    which = (form.cleaned_data["show"] if form.is_bound and form.is_valid() else "") or "answer"
    by, found, ours = official_of(request), Referral.objects.all(), organisations_served()
    shown = _shown(found, which, ours, purpose)
    paged = page_of(request, shown)
    context = {
        "form": ShowForm(initial={"show": which}),
        "which": which,
        "purpose": purpose,
        "others": [(each, n) for each, n in referrals_by_purpose(by).items() if each != purpose],
        "untold": rows_of(found.untold(*ours).filter(purpose=purpose)),
        "rows": rows_of(paged["page"]),  # type: ignore[arg-type]
        **paged,
    }
    return render(request, "identification/referrals.html", context)


@acting_for(*REFERRED)
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """One referral, with what this side may do; its words once they are asked for, each with a line in the audit."""
    found = row_or_404(Referral, pk)
    context = about(found, purpose)
    if request.method == "POST":
        context["words"] = words_of(
            found, [(field, str(title)) for field, title in WORDS], purpose=purpose, inbox=unlocked(request)
        )
    return render(request, "identification/referral.html", context)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask another organisation, on what the case has to rest it on."""
    case, today = case_or_404(code), timezone.localdate()
    rests = _rests(case)
    first = first_values(today)
    if rests:
        word, (_called, ground) = next(iter(rests.items()))
        first |= {"ground": word} | ({"classes": [each.value for each in ground.classes]} if ground.classes else {})
    form = AskForm(request.POST if request.method == "POST" else None, initial=first, rests=rests)
    made: list[Referral] = []

    def act() -> None:
        made.append(referrals.ask(case, form.asked(), by=official_of(request), on=today))

    if request.method == "POST" and goes_through(form, act):
        said = _("%(name)s was asked. Until it accepts it sees nothing of the case.")
        messages.success(request, said % {"name": body_names().get(made[0].to_id, made[0].to_id)})
        return redirect("cases:referral", Purpose.IDENTIFICATION.value, made[0].pk)
    return form_page(request, "identification/referral_new.html", form, case=case, rests=rests)


def about(found: Referral, purpose: Purpose) -> dict[str, Any]:
    """What every page about a referral says of it, and what this side may do."""
    called, served, today = body_names(), organisations_served(), timezone.localdate()
    case = Case.objects.filter(pk=found.about).first()
    asking, asked = found.asking_id in served, found.to_id in served
    running = found.state in {ReferralState.ASKED, ReferralState.ACCEPTED}
    final = found.kind == ReferralKind.TRANSFER and found.state == ReferralState.ACCEPTED
    late = found.state == ReferralState.ASKED and found.answer_by < today
    names = official_names({found.by_id, found.answered_by_id, found.ended_by_id})
    consent = Consent.objects.filter(pk=found.consent, withdrawn__isnull=True).first() if found.consent else None
    return {
        "referral": found,
        "number": str(found.pk)[:8],
        "purpose": purpose,
        "asking": called.get(found.asking_id, found.asking_id),
        "to": called.get(found.to_id, found.to_id),
        "by": names[found.by_id],
        "answered_by": names[found.answered_by_id],
        "ended_by": names[found.ended_by_id],
        "language": language_name(found.language),
        "shared": shared_words(found.classes),
        "late": late,
        "case": case,
        "opens_case": case is not None and purpose == Purpose.IDENTIFICATION,
        "may_answer": asked and found.state == ReferralState.ASKED and not late,
        "may_hand_back": asked and found.state == ReferralState.ACCEPTED and not final,
        "may_revoke": asking and running and not final,
        "may_withdraw": asked and not asking and consent is not None,
        "to_be_seen": asked and not asking and found.ended is not None and found.seen is None,
    }


def rows_of(found: Iterable[Referral]) -> list[Row]:
    """Referrals as a list shows them."""
    called, served, today = body_names(), organisations_served(), timezone.localdate()
    return [
        Row(
            referral=each,
            other=called.get(other := each.to_id if each.asking_id in served else each.asking_id, other),
            ours=each.asking_id in served,
            late=each.state == ReferralState.ASKED and each.answer_by < today,
        )
        for each in found
    ]


def _shown(found: ReferralQuerySet, which: str, ours: Iterable[str], purpose: Purpose) -> ReferralQuerySet:
    """To answer: for this purpose; what we asked, for whatever purpose, shows to all of us who see its file."""
    mine = Q(to__in=ours, purpose=purpose) | Q(asking__in=ours)
    if which == "answer":
        return found.waiting_at(*ours).filter(purpose=purpose)
    return found.asked_by(*ours) if which == "others" else found.filter(mine).order_by("-asked", "id")


def _rests(case: Case) -> dict[str, tuple[str, Ground]]:
    """On what a referral of a case may rest today, by its word, with how the form calls it."""
    called, today = body_names(), timezone.localdate()
    consents = [each for each in case.consents.holding(today) if COVERS[each.ground.purpose]]
    carrying = case.exemptions.carrying(today).exclude(path=WithoutConsent.STATISTICS)
    exemptions = [each for each in carrying if COVERS[each.ground.purpose]]

    def named(what: str, each: Any) -> str:
        said = {
            "what": what,
            "purpose": each.get_purpose_display(),
            "body": called.get(each.recipient_id, each.recipient_id),
            "last": written(each.ground.until, get_language() or "en"),
        }
        return _("%(what)s: %(purpose)s – %(body)s (until %(last)s)") % said

    found = {each.word: (named(_("Consent"), each), each.ground) for each in consents}
    return found | {each.word: (named(_("Without consent"), each), each.ground) for each in exemptions}
