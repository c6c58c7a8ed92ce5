"""One report walks the whole house in a browser without scripts, and the year's signed edition counts it."""

import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright

from tests.journeys.site import BROWSER, both_served
from tests.journeys.walk import ministry
from tests.journeys.walk.secretariat import key_numbers
from tests.journeys.walk.whole import house, walked
from tests.machine import chromium, run_opennrm

pytestmark = pytest.mark.browser

ONE_MORE = [1, 0, 1, 1, 1, 1]  # victims, no minor, suspects, cases, prosecuted, contacts


def test_a_report_in_vietnamese_is_one_more_in_the_signed_edition_and_the_audit_is_whole(tmp_path) -> None:
    home, year = tmp_path / "home", timezone.localdate().year
    with both_served(home) as (public, desk), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=BROWSER)
        with house(browser, public, desk) as at:
            before = walked(at, year)
            reader = at.phone()
            for language, line in (("en", ministry.EN), ("ja", ministry.JA)):
                reader.goes_to(f"{language}/statistics/{year}/")
                after = key_numbers(reader.page)
                assert [new - old for new, old in zip(after, before, strict=True)] == ONE_MORE, (
                    language,
                    before,
                    after,
                )
                reader.goes_to(f"{language}/report/{year}/")
                reader.sees(line)
        browser.close()
    verified = run_opennrm(["audit", "verify"], home=home)
    assert verified.returncode == 0, verified.stdout + verified.stderr
