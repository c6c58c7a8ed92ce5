"""The way through the questions, as somebody goes it who has neither scripts nor cookies."""

import re
from unittest.mock import Mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from opennrm.reporting import envelopes, steps
from opennrm.reporting.actions import desk, intake
from opennrm.reporting.boxes import Box, Posted
from opennrm.reporting.floods import TRAP
from opennrm.reporting.forms.door import Question
from opennrm.reporting.models import Report
from opennrm.reporting.terms import ReportKind
from tests.rooms.reporting import world
from tests.rooms.reporting.visitor import Visitor

pytestmark = pytest.mark.django_db

MARKED = re.compile(r"[{][^{}]+[|][^{}]+[}]")
WORDS = "canary: the owner keeps my passport"


@pytest.fixture
def police() -> world.Body:
    return world.police()


def taken_in(body: world.Body) -> Report:
    """The only report, as the desk sees it."""
    intake.take_in()
    with body.acting():
        return Report.objects.get()


def test_what_somebody_answers_is_what_the_desk_reads(police: world.Body) -> None:
    safe = {"safe": {"may": "yes"}, "reach": {"how": "an app", "when": "mornings", "say": "a shop", "language": "vi"}}
    where = {"where": {"prefecture": "13", "place": "made-up town"}, "topics": {"topics": ["debt", "papers"]}}
    Visitor().asks_for_help(WORDS, **safe, **where, child={"child": "no"}).sends("help/", go="send")
    content = content_at(police)
    assert content["what"] == WORDS
    assert (content["language"], content["prefecture"], content["topics"]) == ("vi", "13", ["debt", "papers"])
    assert content["contact"] == {"may": True, "how": "an app", "when": "mornings", "say": "a shop"}
    assert content["child"] is False


def content_at(body: world.Body) -> dict:
    """The first content sealed to a body, opened with its key."""
    posted = Posted.objects.order_by("kind").get(kind="report")
    key = posted.keys.get(inbox__organisation=body.organisation.pk)
    return envelopes.read_json(
        envelopes.opened(bytes(posted.body), bytes(key.wrapped), id=posted.pk, unlocked=body.unlocked)
    )


def test_one_answer_is_enough(police: world.Body) -> None:
    visitor = Visitor().asks_for_help(WORDS).sends("help/", go="send")
    assert len(visitor.receipt) == 21
    assert content_at(police)["contact"]["may"] is False


def test_without_that_answer_the_page_says_what_to_do_and_keeps_the_rest(police: world.Body) -> None:
    visitor = Visitor().goes_to("help/").sends("help/", go="danger").sends("help/", go="next", danger="no")
    visitor.sends("help/", go="next", what="  ")
    assert 'role="alert"' in visitor.text
    assert 'href="#id_what"' in visitor.text
    assert "Write at least a few words" in visitor.text


@pytest.mark.parametrize("danger", ["yes", "unsure"])
def test_danger_shows_110_before_any_other_question(police: world.Body, danger: str) -> None:
    visitor = Visitor().goes_to("help/").sends("help/", go="danger").sends("help/", go="next", danger=danger)
    assert 'class="number" href="tel:110"' in visitor.text
    assert 'name="at" value="what"' in visitor.sends("help/", go="next").text


def test_sent_twice_is_one_report(police: world.Body) -> None:
    visitor = Visitor().asks_for_help(WORDS)
    summary = visitor.page
    first = visitor.sends("help/", go="send").receipt
    visitor.page = summary
    assert visitor.sends("help/", go="send").receipt == first
    assert (Box.objects.count(), Posted.objects.count()) == (1, 1)


def test_an_answer_changed_from_the_summary_leads_back_to_it(police: world.Body) -> None:
    visitor = Visitor().asks_for_help(WORDS, where={"place": "first place"})
    visitor.sends("help/", go="where")
    assert "first place" in visitor.text
    visitor.sends("help/", go="next", place="second place")
    assert 'name="at" value="check"' in visitor.text
    assert "second place" in visitor.text and "first place" not in visitor.text


def test_whoever_says_no_after_all_leaves_no_way_to_be_reached(police: world.Body) -> None:
    visitor = Visitor().asks_for_help(WORDS, safe={"may": "yes"}, reach={"how": "a number"})
    visitor.sends("help/", go="safe").sends("help/", go="next", may="no").sends("help/", go="send")
    assert content_at(police)["contact"] == {"may": False, "how": "", "when": "", "say": ""}


def test_back_keeps_what_was_typed(police: world.Body) -> None:
    visitor = Visitor().goes_to("tip/").sends("tip/", go="danger").sends("tip/", go="next", danger="no")
    visitor.sends("tip/", go="next", what=WORDS).sends("tip/", go="back")
    assert 'name="at" value="what"' in visitor.text
    assert WORDS in visitor.text


def test_the_two_ways_ask_in_different_words() -> None:
    for question in steps.STEPS.values():
        assert isinstance(question(kind=ReportKind.TIP), Question)
    assert steps.STEPS["what"](kind=ReportKind.TIP).fields["what"].label == "What did you see or hear?"
    assert steps.STEPS["what"](kind=ReportKind.HELP).fields["what"].label == "What is happening to you?"


