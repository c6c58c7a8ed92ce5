"""The pages of keys in a real browser: seen by axe, in two languages."""

import pytest

from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.world import desk as body_with_desk
from tests.rooms.systems.world import system

pytestmark = pytest.mark.browser


@pytest.fixture
def there(desk, transactional_db):
    """A lead with two keys in the body, one in their own name; and their session."""
    isa = body_with_desk("isa")
    system(isa.second, lead=isa.officer)
    system(isa.officer, lead=isa.officer)
    client = signed_in(isa.officer)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@SIZES
def test_a_lead_makes_and_revokes_a_key(browser, address, there, lang, width):
    window = context(browser, address, there, width)
    page = window.new_page()
    page.goto(f"{address}/{lang}/systems/")
    looked_at(page, "keys", lang, width)
    page.goto(f"{address}/{lang}/systems/new/")
    looked_at(page, "key-new", lang, width)
    page.fill("[name=name]", "Case system (made up)")
    page.check("[name=uses][value=cases]")
    followed(page.locator("main button[type=submit]"))
    looked_at(page, "key-refused", lang, width)  # no purpose was chosen
    page.select_option("[name=purpose]", "identification")
    followed(page.locator("main button[type=submit]"))
    looked_at(page, "key-made", lang, width)
    assert page.locator("code.link").inner_text().startswith("nrm_")
    page.goto(f"{address}/{lang}/systems/")
    followed(page.locator("main form button").first)
    looked_at(page, "keys-revoked", lang, width)
    window.close()
