"""A release: examined, decided by two others, published for good, withdrawn in the open; and who may do what."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from opennrm.disclosure.policies import policy
from opennrm.page.refusals import Refused
from opennrm.publication import demo_releases, examining, releasing, rules
from opennrm.publication.models import Budget, Release, ReleaseRequest, Spending, Withdrawal
from opennrm.publication.terms import OPEN_STATES, Refusal, ReleaseState
from opennrm.vault import parcels, recovery, stream
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import AuditLine
from tests.desk import body, official, signed_in
from tests.spec.permissions_release import TITLE, budget

SMALL = """place,sex,value
North,F,12
North,M,3
North,Total,15
South,F,30
South,M,25
South,Total,55
East,F,22
East,M,14
East,Total,36
Total,F,64
Total,M,42
Total,Total,106
"""


class Room:
    """A statistician and three editors of one organisation."""

    def __init__(self):
        self.statistician = official(roles=["statistician"])
        self.editors = [official(roles=["editor"]) for _each in range(3)]
        self.budget = budget(self.editors[0])

    def asked(self, table=SMALL, *, name="public"):
        made = examining.table(table, policy(name), "suppress")
        return releasing.ask(made, budget=self.budget, policy=name, title=TITLE, why="asked for", by=self.statistician)

    def released(self, **named):
        asked = self.asked(**named)
        for by in self.editors[:2]:
            releasing.approve(asked.pk, by=by)
        asked.refresh_from_db()
        return asked, releasing.release_of(asked)


@pytest.fixture
def room(db):
    return Room()


def refusal(call, *args, **named):
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return refused.value.reason


@pytest.mark.parametrize("state", ReleaseState)
def test_nobody_decides_on_their_own_twice_or_late(state):
    free = rules.why_not_approve(state=state, own=False, gave_first=False)
    assert (free is None) == (state in OPEN_STATES)
    for facts in ({"own": True, "gave_first": False}, {"own": False, "gave_first": True}):
        assert rules.why_not_approve(state=state, **facts) is not None


def test_the_report_says_what_is_lost_and_what_an_outsider_can_reckon():
    made = examining.table(SMALL, policy("public"), "suppress")
    assert made.report["primary"] == 1 and made.report["secondary"] >= 3 and 0 < made.report["lost"] < 1
    small = next(each for each in made.report["bounds"] if each["cell"] == ["North", "M"])
    assert small["low"] <= 3 <= small["high"] and small["high"] - small["low"] >= policy("public").width
    assert "North,M,,primary" in made.text and made.report["findings"] == []


def test_a_population_below_the_threshold_is_not_examined_further():
    three = "sex,value\nF,2\nM,1\nTotal,3\n"
    assert refusal(examining.table, three, policy("public"), "suppress") is Refusal.TOO_FEW


def test_margins_that_disagree_are_refused_with_the_arithmetic():
    with pytest.raises(examining.FAULTS, match="106"):
        examining.table(SMALL.replace("Total,Total,106", "Total,Total,107"), policy("public"), "suppress")


def test_two_others_approve_then_it_is_published_and_what_was_counted_is_forgotten(room):
    asked = room.asked()
    assert refusal(releasing.approve, asked.pk, by=room.statistician) is Refusal.OWN_REQUEST
    assert releasing.approve(asked.pk, by=room.editors[0]).state == ReleaseState.FIRST
    assert not Release.objects.exists() and not Spending.objects.exists()
    assert refusal(releasing.approve, asked.pk, by=room.editors[0]) is Refusal.GAVE_FIRST
    releasing.approve(asked.pk, by=room.editors[1])
    asked.refresh_from_db()
    made = releasing.release_of(asked)
    assert (asked.state, asked.counted) == (ReleaseState.PUBLISHED, "") and "bounds" not in asked.report
    assert made.text == asked.text and made.sha256 == made.spending.sha256
    guessed = hashlib.sha256(SMALL.encode()).hexdigest()  # by it a guess of what is withheld could be proved right
    assert guessed not in releasing.told(made).decode()
    assert refusal(releasing.approve, asked.pk, by=room.editors[2]) is Refusal.DECIDED
    acts = list(AuditLine.objects.filter(act__startswith="release.").order_by("seq").values_list("act", flat=True))
    assert acts == ["release.asked", "release.approved", "release.published"]


def test_the_database_itself_asks_for_two_others_and_forgets(room):
    asked = room.asked()
    rows = ReleaseRequest.objects.filter(pk=asked.pk)
    for wrong in (
        {"first": room.statistician},
        {"first": room.editors[0], "second": room.editors[0]},
        {"state": "published", "counted": "", "closed_at": asked.asked_at},
        {"state": "refused", "closed_at": asked.asked_at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_what_went_out_and_what_it_spent_is_only_added_to(room):
    _asked, made = room.released()
    for model, change in ((Release, {"text": "x"}), (Spending, {"title": "x"}), (Budget, {"epsilon": 8})):
        with pytest.raises((IntegrityError, DatabaseError), match="only added"), transaction.atomic():
            model.objects.update(**change)
        with pytest.raises((IntegrityError, DatabaseError), match="only added"), transaction.atomic():
            model.objects.filter(pk__isnull=False)._raw_delete("default")
    assert Release.objects.get().sha256 == made.sha256


def test_what_is_no_longer_safe_under_the_policy_of_the_day_does_not_go_out(room):
    asked = room.asked()
    ReleaseRequest.objects.filter(pk=asked.pk).update(text=asked.text.replace("North,M,,primary", "North,M,3,"))
    assert refusal(releasing.approve, asked.pk, by=room.editors[0]) is Refusal.NO_LONGER_SAFE


def test_the_same_file_does_not_stand_in_the_ledger_twice(room):
    room.released()
    again = room.asked()
    releasing.approve(again.pk, by=room.editors[0])
    assert refusal(releasing.approve, again.pk, by=room.editors[1]) is Refusal.ALREADY_ENTERED
    assert Release.objects.count() == 1


def test_a_refused_request_forgets_too_and_needs_a_reason(room):
    asked = room.asked()
    assert refusal(releasing.turn_down, asked.pk, reason=" ", by=room.editors[0]) is Refusal.NO_REASON
    held = releasing.turn_down(asked.pk, reason="Too little is left.", by=room.editors[0])
    assert (held.state, held.counted) == (ReleaseState.REFUSED, "")


def page_of(records):
    privacy = {"epsilon": 4.0, "delta": 1e-7}
    digest = hashlib.sha256(records.encode()).hexdigest()
    told = {"records": 2, "strict": False, "privacy": privacy, "domain": {}, "mechanisms": [], "libraries": {}}
    return json.dumps(told | {"file": {"name": "x.csv", "sha256": digest}})


def test_made_up_records_spend_their_epsilon_and_belong_to_their_page(room):
    records = "sex,age\nfemale,1\nmale,2\n"
    assert refusal(examining.records, records + "male,3\n", page_of(records)) is Refusal.NOT_THE_RECORDS
    assert refusal(examining.records, records, "{}") is Refusal.NOT_A_PAGE
    made = examining.records(records.replace("\n", "\r\n"), page_of(records))  # as a browser sends what was pasted
    asked = releasing.ask(made, budget=room.budget, policy="public", title=TITLE, why="x", by=room.statistician)
    for by in room.editors[:2]:
        releasing.approve(asked.pk, by=by)
    assert [float(each) for each in room.budget.spent()] == [4.0]
    second = examining.records("sex,age\nmale,1\n", page_of("sex,age\nmale,1\n"))
    more = releasing.ask(second, budget=room.budget, policy="public", title=TITLE, why="x", by=room.statistician)
    releasing.approve(more.pk, by=room.editors[0])
    assert refusal(releasing.approve, more.pk, by=room.editors[1]) is Refusal.BUDGET_SPENT


def test_a_partner_gets_a_package_that_their_key_alone_opens(room):
    asked, made = room.released(name="partners")
    assert made.text == "" and not made.public
    private = new_private()
    line = f"{parcels.PUBLIC} {recovery.written(public_of(private))}"
    assert refusal(releasing.seal_package, asked.pk, key="nothing", by=room.editors[0]) is Refusal.NOT_A_KEY
    theirs = f"{parcels.PRIVATE} {recovery.written(private)}"
    assert refusal(releasing.seal_package, asked.pk, key=theirs, by=room.editors[0]) is Refusal.PRIVATE_KEY
    sealed = releasing.seal_package(asked.pk, key=line, by=room.editors[0])
    assert b"North" not in sealed
    opened = b"".join(stream.opened(BytesIO(sealed), private, what=parcels.WHAT))
    files = zipfile.ZipFile(BytesIO(opened))
    assert set(files.namelist()) == {f"{made.number}{end}" for end in (".csv", ".csv-metadata.json", ".json")}
    assert files.read(f"{made.number}.csv").decode() == asked.text
    listed = json.loads(files.read(f"{made.number}.csv-metadata.json"))["tableSchema"]["columns"]
    assert [each["name"] for each in listed] == asked.text.split("\n")[0].split(",")


def test_the_public_ledger_shows_what_went_out_and_keeps_what_was_withdrawn(room):
    visitor = Client(HTTP_HOST="localhost")
    assert "Nothing was released under this budget yet" in visitor.get("/en/releases/").content.decode()
    asked, made = room.released()
    text = visitor.get(f"/en/releases/{made.number}/").content.decode()
    assert made.sha256[:16] in text.replace("<wbr>", "") and "It promises nothing against who knows more" in text
    answer = visitor.get(f"/en/releases/{made.number}/{made.number}.csv")
    assert answer.content.decode() == asked.text and "describedby" in answer.headers["Link"]
    assert visitor.get(f"/en/releases/{made.number}/{made.number}.csv-metadata.json").status_code == 200
    releasing.withdraw(asked.pk, reason="A sum was wrong.", by=room.editors[2])
    assert refusal(releasing.withdraw, asked.pk, reason="again", by=room.editors[2]) is Refusal.WITHDRAWN
    assert visitor.get(f"/en/releases/{made.number}/{made.number}.csv").status_code == 404
    assert "A sum was wrong." in visitor.get(f"/en/releases/{made.number}/").content.decode()
    listed = visitor.get("/ja/releases/?promise=suppressed").content.decode()
    assert made.number in listed and "撤回" in listed
    assert "条件に合う公表はありません" in visitor.get("/ja/releases/?promise=private").content.decode()


def test_a_release_for_partners_shows_what_it_spent_and_no_number(room):
    _asked, made = room.released(name="partners")
    visitor = Client(HTTP_HOST="localhost")
    text = visitor.get(f"/en/releases/{made.number}/").content.decode()
    assert "For partners" in text and "<td" not in text
    assert visitor.get(f"/en/releases/{made.number}/{made.number}.csv").status_code == 404


def test_a_statistician_asks_and_editors_decide_at_the_desk(room, desk):
    asks, reads = signed_in(room.statistician), signed_in(room.editors[0])
    form = {"budget": room.budget.pk, "title_en": "By place", "title_ja": "地域別", "why": "Asked for by a ministry",
            "kind": "table", "policy": "public", "method": "suppress", "content": SMALL}  # fmt: skip
    wrong = asks.post("/en/releases/new/", form | {"content": SMALL.replace("106", "107")})
    assert wrong.status_code == 422 and "Mend it and ask again" in wrong.content.decode()
    assert asks.post("/en/releases/new/", form).status_code == 302
    found = ReleaseRequest.objects.get()
    page = reads.get(f"/en/releases/{found.pk}/").content.decode()
    assert "As counted" in page and "withheld: too small" in page and "<svg" in page
    assert reads.get(f"/ja/releases/{found.pk}/").status_code == 200
    assert "Approve as" not in asks.get(f"/en/releases/{found.pk}/").content.decode()
    assert reads.post(f"/en/releases/{found.pk}/approve/").status_code == 302
    other = signed_in(official(body("other"), roles=["editor"]))
    assert other.get(f"/en/releases/{found.pk}/").status_code == 404
    assert signed_in(room.editors[1]).post(f"/en/releases/{found.pk}/approve/").status_code == 302
    made = Release.objects.get()
    after = reads.get(f"/en/releases/{found.pk}/").content.decode()
    assert made.number in after and "no longer kept here" in after
    assert reads.post(f"/en/releases/{found.pk}/package/", {"key": "x"}).status_code == 422
    assert reads.post(f"/en/releases/{found.pk}/end/", {"reason": "Wrong."}).status_code == 302
    assert Withdrawal.objects.get().why == "Wrong."


def test_a_demonstration_has_a_release_and_a_request_that_waits(db):
    for _twice in range(2):
        demo_releases.stage(lambda _what: None)
    assert (Release.objects.count(), ReleaseRequest.objects.open().count()) == (1, 1)
    assert ReleaseRequest.objects.exclude(counted="").count() == 1
