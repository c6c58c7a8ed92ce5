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
    to it; a name, a contact point or a number that is no longer declared goes. What a person made or changed on
    screen is left alone, with all its parts. Raises ``FaultyDeclaration`` before anything is written.
    """
    agencies = read.read(folder)
    kept = set(models.Organisation.objects.filter(on_screen=True).values_list("code", flat=True))
    bodies = [body for body in _parents_first(agencies.organisations) if body.code not in kept]
    loaded = bring_to(
        (_organisation(body) for body in bodies),
        among=models.Organisation.objects.filter(on_screen=False),
        by=("code",),
        prune=False,
    )
    loaded += bring_to(
        (row for body in bodies for row in _names(body)),
        among=models.OrganisationName.objects.filter(organisation__in=[body.code for body in bodies]),
        by=("organisation_id", "language", "since"),
        prune=True,
    )
    return loaded + _load_contact_points(agencies)


def _load_contact_points(agencies: read.Agencies) -> Loaded:
    kept = set(models.ContactPoint.objects.filter(on_screen=True).values_list("code", flat=True))
    declared = enumerate(agencies.contact_points.values(), start=1)
    points = [(position, point) for position, point in declared if point.code not in kept]
    loaded = bring_to(
        (_contact_point(point, position) for position, point in points),
        among=models.ContactPoint.objects.filter(on_screen=False),
        by=("code",),
        prune=True,
    )
    for model, rows_of, by in (
        (models.ContactNumber, _numbers, ("contact_point_id", "position")),
        (models.ContactLanguage, _languages, ("contact_point_id", "language", "since")),
        (models.OpeningHours, _hours, ("contact_point_id", "weekday", "opens")),
    ):
        loaded += bring_to(
            (row for _, point in points for row in rows_of(point)),
            among=model._default_manager.filter(contact_point__on_screen=False),
            by=by,
            prune=True,
        )
    return loaded


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
        holidays=point.week.holidays.value,
        break_from=point.week.break_from,
        break_until=point.week.break_until,
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


def _languages(point: read.ContactPoint) -> Iterator[models.ContactLanguage]:
    for language in point.languages:
        yield models.ContactLanguage(contact_point_id=point.code, language=language, seen=point.languages_seen)


def _hours(point: read.ContactPoint) -> Iterator[models.OpeningHours]:
    for weekday, opens, closes in point.week.week:
        yield models.OpeningHours(contact_point_id=point.code, weekday=weekday, opens=opens, closes=closes)
