"""What a body learns on a case's page of other bodies that may know the person: that it is settled, or whom to ask."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.models import Official
from opennrm.identification.models import Case, MatchQuestion
from opennrm.identification.views.shown import Panel


def matching_panel(_request: HttpRequest, case: Case, _by: Official) -> Panel:
    """The latest question and its answer; never who else, and never how many."""
    asked = list(MatchQuestion.objects.filter(person=case.person_id).order_by("-asked", "-answered"))
    context: dict[str, object] = {
        "matched": case.person.matched,
        "asked": asked[0] if asked else None,
        "waits": any(each.answered is None for each in asked),
    }
    return Panel(_("Known to other bodies?"), "identification/panels/matching.html", "matching", context)
