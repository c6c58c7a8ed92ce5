"""Only the curator sees the records: everything after is made from noisy answers."""

import ast
from pathlib import Path

import numpy as np
import pytest
from opendp.mod import OpenDPException

from opennrm.disclosure.synthesis import noise, synthesize
from opennrm.disclosure.synthesis.curator import Curator, Transcript
from opennrm.disclosure.synthesis.problems import CannotPublish
from opennrm.disclosure.synthesis.release import make
from opennrm.disclosure.synthesis.synthesize import Asked, described
from tests.rooms.disclosure.synthesis import domain, plan, population, quiet

CARDS = (3, 5, 2, 4)
ROOM = Path("opennrm/disclosure/synthesis")
SEES = {"curator.py", "synthesize.py"}  # asks them; hands them over and lets go


def made_by(answers, asked):
    return make(answers, asked, strict=False, random=np.random.default_rng(7), step=quiet)


def test_the_same_answers_make_the_same_release_without_any_record():
    asked, budget = plan(CARDS), synthesize.budget
    curator = Curator(population(3_000, CARDS), asked)
    first = made_by(curator, asked)
    second = made_by(Transcript(curator.transcript.answers), asked)
    assert np.array_equal(first.codes, second.codes)
    told = budget.Spent(4, 1e-6, asked.rho, 4, 4)
    pages = [described(made, asked, domain(CARDS), Asked(4, 1e-6), told) for made in (first, second)]
    assert pages[0] == pages[1]


def test_records_are_named_only_where_they_are_handed_over_and_asked():
    naming = {
        path.name
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.arg) and node.arg == "records" and path.name not in {"kernels.py", "mixture.py"}
    }
    assert naming == SEES


def test_noise_comes_from_no_other_generator():
    for path in ("curator.py", "noise.py", "plan.py", "budget.py"):
        assert "random" not in {
            n.attr for n in ast.walk(ast.parse((ROOM / path).read_text())) if isinstance(n, ast.Attribute)
        }


def test_no_question_is_answered_after_the_last_planned_one():
    asked = plan((2, 3))
    curator = Curator(population(3_000, (2, 3)), asked)
    made_by(curator, asked)
    with pytest.raises(OpenDPException, match="out of queries"):
        curator.count()


def test_a_question_dearer_than_planned_is_not_answered():
    curator = Curator(population(3_000, CARDS), plan(CARDS))
    dear = noise.gaussian(lambda records: [len(records)], reach=1.0, scale=0.1)
    with pytest.raises(OpenDPException, match="insufficient budget"):
        curator._ask(dear)


@pytest.mark.parametrize("rows", [3, 500, 1_700])
def test_a_population_too_small_is_refused_after_the_count_alone(rows):
    asked = plan(CARDS)
    curator = Curator(population(rows, CARDS), asked)
    with pytest.raises(CannotPublish, match="suppressed tables"):
        made_by(curator, asked)
    assert len(curator.transcript.answers) == 1


def test_no_record_at_all_is_refused_too():
    with pytest.raises(CannotPublish):
        synthesize.synthesize(np.zeros((0, 4), np.int16), domain(CARDS), Asked(4, 1e-6))


def test_a_delta_that_could_publish_a_whole_record_is_refused():
    with pytest.raises(CannotPublish, match="choose a smaller one"):
        synthesize.synthesize(population(11_000, (2, 3)), domain((2, 3)), Asked(4, 1e-4))
