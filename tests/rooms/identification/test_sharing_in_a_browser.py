"""The pages of sharing in a real browser without JavaScript: seen by axe at two widths, and used by keys alone."""

from datetime import timedelta

import pytest

from opennrm.agencies.models import OrganisationName
from opennrm.identification.actions import consents
from opennrm.identification.models import Consent
from opennrm.identification.terms import ConsentPurpose, WithoutConsent
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.sharing_world import ALL, accepted, consented, referred
from tests.rooms.identification.test_begun import handed_over, sent, told_by_telephone
from tests.rooms.identification.world import desk as body
from tests.rooms.identification.world import opened, shelter, today

pytestmark = pytest.mark.browser


class There:
    """Two bodies between which a case is shared, all made up; each with cookies of an official signed in."""

    def __init__(self):
        self.isa, self.house, npa = body(), shelter(), body("npa")
        named = (
            (self.isa, "Made-up immigration office", "架空の入管"),
            (self.house, "Made-up support centre", "架空の支援センター"),
            (npa, "Made-up police", "架空の警察"),
        )
        for each, en, ja in named:
            for language, name in (("en", en), ("ja", ja)):
                OrganisationName.objects.create(organisation=each.organisation, language=language, name=name)
        first, second, third = (opened(self.isa) for _case in range(3))
        taken, self.waiting = accepted(self.isa, first, self.house), referred(self.isa, second, self.house)
        accepted(self.isa, third, self.house)
        handed_over(self.isa)
        told_by_telephone(self.isa)
        notice, self.investigator = sent(npa, self.isa)
        consented(self.isa, first, npa, purpose=ConsentPurpose.INVESTIGATION, classes=ALL)
        with self.isa.identifying(self.isa.second):
            said = {"recipient": npa.organisation, "law": "架空法第1条", "reason": "意識がない（作り話）"}
            path, purpose = WithoutConsent.DANGER, ConsentPurpose.INVESTIGATION
            made = consents.propose(first, path=path, purpose=purpose, by=self.isa.second, on=today(), **said)
            consents.withdraw(Consent.objects.get(case=third), by=self.isa.second, on=today())
            consent = Consent.objects.get(case=second)
        self.officer, self.caseworker = self.cookies(self.isa.officer), self.cookies(self.house.caseworker)
        self.police = self.cookies(self.investigator)
        here, asked = f"cases/{first.code}/", f"referrals/support/{self.waiting.pk}/"
        self.sheet = f"{here}consents/sheet/?purpose=support&recipient={self.house.organisation.pk}&classes=identity"
        self.sheet += f"&expires={today() + timedelta(days=90)}&language="
        self.pages = {
            "officer": {
                "case": here, "sheet": f"{here}consents/sheet/", "sheet-ja": f"{self.sheet}ja",
                "sheet-fil": f"{self.sheet}fil", "consent": f"{here}consents/new/",
                "withdraw": f"cases/{second.code}/consents/{consent.pk}/withdraw/", "exempt": f"{here}exemptions/new/",
                "exemption": f"{here}exemptions/{made.pk}/", "ask": f"{here}referrals/new/",
                "nothing": f"cases/{third.code}/referrals/new/", "waiting": "requests/",
                "asked": "referrals/identification/?show=all",
                "referral-asker": f"referrals/identification/{taken.pk}/",
                "revoke": f"referrals/identification/{taken.pk}/revoke/", "received": f"requests/notices/{notice.pk}/",
                "no-case": f"requests/notices/{notice.pk}/no-case/",
            },
            "caseworker": {
                "to-answer": "referrals/support/", "referral": asked, "decline": f"{asked}decline/",
                "taken": f"referrals/support/{taken.pk}/", "hand-back": f"referrals/support/{taken.pk}/hand-back/",
            },
            "police": {
                "notices": "notices/investigation/", "notice-new": "notices/investigation/new/",
                "notice": f"notices/investigation/{notice.pk}/",
            },
        }  # fmt: skip

    def cookies(self, who):
        client = signed_in(who)
        client.get("/en/")
        return {name: each.value for name, each in client.cookies.items()}


@pytest.fixture
def there(address):
    return There()


@SIZES
def test_every_page_of_sharing_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    for who, pages in there.pages.items():
        with context(browser, address, getattr(there, who), width) as visitor:
            page = visitor.new_page()
            for name, path in pages.items():
                answer = page.goto(f"{address}/{lang}/{path}")
                assert answer.status == 200, (name, path)
                looked_at(page, name, lang, width)
            if who == "officer":
                page.goto(f"{address}/{lang}/{pages['consent']}")
                followed(page.locator("main form button[type=submit]").first)
                looked_at(page, "consent-fault", lang, width)


def test_a_notice_is_sent_and_a_referral_accepted_by_keys_alone(address, there, browser) -> None:
    with context(browser, address, there.police, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/notices/investigation/new/")
        page.locator("[name=kind]").focus()
        for keys in ("Police: a", "Made-up immi", "", "", "", "Signs of force (made up)."):
            page.keyboard.type(keys)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert "Sent to identification." in page.wait_for_selector(".done").inner_text()
    with context(browser, address, there.caseworker, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/referrals/support/{there.waiting.pk}/")
        page.locator("[accesskey=a]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".done")
        assert "Accepted. The case is open to your organisation now" in page.locator(".done").inner_text()


def test_the_printed_sheet_is_the_text_and_the_lines_to_sign_alone(address, there, browser) -> None:
    with context(browser, address, there.officer, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/{there.sheet}ja")
        page.emulate_media(media="print")
        said = page.locator("body").inner_text()
    assert "架空の支援センターによる支援" in said and "日付・署名" in said
    assert "Show the sheet" not in said and "Sign out" not in said
