"""Loading the declared organisations and contact points into the database."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from django.db import transaction

from opennrm.agencies import models, read
from opennrm.agencies.loading import Loaded, bring_to
from opennrm.page.bilingual import Text

NOTHING = Text("", "")


@transaction.atomic
def load_organisations(folder: Traversable = read.DATA) -> Loaded:
    """Bring organisations, their names and their contact points to what the declarations say.

    Loading twice changes nothing. An organisation that is no longer declared stays, since records may point
    to it; a name, a contact point or a number that is no longer declared goes. Raises ``FaultyDeclaration``
    before anything is written.
    """
    agencies = read.read(folder)
    bodies = _parents_first(agencies.organisations)
    loaded = bring_to(
        (_organisation(body) for body in bodies),
        among=models.Organisation.objects.all(),
        by=("code",),
        prune=False,
    )
    loaded += bring_to(
        (row for body in bodies for row in _names(body)),
        among=models.OrganisationName.objects.filter(organisation__in=agencies.organisations),
        by=("organisation_id", "language", "since"),
        prune=True,
    )
    points = list(agencies.contact_points.values())
    loaded += bring_to(
        (_contact_point(point, position) for position, point in enumerate(points, start=1)),
        among=models.ContactPoint.objects.all(),
        by=("code",),
        prune=True,
    )
    return loaded + bring_to(
        (row for point in points for row in _numbers(point)),
        among=models.ContactNumber.objects.all(),
        by=("contact_point_id", "position"),
        prune=True,
    )


def _parents_first(bodies: dict[str, read.Organisation]) -> list[read.Organisation]:
    ordered: dict[str, read.Organisation] = {}

    def place(body: read.Organisation) -> None:
        if body.parent and body.parent not in ordered:
            place(bodies[body.parent])
        ordered[body.code] = body

    for body in bodies.values():
        place(body)
    return list(ordered.values())


def _organisation(body: read.Organisation) -> models.Organisation:
    return models.Organisation(
        code=body.code,
        kind=body.kind.value,
        parent_id=body.parent or None,
        prefecture=body.prefecture,
        poster=body.poster,
        collective=body.collective,
        source=body.source,
    )


def _names(body: read.Organisation) -> Iterator[models.OrganisationName]:
    for name in body.names:
        for language in ("en", "ja"):
            yield models.OrganisationName(
                organisation_id=body.code,
                language=language,
                name=name.text.of(language),
                short=name.short.of(language),
                since=name.since,
                until=name.until,
            )


def _contact_point(point: read.ContactPoint, position: int) -> models.ContactPoint:
    note, hours = point.operator_note or NOTHING, point.hours or NOTHING
    languages = point.languages_note or NOTHING
    return models.ContactPoint(
        code=point.code,
        position=position,
        operator_id=point.operator,
        name_en=point.name.en,
        name_ja=point.name.ja,
        operator_note_en=note.en,
        operator_note_ja=note.ja,
        hours_en=hours.en,
        hours_ja=hours.ja,
        languages=" ".join(point.languages),
        languages_note_en=languages.en,
        languages_note_ja=languages.ja,
        as_of=point.as_of,
        evidence=point.evidence.value,
        source=point.source,
    )


def _numbers(point: read.ContactPoint) -> Iterator[models.ContactNumber]:
    for position, number in enumerate(point.numbers, start=1):
        yield models.ContactNumber(
            contact_point_id=point.code,
            position=position,
            number=number.number,
            reach=number.reach.value,
            languages=" ".join(number.languages),
        )
