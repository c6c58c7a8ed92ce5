"""The pages of the desk in a real browser without JavaScript: seen by axe at two widths, and used by keys alone."""

import io
import time

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page

from opennrm.access.models import File
from opennrm.agencies.models import ContactPoint, OrganisationName
from opennrm.agencies.terms import Evidence
from opennrm.reporting import attachments, carried
from opennrm.reporting.actions import consultations, desk, door, intake
from opennrm.reporting.actions.consultations import record_contact
from opennrm.reporting.answers import Contact
from opennrm.reporting.models import Consultation, Report
from opennrm.reporting.terms import ContactWay, Interpreting, Outcome, Topic
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.reporting.at_the_desk import opened
from tests.rooms.reporting.world import answers, police, shelter

pytestmark = pytest.mark.browser
STORY = "店で働いています。パスポートを店長に取られ、借金があると言われて外に出られません。（作り話）"


@pytest.fixture
def there(address):
    """A body with reports, contacts and searches, all made up; its cookies with the inbox open."""
    made = shelter()
    for body, en, ja in (
        (made, "Made-up support centre", "架空の支援センター"),
        (police(), "Made-up police", "架空の警察"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=body.organisation, language=language, name=name)
    ContactPoint.objects.create(
        code="made-up-line", position=1, operator=made.organisation, name_en="Made-up line", name_ja="架空の窓口",
        evidence=Evidence.ATTESTED,
    )  # fmt: skip
    receipt = _reports(timezone.localdate())
    with made.acting():
        report = Report.objects.get(language="vi")
        desk.reply(
            report, text="ご連絡ありがとうございます。", language="ja", by=made.official, on=timezone.localdate()
        )
        desk.note(report, text="病院に連絡済み（作り話）", by=made.official, on=timezone.localdate())
        _contacts(made)
    door.write_again(
        door.come_back(receipt.written).ticket, "今日は店長がいません。", on=timezone.localdate(), danger=True
    )
    intake.take_in()
    client = opened(made)
    client.get("/en/")  # what was said of the inbox is said
    made.cookies = {name: each.value for name, each in client.cookies.items()}
    made.paths = paths(made)
    return made


def _reports(today):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    picture = attachments.cleaned(out.getvalue(), name="picture.png", keep_original=True)
    contact = Contact(may=True, how="友人の携帯電話", when="22時以降", say="図書館からと言ってください")
    told = answers(STORY, language="vi", child=True, place="駅の裏", prefecture="23", contact=contact)
    receipt = door.submit(told, draft=carried.begin(), attachments=[picture], on=today)
    door.submit(answers("another", language="th", topics=frozenset({Topic.HOME})), draft=carried.begin(), on=today)
    intake.take_in()
    return receipt


def _contacts(made):
    today = timezone.localdate()
    said = {"way": ContactWay.TELEPHONE, "language": "ne", "topic": Topic.LABOUR, "outcome": Outcome.ANSWERED}
    safe = {"may_call_back": True, "call_back": "22時以降に携帯電話へ", "outline": "賃金の相談（作り話）"}
    for way, more in ((Interpreting.TELEPHONE, safe), (Interpreting.NONE, {})):
        record_contact(consultations.Contact(**said, interpreting=way, **more), by=made.official, on=today)
    file = File.objects.get(pk=Consultation.objects.first().file_id)
    consultations.book_interpreter(
        file, language="ne", way=Interpreting.TELEPHONE, wanted_for=today, by=made.official, on=today
    )


def paths(made) -> dict[str, str]:
    """Every page of the desk by a name for its picture."""
    with made.acting():
        report = Report.objects.get(language="vi")
        contact = Consultation.objects.filter(may_call_back=True).get()
        plain = Consultation.objects.filter(may_call_back=False).get()
        booking = consultations.InterpreterBooking.objects.get()
        original = report.messages.get(kind="original")
    here = f"reports/{report.pk}/"
    return {
        "home": "", "queue": "reports/", "none": "reports/?state=withdrawn", "report": here,
        "original": f"{here}files/{original.pk}/", "reply": f"{here}reply/?template=received&begin_language=ja",
        "away": f"{here}not-trafficking/", "hand-over": f"{here}hand-over/", "merge": f"{here}merge/",
        "contacts": "contacts/", "voice": "contacts/report/", "contact": f"contacts/{contact.pk}/",
        "correct": f"contacts/{plain.pk}/correct/", "take-back": f"contacts/{plain.pk}/take-back/",
        "interpreters": "interpreters/", "book": f"interpreters/for/{report.file_id}/",
        "booking": f"interpreters/{booking.pk}/", "languages": "languages/",
    }  # fmt: skip


@SIZES
def test_every_page_of_the_desk_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        _faulty_and_onward(page, f"{address}/{lang}", lang, width)


def _faulty_and_onward(page: Page, at: str, lang: str, width: int) -> None:
    """What stands behind a sent form: a fault, a preview, a receipt to read out."""
    page.goto(f"{at}/contacts/")
    followed(page.locator("main form button").first)
    looked_at(page, "contacts-fault", lang, width)
    page.goto(f"{at}/reports/?clear")
    followed(page.locator("tbody th a").first)
    page.goto(f"{page.url}reply/?template=received&begin_language=ja")
    followed(page.locator("button[name=step]"))
    looked_at(page, "preview", lang, width)
    page.goto(f"{at}/contacts/report/")
    page.fill("[name=language]", "my")
    page.fill("[name=what]", STORY)
    followed(page.locator("main form button"))
    looked_at(page, "receipt", lang, width)


def test_a_contact_is_recorded_by_keys_alone_and_the_next_begins(address, there, browser) -> None:
    with context(browser, address, there.cookies, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/contacts/")
        before = page.locator("tbody tr").count()
        page.locator("[name=way]").first.focus()
        began, keys = time.monotonic(), page.keyboard
        keys.press("ArrowDown")  # a visit
        keys.press("Tab")
        keys.type("vi")
        keys.press("Tab")
        keys.type("Interpreter by tele")
        keys.press("Tab")
        keys.type("Technical")
        keys.press("Tab")
        keys.type("Aichi")
        keys.press("Tab")
        keys.press("Enter")
        page.wait_for_selector(".done")
        assert "The contact is recorded." in page.locator(".done").inner_text()
        assert page.locator("tbody tr").count() == before + 1
        assert time.monotonic() - began < 60
        kept = page.locator("tbody tr", has_text="Vietnamese").inner_text()
        assert all(each in kept for each in ("Visit", "Interpreter by telephone", "Technical intern", "Answered"))
