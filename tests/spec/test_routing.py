"""Who receives a report, as worked examples; and that somebody always does."""

import tomllib
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.agencies.read import PREFECTURES, packaged
from opennrm.reporting.routing import NobodyReached, Question, read, route, table
from opennrm.reporting.terms import ReportKind, Topic

EXAMPLES = tomllib.loads((Path(__file__).parent / "routing.toml").read_text())["example"]
DAY = date(2026, 4, 6)
BODIES = packaged().organisations
QUESTIONS = st.builds(
    Question,
    kind=st.sampled_from(ReportKind),
    language=st.sampled_from(["ja", "my", "zh-Hans", "vi", "xx"]),
    topics=st.frozensets(st.sampled_from(Topic)),
    prefecture=st.sampled_from(["", *sorted(PREFECTURES)]),
    danger=st.booleans(),
    child=st.booleans(),
)


def asked(said):
    return Question(
        kind=ReportKind(said["kind"]),
        language=said.get("language", "ja"),
        topics=frozenset(Topic(topic) for topic in said["topic"]),
        prefecture=said.get("prefecture", ""),
        danger=said.get("danger", False),
        child=said.get("child", False),
    )


@pytest.mark.parametrize("said", EXAMPLES, ids=[example["says"] for example in EXAMPLES])
def test_who_receives(said):
    reachable = frozenset(said.get("reachable", BODIES))
    found = route(asked(said), table(), reachable=reachable, bodies=BODIES, on=DAY)
    assert found.organisations == tuple(said["to"])
    assert found.rows


def test_every_row_is_asked_by_an_example():
    named = {
        name
        for said in EXAMPLES
        for name in route(
            asked(said), table(), reachable=frozenset(said.get("reachable", BODIES)), bodies=BODIES, on=DAY
        ).rows
    }
    assert {row.name for row in table()} - named == set(UNASKED)


UNASKED = {"sexual exploitation, a call for help", "debt, threats, being watched"}


@given(QUESTIONS, st.sampled_from(["npa", "moj", "cas", "cao"]))
def test_whatever_is_asked_somebody_reads_where_one_of_the_last_row_has_an_inbox(question, last):
    found = route(question, table(), reachable=frozenset({last}), bodies=BODIES, on=DAY)
    assert found.owner == last or found.organisations == (last,)


@given(QUESTIONS)
def test_danger_is_never_kept_from_the_police(question):
    if question.danger:
        assert "police" in route(question, table(), reachable=frozenset(BODIES), bodies=BODIES, on=DAY).organisations


@given(QUESTIONS)
def test_no_call_for_help_reaches_immigration_enforcement(question):
    if question.kind == ReportKind.HELP:
        assert "isa" not in route(question, table(), reachable=frozenset(BODIES), bodies=BODIES, on=DAY).organisations


def test_with_no_inbox_at_all_the_door_is_shut():
    with pytest.raises(NobodyReached):
        route(Question(ReportKind.TIP, "ja"), table(), reachable=frozenset(), bodies=BODIES, on=DAY)


def test_a_row_holds_in_its_days_only():
    intern = next(row for row in table() if row.name == "technical intern training")
    question = Question(ReportKind.HELP, "vi", frozenset({Topic.INTERN}))
    assert [intern.matches(question, on=day) for day in (date(2017, 10, 31), date(2017, 11, 1))] == [False, True]


ROW = '[[row]]\nname = "{name}"\nto = ["npa"]\nsource = "made up"\n'
LAST = ROW.format(name="last") + "otherwise = true\n"
FAULTS = {
    'hit_policy = "first"\n' + LAST: ("hit_policy", "every row that matches"),
    'hit_policy = "all"\n' + ROW.format(name="a"): ("row a", "the last row must"),
    'hit_policy = "all"\n' + LAST + ROW.format(name="b"): ("row b", "the last row must"),
    'hit_policy = "all"\n' + ROW.format(name="a") + 'topic = ["cheese"]\n' + LAST: ("row a", "'cheese'"),
    'hit_policy = "all"\n' + ROW.format(name="a") + 'prefecture = ["48"]\n' + LAST: ("row a", "01 to 47"),
    'hit_policy = "all"\n' + ROW.format(name="a") + 'language = ["zh-Hans"]\n' + LAST: ("row a", "'zh'"),
    'hit_policy = "all"\n' + ROW.format(name="a").replace("npa", "nobody") + LAST: ("row a", "'nobody'"),
    'hit_policy = "all"\n' + ROW.format(name="a") * 2 + LAST: ("row a", "give each its own"),
    'hit_policy = "all"\n' + ROW.format(name="a") + "dangre = true\n" + LAST: ("row a", "spelling"),
    'hit_policy = "all"\n' + LAST + "danger = true\n": ("row last", "has none"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_names_the_file_and_the_row(tmp_path, text):
    where, what = FAULTS[text]
    (tmp_path / "routing.toml").write_text(text)
    with pytest.raises(FaultyDeclaration) as said:
        read(tmp_path)
    assert any("routing.toml" in str(each) and where in str(each) and what in str(each) for each in said.value.faults)


def test_every_kind_and_topic_is_routed_to_a_body_that_is_declared():
    for kind, topic in product(ReportKind, Topic):
        found = route(
            Question(kind, "ja", frozenset({topic})), table(), reachable=frozenset(BODIES), bodies=BODIES, on=DAY
        )
        assert set(found.organisations) <= BODIES.keys()
