"""The matching officer's pages in a real browser without JavaScript: seen by axe at two widths, and used by keys."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from opennrm.agencies.models import OrganisationName
from opennrm.identification.actions import matching
from tests.desk import signed_in
from tests.looking import SIZES, followed, looked_at
from tests.rooms.identification import world
from tests.rooms.identification.test_matching import OTHER, confirmed, matcher, pair_of

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address: str) -> SimpleNamespace:
    """Three bodies, pairs of which one is merged and one stays open, a question that waits; all made up."""
    places = world.desk("made-up-office"), world.shelter(), world.desk("made-up-police")
    for place, name in zip(places, ("Made-up office", "Made-up support centre", "Made-up police")):
        OrganisationName.objects.create(organisation=place.organisation, language="en", name=name)
        OrganisationName.objects.create(organisation=place.organisation, language="ja", name=f"架空の機関（{name}）")
    told = {}, OTHER, {"document": "", "phone": "090-0000-0000"}
    cases = [confirmed(at, on=world.days_ago(9 - n), **more) for n, (at, more) in enumerate(zip(places, told))]
    today, officer = timezone.localdate(), matcher()
    merge = matching.same(pair_of(cases[0], cases[1]).pk, reason="双方に確認（作り話）", by=officer, on=today)
    with places[2].identifying():
        matching.ask(cases[2], by=places[2].officer, on=today)
    merged, waiting = pair_of(cases[0], cases[1]), pair_of(cases[0], cases[2])
    return SimpleNamespace(
        url=address,
        officer=signed_in(officer).cookies,
        asks=signed_in(places[2].officer).cookies,
        paths={
            "queue": "matching/", "none": "matching/?state=different", "wrong": "matching/?code=x",
            "pair": f"matching/pairs/{waiting.pk}/", "merged": f"matching/pairs/{merged.pk}/",
            "undo": f"matching/merges/{merge.pk}/undo/", "count": "matching/count/",
        },
        case=f"cases/{cases[2].code}/",
        pair=f"matching/pairs/{waiting.pk}/",
    )  # fmt: skip


def context(browser, there, cookies, width):
    found = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    found.add_cookies([{"name": name, "value": each.value, "url": there.url} for name, each in cookies.items()])
    return found


@SIZES
def test_every_page_of_matching_passes_axe_and_fits_its_screen(there, browser, lang, width) -> None:
    with context(browser, there, there.officer, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            page.goto(f"{there.url}/{lang}/{path}")
            looked_at(page, name, lang, width)
    with context(browser, there, there.asks, width) as visitor:
        page = visitor.new_page()
        page.goto(f"{there.url}/{lang}/{there.case}")
        looked_at(page, "case", lang, width)


def test_a_pair_is_settled_by_keys_alone_and_a_missing_reason_is_told(there, browser) -> None:
    with context(browser, there, there.officer, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{there.url}/en/{there.pair}")
        page.locator("form.form button").evaluate("button => button.form.noValidate = true")
        followed(page.locator("form.form button"))
        looked_at(page, "pair-fault", "en", 1280)
        assert page.locator("[role=alert]").count() == 1
        page.locator("[name=reason]").press_sequentially("made up")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("counted as one person").wait_for()
