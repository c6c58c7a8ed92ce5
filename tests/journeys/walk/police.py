"""The police officer: accepts what was asked, opens an investigation, enters offence and suspect, up to the court."""

from datetime import timedelta

from django.utils import timezone

from tests.journeys.walk.seat import Seat

LOGIN = "investigator"
BEFORE = 60  # days from the offence to today


def investigates(seat: Seat, code: str) -> None:
    """From the referral to a prosecution."""
    page = seat.page
    seat.look(page, "police-home")
    seat.opens("Identification", "Referrals")
    seat.look(page, "police-referrals")
    seat.follows("", within="tbody tr")
    seat.sends("Accept")
    seat.opens("Eradication", "Investigations")
    seat.look(page, "police-investigations")
    seat.follows("Open an investigation", within=f"main li:has-text('{code}')")
    seat.sends("Open it", prefecture="13")
    enters_the_offence(seat)
    enters_the_suspect(seat)
    seat.look(page, "police-investigation")


def enters_the_offence(seat: Seat) -> None:
    """Two months ago, and cleared today."""
    today = timezone.localdate()
    seat.follows("Enter an offence")
    seat.ticks(provisions="penal-226-2-3", exploitation="ForcedLabour")
    seat.submits(first=f"{today - timedelta(days=BEFORE)}")
    seat.follows("It was cleared")
    seat.submits(day=f"{today}")


def enters_the_suspect(seat: Seat) -> None:
    """Arrested on a warrant, sent to the prosecutor, prosecuted: each a step with its day."""
    seat.follows("Enter a suspect")
    seat.page.locator("[name=offences]").first.check()
    seat.submits(name="架空の被疑者", sex="male", nationality="JP", age="50")
    for step in ("arrest", "refer", "prosecute"):
        seat.leads(f"/{step}/")
        seat.look(seat.page, f"police-{step}")
        seat.submits(**STEPS[step])


STEPS = {"arrest": {"why": "warrant"}, "refer": {}, "prosecute": {}}
