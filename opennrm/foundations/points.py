"""The contact points as they stand in the database on a day, as a leaflet prints them."""

from datetime import date

from opennrm.agencies import models, read
from opennrm.agencies.read import ContactPoint, Number
from opennrm.agencies.terms import Evidence, Reach
from opennrm.page.bilingual import Text


def printable(on: date) -> tuple[ContactPoint, ...]:
    """Those the public may see, changes made on screen among them; where none were loaded, the declared ones."""
    spoken = models.ContactPoint.objects.official().languages_on(on)
    kept = tuple(_point(row, spoken[row.pk].sure) for row in models.ContactPoint.objects.official().whole())
    return kept or tuple(point for point in read.read().contact_points.values() if point.evidence.official)


def _point(row: models.ContactPoint, languages: tuple[str, ...]) -> ContactPoint:
    return ContactPoint(
        code=row.pk,
        name=Text(row.name_en, row.name_ja),
        operator=row.operator_id,
        operator_note=None,
        numbers=tuple(
            Number(each.number, Reach(each.reach), tuple(each.languages.split()))
            for each in sorted(row.numbers.all(), key=lambda each: each.position)
        ),
        languages=tuple(languages),
        languages_seen=None,
        languages_note=None,
        hours=Text(row.hours_en, row.hours_ja) if row.hours_en or row.hours_ja else None,
        week=row.week(),
        as_of=row.as_of,
        evidence=Evidence(row.evidence),
        source=row.source,
    )
