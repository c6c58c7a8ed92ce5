"""How related offences, flags, exchanges, conferences and packages go when their time is over."""

import json
from datetime import date

import pytest

from opennrm.access.actions import running
from opennrm.eradication.actions import conferences, exchanges, flags, packages, related
from opennrm.eradication.actions.flags import Possible
from opennrm.eradication.exchange_terms import Act, Closing, ConferenceWay, DecisionState, Direction
from opennrm.eradication.models import (
    Conference,
    ConferenceDecision,
    ConferencePartner,
    InformationExchange,
    Package,
    PossibleVictim,
    ReceivedRecord,
    RelatedOffence,
)
from opennrm.eradication.related_terms import Considered, Stage
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal
from opennrm.retention.terms import State
from opennrm.understanding.facts import InformationExchanged, RelatedOffenceCleared
from opennrm.understanding.models import ROWS
from opennrm.vault import keys
from opennrm.vault.sealing import seal
from tests.desk import body, official
from tests.rooms.access.world import everything
from tests.rooms.eradication.exchange_world import agreement, offence, squad, today
from tests.rooms.eradication.test_exchange import CSV, noted

pytestmark = pytest.mark.django_db
RULES = '[[rule]]\ncode = "investigation"\nkeep = "P5Y"\nbecause = "made up for a test"\n'
LONG_AGO = date(2012, 4, 2)
ALL = (
    ReceivedRecord,
    Package,
    ConferenceDecision,
    ConferencePartner,
    Conference,
    InformationExchange,
    PossibleVictim,
    RelatedOffence,
)


@pytest.fixture
def over(settings, tmp_path):
    """One of each that ended long ago."""
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(tmp_path / "rules.toml"), 0
    schedule.forget()
    s, by = squad(), {"on": today()}
    made, under = offence(s, "P-1", "none_seen"), agreement(s)
    with s.investigating():
        by |= {"by": s.officer}
        related.say_none(made, reason="", **by)
        possible = Possible("made-up", Stage.ARRESTED, ["child"], s.desk.organisation, "made up")
        flags.consider(flags.flag_possible_victim(possible, **by), became=Considered.NOT_CHARGED, reason="x", **by)
        asked = exchanges.note(noted(under.partner, direction=Direction.OUT, act=Act.REQUEST), **by)
        exchanges.reply(asked, words="x", sent=today(), closing=Closing.ANSWERED, **by)
        held = conferences.plan([under.partner], day=today(), way=ConferenceWay.ONLINE, agenda="x", **by)
        conferences.hold(held, minutes="x", **by)
        told = {"words": "x", "due": today(), "who": s.second, "partner": None, "by": s.officer}
        conferences.close_decision(conferences.decide(held, **told), state=DecisionState.DONE, **by)
        package = packages.ask(under, CSV, **by)
        row = ReceivedRecord(package=package, row=2)
        seal(row, "content", json.dumps({}))
        row.save()
        packages.decline(package, **by)
        RelatedOffence.objects.update(settled=LONG_AGO)
        Package.objects.update(keep_until=LONG_AGO)
        for model in (PossibleVictim, InformationExchange, Conference):
            model.objects.update(closed=LONG_AGO)
    yield s
    schedule.forget()


def carry_out():
    """Propose, approve by two, let go; a request goes after its replies, which one round may do in either order."""
    approvers = [official(body("keeps-made-up"), roles=["data_protection_officer"]) for _ in range(2)]
    for _round in range(2):
        sweeps.propose()
        for pk in Proposal.objects.open().exclude(state=State.APPROVED).values_list("pk", flat=True):
            for by in approvers:
                actions.approve(pk, by=by)
        sweeps.carry_out()


def test_nothing_is_left_of_what_went_and_its_facts_count_on_and_lead_nowhere(over):
    counted = {kind: ROWS[kind].objects.count() for kind in (RelatedOffenceCleared, InformationExchanged)}
    known = set(ROWS[InformationExchanged].objects.values_list("key", flat=True))
    with running(everything()):
        files = [str(each.file_id) for model in (RelatedOffence, Package) for each in model.objects.all()]
    carry_out()
    with running(everything()):
        assert [model.__name__ for model in ALL if model.objects.exists()] == []
    assert {kind: ROWS[kind].objects.count() for kind in counted} == counted
    assert not known & set(ROWS[InformationExchanged].objects.values_list("key", flat=True))
    for file in files:
        assert keys.keys_of(keys.KeyKind.CASE, [file]) == {}
