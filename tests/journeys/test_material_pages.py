"""The pages of leaflets in a real browser: at the desk and before the public, at two widths, in both languages."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser

from opennrm.agencies.actions import load_organisations
from opennrm.foundations import actions, distribution
from opennrm.foundations.models import Material
from opennrm.foundations.terms import MaterialKind
from tests.desk import at_the_desk
from tests.journeys.test_directory_pages import RULES, open_page
from tests.live import live
from tests.rooms.foundations.world import ADDRESS, TODAY, counsellor, drafted, released, secretariat

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db):
    """A secretariat and a house, with a draft under discussion, released versions, orders and copies."""
    load_organisations()
    editor, house = secretariat(), counsellor()
    draft = drafted(editor, kind=MaterialKind.LEAFLET)
    actions.comment(draft, organisation=house.organisation, said="架空の意見です。", by=house, on=TODAY)
    for language in ("vi", "my", "ne"):
        each = released(editor, language)
        order = distribution.order(each, organisation=house.organisation, copies=50, by=house, on=TODAY)
    distribution.hand_out(order, copies=40, day=TODAY, by=editor, on=TODAY)
    return editor, house, draft


@pytest.fixture
def served(world) -> Iterator[str]:
    """The desk, served."""
    with at_the_desk(), override_settings(PUBLIC_URL=ADDRESS), live() as url:
        yield url


@pytest.fixture
def public(world) -> Iterator[str]:
    """The public site, served."""
    with live() as url:
        yield url


def pages(draft):
    kept = Material.objects.released().first().pk
    comment = draft.feedback.get().pk
    return [
        "materials/", "materials/new/", "materials/preview/", f"materials/{draft.pk}/", f"materials/{kept}/",
        f"materials/{draft.pk}/comment/", f"materials/feedback/{comment}/answer/", f"materials/{kept}/order/",
        f"materials/{kept}/withdraw/", "copies/", "copies/own/",
    ]  # fmt: skip


def looked_at(page, address, width):
    page.goto(address)
    found = Axe().run(page, options=RULES)
    said = [(each["id"], each["nodes"][0]["html"][:160]) for each in found.response["violations"]]
    assert found.violations_count == 0, (address, said)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ja", 320)])
def test_every_page_of_materials_passes_axe_and_does_not_scroll_sideways(
    browser: Browser,
    served,
    world,
    lang,
    width,
) -> None:
    editor, _house, draft = world
    page = open_page(browser, served, editor, width, scripts=True)
    for path in pages(draft):
        looked_at(page, f"{served}/{lang}/{path}", width)


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ja", 320)])
def test_the_public_page_of_leaflets_passes_axe_and_sets_no_cookie(
    browser: Browser,
    public,
    lang,
    width,
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    looked_at(context.new_page(), f"{public}/{lang}/leaflets/", width)
    assert context.cookies() == []


def test_a_house_comments_without_javascript_and_sees_the_answer_is_awaited(
    browser: Browser,
    served,
    world,
) -> None:
    _editor, house, draft = world
    page = open_page(browser, served, house, 375, scripts=False)
    page.goto(f"{served}/en/materials/{draft.pk}/")
    page.click("text=Comment on the draft")
    page.fill("#id_said", "Larger letters.")
    page.click("text=Send the comment")
    assert "Larger letters." in page.inner_text("main")
    assert "Not answered yet." in page.inner_text("main")
