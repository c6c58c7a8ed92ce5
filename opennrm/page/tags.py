"""Template tags and filters of every room."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from opennrm.page.bilingual import Text
from opennrm.page.dates import written

register = template.Library()


@register.filter
def said(value: Text) -> str:
    """A bilingual text in the language of the page."""
    return value.of(get_language())


@register.filter
def breakable(value: str) -> SafeString:
    """A name in snake case that may be broken after each underscore, where a column is narrow."""
    return format_html_join(mark_safe("_<wbr>"), "{}", ((part,) for part in value.split("_")))


@register.filter
def day(value: date) -> SafeString:
    """A day in the language of the page, with the machine's form beside it in ``<time>``."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), written(value, get_language() or "en"))


@register.filter
def moment(value: datetime) -> SafeString:
    """A moment where the office is, to the minute, in the language of the page, with the machine's form beside it."""
    here = timezone.localtime(value)
    text = f"{written(here.date(), get_language() or 'en')} {here:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="minutes"), text)
