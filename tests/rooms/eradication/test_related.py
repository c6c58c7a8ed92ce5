"""Related offences and flags as officials work on them; the facts that fall, and how they are corrected."""

import pytest
from django.core.management import call_command
from django.utils import translation

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.eradication.actions import flags, related
from opennrm.eradication.actions.flags import Possible
from opennrm.eradication.fired import why_text
from opennrm.eradication.models import PossibleVictim, RelatedOffence
from opennrm.eradication.related_file import COLUMNS, EXAMPLE, read, take_in
from opennrm.eradication.related_terms import Considered, RelatedRefusal, Stage
from opennrm.identification.actions import notices
from opennrm.identification.models import Notice
from opennrm.identification.terms import Minor, NoticeState
from opennrm.page.refusals import Refused
from opennrm.reporting.terms import Urgency
from opennrm.understanding.facts import RelatedOffenceCleared
from opennrm.understanding.models import ROWS
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from opennrm.understanding.terms import Screened
from tests.rooms.eradication.exchange_world import days_ago, offence, squad, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    return squad()


def fact(of):
    return standing(RelatedOffenceCleared, of.key, collection=NAME)


def sent(s, made):
    with s.investigating():
        told = {"to": s.desk.organisation, "urgency": Urgency.ORDINARY, "why": why_text(made)}
        return related.send(made, **told, by=s.officer, on=today())


def no_case(s, notice):
    with s.identifying():
        found = Notice.objects.get(pk=notice)
        notices.answer_no_case(found, reason="made up: looked into, none", by=s.desk, on=today())


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason


def test_reading_alone_decides_nothing(s):
    made = offence(s, "P-1", "papers_held", "debt")
    assert (made.fired, made.outcome) == (["papers", "debt"], Screened.NOT_SCREENED)
    assert (fact(made).screened, fact(made).signs) == ("not_screened", frozenset())


def test_what_fired_is_sent_with_why_and_the_fact_says_signs(s):
    made = sent(s, offence(s, "P-1", "papers_held"))
    assert (fact(made).screened, fact(made).signs) == ("signs", frozenset({"WithholdsDocuments"}))
    with s.identifying():
        notice = Notice.objects.waiting().get()
        assert (notice.kind, notice.reference) == ("related_offence", str(made.pk))
    with s.investigating():
        assert refused(lambda: sent(s, made)) == RelatedRefusal.SENT
        assert refused(lambda: related.take_answer(made, by=s.officer, on=today())) == RelatedRefusal.NO_ANSWER


def test_no_case_corrects_the_fact_and_keeps_the_first(s):
    made = sent(s, offence(s, "P-1", "papers_held"))
    no_case(s, made.notice)
    with s.investigating():
        held = related.take_answer(made, by=s.officer, on=today())
        assert refused(lambda: related.take_answer(made, by=s.officer, on=today())) == RelatedRefusal.ANSWERED
    assert (held.outcome, held.answer) == (Screened.NO_SIGNS, NoticeState.NO_CASE)
    assert (fact(made).screened, fact(made).signs, fact(made).reason) == ("no_signs", frozenset(), "new_information")
    assert ROWS[RelatedOffenceCleared].objects.filter(key=made.key).count() == 3


def test_that_there_are_no_signs_needs_a_reason_against_signs_that_fired(s):
    quiet, loud = offence(s, "P-1", "none_seen"), offence(s, "P-2", "debt")
    with s.investigating():
        related.say_none(quiet, reason="", by=s.officer, on=today())
        assert refused(lambda: related.say_none(loud, reason=" ", by=s.officer, on=today())) == RelatedRefusal.NO_REASON
        related.say_none(loud, reason="a bank loan (made up)", by=s.officer, on=today())
    assert fact(loud).screened == fact(quiet).screened == "no_signs"


def test_what_was_seen_is_put_right_and_read_again(s):
    made = offence(s, "P-1", "none_seen")
    with s.investigating():
        related.say_none(made, reason="", by=s.officer, on=today())
        held = related.observe(made, observed=["violence"], minor=Minor.NO, by=s.officer, on=today())
    assert (held.fired, held.outcome) == (["violence"], Screened.NOT_SCREENED)
    assert fact(made).screened == "not_screened"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"number": " "}, RelatedRefusal.NO_NUMBER),
        ({"kind": "theft"}, RelatedRefusal.UNKNOWN_KIND),
        ({"cleared": days_ago(-1)}, RelatedRefusal.FUTURE),
    ],
)
def test_an_offence_that_cannot_be_is_refused_in_words(s, told, reason):
    assert refused(lambda: offence(s, **({"number": "P-1"} | told))) == reason


