"""What an official finds to do here: opinions their organisation is to answer or follow up, meetings to confirm."""

from datetime import date, timedelta

from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.foundations.exchanges import ExchangeQuerySet, OpinionQuerySet
from opennrm.foundations.models import Exchange, Opinion

AHEAD = timedelta(days=7)


def opinions_due(official: Official, today: date) -> OpinionQuerySet:
    """Opinions due within a week, or late, that the official's organisation is to answer."""
    rows = Opinion.objects.due_by(today + AHEAD).filter(responsible=official.organisation_id)
    return rows.filter(exchange__withdrawn_on__isnull=True).select_related("exchange")


def opinions_on_others(official: Official, today: date) -> OpinionQuerySet:
    """Late opinions of meetings the official's organisation held, that another is to answer."""
    rows = Opinion.objects.late(today).filter(exchange__organisation=official.organisation_id)
    return rows.exclude(responsible=official.organisation_id).filter(exchange__withdrawn_on__isnull=True)


def meetings_to_confirm(official: Official, today: date) -> ExchangeQuerySet:
    """Planned meetings of the official's organisation whose day has come."""
    return Exchange.objects.past_unheld(today).filter(organisation=official.organisation_id)


def exchanges_waiting(official: Official) -> int:
    """How many of them there are."""
    today = timezone.localdate()
    return opinions_due(official, today).count() + meetings_to_confirm(official, today).count()
