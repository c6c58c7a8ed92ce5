"""Chapter 6 is counted from facts: sessions, their participants, exchanges, campaigns; a corrected number once."""

from datetime import date
from pathlib import Path

from opennrm.page.html import to_html
from opennrm.publication.document import document
from opennrm.publication.pages import figure_facts
from opennrm.understanding.facts import CampaignBegun, CampaignHeard, ExchangeHeld, SessionHeld
from tests.factories import report_on, write_register

DAY = {"day": date(2020, 6, 1), "recorded_on": date(2020, 6, 1)}
LATER = {"day": date(2020, 6, 1), "recorded_on": date(2020, 7, 1)}
POLICE = {"session": "training", "audience": "police"}
FACTS = [
    SessionHeld(id="s1", key="s1", **DAY, **POLICE, persons=40),
    SessionHeld(id="s2", key="s2", **DAY, **POLICE, persons=400),
    SessionHeld(
        id="s3", key="s2", **LATER, **POLICE, persons=4, supersedes="s2", change="correction", reason="entry_error"
    ),
    SessionHeld(id="s4", key="s4", **DAY, session="life_safety", audience="high_school", persons=None),
    ExchangeHeld(id="e1", key="e1", **DAY, partner="NGO", partners=3),
    CampaignBegun(id="c1", key="c1", **DAY, media=frozenset({"poster", "web"})),
    CampaignHeard(id="h1", key="h1", **DAY, precision="month", campaign="c1", channel="Web"),
]
EXPECTED = {
    "sessions.total": 3,
    "sessions.training": 2,
    "sessions.audience.high_school": 1,
    "participants.total": 44,
    "participants.audience.police": 44,
    "participants.audience.high_school": 0,
    "exchanges.ngo": 1,
    "campaigns.total": 1,
    "campaigns.poster": 1,
    "campaigns.heard": 1,
}


def test_sessions_participants_exchanges_and_campaigns_stand_in_chapter_6(tmp_path: Path) -> None:
    report = report_on(write_register(tmp_path / "r", FACTS))
    found = {id: report.figure(id) for id in EXPECTED}
    assert {id: figure.value if figure else None for id, figure in found.items()} == EXPECTED
    campaigns, participants = found["campaigns.total"], found["participants.total"]
    assert campaigns and figure_facts(report, campaigns, "en")[0] == ("Value", "1 campaign")
    assert participants and figure_facts(report, participants, "en")[0] == ("Value", "44 participants")
    page = to_html(document(report, "ja"), standalone=False)
    assert page.index('id="chapter-6"') < page.index('id="participants_by_audience-table"')
    assert "教育・研修の参加者数" in page
