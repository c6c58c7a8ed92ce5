"""When somebody of an organisation reads, said honestly from its turns of duty. The public process may ask this."""

from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from opennrm.agencies.models import DutyTurn
from opennrm.agencies.rules import Turn
from opennrm.reporting.urgency import ReadBy, read_by

NOBODY = UUID(int=0)  # a turn's official, whom the public process cannot see


def when_read(organisation: str, *, at: datetime) -> ReadBy:
    """Whether somebody of this code is on duty at an aware moment, when the next turn begins, or that it is not said.

    A turn is always answered for (whoever leaves hands it on), so the turns alone say it.
    """
    columns = DutyTurn.objects.filter(organisation=organisation).order_by("weekday", "starts")
    turns = [_turn(*row) for row in columns.values_list("weekday", "starts", "ends")]
    return read_by(turns, at=timezone.localtime(at))


def _turn(weekday: int, starts: time, ends: time) -> Turn:
    return Turn(NOBODY, weekday, starts, ends)
