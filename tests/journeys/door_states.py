"""Every page and every error state the public door can show, in walks that give the name of each while it is shown."""

import errno
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, FilePayload, Locator, Page

from opennrm.prevention.checking import points
from opennrm.reporting.attachments import FORM_BYTES, MOST_BYTES, MOST_FILES
from opennrm.reporting.receipts import new_receipt
from opennrm.reporting.rules import LONGEST
from tests.journeys.test_public_pages import RULES
from tests.looking import NARROWEST, followed

WORDS = "Made up: the owner keeps my passport."
PICTURE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
FORM = """([url, fields]) => {
  const form = Object.assign(document.createElement('form'), {method: 'post', action: url});
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  document.body.append(form);
  form.submit();
}"""
MOST_OF_A_FORM = 2_621_440  # bytes of a form without its files; a longer one is not read
HEAVY = ("big.txt", b"a" * (MOST_BYTES + FORM_BYTES + 1))


def opened(browser: Browser, url: str, width: int = 375, *, looked_at: bool = False) -> Page:
    """A page without scripts; with ``looked_at`` those that check it may run."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=looked_at, bypass_csp=looked_at
    )
    page = context.new_page()
    page.goto(url)
    return page


def faults(page: Page, state: str) -> list[tuple[str, ...]]:
    """What axe finds, and whether the page scrolls sideways on the smallest screen."""
    size = page.viewport_size
    found = Axe().run(page, options=RULES)
    said = [(state, each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    return [*said, *([(state, f"{wide} px wide")] if wide > NARROWEST else [])]


def go(page: Page, value: str) -> None:
    followed(page.locator(f"button[name=go][value={value}]").first)


def steps(page: Page, *names: str, **typed: str) -> Iterator[str]:
    """On to each of these steps; what is typed into a field, or chosen in it, goes with the step it stands on."""
    for name in names:
        for field, value in typed.items():
            fill(page.locator(f"main [name={field}]"), value)
        go(page, "next")
        yield name


def fill(field: Locator, value: str) -> None:
    """Put a value into a field that stands on the page."""
    if not field.count():
        return
    kind = field.first.get_attribute("type")
    if kind in {"radio", "checkbox"}:
        field.and_(field.page.locator(f"[value='{value}']")).check()
    elif field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def receipt_on(page: Page) -> str:
    return "".join(page.locator("#receipt > span:not(.vh)").all_inner_texts())


def shown_receipt(page: Page, address: str, digits: str) -> None:
    page.goto(address + "receipt/")
    page.fill("input[name=receipt]", digits)
    followed(page.locator("main form button").first)


def press(page: Page, form: str) -> None:
    """The button of the form that leads there."""
    followed(page.locator(f"form[action*='/{form}/'] button").first)


def send(page: Page, url: str, **fields: str) -> None:
    """Send a form of these fields, as a page that was left open in another window would."""
    with page.expect_navigation():
        page.evaluate(FORM, [url, fields])


def tip(page: Page, address: str) -> Iterator[str]:
    """The first pages; then a tip, almost all of it left empty, to what its receipt shows."""
    for path in ("", "safety/", "contact-points/", "contact-points/?language=km&topic=sea&open_now=on", "nowhere/"):
        page.goto(address + path)
        yield path
    page.locator("summary").first.click()
    yield "language menu"
    page.goto(address + "tip/")
    yield "before"
    go(page, "danger")
    yield "danger"
    yield from steps(page, "call", "what", "what left empty", danger="yes")
    yield from steps(page, "topics", "where", "child", "more", "safe", "reach", "check", what=WORDS, may="yes")
    go(page, "send")
    digits = receipt_on(page)
    yield "sent"
    page.locator("main details summary").click()
    go(page, "kept")
    yield "last four wrong"
    page.fill("input[name=last]", digits[-4:])
    go(page, "kept")
    yield "kept"
    page.goto(address + "receipt/")
    yield "receipt"
    for typed in ("12", digits):
        page.fill("input[name=receipt]", typed)
        press(page, "receipt")
        yield f"receipt of {len(typed)}"
    for form in ("write", "files", "withdraw"):
        press(page, form)
        yield form
    shown_receipt(page, address, digits)
    page.set_input_files("#files_input", [held(*HEAVY)])
    press(page, "files")
    yield "too large for the server itself"


def help_asked_for(page: Page, address: str) -> Iterator[str]:
    """Somebody in no danger answers everything, and somebody in danger is told whom to call."""
    page.goto(address + "?k=A2B3")
    followed(page.locator("a.door[href*='/help/']"))
    yield "help: before"
    go(page, "danger")
    yield from steps(page, "help: in danger", danger="unsure")
    yield from steps(page, "help: what")
    go(page, "back")
    yield "help: back"
    yield from steps(page, "help: what, without danger", danger="no")
    yield from steps(page, "help: topics", what=WORDS * 9)
    yield from steps(page, "help: where", topics="debt")
    yield from steps(page, "help: child", prefecture="13", place="Made up: a factory by the river")
    yield from steps(page, "help: more", child="yes")
    page.locator("[name=answer_by]").evaluate("field => { field.type = 'text'; }")
    yield from steps(page, "help: no day", answer_by="tomorrow", more="Made up: a doctor")
    yield from steps(page, "help: safe", answer_by="2031-05-03")
    yield from steps(page, "help: check, not to be contacted", may="no")
    go(page, "safe")
    yield from steps(page, "help: reach", may="yes")
    yield from steps(page, "help: check", how="made-up@example.org", when="12:00", say="Made up", language="my")
    go(page, "topics")
    yield "help: topics changed"
    go(page, "next")
    go(page, "send")
    page.locator("main details summary").click()
    yield "help: the receipt cannot be kept"
    go(page, "without")
    yield "help: without the receipt"
    yield from files(page)


def held(name: str, data: bytes) -> FilePayload:
    """A file as a browser holds it before sending."""
    return {"name": name, "mimeType": "image/gif", "buffer": data}


def files(page: Page) -> Iterator[str]:
    """On the page a file can be sent from: none, one that cannot be cleaned, one that can, too many, too much."""
    odd, picture = ("a.bin", b"\x00\x01\x02"), ("a.gif", PICTURE)
    for name, sent in {
        "no file": [],
        "files of which one is refused": [odd, picture],
        "a file taken": [picture],
        "too many files": [picture] * (MOST_FILES + 1),
        "an empty file": [("a.txt", b"")],
        "too large": [HEAVY],
    }.items():
        page.set_input_files("#files_input", [held(*each) for each in sent])
        press(page, "files")
        yield name


def come_back(page: Page, address: str, digits: str) -> Iterator[str]:
    """With a receipt to which two long answers wait: reading, writing, sending a file, withdrawing."""
    shown_receipt(page, address, digits[:-1] + str((int(digits[-1]) + 1) % 10))
    yield "a digit mistyped"
    shown_receipt(page, address, new_receipt().digits)
    yield "a receipt that opens nothing"
    page.fill("input[name=receipt]", "")
    press(page, "receipt")
    yield "no receipt typed"
    shown_receipt(page, address, digits)
    yield "answers"
    while page.locator("form[action*='/older/']").count():
        press(page, "older")
        yield "older answers"
    page.fill("textarea", WORDS)
    page.check("[name=danger]")
    press(page, "write")
    yield "written, in danger"
    page.fill("textarea", WORDS)
    press(page, "write")
    yield "written"
    yield from islice(files(page), 2)
    shown_receipt(page, address, digits)
    press(page, "withdraw")
    yield "withdraw?"
    followed(page.locator("[name=sure][value=no]"))
    yield "not withdrawn"
    ticket = page.locator("[name=ticket]").first.input_value()
    press(page, "withdraw")
    followed(page.locator("[name=sure][value=yes]"))
    yield "withdrawn"
    send(page, address + "receipt/write/", ticket=ticket, text=WORDS)
    yield "written after withdrawing"
    shown_receipt(page, address, digits)
    yield "the receipt of what was withdrawn"


def numbers(page: Page, address: str) -> Iterator[str]:
    """Whom to call: all, a language, a place, nobody found, a choice that is none; and what there is to take along."""
    for asked in (
        "language=&prefecture=&topic=",
        "language=my&prefecture=&topic=labour",
        "language=&prefecture=13&topic=",
        "language=mn&prefecture=47&topic=sea&open_now=on",
        "language=xx&prefecture=99&topic=none",
    ):
        page.goto(f"{address}contact-points/?{asked}")
        yield asked


def leaflets(page: Page, address: str, release: Callable[[], object]) -> Iterator[str]:
    """The page of leaflets, before anything is released and after."""
    for state in ("none", "some"):
        page.goto(address + "leaflets/")
        yield f"leaflets: {state}"
        release()


def contract(page: Page, address: str) -> Iterator[str]:
    """«Check my contract»: nothing answered, numbers that are none, all wrong, all right, no law known."""
    page.goto(address + "contract/")
    yield "contract"
    press(page, "contract")
    yield "contract: nothing answered"
    yield from answered(page, {"pay": "much", "day_hours": "40", "week_days": "9", "forced": "no"}, "no numbers")
    yield from answered(page, {"pay": "180000", "pay_unit": "hour", "day_hours": "8", "week_days": "5"}, "wrong unit")
    wrong = {each.code: each.wrong.value for each in points()}
    paid = {"pay": "180000", "pay_unit": "month"}
    for work in ("intern", "other"):
        page.goto(address + "contract/")
        yield from answered(page, {"work": work, **wrong, **paid}, f"all wrong, {work}")
    right = {code: "no" if value == "yes" else "yes" for code, value in wrong.items()}
    page.goto(address + "contract/")
    yield from answered(page, {"work": "skilled", **right, **paid, "day_hours": "8", "week_days": "5"}, "all right")
    page.locator("main details summary").first.click()
    yield "contract: all right, shut"
    page.goto(address + "contract/")
    yield from answered(page, {"work": "unsure", **dict.fromkeys(wrong, "unsure")}, "not sure")


def answered(page: Page, answers: Mapping[str, str], state: str) -> Iterator[str]:
    for name, value in answers.items():
        fill(page.locator(f"main [name={name}]"), value)
    press(page, "contract")
    yield f"contract: {state}"


class Crowd:
    """Buckets in which nothing is left."""

    def wait(self, address: str) -> float:
        return 7.5


def refusals(page: Page, address: str, patch: pytest.MonkeyPatch) -> Iterator[str]:
    """What was written too long, pages open too long, a crowd, a door nobody stands behind, faults of ours."""
    patch.setattr(settings, "ONION", "madeup" * 9 + "23.onion")
    page.goto(address + "safety/")
    yield "safety with an onion address"
    page.goto(address + "tip/")
    go(page, "danger")
    go(page, "next")
    box = page.locator("textarea")
    box.evaluate("box => box.removeAttribute('maxlength')")
    box.fill("a" * (LONGEST + 1))
    go(page, "next")
    yield "too long"
    box.fill(WORDS)
    for _ in ("topics", "where", "child", "more", "safe", "check"):
        go(page, "next")
    carried = page.locator("[name=carried]").input_value()
    with patch.context() as crowded:
        crowded.setattr("opennrm.reporting.doorway.together", Crowd())
        send(page, address + "tip/", carried=carried, at="check", go="send")
        yield "wait"
        shown_receipt(page, address, new_receipt().digits)
        yield "wait with a receipt"
    with patch.context() as nobody:
        nobody.setattr("opennrm.reporting.actions.door.inbox_keys", lambda *_: [])
        send(page, address + "tip/", carried=carried, at="child", child="")
        yield "check before a shut door"
        go(page, "send")
        yield "shut door"
    with patch.context() as full:
        full.setattr("opennrm.reporting.actions.door.submit", _raising(OSError(errno.ENOSPC, "")))
        send(page, address + "tip/", carried=carried, at="check", go="send")
        yield "no room for what was written"
    send(page, address + "tip/", carried="changed")
    yield "page open too long"
    send(page, address + "tip/", carried="a" * (MOST_OF_A_FORM + 1))
    yield "a form too long to be read"
    for state, error in {"fault of ours": RuntimeError(), "no answer": OSError(errno.ENOSPC, "")}.items():
        with patch.context() as broken:
            broken.setattr("opennrm.reporting.finding.find", _raising(error))
            page.goto(address + "contact-points/")
            yield state


def _raising(error: Exception) -> Callable[..., Any]:
    def act(*_args: Any, **_more: Any) -> Any:
        raise error

    return act
