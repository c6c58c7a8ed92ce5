"""What an official may open now, in whose name, and until when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opennrm.access.read import emergencies_of, opened_to, place_of, stood_in_for
from opennrm.access.views.shown import bodies, officials
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.roles import ROLES


@door()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My access now."""
    by = official_of(request)
    post = place_of(by)
    away = list(stood_in_for(by))
    named = bodies({post.organisation} | {each.organisation_id for each in away})
    context = {
        "post": post,
        "body": named[post.organisation],
        "roles": [ROLES[code].name.of(get_language()) for code in sorted(post.roles)],
        "opens": opened_to(by),
        "away": [
            (each, who, named[each.organisation_id])
            for each, who in zip(away, officials(each.word for each in away), strict=True)
        ],
        "emergencies": emergencies_of(by),
    }
    return render(request, "access/mine.html", context)
