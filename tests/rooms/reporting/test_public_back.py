"""Coming back with the receipt: answers, another message, files, withdrawing; and what a wrong receipt gives away."""

import io
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from opennrm.foundations import texts
from opennrm.page.refusals import Refused
from opennrm.reporting import letterbox, receipts
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.actions.door import Answered
from opennrm.reporting.attachments import MOST_BYTES
from opennrm.reporting.boxes import Box, Posted, Reply
from opennrm.reporting.models import Report
from opennrm.reporting.receipts import new_receipt
from opennrm.reporting.terms import MessageKind
from opennrm.reporting.views import door_back
from tests.rooms.reporting import world
from tests.rooms.reporting.visitor import PADDING, Visitor

pytestmark = pytest.mark.django_db

WORDS = "canary: the owner keeps my passport"


@pytest.fixture
def police() -> world.Body:
    return world.police()


def written(words: str = WORDS) -> tuple[Visitor, str]:
    visitor = Visitor().asks_for_help(words).sends("help/", go="send")
    return visitor, visitor.receipt


def back(receipt: str, language: str = "en") -> Visitor:
    return Visitor(language).goes_to("receipt/").sends("receipt/", receipt=receipt)


def answered(police: world.Body, receipt: str, text: str = "A made-up answer", **more) -> None:
    intake.take_in()
    with police.acting():
        report = Report.objects.get(box__lookup=receipts.opened(receipts.read(receipt)).lookup)
        desk.reply(report, text=text, language="en", by=police.official, on=world.TODAY, **more)


def test_the_page_lets_go_when_the_last_four_were_typed(police: world.Body) -> None:
    visitor, receipt = written()
    assert "These are not the last four digits" in visitor.sends("kept/", go="kept", last="0000 1").text
    assert visitor.receipt == receipt
    assert "What happens now" in visitor.sends("kept/", go="kept", last=receipt[-4:]).text


def test_whoever_cannot_keep_it_goes_on_and_is_told_what_that_means(police: world.Body) -> None:
    visitor, _ = written()
    assert "Without the receipt number you cannot read the answer" in visitor.sends("kept/", go="without").text


