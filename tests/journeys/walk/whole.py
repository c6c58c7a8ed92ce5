"""The whole walk: who does what after whom, in the order of the guided tour (``opennrm/desk/data/tour.toml``)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.journeys.walk import caseworker, consultation, identification, ministry, phone, police, secretariat
from tests.journeys.walk.seat import Look, Seat, at_the_desk, seated


def unseen(_page: Page, _name: str) -> None:
    """No picture is made."""


@dataclass
class House:
    """Both doors, served, and who sits where: a seat stays open, since a code signs in once."""

    browser: Browser
    public: str
    desk: str
    look: Look = unseen
    open: ExitStack = field(default_factory=ExitStack)
    seats: dict[str, Seat] = field(default_factory=dict)

    def seat(self, login: str) -> Seat:
        """The seat of an official at the desk, on its first page."""
        if login not in self.seats:
            self.seats[login] = self.open.enter_context(at_the_desk(self.browser, self.desk, login, self.look))
        return self.seats[login]

    def phone(self) -> Seat:
        """Somebody on a telephone whom nobody knows."""
        return self.open.enter_context(seated(self.browser, f"{self.public}/", self.look, phone=True))


@contextmanager
def house(browser: Browser, public: str, desk: str, look: Look = unseen) -> Iterator[House]:
    """Every window is closed at the end."""
    with ExitStack() as windows:
        yield House(browser, public, desk, look, windows)


def walked(at: House, year: int) -> list[int]:
    """From a report in Vietnamese to the signed edition of the year; the key numbers of the preview taken before."""
    before = secretariat.previews(at.seat(secretariat.BUILDS), year)
    caller = at.phone()
    receipt = phone.reports(caller)
    consultation.answers(at.seat(consultation.LOGIN))
    phone.reads_the_answer(caller, receipt, consultation.REPLY)
    officer = at.seat(identification.LOGIN)
    code = identification.decides(officer)
    identification.asks_the_police(officer)
    caseworker.protects(at.seat(caseworker.LOGIN), code)
    police.investigates(at.seat(police.LOGIN), code)
    coordinator = at.seat(ministry.COORDINATES)
    ministry.opens_the_year(coordinator, year)
    ministry.writes(at.seat(ministry.REPORTS))
    ministry.accepts(coordinator, year)
    secretariat.builds(at.seat(secretariat.BUILDS), year)
    for login, said in zip(secretariat.SIGN, ("Signed.", "Published.")):
        secretariat.signs(at.seat(login), said)
    return before
