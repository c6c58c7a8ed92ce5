"""A session, a meeting with an opinion and a campaign of each organisation, for the matrix: by words in ``args``."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.utils import timezone

from opennrm.agencies.models import Organisation
from opennrm.foundations.models import Campaign, Exchange, Opinion, Session


def _session(body: Organisation) -> Session:
    today = timezone.localdate()
    told = {"kind": "training", "audience": "police", "title": uuid4().hex, "persons": 9, "way": "online", "fact": "x"}
    return Session.objects.create(organisation=body, day=today, recorded_on=today, **told)


def _exchange(body: Organisation) -> Exchange:
    today = timezone.localdate()
    return Exchange.objects.create(
        organisation=body, partner="NGO", title="made up", day=today, recorded_on=today, fact="x"
    )


def _opinion(body: Organisation) -> Opinion:
    due = timezone.localdate() + timedelta(days=30)
    return Opinion.objects.create(
        exchange=_exchange(body), raised_by="made up", said="made up", responsible=body, due=due
    )


def _campaign(body: Organisation, code: str) -> str:
    today = timezone.localdate()
    days = {"starts": today, "ends": today, "recorded_on": today}
    told = {"organisation": body, "title": "x", "media": "web", "fact": "x", **days}
    return Campaign.objects.get_or_create(code=code, defaults=told)[0].code


def _both(make: Callable[[Organisation], Any], w: Any) -> tuple[Any, ...]:
    return tuple(make(body).pk for body in w.bodies())


OF_CHAPTER = {
    "session": partial(_both, _session),
    "partners_meeting": partial(_both, _exchange),
    "opinion": partial(_both, _opinion),
    "campaign": lambda w: tuple(_campaign(body, code) for body, code in zip(w.bodies(), ("ACDE", "FGHJ"))),
}