@pytest.mark.parametrize("digits", ["0123456789", "०१२३४५६७८९", "၀၁၂၃၄၅၆၇၈၉", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"])
def test_the_receipt_opens_in_the_digits_of_any_script(police: world.Body, digits: str) -> None:
    _, receipt = written()
    answered(police, receipt)
    assert "A made-up answer" in back(receipt.translate(str.maketrans("0123456789", digits))).text


def test_the_receipt_never_shows_what_was_written(police: world.Body) -> None:
    _, receipt = written()
    assert WORDS not in back(receipt).text


def test_an_answer_names_whom_one_may_call(police: world.Body) -> None:
    _, receipt = written()
    answered(police, receipt, help=["police-consultation"])
    assert 'href="tel:%239110"' in back(receipt).text


def test_whom_one_may_call_is_named_in_the_language_of_the_page(police: world.Body) -> None:
    _, receipt = written()
    answered(police, receipt, help=["immigration-information"])
    named, japanese = texts.read("km")["point_immigration_information"], "外国人在留総合インフォメーションセンター"
    assert f'<li>{named} <span lang="ja">{japanese}</span><br>' in back(receipt, "km").text
    assert f"<li>{japanese}<br>" in back(receipt, "ja").text


def test_what_became_of_files_is_where_the_browser_lands(police: world.Body) -> None:
    _, receipt = written()
    text = back(receipt).text
    assert 'action="/en/receipt/files/#files"' in text and 'id="files"' in text


@pytest.mark.parametrize("long", ["", "A made-up answer. ", "長い返答です。" * 6000])
def test_a_right_and_a_wrong_receipt_weigh_the_same(police: world.Body, long: str) -> None:
    _, receipt = written()
    if long:
        answered(police, receipt, long)
    right, wrong = back(receipt), back(new_receipt().digits)
    assert "Answers to you" in right.text and "opens nothing" in wrong.text
    assert (right.page.status_code, right.length) == (wrong.page.status_code, wrong.length) == (200, door_back.SAME)
    assert set(right.page.headers) == set(wrong.page.headers)


def test_a_right_and_a_wrong_receipt_rest_to_the_same_beat(police: world.Body, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "STEP", 0.2)
    _, receipt = written()
    took = []
    for each in (receipt, new_receipt().digits):
        visitor, began = Visitor().goes_to("receipt/"), time.monotonic()
        visitor.sends("receipt/", receipt=each)
        took.append(time.monotonic() - began)
    assert all(beat >= 0.2 for beat in took)
    assert abs(took[0] - took[1]) < 0.15


def test_long_answers_are_read_page_by_page_to_the_last_letter(police: world.Body) -> None:
    _, receipt = written()
    text = "".join(f"{number:05} " for number in range(2000))
    answered(police, receipt, text)
    visitor, pages = back(receipt), []
    while pages.append(visitor.text) or leads_to(visitor, len(pages) + 1):
        visitor.sends("older/", page=len(pages) + 1)
        assert visitor.length == door_back.SAME
    assert len(pages) > 2 and numbers("".join(pages)) == numbers(text)
    assert leads_to(visitor, len(pages) - 1)  # and back, without typing the receipt again
    assert numbers(visitor.sends("older/", page=len(pages) - 1).text) == numbers(pages[-2])


def leads_to(visitor: Visitor, number: int) -> bool:
    """Whether a button of the page leads to that page of answers."""
    return f'name="page" value="{number}"' in visitor.text


def numbers(text: str) -> list[str]:
    """Those of the answers; of a text without a page, its own."""
    articles = re.findall("<article.*?</article>", text, re.DOTALL) or [text]
    return re.findall(r"\b\d{5}\b", "".join(articles))


def test_pages_of_answers_hold_every_letter_in_any_script() -> None:
    text = "ကျွန်ုပ်တို့ " * 900
    pages = letterbox.pages([Answered(world.TODAY, text, "my")])
    assert "".join(str(part.text) for page in pages for part in page) == text
    assert all(sum(len(part.text.encode()) for part in page) <= letterbox.PAGE for page in pages)


def test_an_answer_that_does_not_open_says_so(police: world.Body) -> None:
    _, receipt = written()
    answered(police, receipt)
    Reply.objects.update(sealed=b"broken")
    assert "This answer cannot be opened" in back(receipt).text


def test_writing_again_twice_from_one_page_is_one_message(police: world.Body) -> None:
    _, receipt = written()
    visitor = back(receipt)
    page = visitor.page
    assert "Your message has arrived" in visitor.sends("write/", text="more words").text
    visitor.page = page
    visitor.sends("write/", text="more words")
    assert Posted.objects.filter(kind=MessageKind.LETTER).count() == 1


def test_danger_said_in_a_further_message_shows_110(police: world.Body) -> None:
    _, receipt = written()
    visitor = back(receipt).sends("write/", text="he is coming", danger="on")
    assert 'class="number" href="tel:110"' in visitor.text
    assert Posted.objects.get(kind=MessageKind.LETTER).hints == {"urgency": 1}


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return SimpleUploadedFile("a name.jpg", out.getvalue())


@pytest.mark.parametrize("way", ["after sending", "with the receipt"])
def test_a_picture_is_taken(police: world.Body, way: str) -> None:
    visitor, receipt = written()
    visitor = visitor.sends("kept/", go="kept", last=receipt[-4:]) if way == "after sending" else back(receipt)
    assert "1 file has arrived" in visitor.sends("files/", files=picture()).text
    assert Posted.objects.filter(kind=MessageKind.FILE).count() == 1
    assert not Posted.objects.filter(kind=MessageKind.ORIGINAL).exists()


def test_the_unchanged_file_goes_beside_it_where_that_was_chosen(police: world.Body) -> None:
    _, receipt = written()
    back(receipt).sends("files/", files=picture(), original="yes")
    assert Posted.objects.filter(kind=MessageKind.ORIGINAL).count() == 1


def test_what_cannot_be_cleaned_is_named_with_advice_and_the_others_arrive(police: world.Body) -> None:
    _, receipt = written()
    broken = SimpleUploadedFile("broken.pdf", b"%PDF-1.7 nothing follows")
    visitor = back(receipt).sends("files/", files=[picture(), broken])
    assert "broken.pdf: This file cannot be read" in visitor.text
    assert "1 file has arrived" in visitor.text


@pytest.mark.parametrize("many", [6, 1])
def test_too_many_and_too_large_are_refused_whole(police: world.Body, many: int) -> None:
    _, receipt = written()
    files = [SimpleUploadedFile(f"{each}.txt", b"x" * (10 if many > 1 else MOST_BYTES + 1)) for each in range(many)]
    visitor = back(receipt).sends("files/", files=files)
    assert ("At most five files" if many > 1 else "too large") in visitor.text
    assert not Posted.objects.filter(kind=MessageKind.FILE).exists()


def test_an_upload_far_too_large_is_refused_before_it_is_read(police: world.Body) -> None:
    _, receipt = written()
    visitor = back(receipt)
    visitor.sends("files/", files=SimpleUploadedFile("film", b"x" * (MOST_BYTES + 2_000_000)))
    assert visitor.page.status_code == 413
    assert "too large" in visitor.text


def test_no_file_at_all_says_to_choose_one(police: world.Body) -> None:
    _, receipt = written()
    assert "Choose a file first" in back(receipt).sends("files/").text


def test_withdrawing_is_asked_once_more_and_ends_it(police: world.Body) -> None:
    _, receipt = written()
    visitor = back(receipt).sends("withdraw/")
    assert "You cannot undo this" in visitor.text
    assert not Posted.objects.filter(kind=MessageKind.WITHDRAWAL).exists()
    visitor.sends("withdraw/", sure="yes")
    assert Posted.objects.filter(kind=MessageKind.WITHDRAWAL).exists()
    assert "write/" not in back(receipt).text


def test_whoever_does_not_want_to_withdraw_is_back_at_the_answers(police: world.Body) -> None:
    _, receipt = written()
    assert "Answers to you" in back(receipt).sends("withdraw/").sends("withdraw/", sure="no").text
    assert Box.objects.filter(closed=False).count() == 1


def test_a_ticket_lasts_an_hour(police: world.Body, monkeypatch: pytest.MonkeyPatch) -> None:
    _, receipt = written()
    visitor, now = back(receipt), time.time()
    monkeypatch.setattr("opennrm.reporting.carried.time.time", lambda: now + 3601)
    assert visitor.sends("write/", text="more").page.status_code == 409


def test_a_receipt_without_a_box_takes_nothing(police: world.Body) -> None:
    with pytest.raises(Refused):
        door.write_again(door.DUMMY, "words", on=world.TODAY)


def test_what_fills_a_page_up_is_a_comment_and_nothing_else(police: world.Body) -> None:
    _, receipt = written()
    assert PADDING.search(back(receipt).page.content)
