"""The secretariat: a statistician builds and previews, answers the checks and sends; two editors sign."""

from playwright.sync_api import Page

from tests.journeys.walk.seat import Seat

BUILDS, SIGN = "statistician", ("editor", "editor-2")
NOTE = {"en": "(Made up.) As entered: the year is not over.", "ja": "（架空）入力どおり。年度の途中である。"}


def previews(seat: Seat, year: int) -> list[int]:
    """Build a draft of the year as it stands, read its press sheet, and send it back; the key numbers it showed."""
    seat.opens("Statistics and releases", "Editions of the annual report")
    seat.sends("Build a draft", year=str(year))
    seat.look(seat.page, "secretariat-draft")
    seat.follows("Read the draft")
    seat.sends("Show", kind="press")
    seat.look(seat.page, "secretariat-preview")
    read = key_numbers(seat.page)
    seat.follows("Back to the draft")
    seat.sends("Send the draft back", reason="(Made up.) The year goes on.")
    return read


def key_numbers(page: Page) -> list[int]:
    """Victims, minors among them, suspects, cases, prosecuted, contacts: as a preview or a public page shows them."""
    found = page.locator("dd.keys__value").evaluate_all("all => all.map(each => each.firstChild.textContent)")
    return [int(each.replace(",", "").removesuffix("*")) for each in found]  # made up, and marked so


def builds(seat: Seat, year: int) -> None:
    """Build the draft anew, answer each finding, send it to be checked."""
    seat.opens("Statistics and releases", "Editions of the annual report")
    seat.sends("Build a draft", year=str(year))
    while seat.page.get_by_role("button", name="Write the note").count():
        seat.sends("Write the note", **NOTE)
    seat.look(seat.page, "secretariat-noted")
    seat.sends("Send it to be checked")


def signs(seat: Seat, said: str) -> None:
    """Open the draft that waits, and sign."""
    seat.opens("Statistics and releases", "Editions of the annual report")
    seat.follows("Draft for")
    seat.look(seat.page, "secretariat-to-sign")
    seat.sends("Sign as the")
    seat.told(said)
    seat.look(seat.page, "secretariat-signed")
