"""The labour-office officer: an examination under way, and a notice to identification of what was seen there."""

from tests.journeys.walk.seat import Seat

LOGIN = "examiner"
SEEN = "(Made up.) Passports lay in the office safe; the women asked for them and did not get them."


def tells_identification(seat: Seat) -> None:
    """Read an examination, then send what was seen to those who identify victims."""
    page = seat.page
    seat.look(page, "labour-home")
    seat.opens("Prevention", "Examinations")
    seat.leads_by("main tbody a")
    seat.look(page, "labour-examination")
    seat.follows("A worker may be a victim: tell identification")
    seat.fills(to="womens-support-centers", text=SEEN)
    seat.look(page, "labour-notice")
    seat.submits()
    seat.look(page, "labour-sent")
