"""The panel of a case that says what a file told of it that is no act of ours; its words only once asked for."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.identification.exchange.codes import CODED, names
from opennrm.identification.exchange.standard import fields
from opennrm.identification.interchange import Target
from opennrm.identification.models import Case, Elsewhere
from opennrm.identification.views.shown import Panel
from opennrm.page.refusals import Refused
from opennrm.reporting.shown import page_language

PARTS = ("identity", "contact", "account")


def panel(request: HttpRequest, case: Case, _by: Official) -> Panel | None:
    """What was recorded elsewhere, of a case that came from a file. Where it is opened, each part leaves its line."""
    found = Elsewhere.objects.filter(case=case).first()
    if found is None:
        return None
    match = request.resolver_match
    asked = match is not None and match.url_name == "opened"
    context: dict[str, object] = {
        "found": found,
        "sealed": any(getattr(found, part) is not None for part in PARTS),
        "told": [line for part in PARTS for line in _told(found, part)] if asked else [],
    }
    return Panel(_("Recorded elsewhere"), "identification/panels/elsewhere.html", "elsewhere", context)


def _told(found: Elsewhere, part: str) -> list[tuple[object, str]]:
    if getattr(found, part) is None:
        return []
    try:
        text = reveal(found, part, purpose=Purpose.IDENTIFICATION) or "{}"
    except Refused as refused:
        return [(found._meta.get_field(part).name, str(refused))]
    return [_line(name, said) for name, said in json.loads(text).items()]


def _line(name: str, said: Any) -> tuple[object, str]:
    """A field and what it says, in the words of the page where it is one of ours."""
    several = said if isinstance(said, list) else [said]
    if name in fields():
        each = fields()[name]
        return each.label, ", ".join(each.answers.get(answer, answer) for answer in several)
    target = Target(name)
    known = names(target, page_language()) if target in CODED else {}
    return target.label, ", ".join(known.get(answer, answer) for answer in several)
