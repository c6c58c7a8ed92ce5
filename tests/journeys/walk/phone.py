"""The person on the telephone: tells in Vietnamese, keeps a receipt, comes back for the answer."""

from tests.journeys.walk.seat import Seat
from tests.looking import followed

TOLD = (
    "(Nội dung giả định.) Chủ giữ hộ chiếu của tôi và nói tôi nợ tiền. Tôi phải làm việc mỗi đêm, "
    "không được ra ngoài. Tôi sợ."
)
CALL = "(Giả định.) Ứng dụng nhắn tin"
WHEN = "(Giả định.) Buổi sáng"


def reports(seat: Seat) -> str:
    """Ask for help and send it; the digits of the receipt."""
    page = seat.page
    seat.goes_to("vi/")
    seat.look(page, "phone-door")
    followed(page.locator("a.door[href$='/help/']"))
    seat.look(page, "phone-before")
    goes(seat, "danger")
    seat.ticks(danger="no")
    goes(seat)
    seat.fills(what=TOLD)
    seat.look(page, "phone-told")
    goes(seat)
    seat.ticks(topics="home")
    goes(seat)
    seat.fills(prefecture="13")
    goes(seat)
    seat.ticks(child="no")
    goes(seat)
    goes(seat)
    seat.ticks(may="yes")
    goes(seat)
    seat.fills(how=CALL, when=WHEN)
    goes(seat)
    assert TOLD in page.inner_text("main")
    seat.look(page, "phone-check")
    goes(seat, "send")
    digits = "".join(page.locator("#receipt > span:not(.vh)").all_inner_texts())
    seat.look(page, "phone-receipt")
    seat.fills(last=digits[-4:])
    goes(seat, "kept")
    assert not page.context.cookies()
    return digits


def reads_the_answer(seat: Seat, digits: str, said: str) -> None:
    """Come back with the receipt alone."""
    page = seat.page
    seat.goes_to("vi/")
    followed(page.locator("main a[href$='/receipt/']").first)
    seat.fills(receipt=digits)
    followed(page.locator("main form button").first)
    assert said in page.locator("article").first.inner_text()
    seat.look(page, "phone-answer")


def goes(seat: Seat, value: str = "next") -> None:
    """Press the button that goes on so."""
    followed(seat.page.locator(f"main button[name=go][value={value}]").first)
