"""Pages of the directory of partners: their keys, the agreements, and our own keys to send to them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.eradication import parcel
from opennrm.eradication.actions import partners as verbs
from opennrm.eradication.exchange_terms import DataClass
from opennrm.eradication.forms.exchange import AgreementForm, KeysForm, PartnerForm
from opennrm.eradication.models import Agreement, Partner
from opennrm.eradication.views.shown import answered, country_name, filled_in, language, official_names, paged
from opennrm.vault.checkpoints import key_name


@acting_for(Purpose.INVESTIGATION)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The directory, and our own public lines."""
    today = timezone.localdate()
    context = paged(request, Partner.objects.order_by("ended", "name_en"))
    rows = [
        {
            "partner": each,
            "name": each.name.of(language()),
            "country": country_name(each.country),
            "agreements": [one.reference for one in each.agreements.in_force(today)],
        }
        for each in context["page"]  # type: ignore[attr-defined]
    ]
    ours = parcel.ours(official_of(request).organisation_id)
    keys = [(line, key_name(public)) for line, public in zip(ours.lines, ours.public, strict=True)]
    return render(request, "eradication/exchange_partners.html", context | {"rows": rows, "keys": keys})


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a partner."""
    form = PartnerForm(request.POST if request.method == "POST" else None)
    made: list[Partner] = []

    def act() -> None:
        made.append(verbs.add_partner(form.named(), by=official_of(request), on=timezone.localdate()))

    return filled_in(
        request,
        form,
        act,
        title=_("Enter a partner"),
        done=_("The partner is entered."),
        to=lambda: reverse("eradication:exchange_partner", args=[made[0].pk]),
        back=reverse("eradication:exchange_partners"),
    )


@acting_for(Purpose.INVESTIGATION)
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One partner: keys, who compared them, agreements."""
    found, today = get_object_or_404(Partner, pk=pk), timezone.localdate()
    agreements = [
        {
            "agreement": each,
            "classes": [DataClass(code).label for code in each.classes],
            "holds": each.holds(today),
            "soon": each.holds(today) and each.until is not None and (each.until - today).days <= 90,
        }
        for each in found.agreements.order_by("-since")
    ]
    names = official_names([found.keys_by_id, found.compared_by_id])
    context = {
        "partner": found,
        "name": found.name.of(language()),
        "country": country_name(found.country),
        "agreements": agreements,
        "keys_by": names[found.keys_by_id],
        "compared_by": names[found.compared_by_id],
        "own_keys": found.keys_by_id == official_of(request).pk,
    }
    return render(request, "eradication/exchange_partner.html", context)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Enter keys, say they were compared, enter or end an agreement, end the partner."""
    found = get_object_or_404(Partner, pk=pk)
    page = reverse("eradication:exchange_partner", args=[pk])
    by, today = official_of(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    about: Any = {"to": lambda: page, "back": page}
    if what == "keys":
        keys = KeysForm(sent)
        title, done = _("Enter the partner's keys"), _("The keys are kept. A colleague compares their names now.")
        hint = [_("Nothing passes until another official has compared the names of the keys with the partner.")]
        act = lambda: verbs.set_keys(found, **keys.cleaned_data, by=by)  # noqa: E731
        return filled_in(request, keys, act, title=title, done=done, about=hint, **about)
    if what == "agreement":
        form = AgreementForm(sent)
        title, done = _("Enter an agreement"), _("The agreement is entered.")
        return filled_in(
            request, form, lambda: verbs.agree(found, form.agreed(), by=by, on=today), title=title, done=done, **about
        )
    buttons: dict[str, Any] = {
        "compare": (lambda: verbs.compare_keys(found, by=by, on=today), _("The keys count as compared.")),
        "end": (lambda: verbs.end_partner(found, by=by, on=today), _("The partner is used no more.")),
    }
    if what == "end-agreement" and sent is not None:
        agreement = get_object_or_404(Agreement, partner=found, reference=sent.get("reference", ""))
        done = _("The agreement has ended. Nothing passes under it any more.")
        return answered(request, lambda: verbs.end_agreement(agreement, by=by, on=today), done=done, to=page)
    if what in buttons and sent is not None:
        return answered(request, buttons[what][0], done=buttons[what][1], to=page)
    raise Http404
