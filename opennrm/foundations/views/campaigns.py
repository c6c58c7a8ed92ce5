"""Campaigns: their codes, what is printed with them, what came of them; and the overview of the years."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.foundations import campaign_actions
from opennrm.foundations.chapter_forms import CampaignForm, CorrectCampaign
from opennrm.foundations.models import Campaign, Material
from opennrm.foundations.overview import overview, said
from opennrm.foundations.views.changing import Said, changed, may_change
from opennrm.foundations.views.materials import keeps, pdf
from opennrm.page.forms import goes_through
from opennrm.page.html import to_html

form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@form_page
def index(request: HttpRequest) -> HttpResponse:
    """All campaigns, what came of each; a POST begins one."""
    by = official_of(request)
    form = CampaignForm(request.POST or None, own=by.organisation, any_body=keeps(by))
    made: list[Campaign] = []

    def act() -> None:
        made.append(campaign_actions.begin(organisation=form.body(), by=by, on=timezone.localdate(), **form.told()))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The campaign has its code: %(code)s") % {"code": made[0].code})
        return redirect("foundations:campaign", made[0].code)
    called, heard = dict(bodies()), campaign_actions.heard()
    rows = [
        (each, called.get(each.organisation_id, each.organisation_id), said(heard.get(each.pk.hex, 0)))
        for each in Campaign.objects.all()
    ]
    return render(request, "foundations/campaigns.html", {"rows": rows, "form": form})


@door()
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One campaign; with ``?print=`` and a material, that material as PDF with the campaign's address on it."""
    campaign, today = get_object_or_404(Campaign, code=code), timezone.localdate()
    if wanted := request.GET.get("print"):
        material = get_object_or_404(Material, pk=_uuid(wanted))
        return pdf(campaign_actions.printed(campaign, material, on=today), f"{campaign.code}-{material}.pdf")
    released = list(Material.objects.released())
    by, called = official_of(request), dict(bodies())
    copies = campaign.copies.filter(handed_on__isnull=False).values_list("copies", flat=True)
    context = {
        "campaign": campaign,
        "held_by": called.get(campaign.organisation_id, campaign.organisation_id),
        "heard": said(campaign_actions.heard().get(campaign.pk.hex, 0)),
        "copies": sum(number or 0 for number in copies),
        "materials": released,
        "address": campaign_actions.address_of(campaign, released[0].leads_to) if released else "",
        "printable": campaign.withdrawn_on is None and campaign.ends >= today,
        "may_change": may_change(campaign, by),
    }
    return render(request, "foundations/campaign.html", context)


CHANGED = Said(
    gettext_lazy("Correct a campaign"),
    gettext_lazy("The campaign was corrected."),
    gettext_lazy("Withdraw a campaign"),
    gettext_lazy("The campaign was withdrawn."),
)


@door()
@form_page
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a campaign, or, with ``?do=withdraw``, take it back."""
    campaign, back = get_object_or_404(Campaign, code=code), reverse("foundations:campaign", args=[code])
    by, today = official_of(request), timezone.localdate()

    def correct(form: CorrectCampaign, reason: str) -> None:
        campaign_actions.correct_campaign(campaign, reason=reason, by=by, on=today, **form.told())

    def withdraw(reason: str) -> None:
        campaign_actions.withdraw_campaign(campaign, reason=reason, by=by, on=today)

    return changed(request, campaign, CHANGED, shape=CorrectCampaign, back=back, correct=correct, withdraw=withdraw)


@door()
@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """The years side by side."""
    language = get_language() or "en"
    document = overview(language, last=timezone.localdate().year)
    return render(request, "foundations/years.html", {"body": to_html(document, standalone=False)})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
