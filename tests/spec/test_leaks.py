"""Every page in its own language: no English on a Japanese page, no Japanese on an English one."""

import contextlib

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from tests.spec.leaks import leaks
from tests.spec.permissions import WHO
from tests.spec.test_permissions import ADDRESSES, BOTH, ROWS, TakenBack, edition, report, url_of  # noqa: F401

FIRST = ("lead", *(who for who in WHO if who not in ("anonymous", "left", "suspended")))
PAGE = '<html lang="ja"><body><p>ケース</p>{}</body></html>'
BESIDE = {"door:contact_points"}  # English with the Japanese of the signs and the telephone
SAMPLE = (
    "desk:home", "access:mine", "accounts:own", "cases:cases", "cases:case", "cases:new", "eradication:related_signs",
    "prevention:interns", "protection:queue", "releases:ask", "reports:queue", "retention:schedule",
)  # fmt: skip


def reader_of(front, name):
    """The first who may read it; None where nobody does."""
    if front == "public":
        return "anonymous"
    return next((who for who in FIRST if ROWS[front, name].expected["get"].get((who, "own")) == 200), None)


READ = [key for key in BOTH if reader_of(*key)]


@pytest.mark.parametrize(
    "within",
    [
        "<p>Open the case now</p>",
        "<button>Case</button>",
        '<img alt="A chart of nothing">',
        '<p lang="en">ケース</p>',
        '<input type="submit" value="Keep it now">',
        "<p>担当: the official in charge</p>",
    ],
)
def test_what_leaks_is_seen(within):
    assert leaks(PAGE.format(within))


@pytest.mark.parametrize(
    "within",
    [
        '<p lang="en">Open the case now</p>',
        "<p>PDFはIOMのHTCDS 2.0です（a.b@example.org、https://example.org/some/page）</p>",
        "<code>opennrm audit verify</code>",
        "<p>opennrm exchange key を実行</p>",
        '<option lang="vi">Tiếng Việt</option>',
        "<script>let some = words</script>",
    ],
)
def test_what_is_marked_or_a_name_is_no_leak(within):
    assert leaks(PAGE.format(within)) == []


def pages(w, front, name):
    """The HTML of an address in each language, as its first reader has it."""
    for language in ("ja", "en"):
        with override(language):
            url = url_of(ADDRESSES[front, name], ROWS[front, name], w, "own")
        client = Client() if front == "public" else w.client(reader_of(front, name))
        with contextlib.suppress(TakenBack), transaction.atomic():
            said = client.get(url)
            html = b"".join(said).decode() if said.get("Content-Type", "").startswith("text/html") else ""
            raise TakenBack
        yield html


@pytest.mark.parametrize("name", SAMPLE)
def test_a_page_of_the_desk_is_in_its_own_language(w, desk, name):
    assert [leaks(html) for html in pages(w, "desk", name)] == [[], []]


@pytest.mark.long
@pytest.mark.parametrize(("front", "name"), [key for key in READ if key[0] == "desk"])
def test_every_page_of_the_desk_is_in_its_own_language(w, desk, front, name):
    assert [leaks(html) for html in pages(w, front, name)] == [[], []]


@pytest.mark.long
@pytest.mark.parametrize(("front", "name"), [key for key in READ if key[0] == "public"])
def test_every_public_page_is_in_its_own_language(w, edition, front, name):  # noqa: F811
    japanese, english = (leaks(html) for html in pages(w, front, name))
    assert japanese == []
    assert english == [] or name in BESIDE