def test_the_summary_names_who_will_receive_it(police: world.Body) -> None:
    assert "National Police Agency (警察庁)" in Visitor().asks_for_help(WORDS).text


@pytest.mark.parametrize(("language", "said"), [("en", "24 December 2026"), ("ja", "令和8年（2026年）12月24日")])
def test_the_summary_writes_a_day_as_the_language_does(police: world.Body, language: str, said: str) -> None:
    summary = Visitor(language).asks_for_help(WORDS, more={"answer_by": "2026-12-24"}).text
    assert f"<p>{said}</p>" in summary
    assert "2026-12-24" not in summary


def test_a_door_with_no_inbox_behind_it_says_so_and_keeps_nothing() -> None:
    visitor = Visitor().asks_for_help(WORDS)
    assert "Messages cannot be received here" in visitor.text
    assert visitor.sends("help/", go="send").page.status_code == 409
    assert not Box.objects.exists()


def test_a_machine_is_answered_like_a_person_and_nothing_is_kept(police: world.Body) -> None:
    visitor = Visitor().asks_for_help(WORDS).sends("help/", go="send", **{TRAP: "x"})
    assert len(visitor.receipt) == 21
    assert not Box.objects.exists()


def test_a_changed_draft_is_refused(police: world.Body) -> None:
    visitor = Visitor().goes_to("help/")
    carried = re.search(r'name="carried" value="([^"]+)"', visitor.text).group(1)
    changed = carried[:40] + ("A" if carried[40] != "A" else "B") + carried[41:]
    assert visitor.client.post("/en/help/", {"carried": changed}).status_code == 409


def test_nothing_is_in_the_page_in_clear_but_what_the_page_shows(police: world.Body) -> None:
    visitor = Visitor().goes_to("help/").sends("help/", go="danger").sends("help/", go="next", danger="no")
    visitor.sends("help/", go="next", what=WORDS)
    assert WORDS not in visitor.text


def test_a_crowd_waits_and_loses_nothing(police: world.Body, monkeypatch: pytest.MonkeyPatch) -> None:
    from_now_on = Visitor().asks_for_help(WORDS)
    monkeypatch.setattr("opennrm.reporting.doorway.together", Full())
    waiting = from_now_on.sends("help/", go="send")
    assert (waiting.page.status_code, waiting.page.headers["Retry-After"]) == (429, "8")
    assert not Box.objects.exists()
    monkeypatch.undo()
    assert len(waiting.sends("help/").receipt) == 21


def test_what_was_typed_is_not_lost_where_the_machine_fails(police: world.Body, monkeypatch) -> None:
    asked = Visitor().asks_for_help(WORDS)
    with monkeypatch.context() as locked:
        locked.setattr("opennrm.reporting.views.door.door.submit", Mock(side_effect=OperationalError("is locked")))
        asked.sends("help/", go="send")
    assert asked.page.status_code == 503
    assert len(asked.sends("help/").receipt) == 21


class Full:
    """Buckets in which nothing is left."""

    def wait(self, address: str) -> float:
        return 7.5


class Looking(Visitor):
    """Somebody who reads easy Japanese, and stops at a reading that stands as translators mark it."""

    def goes_to(self, path: str):
        return super().goes_to(path).looks()

    def sends(self, where: str = "", **fields):
        return super().sends(where, **fields).looks()

    def looks(self):
        assert not MARKED.findall(self.text)
        return self


def test_easy_japanese_shows_no_reading_as_translators_mark_it(police: world.Body, monkeypatch) -> None:
    safe = {"safe": {"may": "yes"}, "topics": {"topics": ["debt", "papers"]}, "danger": {"danger": "unsure"}}
    visitor = Looking("ja-simple").asks_for_help(WORDS, **safe)
    with monkeypatch.context() as crowded:
        crowded.setattr("opennrm.reporting.doorway.together", Full())
        visitor.sends("help/", go="send")
    last = visitor.sends("help/").receipt[-4:]
    visitor.sends("kept/", go="kept", last=last).sends("files/", files=SimpleUploadedFile("a.txt", b"made up"))
    for path in ("", "safety/", "contact-points/", "contact-points/?language=km&topic=sea", "receipt/", "nowhere/"):
        visitor.goes_to(path)


@pytest.mark.parametrize("path", ["receipt/", "sent"])
def test_what_a_page_cannot_do_without_is_said_to_be_required(police: world.Body, path: str) -> None:
    visitor = Visitor().goes_to(path) if path != "sent" else Visitor().asks_for_help(WORDS).sends("help/", go="send")
    assert '<span class="must">required</span>' in visitor.text
    assert '<span class="must">optional</span>' not in visitor.text


def test_every_desk_verb_finds_what_came_by_the_door(police: world.Body) -> None:
    Visitor().asks_for_help(WORDS).sends("help/", go="send")
    report = taken_in(police)
    with police.acting():
        desk.reply(report, text="an answer", language="en", by=police.official, on=world.TODAY)
