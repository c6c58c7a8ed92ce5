"""The identification officer: begins the case from the report, hears the person, decides, asks for protection."""

from tests.journeys.walk.seat import Seat
from tests.looking import followed

LOGIN = "womens-support"
SAID = {"act": ("P3.04",), "means": ("P3.06",), "purpose": ("P3.13",)}
WHY = "(Made up.) Passport and wages held back, threats, work every night: what was said and what was seen agree."
ASK = "(Made up.) Please look into the employer: passports held, a debt that was never lent."


def decides(seat: Seat) -> str:
    """From what waits to a confirmed victim; the code of the case."""
    page = seat.page
    seat.follows("What waits for identification")
    seat.look(page, "identification-waits")
    seat.follows("Begin a case", within="#reports + ul li:has-text('Vietnamese'):has-text('In turn')")
    seat.fills(prefecture="13")
    seat.sends("Open and go on to the person", outline="(Made up.) A call for help in Vietnamese.")
    code = page.url.split("/cases/")[1].split("/")[0]
    seat.fills(
        name="架空 百合子", latin="KAKUU Yuriko", sex="female", nationality="VN", language="vi", age="24", minor="no"
    )
    seat.sends("Keep")
    seat.look(page, "identification-case")
    hears(seat)
    seat.follows("On to the decision")
    seat.follows("Decide")
    seat.ticks(outcome="confirmed")
    seat.look(page, "identification-decision")
    seat.sends("Decide", reason=WHY)
    seat.sends("Ask for support", reason="(Made up.) A place to sleep, an interpreter, her stay.")
    seat.look(page, "identification-decided")
    return code


def asks_the_police(seat: Seat) -> None:
    """What she agreed to, recorded from the sheet; then the referral to the police that rests on it."""
    page = seat.page
    seat.follows("Ask for consent: the sheet")
    seat.sends("Show the sheet", purpose="investigation", recipient="npa", language="vi")
    seat.look(page, "identification-consent")
    seat.follows("Record the answer")
    seat.sends("Keep the consent")
    seat.follows("Ask another organisation")
    seat.sends("Ask", ask=ASK)


def hears(seat: Seat) -> None:
    """The interview: safety first, one part after the other, what it comes to."""
    page = seat.page
    seat.follows("Begin an interview")
    seat.ticks(minor="no", alone="yes", safe="yes")
    seat.sends("Keep, and go on", place="office", interpreting="telephone", language="vi")
    seat.look(page, "identification-interview")
    for part, questions in SAID.items():
        followed(page.locator(f"main a[href$='/part/{part}/']").first)
        for each in questions:
            page.locator(f"[name='answer-{each}'][value=yes]").check()
        seat.sends("Keep, and back to the interview")
    seat.look(page, "identification-heard")
    seat.follows("Conclude")
    seat.ticks(exploitation="ForcedLabour", means="PsychologicalAbuse")
    seat.sends("Keep")
