"""Editions at the desk and for readers in a real browser: a draft signed by two, seen by axe at two widths."""

from dataclasses import replace

import pytest

from opennrm.page.bilingual import Text
from opennrm.publication import actions, demo_texts, signing, writing
from opennrm.publication.models import Draft
from tests.desk import signed_in
from tests.looking import SIZES, context, looked_at
from tests.rooms.publication.test_signing import WHY, Room, bare, other

pytestmark = pytest.mark.browser


class There(Room):
    """An edition, one that corrects it, a draft with an open finding, one that waits; texts with a remark; cookies."""

    def __init__(self, report):
        super().__init__(report)
        writer = self.statistician
        for section, text in demo_texts.SECTIONS.items():
            writing.write(2020, section, seen=0, title=Text("", ""), text=text, by=writer)
        title, text = demo_texts.EXAMPLES[0]
        writing.write(2020, "case-1", seen=0, title=title, text=text, made_up=True, by=writer)
        for by in self.editors[:2]:
            writing.approve(2020, "case-1", seen=1, by=by)
        self.published()
        more = Text(demo_texts.SECTIONS["definition"].en + " (2)", demo_texts.SECTIONS["definition"].ja + "(3)")
        writing.write(2020, "definition", seen=1, title=Text("", ""), text=more, by=writer)
        writing.remark(2020, "definition", text="Which 2? (made up)", by=self.editors[0])
        open_finding = tuple(replace(f, note=None, arithmetic=f.arithmetic + " (made up)") for f in report.findings)
        self.draft = signing.build(replace(other(report), findings=open_finding), by=writer, reason=WHY)
        later = replace(report, year=2021, findings=())
        self.waits = signing.build(later, by=writer)
        signed = {"sent_at": self.waits.asked_at, "state": "asked"}
        Draft.objects.filter(pk=self.waits.pk).update(**signed)
        second = replace(other(report), edition="2020-2")
        actions.keep_edition(second, prepared=bare(second, 2))
        self.cookies = []
        for by in (writer, self.editors[1], self.editors[2]):
            client = signed_in(by)
            client.get("/en/")
            self.cookies.append({name: each.value for name, each in client.cookies.items()})


@pytest.fixture
def there(address, report, monkeypatch):
    monkeypatch.setattr(actions, "prepare", lambda made: bare(made, actions.next_number(made.year)))
    monkeypatch.setattr(signing, "prepare", actions.prepare)
    return There(report)


@SIZES
def test_every_page_of_the_desk_of_editions_passes_axe(address, there, browser, lang, width):
    paths = {
        "editions": "editions/", "draft": f"editions/{there.draft.pk}/", "draft-waits": f"editions/{there.waits.pk}/",
        "texts": "editions/texts/2020/", "texts-none": "editions/texts/2019/",
        "text": "editions/texts/2020/definition/", "example": "editions/texts/2020/case-1/",
        "preview": f"editions/{there.draft.pk}/preview/?kind=press&in={lang}", "questions": "questions/",
    }  # fmt: skip
    with context(browser, address, there.cookies[0], width) as window:
        page = window.new_page()
        for name, path in paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer is not None and answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
    with context(browser, address, there.cookies[1], width) as window:
        page = window.new_page()
        page.goto(f"{address}/{lang}/editions/{there.waits.pk}/")
        looked_at(page, "draft-to-sign", lang, width)


def test_two_editors_sign_and_a_text_is_previewed_before_it_is_saved(address, there, browser):
    with context(browser, address, there.cookies[0], 1280) as window:
        page = window.new_page()
        page.goto(f"{address}/en/editions/texts/2020/framework/")
        page.locator("#id_en").fill("Told anew: 7.")
        page.locator("#id_ja").fill("改めて：8。")
        with page.expect_navigation():
            page.locator("button[value=preview]").click()
        assert "Told anew: 7." in page.locator("section[aria-labelledby=preview]").inner_text()
        assert "In English alone: 7. In Japanese alone: 8." in page.locator("main").inner_text()
        page.locator("#id_ja").fill("改めて：7。")
        with page.expect_navigation():
            page.locator("button[value=write]").click()
        assert "version 2" in page.locator("h1").inner_text()
    for cookies, said in zip(there.cookies[1:], ("Signed.", "Published.")):
        with context(browser, address, cookies, 1280) as window:
            page = window.new_page()
            page.goto(f"{address}/en/editions/{there.waits.pk}/")
            with page.expect_navigation():
                page.locator("form[action$='/sign/'] button").click()
            assert said in page.locator("[role=status]").inner_text()
