"""The pages of the interview and the decision in a real browser without JavaScript: axe at two widths, and by keys."""

import pytest
from playwright.sync_api import Page

from opennrm.identification.actions import screenings
from opennrm.identification.actions.decisions import record_appeal
from opennrm.identification.actions.screenings import Given
from opennrm.identification.questions import StopReason
from opennrm.identification.terms import Answer, Minor, Standing
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.screened import ADULT, begun, decided, screened
from tests.rooms.identification.world import desk, opened, today

pytestmark = pytest.mark.browser
TOLD = dict.fromkeys(ADULT, Given(Answer.YES, "架空の話")) | {
    "AL4.01": Given(Answer.UNKNOWN),
    "FL.05": Given(Answer.YES),
}


@pytest.fixture
def there(address):
    """A body with a case in each state, all made up, and the cookies of its officer."""
    isa = desk_of()
    client = signed_in(isa.officer)
    client.get("/en/")
    isa.cookies = {name: each.value for name, each in client.cookies.items()}
    isa.paths = paths(isa)
    return isa


def desk_of():
    return desk()


def paths(isa) -> dict[str, str]:
    """Every page by a name for its picture."""
    fresh, asked, waits, child, over = (opened(isa, birth_date=None) for _each in range(5))
    going, stopped = begun(asked, isa), begun(waits, isa)
    young = begun(child, isa, minor=Minor.NOT_SURE)
    screened(over, isa)
    decided(over, isa, Standing.NOT_VICTIM)
    with isa.identifying():
        screenings.answer(going, TOLD, by=isa.officer)
        screenings.stop(stopped, because=StopReason.UNSAFE, by=isa.officer, on=today())
        record_appeal(over, words="made up", asked=today(), by=isa.second)
    isa.asked, isa.going = asked, going
    here, of_child = f"cases/{asked.code}/screening/{going.pk}/", f"cases/{child.code}/screening/{young.pk}/"
    return {
        "begin": f"cases/{fresh.code}/screening/", "interview": here, "part": f"{here}part/coercion_at_destination/",
        "act": f"{here}part/act/", "stop": f"{here}stop/", "age": f"{here}age/", "conclude": f"{here}conclude/",
        "sheet": f"{here}sheet/", "waits": f"cases/{waits.code}/screening/{stopped.pk}/",
        "resume": f"cases/{waits.code}/screening/{stopped.pk}/resume/", "child": of_child,
        "child-part": f"{of_child}part/exploitation/", "decide": f"cases/{asked.code}/decision/first/",
        "unheard": f"cases/{fresh.code}/decision/first/", "review": f"cases/{over.code}/decision/review/",
        "appeal": f"cases/{over.code}/appeal/", "case": f"cases/{over.code}/", "case-asked": f"cases/{asked.code}/",
    }  # fmt: skip


@SIZES
def test_every_page_of_the_interview_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        _sent(page, f"{address}/{lang}", there, lang, width)


def _sent(page: Page, at: str, there, lang: str, width: int) -> None:
    """What stands behind a sent form: a fault at the head, a question with words and no answer, words, reasons."""
    page.goto(f"{at}/{there.paths['begin']}")
    followed(page.locator("main form button").first)
    looked_at(page, "begin-fault", lang, width)
    page.goto(f"{at}/{there.paths['act']}")
    page.locator("details:has([name='words-P3.04']) summary").click()
    page.fill("[name='words-P3.04']", "架空の話")
    followed(page.locator("main form button").first)
    looked_at(page, "part-fault", lang, width)
    page.goto(f"{at}/{there.paths['interview']}")
    followed(page.locator("form[action$='/words/'] button"))
    looked_at(page, "words", lang, width)
    page.goto(f"{at}/{there.paths['case']}")
    followed(page.locator("form[action$='/reasons/'] button"))
    looked_at(page, "reasons", lang, width)


def test_a_part_is_answered_by_keys_alone(address, there, browser) -> None:
    with context(browser, address, there.cookies, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/cases/{there.asked.code}/screening/{there.going.pk}/part/means/")
        page.locator("[name='answer-P3.06']").last.focus()
        keys = page.keyboard
        keys.press("ArrowUp")  # from «not asked» to «not known»
        keys.press("Tab")  # the person's words
        keys.press("Enter")
        keys.press("Tab")
        keys.type("a made-up word")
        keys.press("Tab")
        keys.press("ArrowUp")
        keys.press("ArrowUp")
        keys.press("Alt+s")
        page.locator("main form button[type=submit]").first.press("Enter")
        page.wait_for_selector(".done")
        page.goto(f"{address}/en/cases/{there.asked.code}/screening/{there.going.pk}/part/means/")
        chosen = [page.locator(f"[name='answer-{each}']:checked").get_attribute("value") for each in ("P3.06", "P3.07")]
        assert chosen == ["unknown", "no"]
        assert page.locator(".ask", has_text="P3.06").locator(".tag").inner_text() == "kept"
