"""The pages of retention in a real browser without JavaScript: seen by axe at two widths, in both languages."""

import pytest
from django.conf import settings

from opennrm.retention import actions, sweeps
from opennrm.retention.models import Hold, Proposal
from tests.desk import signed_in
from tests.looking import SIZES, context, looked_at
from tests.rooms.retention.conftest import made
from tests.rooms.retention.test_proposals import KIND

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address: str, rules_set: None, officers, settings) -> tuple[str, list[str]]:
    """A session of a data protection officer, and addresses: proposals of every state, holds, what went."""
    w = made()
    sweeps.propose()
    gone = Proposal.objects.get()
    for by in (officers.first, officers.second):
        actions.approve(gone.pk, by=by)
    sweeps.carry_out()
    settings.RETENTION_UNDO_DAYS = 7
    waits = actions.propose(KIND, str(w.theirs.pk), why="The person asks, on paper.", by=officers.first)
    actions.approve(waits.pk, by=officers.second)
    approved = actions.propose("agencies.official", str(officers.other.pk), why="Made up.", by=officers.first)
    for by in (officers.second, officers.third):
        actions.approve(approved.pk, by=by)
    for why in ("A court asks.", "A trial goes on."):
        actions.hold(file=w.mine.file_id, why=why, by=officers.first)
    held = Hold.objects.filter(why="A court asks.").get()
    actions.ask_to_lift(held.pk, why="The court is done.", by=officers.first)
    session = signed_in(officers.third).cookies[settings.SESSION_COOKIE_NAME].value
    paths = [
        "proposals/", "proposals/?which=closed", "proposals/?kind=accounts.account", "proposals/new/",
        f"proposals/{waits.pk}/", f"proposals/{approved.pk}/", f"proposals/{gone.pk}/", f"proposals/{waits.pk}/keep/",
        "holds/", "holds/new/", f"holds/{held.pk}/ask/", "tombstones/", "tombstones/?since=2021-02-30",
        "rules/", "processing/", "held/", f"held/{KIND}/{w.theirs.pk}/",
    ]  # fmt: skip
    return session, paths


@SIZES
def test_every_page_of_retention_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    session, paths = there
    with context(browser, address, {settings.SESSION_COOKIE_NAME: session}, width) as visitor:
        page = visitor.new_page()
        for number, path in enumerate(paths):
            answer = page.goto(f"{address}/{lang}/retention/{path}")
            assert answer.status in (200, 422), path
            looked_at(page, f"retention-{number:02}", lang, width)
