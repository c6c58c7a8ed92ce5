"""What is held of a person and who looked: looked for by number, shown record by record, taken away as CSV."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.terms import Power
from opennrm.page.sheets import csv_bytes
from opennrm.retention import held, processing
from opennrm.retention.forms import HeldForm

SHOWN = 100  # lines of who looked on the page; the file has all


@door(Power.ERASE)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Look for the records of a number, or of an official by name. What is typed stays out of the address."""
    form, found = HeldForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        by, asked = official_of(request), form.cleaned_data
        numbered = held.under(asked["number"], by=by) if asked["number"] else []
        found = [*numbered, *(held.called(asked["name"], by=by) if asked["name"] else [])]
        if len(found) == 1:
            return redirect("retention:account", kind=found[0].kind, row=found[0].row)
    status = 422 if form.is_bound and not found else 200
    return render(request, "retention/held.html", {"form": form, "found": found}, status=status)


@door(Power.ERASE)
@require_safe
def account(request: HttpRequest, kind: str, row: str) -> HttpResponse:
    """One record: what its tables hold, how long, who may open it, who looked, and what stands beside it."""
    made = held.account(held.Named(kind, row), by=official_of(request))
    who, named = _officials(made), dict(bodies())
    context = {
        "account": made,
        "lasts": processing.lasts(made.rule),
        "owner": named.get(made.owner.pk, made.owner.pk) if made.owner else "",
        "grants": [(each, named.get(each.organisation_id, each.organisation_id)) for each in made.grants],
        "looks": [(line, _body(line.by, who, named)) for line in made.looks[:SHOWN]],
    }
    return render(request, "retention/account.html", context)


@door(Power.ERASE)
@fresh()
@require_safe
def account_file(request: HttpRequest, kind: str, row: str) -> HttpResponse:
    """The same as CSV, to answer with: bodies and days, no official by name."""
    made = held.account(held.Named(kind, row), by=official_of(request))
    who, named, language = _officials(made), dict(bodies()), get_language() or "en"
    lines = [
        (_("class of record"), made.rule.title.of(language), "", ""),
        (_("purpose"), made.rule.purpose.of(language), "", ""),
        (_("kept for"), processing.lasts(made.rule).of(language), "", ""),
    ]
    lines += [(_("held in the table"), part.table, str(part.rows), "; ".join(part.columns)) for part in made.parts]
    for each in made.grants:
        until = min(each.until, each.revoked) if each.revoked else each.until
        days = f"{timezone.localdate(each.since)}/{timezone.localdate(until)}"
        body = named.get(each.organisation_id, each.organisation_id)
        lines.append((_("may open, or might"), body, days, f"{each.get_purpose_display()}; {each.get_basis_display()}"))
    for line in made.looks:
        lines.append((_("looked"), _body(line.by, who, named), timezone.localdate(line.at).isoformat(), line.act))
    header = (_("what"), _("which or who"), _("rows or day"), _("more"))
    answer = HttpResponse(csv_bytes(header, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="account.csv"'
    return answer


def _officials(made: held.Account) -> dict[str, str]:
    """The organisation of each official who looked, by the word the audit has for them."""
    words = {line.by.removeprefix("official:") for line in made.looks if line.by.startswith("official:")}
    found = Official.objects.filter(pk__in=words).values_list("pk", "organisation_id")
    return {f"official:{pk}": organisation for pk, organisation in found}


def _body(by: str, who: dict[str, str], named: dict[str, str]) -> str:
    """The body somebody looked for; the program itself where it was nobody."""
    code = who.get(by)
    return named.get(code, code) if code else by
