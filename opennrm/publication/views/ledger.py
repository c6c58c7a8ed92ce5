"""The public ledger: what was released, what it spent and does not promise; each release under its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opennrm.page.html import to_html
from opennrm.publication import releasing, shown
from opennrm.publication.formats import csvw
from opennrm.publication.forms.releases import LedgerForm
from opennrm.publication.models import Release, Withdrawal
from opennrm.publication.terms import Promise
from opennrm.publication.views.files import download
from opennrm.publication.views.public import navigation


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Every budget and every release under it, withdrawn ones too."""
    form = LedgerForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = list(shown.accounts(year=asked.get("year", ""), promise=asked.get("promise", "")))
    context = {**navigation(), "form": form, "accounts": found, "filtered": any(asked.values())}
    context["promises"] = shown.promises()
    return render(request, "publication/ledger.html", context, status=200 if form.is_valid() else 422)


@require_safe
def release(request: HttpRequest, number: str) -> HttpResponse:
    """One release: what it is, what it spent, what it does not promise, its files."""
    found = _release(number)
    withdrawal = _withdrawal(found)
    offered = found.public and withdrawal is None
    table = found.spending.promise != Promise.PRIVATE
    context = {
        **navigation(),
        "release": found,
        "title": shown.title(found),
        "line": shown.line(found.spending, found, {found.pk: withdrawal} if withdrawal else {}),
        "parameters": sorted(_flat(found.told["parameters"])),
        "body": to_html(shown.as_published(found), standalone=False) if offered and table else "",
        "files": [f"{found.number}{end}" for end in (".csv", ".csv" + csvw.BESIDE, ".json")] if offered else [],
    }
    return render(request, "publication/release.html", context)


@require_safe
def release_file(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """A file of a release, while it is offered; its parameters also when it no longer is."""
    found = _release(number)
    if name == f"{number}.json":
        return download(releasing.told(found), name)
    if not found.public:
        raise Http404(_("This release is for partners: they get it sealed to their key."))
    if _withdrawal(found) is not None:
        raise Http404(_("This release was withdrawn. Its page says why."))
    if name == f"{number}.csv":
        return download(found.text.encode(), name, beside=name)
    if name == f"{number}.csv{csvw.BESIDE}":
        return download(releasing.metadata(found, found.text), name)
    raise Http404(_("There is no such file. The page of the release lists them."))


def _release(number: str) -> Release:
    return get_object_or_404(Release.objects.public(), number=number)


def _withdrawal(release: Release) -> Withdrawal | None:
    return Withdrawal.objects.defer("by").filter(release=release).first()


def _flat(parameters: dict[str, object]) -> list[tuple[str, str]]:
    """Parameters that are one value each; the rest is in the JSON."""
    return [(name, str(value)) for name, value in parameters.items() if isinstance(value, str | int | float)]
