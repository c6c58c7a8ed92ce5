"""The pages of retention, asked as data protection officers ask them."""

import csv
from io import StringIO

import pytest
from django.utils import timezone

from opennrm.retention import actions, sweeps
from opennrm.retention.models import Hold, Proposal, Tombstone
from opennrm.retention.terms import State
from opennrm.vault.models import AuditLine
from tests.desk import signed_in
from tests.rooms.retention.conftest import made
from tests.rooms.retention.test_proposals import KIND, TOMORROW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk", "rules_set")]
AT = "/en/retention/"


@pytest.fixture
def w():
    return made()


@pytest.fixture
def clients(officers):
    return [signed_in(by) for by in (officers.first, officers.second, officers.third)]


@pytest.fixture
def proposed(w):
    sweeps.propose()
    return Proposal.objects.get()


def text(answer):
    return answer.content.decode()


def shown(client, path="proposals/", **asked):
    return text(client.get(f"{AT}{path}", asked))


def one(proposal):
    return f"proposals/{proposal.pk}/"


def test_an_empty_queue_says_so_and_that_nobody_has_set_some_durations(w, clients):
    said = shown(clients[0])
    assert "Nothing waits for you." in said
    assert "nobody has set how long" in said


def test_the_queue_keeps_its_filters_and_shows_what_fits_them(proposed, clients):
    assert proposed.row in shown(clients[0])
    for fits in ({"kind": KIND}, {"number": proposed.row}, {"number": str(proposed.file).upper()}, {"which": "open"}):
        assert proposed.row in shown(clients[0], **fits).partition("<table")[2], fits
    for fits_not in ({"kind": "accounts.account"}, {"number": "1"}, {"which": "approved"}, {"which": "closed"}):
        assert f"<code>{proposed.row}</code>" not in shown(clients[0], **fits_not), fits_not
    assert '<option value="closed" selected>' in shown(clients[0], which="closed", number="17")
    assert 'value="17"' in shown(clients[0], which="closed", number="17")
    assert clients[0].get(f"{AT}proposals/", {"which": "nothing"}).status_code == 422


def test_a_proposal_says_what_goes_by_which_rule_and_who_proposed(proposed, clients):
    said = shown(clients[0], one(proposed))
    for expected in (
        "Proposed by the sweep", "5 years", "made up for a test", "madeup_<wbr>person", "full_<wbr>name",
        "key of the record is destroyed", "article 98", "Approve as the first official",
    ):  # fmt: skip
        assert expected in said, expected


def test_two_approve_on_the_page_and_until_its_days_are_over_a_third_stops_it(proposed, clients, settings):
    settings.RETENTION_UNDO_DAYS = 7
    first, second, third = clients
    assert "A second official decides now." in text(first.post(f"{AT}{one(proposed)}approve/", follow=True))
    said = shown(first, one(proposed))
    assert "You gave the first step yourself" in said and "Approve as" not in said
    assert first.post(f"{AT}{one(proposed)}approve/").status_code == 409
    said = text(second.post(f"{AT}{one(proposed)}approve/", follow=True))
    assert "Can still be stopped" in said and "Stop it: keep the record" in said
    wrong = third.post(f"{AT}{one(proposed)}keep/", {"until": timezone.localdate().isoformat(), "reason": "wait"})
    assert wrong.status_code == 422 and "Give a later day" in text(wrong) and "wait" in text(wrong)
    kept = third.post(f"{AT}{one(proposed)}keep/", {"until": TOMORROW.isoformat(), "reason": "wait"}, follow=True)
    assert "stopped after its approval" in text(kept) and "wait" in text(kept)
    assert (Proposal.objects.get().state, AuditLine.objects.filter(act="proposal.stopped").count()) == (
        State.STOPPED,
        1,
    )


def test_an_official_proposes_on_request_and_is_told_that_others_decide(w, clients):
    told = {"kind": KIND, "row": f" {w.theirs.pk} ", "why": "the person asks"}
    said = text(clients[0].post(f"{AT}proposals/new/", told, follow=True))
    assert "the person asks" in said and "You proposed this yourself" in said
    again = clients[1].post(f"{AT}proposals/new/", told)
    assert again.status_code == 422 and "There is an open proposal" in text(again)
    gone = clients[1].post(f"{AT}proposals/new/", told | {"row": "999999"})
    assert gone.status_code == 422 and "There is no such record" in text(gone)


