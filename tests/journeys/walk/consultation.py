"""The consultation officer: finds what came in, reads it with the inbox phrase, answers, hands it to identification."""

from opennrm.accounts.demo import PHRASE
from tests.journeys.walk.seat import Seat

LOGIN = "womens-reception"
REPLY = (
    "(Giả định.) Cảm ơn bạn đã viết. Giữ hộ chiếu của người khác là trái pháp luật. "
    "Chúng tôi có chỗ ngủ an toàn cho bạn."
)


def answers(seat: Seat) -> None:
    """From the first page of the desk to the answer sent, and on to identification."""
    page = seat.page
    seat.look(page, "consultation-home")
    seat.follows("Reports")
    seat.look(page, "consultation-queue")
    newest_vietnamese(seat)
    seat.look(page, "consultation-sealed")
    seat.follows("Open the inbox and come back")
    seat.sends("Open the inbox", phrase=PHRASE)
    seat.look(page, "consultation-report")
    seat.follows("Reply")
    seat.sends("See what the reporter will read", text=REPLY)
    seat.look(page, "consultation-preview")
    seat.sends("Send")
    seat.sees(REPLY)
    seat.sends("Ask identification")


def newest_vietnamese(seat: Seat) -> None:
    """The report of today in Vietnamese, as the queue lists it."""
    seat.follows("", within="tbody tr:has-text('Vietnamese'):has-text('In turn')")
