"""Where somebody of the walk sits: a window without scripts, at the desk or on a telephone, used by what it shows.

Nothing is addressed by hand: after the address typed once, every page is reached by a link or a button somebody sees.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page

from opennrm.accounts.demo import PHRASE
from tests.looking import followed

WIDE, PHONE = {"width": 1000, "height": 900}, {"width": 375, "height": 812}
Look = Callable[[Page, str], None]


@dataclass
class Seat:
    """One window; ``look`` is called with the name of what is seen at the moments worth a picture."""

    page: Page
    address: str
    look: Look = field(default=lambda _page, _name: None)

    def goes_to(self, path: str = "") -> None:
        """Type an address."""
        answer = self.page.goto(self.address + path)
        assert answer is not None and answer.status == 200, (path, answer and answer.status)

    def follows(self, name: str, *, within: str = "main", at: int = 0) -> None:
        """Click the link called so, and see its page."""
        followed(self._named("link", name, within).nth(at))

    def leads(self, ending: str) -> None:
        """Click the first link of the page whose address ends so: where its name is data."""
        self.leads_by(f"main a[href$='{ending}']")

    def leads_by(self, selector: str) -> None:
        """Click the first link a selector finds."""
        followed(self.page.locator(selector).first)

    def sends(self, name: str, *, within: str = "main", at: int = 0, **fields: str) -> None:
        """Fill in the fields by their names, then press the button called so."""
        self.fills(**fields)
        followed(self._named("button", name, within).nth(at))

    def submits(self, **fields: str) -> None:
        """Fill in the one form of a page, and press its first button."""
        self.fills(**fields)
        followed(self.page.locator("main form[method=post] .buttons button").first)

    def fills(self, **fields: str) -> None:
        """Type into fields, or choose in lists, by their names."""
        for name, value in fields.items():
            found = self.page.locator(f"main [name='{name}']").first
            if found.evaluate("each => each.tagName") == "SELECT":
                found.select_option(value)
            else:
                found.fill(value)

    def ticks(self, **fields: str) -> None:
        """Choose answers or boxes by name and value."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}'][value='{value}']").check()

    def opens(self, menu: str, entry: str) -> None:
        """A page of the menu at the head."""
        summary = self.page.locator("nav summary", has_text=menu)
        summary.click()
        followed(summary.locator("xpath=..").get_by_role("link", name=re.compile(f"^{re.escape(entry)}")))

    def signs_in(self, login: str) -> None:
        """By the sign-in page, with the phrase and the code it shows in a demonstration."""
        self.goes_to()
        self.look(self.page, f"sign-in-{login}")
        self.sends("Go on", email=f"{login}@demo.example", password=PHRASE)
        code = self.page.locator("code", has_text=re.compile(r"^\d{6}$")).inner_text()
        self.sends("Sign in", code=code)

    def sees(self, *said: str) -> None:
        """Fail where the page does not say so."""
        text = self.page.inner_text("main")
        for each in said:
            assert each in text, (each, self.page.url, text)

    def told(self, said: str) -> None:
        """Fail where the last act did not answer so."""
        answers = self.page.locator(".done").all_inner_texts()
        assert any(said in each for each in answers), (
            said,
            answers,
            self.page.locator(".errors, .wrong").all_inner_texts(),
        )

    def _named(self, role: str, name: str, within: str) -> Locator:
        return self.page.locator(within).get_by_role(role, name=re.compile(f"^{re.escape(name)}"))  # type: ignore[arg-type]


@contextmanager
def seated(browser: Browser, address: str, look: Look | None = None, *, phone: bool = False) -> Iterator[Seat]:
    """A seat of its own, with no cookie of anybody else's."""
    context = browser.new_context(viewport=PHONE if phone else WIDE, java_script_enabled=False)
    try:
        yield Seat(context.new_page(), address) if look is None else Seat(context.new_page(), address, look)
    finally:
        context.close()


@contextmanager
def at_the_desk(browser: Browser, address: str, login: str, look: Look | None = None) -> Iterator[Seat]:
    """Somebody signed in at the desk in English."""
    with seated(browser, f"{address}/en/", look) as seat:
        seat.signs_in(login)
        yield seat
