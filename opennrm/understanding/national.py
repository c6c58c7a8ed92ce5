"""The nation's own collection: where facts fall from the rooms of this installation."""

from datetime import date

from opennrm.understanding.models import Collection

NAME = "national"


def national(on: date) -> str:
    """Its name; it is made when the first fact falls."""
    Collection.objects.get_or_create(
        name=NAME, defaults={"kind": Collection.Kind.NATIONAL, "producer": "OpenNRM", "made_on": on}
    )
    return NAME
