"""Pages of the non-punishment principle: suspects who may be victims, told to identification before charge."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.eradication.actions import flags as verbs
from opennrm.eradication.forms.related import ConsiderForm, FlagForm
from opennrm.eradication.models import PossibleVictim
from opennrm.eradication.related_terms import Considered, Ground
from opennrm.eradication.views.shown import filled_in, official_names, opened, paged, words_of
from opennrm.identification.models import Notice
from opennrm.identification.terms import NoticeState
from opennrm.reporting.shown import body_name


@acting_for(Purpose.INVESTIGATION)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Open flags, the most urgent first; with ``show=all`` the closed ones too."""
    show_all = request.GET.get("show") == "all"
    rows = PossibleVictim.objects.order_by("-raised", "id") if show_all else PossibleVictim.objects.open()
    if suspect := request.GET.get("suspect", "").strip():
        rows = rows.filter(suspect=suspect[:64])
    context = paged(request, rows)
    states = dict(Notice.objects.filter(pk__in=[each.notice for each in rows[:500]]).values_list("pk", "state"))
    page: Any = context["page"]
    drawn = [(each, NoticeState(states[each.notice]).label if each.notice in states else "–") for each in page]
    context |= {"rows": drawn, "show_all": show_all, "suspect": suspect, "open": PossibleVictim.objects.open().count()}
    return render(request, "eradication/related_flags.html", context)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Flag a suspect; ``?suspect=`` is the key its page sends along."""
    sent = request.POST if request.method == "POST" else None
    form = FlagForm(sent, initial={"suspect": request.GET.get("suspect", "")[:64]})
    made: list[PossibleVictim] = []

    def act() -> None:
        made.append(verbs.flag_possible_victim(form.possible(), by=official_of(request), on=timezone.localdate()))

    return filled_in(
        request,
        form,
        act,
        title=_("A suspect who may be a victim"),
        done=_("Flagged, and sent to identification. The flag shows until what became of the case is recorded."),
        to=lambda: reverse("eradication:related_flag", args=[made[0].pk]),
        back=reverse("eradication:related_flags"),
        button=_("Flag and send to identification"),
        about=[
            _(
                "Victims are not to be punished for what they were compelled to do, or did as a direct consequence of "
                "being trafficked (OHCHR Recommended Principles 2002, no. 7; ILO Protocol P029, article 4 (2)). "
                "Flag before a charge."
            )
        ],
    )


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One flag, the answer of identification, and what became of the case. A POST that reads opens the words."""
    found = row_or_404(PossibleVictim, pk)
    notice = Notice.objects.filter(pk=found.notice).first()
    considers = request.method == "POST" and request.POST.get("do") != "read"
    form = ConsiderForm(request.POST if considers else None)
    page = reverse("eradication:related_flag", args=[pk])
    if considers:

        def act() -> None:
            said, by = form.cleaned_data, official_of(request)
            became = Considered(said["became"])
            verbs.consider(found, became=became, reason=said["reason"], by=by, on=timezone.localdate())

        title, done = _("What became of the case"), _("It is recorded, and the flag is closed.")
        return filled_in(request, form, act, title=title, done=done, to=lambda: page, back=page)
    words: list[tuple[object, str]] = []
    if request.method == "POST":
        words = words_of(found, [("words", _("What was seen")), ("reason", _("Reason"))])
        if notice is not None and notice.answer is not None:
            words.append((_("Answer of identification"), opened(notice, "answer")))
    names = official_names([found.by_id, found.closed_by_id])
    context = {
        "flag": found,
        "form": form,
        "words": words,
        "grounds": [Ground(each).label for each in found.grounds],
        "state": NoticeState(notice.state).label if notice else "–",
        "waits": notice is not None and notice.state == NoticeState.WAITING,
        "to": body_name(notice.to_id) if notice else "–",
        "by": names[found.by_id],
        "closed_by": names[found.closed_by_id],
    }
    return render(request, "eradication/related_flag.html", context)