def test_a_hold_is_placed_and_lifted_by_two_on_the_page(proposed, clients):
    first, second, _third = clients
    told = {"kind": "", "number": str(proposed.file), "why": "a court asks"}
    assert "a court asks" in text(first.post(f"{AT}holds/new/", told, follow=True))
    held = Hold.objects.get()
    assert Proposal.objects.get().state == State.REFUSED
    assert "Lift the hold" not in shown(second, "holds/")
    assert first.post(f"{AT}holds/{held.pk}/lift/").status_code == 409
    asked = first.post(f"{AT}holds/{held.pk}/ask/", {"why": "the court is done"}, follow=True)
    assert "You asked. Another official lifts it." in text(asked)
    assert first.post(f"{AT}holds/{held.pk}/lift/").status_code == 409
    assert "Lift the hold as the second official" in shown(second, "holds/", which="asked")
    second.post(f"{AT}holds/{held.pk}/lift/")
    assert "Nothing is held." in shown(second, "holds/")
    assert "the court is done" in shown(second, "holds/", which="lifted", number=str(proposed.file))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"kind": "", "number": "no number"}, "This is no number of a file"),
        ({"kind": "", "number": "0b7c2f6e-0000-4000-8000-000000000000"}, "There is no such record"),
        ({"kind": KIND, "number": "999999"}, "There is no such record"),
        ({"kind": KIND, "number": "1", "why": ""}, "required"),
    ],
)
def test_a_hold_on_nothing_is_not_placed_and_what_was_typed_stays(w, clients, told, said):
    answer = clients[0].post(f"{AT}holds/new/", {"why": "a court asks"} | told)
    assert answer.status_code == 422 and said in text(answer)
    assert f'value="{told["number"]}"' in text(answer)
    assert not Hold.objects.exists()


def test_what_went_is_found_by_number_class_and_day(proposed, clients, officers):
    assert "Nothing has been erased yet." in shown(clients[0], "tombstones/")
    for by in (officers.first, officers.second):
        actions.approve(proposed.pk, by=by)
    sweeps.carry_out()
    today = timezone.localdate()
    row = f"<code>{Tombstone.objects.get().row}</code>"
    for fits in ({}, {"number": proposed.row}, {"rule": "case"}, {"since": today, "until": today}):
        assert row in shown(clients[0], "tombstones/", **fits), fits
    for fits_not in ({"number": "x"}, {"rule": "account"}, {"since": TOMORROW}, {"until": proposed.due}):
        assert row not in shown(clients[0], "tombstones/", **fits_not), fits_not
    assert "Swap them" in shown(clients[0], "tombstones/", since=TOMORROW, until=today)


def test_the_rules_say_which_nobody_has_set(w, clients, settings):
    said = shown(clients[0], "rules/")
    unset = said.partition("not set by anyone")[2].partition("<table")[0]
    assert "Protection: plans, stays" in unset and "Identification: persons" not in unset
    assert "5 years" in said
    assert "1日" in text(clients[0].get("/ja/retention/rules/"))


def test_the_record_of_processing_names_every_table_that_tells_of_a_person(w, clients):
    assert "reporting_<wbr>message" in shown(clients[0], "processing/")
    answer = clients[0].get(f"{AT}processing.csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    found = next(row for row in rows if row["code"] == "report")
    assert "reporting_message.body" in found["identifies a person"]
    assert found["kept for"] == "not set: nothing goes"
    assert "利用目的" in clients[0].get("/ja/retention/processing.csv").content.decode()


def test_the_menu_counts_what_waits_for_whom(proposed, clients, officers):
    actions.approve(proposed.pk, by=officers.first)
    waits = [text(client.get("/en/")).partition('class="waits"')[2].partition("</ul>")[0] for client in clients[:2]]
    assert ["Proposals to erase" in each for each in waits] == [False, True]
    assert "Keeping and erasing" not in text(signed_in(officers.other).get("/en/"))
