"""The ministry's line: the secretariat opens the year, the police writes what it did, the secretariat accepts it."""

from datetime import date

from tests.journeys.walk.seat import Seat

COORDINATES, REPORTS = "plan-secretariat", "progress-police"
JA = "（架空）全国の警察で、人身取引の疑いのある事案の情報を月ごとに取りまとめ、関係機関と共有した。"
EN = "(Made up) Police throughout the country brought together each month what they learnt of suspected trafficking."


def opens_the_year(seat: Seat, year: int) -> None:
    """With a line for each measure and body."""
    seat.opens("Action plan", "Reporting years")
    seat.submits(year=str(year), due=f"{date(year + 1, 2, 28)}")


def writes(seat: Seat) -> None:
    """The first line that waits for the police."""
    seat.opens("Action plan", "Progress of measures")
    seat.look(seat.page, "ministry-lines")
    seat.leads_by("main tbody a[href*='/progress/']")
    seat.follows("Write")
    seat.fills(text_ja=JA, text_en=EN)
    seat.sends("Save the draft")
    seat.look(seat.page, "ministry-line")
    seat.sends("Send to the secretariat")


def accepts(seat: Seat, year: int) -> None:
    """What the police sent of the year."""
    seat.opens("Action plan", "Progress of measures")
    seat.sends("Show", year=str(year), state="sent")
    seat.leads_by("main tbody a[href*='/progress/']")
    seat.look(seat.page, "ministry-sent")
    seat.sends("Accept this version")
    seat.sees("Accepted")
