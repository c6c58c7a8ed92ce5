"""What was opened of several rows, by the row."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(texts: Mapping[object, str], row: object) -> str:
    """The text opened of a row; "" where there was none."""
    return texts.get(row, "")