def test_one_number_is_one_offence_of_a_body_and_unseen_by_another(s):
    offence(s, "P-1")
    assert refused(lambda: offence(s, "P-1")) == RelatedRefusal.NUMBER_TAKEN
    other = squad("police-made-up-2")
    offence(other, "P-1")
    with s.investigating():
        assert RelatedOffence.objects.count() == 1


def test_a_sweep_reads_what_is_unread_and_records_answers_once(s, capsys):
    made, asked = offence(s, "P-1", "debt"), sent(s, offence(s, "P-2", "papers_held"))
    with s.investigating():
        RelatedOffence.objects.filter(pk=made.pk).update(read_on=None, version=None, fired=[], signs=[])
    no_case(s, asked.notice)
    assert related.sweep(on=today()) == related.Swept(1, 1, 1)
    assert related.sweep(on=today()) == related.Swept(0, 0, 0)
    call_command("related", "sweep")
    assert capsys.readouterr().out.startswith("Read: 0,")
    with s.investigating():
        assert RelatedOffence.objects.get(pk=made.pk).fired == ["debt"]
    assert fact(asked).screened == "no_signs"


def test_a_file_is_taken_in_once_and_again_takes_in_the_rest(s):
    reading = read("a.csv", EXAMPLE.encode(), today=today().replace(year=2030))
    with s.investigating():
        first = take_in(reading, name="a.csv", by=s.officer, on=today())
        again = take_in(reading, name="a.csv", by=s.officer, on=today())
    assert (first.entered, first.with_signs, again.entered, again.already) == (2, 1, 0, 2)


def flagged(s, suspect="made-up-suspect", **more):
    told = {"stage": Stage.WITH_PROSECUTOR, "grounds": ["compelled"], "to": s.desk.organisation, "words": "made up"}
    with s.investigating():
        return flags.flag_possible_victim(Possible(suspect, **told | more), by=s.officer, on=today())


def test_a_suspect_who_may_be_a_victim_reaches_identification_before_charge(s):
    flag = flagged(s)
    with s.identifying():
        notice = Notice.objects.waiting().get()
        assert (notice.kind, notice.urgency, notice.pk) == ("suspect", Urgency.SOON, flag.notice)
    with s.investigating():
        assert list(flags.open_flags("made-up-suspect")) == [flag]
        assert not flags.open_flags("another").exists()
    assert refused(lambda: flagged(s)) == RelatedRefusal.FLAGGED
    assert refused(lambda: flagged(s, "b", grounds=[])) == RelatedRefusal.NO_GROUND


def test_that_the_case_goes_on_waits_for_identification(s):
    flag = flagged(s)

    def consider(became):
        with s.investigating():
            return flags.consider(flag, became=became, reason="made up", by=s.officer, on=today())

    assert refused(lambda: consider(Considered.GOES_ON)) == RelatedRefusal.WAIT_FOR_ANSWER
    no_case(s, flag.notice)
    assert consider(Considered.GOES_ON).answer == NoticeState.NO_CASE
    assert refused(lambda: consider(Considered.NOT_CHARGED)) == RelatedRefusal.CLOSED
    with s.investigating():
        assert not flags.open_flags("made-up-suspect").exists()
        assert PossibleVictim.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_words_of_a_flag_are_sealed_and_its_owner_reads_them(s):
    flag = flagged(s, words="very secret words")
    with s.investigating():
        held = PossibleVictim.objects.get(pk=flag.pk)
        assert "very secret" not in str(held.words)
        assert reveal(held, "words", purpose=Purpose.INVESTIGATION) == "very secret words"


def test_what_is_wrong_with_a_file_is_said_in_the_language_in_use():
    bad = EXAMPLE.replace("papers_held", "nonsense").replace("2026-04-02", "2026-13-02").encode()
    with translation.override("ja"):
        said = [each.expected for each in read("a.csv", bad, today=today().replace(year=2030)).problems]
        (whole,) = read("a.csv", b"\xff", today=today()).problems
    assert said == ["一覧にある事情のコード（「nonsense」は該当なし）", COLUMNS["cleared"][2].ja]
    assert whole.expected == "UTF-8のファイル（「CSV UTF-8」で保存してください）"
