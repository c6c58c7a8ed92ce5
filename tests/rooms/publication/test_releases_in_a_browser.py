"""The desk of releases and the public ledger in a real browser: seen by axe at two widths, in two languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from opennrm.publication import releasing
from opennrm.publication.models import Release
from tests.desk import signed_in
from tests.live import live
from tests.looking import SIZES, context, looked_at
from tests.rooms.publication.test_releases import SMALL, Room

pytestmark = pytest.mark.browser
ONE_WAY = "地域,value\n北部,12\n南部,30\n東部,4\n西部,3\nTotal,49\n"


class Filled(Room):
    """A release that stands, one withdrawn, one for partners, one that waits."""

    def __init__(self):
        super().__init__()
        for table, name in ((SMALL, "public"), (SMALL.replace("12", "13").replace("15", "16").replace("64", "65")
                            .replace("106", "107"), "partners"), (ONE_WAY, "public")):  # fmt: skip
            asked, self.made = self.released(table=table, name=name)
        releasing.withdraw(asked.pk, reason="A sum was wrong. (made up)", by=self.editors[2])
        self.gone, self.done = self.made, Release.objects.get(number=self.made.number.replace("-3", "-1"))
        self.waits = self.asked(ONE_WAY.replace("30", "31").replace("49", "50"))
        self.cookies = {}


@pytest.fixture
def address(request, transactional_db) -> Iterator[str]:
    """The desk where a test asks for its cookies, else the public door."""
    if "cookies" in request.fixturenames:
        request.getfixturevalue("desk")
    with live() as url:
        yield url


@pytest.fixture
def room(address):
    """The desk and what was released."""
    return Filled()


@pytest.fixture
def cookies(room):
    """Of an editor, and of the statistician."""
    found = []
    for by in (room.editors[0], room.statistician):
        client = signed_in(by)
        client.get("/en/")
        found.append({name: each.value for name, each in client.cookies.items()})
    return found


def seen(browser: Browser, address: str, room: Filled, paths: dict[str, str], lang: str, width: int) -> None:
    with context(browser, address, room.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer is not None and answer.status == 200, (name, path)
            looked_at(page, name, lang, width)


@SIZES
def test_every_page_of_the_desk_of_releases_passes_axe(address, cookies, room, browser, lang, width):
    waits, done, gone = room.waits.pk, room.done.request_id, room.gone.request_id
    paths = {
        "releases": "releases/", "releases-none": "releases/?state=refused", "release-waits": f"releases/{waits}/",
        "release-done": f"releases/{done}/", "release-gone": f"releases/{gone}/", "budget": "releases/budget/",
    }  # fmt: skip
    for room.cookies, pages in zip(cookies, (paths, {"ask": "releases/new/"}), strict=True):
        seen(browser, address, room, pages, lang, width)


@SIZES
def test_the_public_ledger_passes_axe(address, room, browser, lang, width):
    paths = {
        "ledger": "releases/", "ledger-none": "releases/?promise=private",
        "public-release": f"releases/{room.done.number}/", "public-withdrawn": f"releases/{room.gone.number}/",
    }  # fmt: skip
    seen(browser, address, room, paths, lang, width)
