"""The sheet of ASVS 5.0 names every requirement it must, once, and nothing it names is missing."""

import tomllib

import pytest

from opennrm.publication.asvs import Chapter, Requirement, Status, chapters
from tests.house.markdown import why_dead, why_no_test
from tests.machine import CHECKOUT

IDS = CHECKOUT / "tests/house/asvs_ids.txt"
TO_THE_TOP = {"V6", "V7", "V8", "V11", "V14", "V16"}  # chapters taken with level 3
SHORTEST = 20  # letters of a reason


def asked():
    """Ids and levels of the requirements the sheet must answer."""
    lines = [line.split() for line in IDS.read_text().splitlines() if not line.startswith("#")]
    return {id: int(level) for id, level in lines if level != "3" or id.partition(".")[0] in TO_THE_TOP}


def faults(found):
    there = {each.id: each.level for chapter in found for each in chapter.requirements}
    yield from (f"{id}: not in the sheet" for id in asked().keys() - there.keys())
    yield from (f"{id}: not asked for" for id in there.keys() - asked().keys())
    yield from (f"{id}: of level {asked()[id]}" for id in there.keys() & asked().keys() if there[id] != asked()[id])
    for each in (each for chapter in found for each in chapter.requirements):
        yield from (f"{each.id}: {why}" for why in wrong(each))


def wrong(each):
    """What is wrong with a row by itself."""
    if each.status in {Status.NOT_APPLICABLE, Status.NOT_MET, Status.OPERATOR} and len(each.why) < SHORTEST:
        yield "say why"
    if each.status is Status.NOT_MET and len(each.needs) < SHORTEST:
        yield "say what would meet it"
    if each.status in {Status.TEST, Status.DOCUMENT, Status.OPERATOR} and not each.at:
        yield "name where"
    if each.status is Status.TEST and not any("::" in target for target in each.at):
        yield "name a test"
    if each.status is Status.OPERATOR and not any(
        target.startswith("docs/how-to/") and "#" in target for target in each.at
    ):
        yield "name the heading that tells the duty"
    if not each.what or "|" in each.what + each.why + each.needs:
        yield "wording"
    for target in each.at:
        why = why_no_test(target) if "::" in target else why_dead(target, of=CHECKOUT / "README.md")
        if why:
            yield why


def row(status, *, at=(), why="", needs=""):
    return Requirement("V1.1.1", 2, "decode once", Status(status), at, why, needs)


REASON = "there is nothing of the kind"


def test_every_requirement_has_its_row_and_every_row_its_evidence():
    assert sorted(faults(chapters())) == []


def test_the_list_of_ids_is_whole():
    assert len([line for line in IDS.read_text().splitlines() if line.startswith("V")]) == 345
    assert len(asked()) == 287


def test_an_id_missing_foreign_or_of_another_level_is_found():
    found = set(faults((Chapter("V1", "a", (row("not applicable", why=REASON),)),)))
    assert "V1.1.2: not in the sheet" in found and "V1.1.1: not in the sheet" not in found
    foreign = Requirement("V99.1.1", 1, "a", Status.NOT_APPLICABLE, (), REASON)
    other = Requirement("V1.1.2", 1, "a", Status.NOT_APPLICABLE, (), REASON)
    assert {"V99.1.1: not asked for", "V1.1.2: of level 2"} <= set(faults((Chapter("V1", "a", (foreign, other)),)))


def test_a_row_that_stands_twice_is_no_sheet():
    line = '"1.1" = { level = 2, what = "a", status = "not met", why = "b" }\n'
    assert chapters('[V1]\ntitle = "a"\n[V1.rows]\n' + line)
    with pytest.raises(tomllib.TOMLDecodeError):
        chapters('[V1]\ntitle = "a"\n[V1.rows]\n' + line * 2)
    with pytest.raises(ValueError, match="nearly"):
        chapters('[V1]\ntitle = "a"\n[V1.rows]\n' + line.replace("not met", "nearly"))


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row("test"), "name where"),
        (row("test", at=("docs/explanation/keys.md",)), "name a test"),
        (row("test", at=("tests/nowhere.py::test_a",)), "tests/nowhere.py::test_a: no such file"),
        (row("test", at=("tests/house/test_asvs.py::test_a",)), "tests/house/test_asvs.py::test_a: no such test"),
        (row("document", at=("docs/nowhere.md",)), "docs/nowhere.md: no such file"),
        (row("document", at=("docs/how-to/harden.md#nothing",)), "docs/how-to/harden.md#nothing: no such heading"),
        (row("operator", at=("docs/how-to/harden.md",), why=REASON), "name the heading that tells the duty"),
        (row("operator", at=("docs/how-to/harden.md#tls",)), "say why"),
        (row("not applicable"), "say why"),
        (row("not met", why=REASON), "say what would meet it"),
    ],
)
def test_the_sight_of_a_bad_row_is_sharp(bad, said):
    assert said in set(wrong(bad))


def test_the_sight_of_a_bad_row_is_not_too_sharp():
    assert not list(wrong(row("test", at=("tests/house/test_asvs.py::test_the_list_of_ids_is_whole",))))
    assert not list(wrong(row("operator", at=("docs/how-to/harden.md#tls",), why=REASON)))
    assert not list(wrong(row("not met", why=REASON, needs=REASON)))
