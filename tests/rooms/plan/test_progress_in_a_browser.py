"""The pages of progress in a real browser: seen by axe at two widths, and a line written, sent and accepted by hand."""

import pytest

from opennrm.plan import reporting
from opennrm.plan.models import BodyProgress
from opennrm.plan.reporting import Words
from opennrm.understanding.actions import load_published
from tests.desk import signed_in
from tests.looking import SIZES, context, looked_at
from tests.rooms.plan.test_reporting import HELD, PUBLISHED
from tests.rooms.plan.world import EN, JA, TODAY, YEAR, World

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """A year with a line in three states, a figure, an activity, two versions."""
    w = World()
    load_published(on=TODAY)
    w.write(ja=JA + "{1}人。", activities=[HELD])
    reporting.add_figure(w.row, PUBLISHED, by=w.police, on=TODAY)
    w.send(at="1.2")
    reporting.edit(w.row, Words(JA + "{1}人。", EN + " They agreed."), at="1.2", by=w.secretariat, on=TODAY)
    asked = BodyProgress.objects.get(year=YEAR, measure__item="2(2)3", organisation="mhlw")
    reporting.write(asked, Words(JA, ""), at="", by=w.labour, on=TODAY)
    reporting.send(asked, at="1.1", by=w.labour, on=TODAY)
    reporting.ask_back(asked, "(Made up) How many?", by=w.secretariat, on=TODAY)
    row, back = w.row.pk, asked.pk
    series = "table=published/victims_protected&year=2020"
    w.pages = {
        w.secretariat: {
            "progress-overview": "progress/", "progress-none": "progress/?state=accepted",
            "progress-sent": f"progress/{row}/", "progress-version": f"progress/{row}/versions/2/",
            "progress-wording": f"progress/{row}/edit/", "progress-years": "reporting-years/",
            "progress-year": f"reporting-years/{YEAR}/", "progress-measures": "action-plans/2022/",
        },
        w.labour: {
            "progress-own": "progress/", "progress-asked": f"progress/{back}/",
            "progress-write": f"progress/{back}/edit/", "progress-figures": f"progress/{back}/figures/?{series}",
        },
    }  # fmt: skip
    w.cookies = {by: {name: each.value for name, each in signed_in(by).cookies.items()} for by in w.pages}
    w.back = back
    return w


@SIZES
def test_every_page_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    for by, pages in there.pages.items():
        with context(browser, address, there.cookies[by], width) as visitor:
            page = visitor.new_page()
            for name, path in pages.items():
                answer = page.goto(f"{address}/{lang}/{path}")
                assert answer is not None and answer.status == 200, (name, path)
                looked_at(page, name, lang, width)
                if name == "progress-overview" and width < 640:  # a list there: nothing lies beside the screen
                    room = page.locator(".scroll")
                    assert room.evaluate("each => each.scrollWidth <= each.clientWidth")
            if by is there.labour:
                page.goto(f"{address}/{lang}/progress/{there.back}/")
                with page.expect_navigation():
                    page.locator("form[action$='/send/'] button").click()
                assert page.locator(".errors").is_visible()
                looked_at(page, "progress-no-answer", lang, width)
