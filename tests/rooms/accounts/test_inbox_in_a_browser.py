"""Founding an inbox and its members, in a real browser without JavaScript: seen by axe at two widths."""

import pytest
from django.conf import settings

from opennrm.vault import phrases
from opennrm.vault.phrases import Cost
from tests.desk import body, official, signed_in
from tests.looking import SIZES, context, followed, looked_at

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address: str, monkeypatch) -> str:
    """The session of a lead whose organisation has no inbox yet, and has a colleague to add."""
    monkeypatch.setattr(phrases, "COST", Cost(memory=8, passes=1, lanes=1))
    lead = official(body("npa"), roles=["counsellor"], lead=True)
    official(body("npa"), roles=["counsellor"])
    return signed_in(lead).cookies[settings.SESSION_COOKIE_NAME].value


@SIZES
def test_from_no_inbox_to_two_members_every_page_passes_axe_and_fits(address, there, browser, lang, width) -> None:
    with context(browser, address, {settings.SESSION_COOKIE_NAME: there}, width) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/{lang}/inbox-key/")
        looked_at(page, "inbox-0-none", lang, width)
        followed(page.locator("main a.button").first)
        looked_at(page, "inbox-1-found", lang, width)
        followed(page.locator("main button[type=submit]").first)
        looked_at(page, "inbox-2-once", lang, width)
        assert page.locator("main code").count() == 2
        followed(page.locator("main a.button").first)
        looked_at(page, "inbox-3-members", lang, width)
        followed(page.locator("main form.form button"))
        assert page.locator("main code").count() == 1
        followed(page.locator("main a.button").first)
        assert page.locator("main ul.waits > li").count() == 2
        page.goto(f"{address}/{lang}/inbox-key/recover/")
        looked_at(page, "inbox-4-recover", lang, width)
