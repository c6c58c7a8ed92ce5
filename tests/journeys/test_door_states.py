"""Every other page and error of the public door, in every language and at two widths: long walks."""

from collections.abc import Iterator
from itertools import chain

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from opennrm.agencies.actions import load_organisations
from opennrm.reporting.actions import desk
from tests.journeys import door_states as walks
from tests.live import live
from tests.rooms.foundations.world import released, secretariat
from tests.rooms.reporting.world import TODAY, police, shelter, taken_in

pytestmark = [pytest.mark.browser, pytest.mark.long]

LANGUAGES = [code for code, _ in settings.LANGUAGES]
LONG = "Made up: we can help you, and we come to no place you do not name. " * 80


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    load_organisations()
    police()
    with live() as address:
        yield address


def with_answers() -> str:
    """The receipt of a report that was answered: with words alone, and with whom to call."""
    there = shelter()
    receipt, report = taken_in(at=there)
    with there.acting():
        for text, help in ((LONG, []), (LONG[:300], ["dv-navi", "anonymous-reporting"])):
            desk.reply(report, text=text, language="en", by=there.official, on=TODAY, help=help)
    return receipt.digits


def lent() -> None:
    """Leaflets in a few languages are released."""
    editor = secretariat()
    for language in ("ja", "ne", "km"):
        released(editor, language)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_page_and_error_passes_axe_and_none_scrolls_sideways_on_the_smallest_screen(
    site: str, browser: Browser, monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    address = f"{site}/{language}/"
    page = walks.opened(browser, address, width, looked_at=True)
    walk = chain(
        walks.help_asked_for(page, address),
        walks.come_back(page, address, with_answers()),
        walks.numbers(page, address),
        walks.leaflets(page, address, lent),
        walks.contract(page, address),
        walks.refusals(page, address, monkeypatch),
    )
    assert [each for state in walk for each in walks.faults(page, state)] == []
    page.context.close()
