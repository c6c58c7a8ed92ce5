"""Officials who do the same to an examination or an intern's case at once, on PostgreSQL: one wins, others are told."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import json
from opennrm.prevention.actions import employers, examinations, intern_work, interns
from opennrm.prevention.actions.employers import Described
from opennrm.prevention.examining_terms import ExaminationKind
from opennrm.prevention.intern_terms import InternOutcome, StepState
from tests.rooms.identification.world import today
from tests.rooms.prevention import examining_world, interns_world
from tests.together import at_once

told = {"on": today()}
saga = examining_world.bureau("labour-saga")
held = saga.employer()
contract = saga.contract(held)
begin = lambda: examinations.begin(held, [contract], kind=ExaminationKind.ORDINARY, by=saga.examiner, **told)
again = lambda: employers.open_employer(Described(examining_world.NUMBERS[1]), by=saga.examiner, **told)
said = {"begun": at_once(saga.examining, [begin] * 4), "opened": at_once(saga.examining, [again] * 4)}

tokyo, osaka = interns_world.bureau(), interns_world.bureau("labour-osaka", "27")
case, other = interns_world.opened(tokyo), interns_world.opened(tokyo)
with tokyo.examining():
    step = case.steps.select_related("case").first()
settle = lambda: intern_work.settle_step(step, to=StepState.NOT_NEEDED, why="made up", by=tokyo.officer, **told)
move = lambda: interns.move(case, prefecture="27", reason="made up", by=tokyo.lead, **told)
close = lambda: interns.close(other, outcome=InternOutcome.MISTAKE, reason="made up", by=tokyo.lead, **told)
said["settled"] = at_once(tokyo.examining, [settle] * 4)
said["moved"] = at_once(lambda: tokyo.examining(tokyo.lead), [move] * 4)
said["closed"] = at_once(lambda: tokyo.examining(tokyo.lead), [close] * 4)
print(json.dumps(said))
"""


@pytest.mark.postgres
def test_one_of_four_wins_and_the_others_are_told_what_happened(postgres_url, home):
    migrated(home=home, database_url=postgres_url)
    done = run_python(TOGETHER, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "begun": ["won", *["under_way"] * 3],
        "opened": ["won", *["number_taken"] * 3],
        "settled": ["won", *["settled"] * 3],
        "moved": ["won", *["not_here"] * 3],
        "closed": ["won", *["closed"] * 3],
    }
