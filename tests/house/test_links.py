"""No page of the documents leads nowhere."""

from tests.house.markdown import anchors, links, why_dead
from tests.house.plan import tracked
from tests.machine import CHECKOUT


def dead(name, text):
    page = CHECKOUT / name
    return [f"{name}: {why}" for target in links(text) if (why := why_dead(target, of=page))]


def test_every_link_leads_to_a_file_and_a_heading():
    pages = tracked(".md")
    assert pages
    assert [fault for page in pages for fault in dead(page.name, page.text)] == []


def test_the_sight_of_a_dead_link_is_sharp():
    assert dead("docs/a.md", "[a](nowhere.md)") == ["docs/a.md: nowhere.md: no such file"]
    assert dead("docs/a.md", "[a](explanation/keys.md#nothing)")
    assert not dead("docs/a.md", "[a](explanation/keys.md) [b](../README.md) [c](https://example.org/x)")


def test_headings_are_found_as_code_hosts_write_them():
    text = "# The proxy's headers\n```\n# no heading\n```\n## A.b, 2 – c\n"
    assert anchors(text) == {"the-proxys-headers", "ab-2--c"}
