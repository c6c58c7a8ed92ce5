"""How pages of interviews and decisions show a form and a language."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from opennrm.reporting import spoken


def form_page(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    """A page with a form and the languages to choose from; 422 where what was filled in cannot be used."""
    offered = spoken.offered(get_language() or "en")
    wrong = form.is_bound and bool(form.errors)
    context = {"form": form, "languages_offered": offered, **more}
    return render(request, template, context, status=422 if wrong else 200)


def language_name(tag: str) -> str:
    """What a language is called in the language of the page."""
    return spoken.name(tag, get_language() or "en") if tag else ""
