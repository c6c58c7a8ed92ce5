"""Which body declares what for the nation: whatever bodies recognised a person, one declares them, and no two."""

from itertools import chain, combinations

import pytest

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.agencies.models import Organisation
from opennrm.understanding.declarants import declarants, not_due, read
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.terms import Body

OF_PERSONS = ("victim_identified", "victim_protected")
BODIES = [each.value for each in Body]
EVERY_SET = list(chain.from_iterable(combinations(BODIES, size) for size in range(len(BODIES) + 1)))


def accepted(table, recognised, **more):
    """The declarants from whom the nation takes a person whom these bodies recognised."""
    row = {"recognised_by": ";".join(recognised), **more}
    national = [each for each in declarants() if each.for_the_nation(table)]
    return [each.code for each in national if not list(not_due("t", table, [row], Organisation(code=each.code)))]


@pytest.mark.parametrize("table", OF_PERSONS)
def test_no_person_is_declared_by_two_bodies_whoever_recognised_them(table):
    able = {body for each in declarants() if each.for_the_nation(table) for body in each.bodies}
    found = {recognised: accepted(table, recognised) for recognised in EVERY_SET}
    assert {recognised: len(by) for recognised, by in found.items()} == {
        recognised: int(bool(able & set(recognised))) for recognised in EVERY_SET
    }


def test_the_first_of_the_file_declares():
    assert accepted("victim_identified", ("Immigration", "Police")) == ["npa"]
    assert accepted("victim_identified", ("Immigration", "CoastGuard")) == ["isa"]
    assert accepted("victim_protected", ("WomensSupport",)) == ["mhlw"]


def test_a_withdrawal_is_taken_from_whoever_declared():
    assert accepted("victim_identified", (), change="withdrawal") == ["npa", "isa", "jcg"]


def test_what_two_bodies_declare_is_parted_by_who_recognised_or_explained():
    two = [table for table in BY_TABLE if sum(each.for_the_nation(table) for each in declarants()) > 1]
    assert {"victim_identified", "victim_protected", "offence_cleared"} <= set(two)
    assert not {"returned", "intern_case_handled", "residence_granted", "suspect_disposed"} & set(two)


@pytest.mark.parametrize(
    ("bodies", "table"),
    [((["Police"], ["Police"]), "victim_identified"), (([], ["Police"]), "victim_identified"), (([], []), "returned")],
)
def test_a_file_by_which_something_could_count_twice_is_refused(tmp_path, bodies, table):
    rows = [
        f'[[declarant]]\ncode = "{code}"\nnational = true\nbodies = {own}\ntables = ["{table}"]'
        for code, own in zip(("a", "b"), bodies, strict=True)
    ]
    (tmp_path / "declarants.toml").write_text("\n".join(rows).replace("'", '"'), "utf-8")
    with pytest.raises(FaultyDeclaration, match=f"a, b all declare {table} for the nation"):
        read(tmp_path / "declarants.toml")
