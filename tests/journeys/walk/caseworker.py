"""The caseworker: begins the plan, finds a bed and an interpreter, and gets a special permission to stay."""

from datetime import timedelta

from django.utils import timezone

from tests.journeys.walk.seat import Seat

LOGIN = "womens-caseworker"


def protects(seat: Seat, code: str) -> None:
    """From the cases that wait for support to a person who sleeps, is understood, and may stay."""
    page = seat.page
    seat.look(page, "caseworker-home")
    seat.opens("Protection", "Plans and tasks")
    seat.follows("cases to begin")
    seat.look(page, "caseworker-begin")
    seat.sends("Begin the plan", within=f"main tr:has-text('{code}')")
    seat.follows("Protection began")
    seat.sends("Keep")
    seat.look(page, "caseworker-plan")
    finds_a_bed(seat)
    finds_an_interpreter(seat)
    gets_the_stay(seat)
    seat.look(page, "caseworker-done")


def finds_a_bed(seat: Seat) -> None:
    """Of the shelters that take her, the first; she comes the same day."""
    seat.follows("Find shelter")
    seat.sends("Who takes this person?", nights="14")
    seat.look(seat.page, "caseworker-beds")
    seat.sends("Reserve")
    seat.told("The bed is reserved.")
    seat.sends("They have come")
    seat.look(seat.page, "caseworker-stay")
    seat.follows("", within="h1")


def finds_an_interpreter(seat: Seat) -> None:
    """Found by telephone at once, and what was interpreted entered with it."""
    seat.follows("Look for an interpreter")
    seat.ticks(way="telephone", so_far="given")
    seat.sends("Keep")
    seat.sees("Given")


def gets_the_stay(seat: Seat) -> None:
    """Special permission to stay: applied for, and granted for a year."""
    day = timezone.localdate()
    seat.follows("Residence")
    seat.follows("Begin a procedure")
    seat.ticks(kind="special_permission")
    seat.sends("Begin it")
    seat.leads("/apply/")
    seat.submits(day=f"{day}")
    seat.leads("/grant/")
    seat.submits(day=f"{day}", status="LongTermResident", until=f"{day + timedelta(days=365)}")
    seat.sees("Granted")
