"""What the templates of the public door say things with."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from opennrm.page.languages import DECLARED, SOURCE
from opennrm.reporting import ruby as readings
from opennrm.reporting.safety import said

register = template.Library()
register.filter("ruby", readings.ruby)
register.filter("noruby", readings.noruby)


@register.simple_tag
def safety(key: str, **values: Any) -> SafeString:
    """A safety text; beside it the Japanese and the English, where no native speaker has read the translation."""
    language = get_language() or SOURCE
    (_, own), *beside = said(key, language, reviewed=DECLARED[language].reviewed, **values)
    others = format_html_join("", ' <span class="beside" lang="{}">{}</span>', beside)
    return format_html("{}{}", own, others)


@register.simple_tag
def danger_line() -> SafeString:
    """Whom to call in danger, in one language a line: two texts of safety that are read as one."""
    language = get_language() or SOURCE
    danger, call = (said(key, language, reviewed=DECLARED[language].reviewed) for key in ("danger", "call"))
    (_, asked, told), *beside = [(code, asked, told) for (code, asked), (_, told) in zip(danger, call, strict=True)]
    others = format_html_join("", ' <span class="beside" lang="{}">{} {}</span>', beside)
    return format_html("<b>{}</b> <span>{}</span>{}", asked, told, others)


@register.simple_tag
def safety_brief(key: str) -> SafeString:
    """A safety text that stands on the same page once more, there with the languages beside it."""
    (_, own), *_ = said(key, get_language() or SOURCE, reviewed=True)
    return own


@register.simple_tag
def question(field: BoundField, form: BaseForm) -> SafeString:
    """A field as the door shows it; where it is the only one of a page of questions, its label is the heading."""
    alone = len(form.fields) == 1 and hasattr(form, "safety")
    hint = "contact_hint" if field.name == "may" else "say_hint" if field.name == "say" else ""
    must = field.field.required or field.name in getattr(form, "asked_for", ())
    context = {"field": field, "alone": alone, "hint": hint, "must": must}
    return render_to_string("reporting/door/field.html", context)
