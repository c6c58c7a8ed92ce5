"""Readings over characters in easy Japanese: «{漢字|かんじ}», marked by hand in the translations. Pure."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MARKED = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")


def ruby(text: object) -> SafeString:
    """Escaped, with ``<ruby>`` where readings are marked. A browser that knows none shows them in brackets.

    End tags that HTML lets one leave out are left out: a page has hundreds of readings.
    """
    return mark_safe(MARKED.sub(r"<ruby>\1<rp>（<rt>\2<rp>）</ruby>", escape(str(text))))  # noqa: S308


def noruby(text: object) -> SafeString:
    """Escaped, without the readings: for titles, options and attributes."""
    return mark_safe(MARKED.sub(r"\1", escape(str(text))))  # noqa: S308
