"""What surrounds every page: the base template, the menu of languages, the error pages, the headers."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from opennrm.page.context import page
from opennrm.page.headers import SafetyHeaders
from opennrm.page.languages import DECLARED
from opennrm.page.styles import stylesheet

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def rendered(template: str, *, language: str = "ja", path: str = "/ja/published/", **more) -> str:
    with override(language):
        return render_to_string(template, more, request=RequestFactory().get(path))


@pytest.mark.parametrize("language", ("ja", "en"))
def test_the_menu_leads_to_the_same_page_in_each_language(language):
    with override(language):
        found = page(RequestFactory().get(f"/{language}/published/?period=2020"))
    assert [each.url for each in found["languages"]] == ["/ja/published/?period=2020", "/en/published/?period=2020"]
    assert found["language"].code == language


def test_from_an_address_that_leads_nowhere_the_menu_goes_to_the_first_page():
    with override("ja"):
        found = page(RequestFactory().get("/nowhere/"))
    assert [each.url for each in found["languages"]] == ["/ja/", "/en/"]


def test_every_language_of_the_site_is_declared_with_its_own_name():
    offered = [code for code, _name in settings.LANGUAGES]
    assert offered == [code for code in DECLARED if code in offered]
    assert len(DECLARED) == 20
    assert all(each.name and isinstance(each.reviewed, bool) for each in DECLARED.values())


def test_a_translation_nobody_has_read_is_marked_in_the_menu_and_at_the_foot():
    html = rendered("404.html", language="en")
    assert html.count("menu__mark") == 1
    assert "The text of these pages" not in html


@pytest.mark.parametrize(("demo", "banners"), ((True, 1), (False, 0)))
def test_the_demonstration_s_banner_stands_on_its_pages_only(demo, banners):
    assert rendered("404.html", demo=demo).count('class="banner"') == banners


@pytest.mark.parametrize("template", ("400.html", "404.html", "500.html"))
@pytest.mark.parametrize("language", ("ja", "en"))
def test_error_pages_need_no_context_and_speak_the_reader_s_language(template, language):
    with override(language):
        html = render_to_string(template)
    assert f'<html lang="{language}">' in html and f'href="/{language}/"' in html and "<h1>" in html


@pytest.mark.django_db
def test_an_unknown_address_answers_404_with_a_way_on():
    answer = Client().get("/ja/nowhere/")
    assert answer.status_code == 404 and 'href="/ja/"' in answer.content.decode()


@pytest.mark.parametrize("name", ("page/tokens.css", "page/site.css", "page/favicon.svg"))
def test_the_files_the_base_names_are_there(name):
    assert finders.find(name) and f"/static/{name}" in rendered("404.html")


def test_the_tokens_carry_their_licence():
    assert "Permission is hereby granted, free of charge" in stylesheet()


def test_every_colour_the_style_sheet_uses_is_defined():
    names = {part.split(")")[0].split(",")[0] for part in stylesheet().split("var(")[1:]}
    assert [name for name in sorted(names) if f"{name}:" not in stylesheet()] == []


def test_every_answer_carries_the_safety_headers():
    answer = SafetyHeaders(lambda _request: HttpResponse())(RequestFactory().get("/"))
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin" and answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("language", "text"), (("ja", "令和元年（2019年）5月1日"), ("en", "1 May 2019")))
def test_a_day_on_a_page_is_written_as_the_reader_does(language, text):
    with override(language):
        html = Template("{{ day|day }}").render(Context({"day": date(2019, 5, 1)}))
    assert html == f'<time datetime="2019-05-01">{text}</time>'


def test_a_long_name_may_break_after_its_underscores_and_is_escaped():
    assert Template("{{ name|breakable }}").render(Context({"name": "a_<b>"})) == "a_<wbr>&lt;b&gt;"


@pytest.mark.browser
@pytest.mark.parametrize("width", (1200, 375, 320))
@pytest.mark.parametrize("language", ("ja", "en"))
def test_the_base_with_its_menu_open_keeps_the_accessibility_rules(browser, language, width):
    html = rendered("404.html", language=language, demo=True).replace("<details", "<details open")
    view = browser.new_page(viewport={"width": width, "height": 800})
    view.set_content(html.replace("</head>", f"<style>{stylesheet()}</style></head>"))
    violations = Axe().run(view, options={"runOnly": RULES}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in violations] == []
    assert view.evaluate("document.documentElement.scrollWidth") == width
    view.close()
