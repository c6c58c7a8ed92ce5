"""The pages of access in a real browser without JavaScript: seen by axe at two widths, in both languages."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from opennrm.access import actions
from opennrm.access.actions import running
from opennrm.access.terms import Purpose
from opennrm.agencies import officials
from tests.desk import signed_in
from tests.looking import SIZES, context, looked_at
from tests.rooms.access.world import everything, granted, official, world

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address: str) -> dict[str, dict[str, str]]:
    """Sessions of a lead, a caseworker and a data protection officer of a made-up world, and addresses to visit."""
    w = world()
    lead, reader = official(w.other, "caseworker", lead=True), official(w.shelter, "data_protection_officer")
    today = timezone.localdate()
    officials.stand_in(w.stranger, substitute=w.caseworker, since=today, until=today + timedelta(days=9), by=lead)
    for _ in range(2):
        actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="In danger now.", by=w.caseworker)
    with running(everything()):
        granted(w.mine.file, w.shelter, purpose="investigation", revoked=timezone.now(), why_revoked="By mistake.")
    file = f"files/{w.mine.file_id}/"
    pages = {
        lead: [file, f"{file}give/", f"{file}hand-over/", f"grants/{w.grant.pk}/revoke/", "emergency/reviews/"],
        w.caseworker: ["access/", "emergency/", "grants/?which=own"],
        reader: ["audit/", "audit/?subject=x&since=2021-02-30"],
    }  # fmt: skip
    return {signed_in(by).cookies[settings.SESSION_COOKIE_NAME].value: paths for by, paths in pages.items()}


@SIZES
def test_every_page_of_access_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    for number, (session, paths) in enumerate(there.items()):
        with context(browser, address, {settings.SESSION_COOKIE_NAME: session}, width) as visitor:
            page = visitor.new_page()
            for at, path in enumerate(paths):
                answer = page.goto(f"{address}/{lang}/{path}")
                assert answer.status in (200, 422), path
                looked_at(page, f"access-{number}-{at}", lang, width)
