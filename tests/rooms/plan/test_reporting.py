"""A body's progress from draft to the report: states, versions, two editors at once, reminders, one source a year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from opennrm.page.refusals import Refused
from opennrm.plan import pointers, reminding, reporting, years
from opennrm.plan.accepted import desk
from opennrm.plan.models import BodyProgress, ProgressVersion
from opennrm.plan.progress_rules import Activity
from opennrm.plan.progress_terms import ActivityKind, Basis, Counted, Refusal, State
from opennrm.plan.reporting import Words
from opennrm.plan.statements import chapter_statements
from opennrm.plan.terms import Chapter
from opennrm.understanding.actions import load_published
from opennrm.vault.models import AuditLine
from opennrm.worker.models import Letter
from tests.desk import body
from tests.rooms.plan.world import EN, JA, TODAY, YEAR, World

PUBLISHED = "published/government/victims_protected/total/all/2020"
HELD = Activity(date(YEAR, 5, 1), ActivityKind.TRAINING, "（架空）研修", "", 30, Counted.PARTICIPANTS, "")


@pytest.fixture
def w(db):
    return World()


def refusal(call, *args, **named):
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return refused.value.reason


def test_opening_a_year_takes_the_bodies_of_the_measure_that_is_taken_up(w):
    bases = set(BodyProgress.objects.filter(year=YEAR).values_list("basis", flat=True))
    assert bases == {Basis.FOLLOWED}
    assert w.year.due == date(2026, 2, 28)
    assert refusal(years.open_year, YEAR, by=w.secretariat, on=TODAY) is Refusal.YEAR_OPEN
    assert refusal(years.open_year, 2020, by=w.secretariat, on=TODAY) is Refusal.YEAR_IN_FILE
    assert refusal(years.open_year, 2012, by=w.secretariat, on=TODAY) is Refusal.YEAR_WITHOUT_PLAN
    assert refusal(years.open_year, 2024, by=w.police, on=TODAY) is Refusal.NOT_SECRETARIAT


def test_from_draft_to_accepted_with_a_question_between_and_every_version_kept(w):
    assert w.write(activities=[HELD]).at == "1.1"
    w.send()
    reporting.ask_back(w.row, "How many?", by=w.secretariat, on=TODAY)
    assert refusal(w.send, at="1.1") is Refusal.NO_ANSWER
    assert w.write(ja=JA + "30人。", at="1.1").at == "2.1"
    w.send(at="2.1", answer="30.")
    reporting.edit(w.row, Words(JA, EN + " Thirty came."), at="2.1", why="", by=w.secretariat, on=TODAY)
    assert refusal(reporting.accept, w.row, at="2.1", by=w.secretariat, on=TODAY) is Refusal.CHANGED_MEANWHILE
    reporting.accept(w.row, at="3.1", by=w.secretariat, on=TODAY)
    assert (w.now().state, w.row.accepted) == (State.ACCEPTED, 3)
    assert list(w.row.versions.values_list("number", "side")) == [(1, "body"), (2, "body"), (3, "secretariat")]
    assert w.row.versions.get(number=3).activities == w.row.versions.get(number=1).activities != []
    acts = AuditLine.objects.filter(subject=w.row.word).values_list("act", flat=True)
    assert {"progress.written", "progress.sent", "progress.asked-back", "progress.edited", "progress.accepted"} <= {
        *acts
    }
    assert refusal(w.write, at="3.1") is Refusal.ACCEPTED


def test_of_two_who_write_at_once_one_wins_and_the_other_is_told(w):
    w.write()
    w.write(ja="（架空）先に保存した。", at="1.1", by=w.colleague)
    assert refusal(w.write, ja="（架空）後から。", at="1.1") is Refusal.CHANGED_MEANWHILE
    assert refusal(w.send, at="1.1") is Refusal.CHANGED_MEANWHILE
    assert w.row.versions.get().text_ja == "（架空）先に保存した。"
    assert w.write(ja="（架空）両方。", at="1.2").saved == 3


def test_what_was_sent_never_changes_and_another_body_writes_nothing(w):
    w.sent()
    assert refusal(w.write, at="1.1") is Refusal.WITH_SECRETARIAT
    assert refusal(w.write, by=w.labour) is Refusal.NOT_YOUR_BODY
    assert refusal(reporting.edit, w.row, Words("", ""), at="1.1", by=w.secretariat, on=TODAY) is Refusal.NO_TEXT
    reporting.ask_back(w.row, "?", by=w.secretariat, on=TODAY)
    w.write(ja="（架空）別の文。", at="1.1")
    assert w.row.versions.get(number=1).text_ja == JA
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressVersion.objects.filter(number=2).update(side="secretariat")


def test_activities_lie_in_the_year_reported_on(w):
    assert refusal(w.write, activities=[replace(HELD, day=date(2024, 5, 1))]) is Refusal.OTHER_YEAR


def test_a_figure_is_looked_up_when_shown_and_the_report_has_the_number(w):
    load_published(on=TODAY)
    w.write(ja="（架空）{1}人。", en="")
    reporting.add_figure(w.row, PUBLISHED, by=w.police, on=TODAY)
    assert refusal(reporting.add_figure, w.row, PUBLISHED, by=w.police, on=TODAY) is Refusal.FIGURE_THERE
    for wrong in ("none/x/2020", "victims_by_sex/total/²020", "victims_by_sex/total/99999", "victims_by_sex/2020"):
        why = refusal(reporting.add_figure, w.row, f"register/{wrong}", by=w.police, on=TODAY)
        assert why is Refusal.FIGURE_UNKNOWN
    (found,) = pointers.looked_up([PUBLISHED])
    assert found.value and str(found.value) not in w.row.versions.get().text_ja
    w.send(at="1.2")
    assert desk(YEAR) == ()
    reporting.accept(w.row, at="1.2", by=w.secretariat, on=TODAY)
    ((chapter, said),) = desk(YEAR)
    assert chapter is Chapter.UNDERSTANDING and said.bodies == ("npa",)
    assert said.text_ja == said.text_en == f"（架空）{found.number}人。"
    assert said.mark_en and not said.mark_ja
    assert chapter_statements(YEAR, chapter, desk(YEAR)) == [said]
    reporting.ask_back(w.row, "?", by=w.secretariat, on=TODAY)
    assert desk(YEAR) == ()


def test_a_figure_without_a_number_is_not_accepted_and_taken_out_moves_the_places_up(w):
    load_published(on=TODAY)
    w.write(ja="（架空）{1}、{2}。")
    for pointer in (PUBLISHED.replace("2020", "1999"), PUBLISHED):
        reporting.add_figure(w.row, pointer, by=w.police, on=TODAY)
    w.send(at="1.3")
    assert refusal(reporting.accept, w.row, at="1.3", by=w.secretariat, on=TODAY) is Refusal.FIGURE_WITHOUT_NUMBER
    reporting.ask_back(w.row, "?", by=w.secretariat, on=TODAY)
    made = w.write(ja="（架空）{2}。", at="1.3", without=[PUBLISHED.replace("2020", "1999")])
    assert (made.text_ja, made.figures) == ("（架空）{1}。", [PUBLISHED])


def test_a_year_the_desk_did_not_open_speaks_from_its_file(w):
    assert desk(2020) is None
    assert chapter_statements(2020, 2, desk(2020)) == chapter_statements(2020, 2) != []


def test_bodies_are_reminded_once_a_step_and_not_of_what_they_sent(w):
    w.sent()
    Letter.objects.all().delete()
    due = BodyProgress.objects.with_body().count()
    assert reminding.remind_on(date(2026, 2, 13)) == 0
    assert reminding.remind_on(date(2026, 2, 14)) == due
    assert reminding.remind_on(date(2026, 2, 15)) == 0
    assert Letter.objects.filter(recipient=w.labour.word).count() == 1
    assert reminding.remind_on(date(2026, 5, 1)) == due
    assert set(BodyProgress.objects.with_body().values_list("told", flat=True)) == {5}


def test_a_body_is_assigned_and_taken_off_while_it_wrote_nothing(w):
    made = years.assign(w.year, w.row.measure, body("mext"), by=w.secretariat, on=TODAY)
    assert made.basis == Basis.SECRETARIAT
    assert (
        refusal(years.assign, w.year, w.row.measure, body("mext"), by=w.secretariat, on=TODAY) is Refusal.ASSIGNED_THERE
    )
    years.unassign(made, by=w.secretariat, on=TODAY)
    w.write()
    assert refusal(years.unassign, w.row, by=w.secretariat, on=TODAY) is Refusal.WRITTEN_ALREADY


def test_another_due_day_reminds_anew(w):
    reminding.remind_on(date(2026, 3, 1))
    years.set_due(w.year, date(2026, 4, 30), by=w.secretariat, on=date(2026, 3, 2))
    w.now()
    assert w.row.told == 0 and w.row.state == State.DUE
    assert BodyProgress.objects.late(date(2026, 4, 30)).count() == 0
    assert w.row in BodyProgress.objects.late(date(2026, 4, 30) + timedelta(days=1))
