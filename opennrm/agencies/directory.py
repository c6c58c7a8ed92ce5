"""Whom of the officials somebody may see: administrators all, everybody else those of their own organisation."""

from django.utils import timezone

from opennrm.agencies import rules
from opennrm.agencies.models import Official, OfficialQuerySet, Organisation
from opennrm.agencies.terms import Power


def post_today(official: Official) -> rules.Post:
    """The place of whoever looks, read anew."""
    return Official.objects.with_posts().get(pk=official.pk).post()


def administers(official: Official) -> bool:
    """Whether they appoint in every organisation."""
    return rules.may(post_today(official), Power.APPOINT, timezone.localdate())


def seen_by(official: Official) -> OfficialQuerySet:
    """The officials somebody may see."""
    return (
        Official.objects.all()
        if administers(official)
        else Official.objects.filter(organisation=official.organisation_id)
    )


def organisations_of(official: Official) -> list[str]:
    """The codes of the organisations in which somebody may see the officials; empty for all of them."""
    return [] if administers(official) else [official.organisation_id]


def appoints_in(official: Official, organisation: Organisation | str) -> bool:
    """Whether somebody may appoint and change officials of an organisation."""
    code = organisation if isinstance(organisation, str) else organisation.pk
    post = post_today(official)
    today = timezone.localdate()
    return rules.may(post, Power.APPOINT, today) or (post.lead and post.organisation == code and post.serves(today))
