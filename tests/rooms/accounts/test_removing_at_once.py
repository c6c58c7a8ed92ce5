"""The last members of an inbox, who take each other's phrases away at the same moment: one of them stays."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import json
from contextlib import nullcontext
from functools import partial
from opennrm.accounts import members
from opennrm.vault import phrases
from opennrm.vault.models import Inbox
from opennrm.vault.phrases import Cost
from tests.desk import body, official
from tests.together import at_once

phrases.COST = Cost(memory=8, passes=1, lanes=1)
told, left = [], []
for code in ("saga", "oita", "miyagi", "akita"):
    lead = official(body(code), roles=["counsellor"], lead=True)
    others = [official(body(code), roles=["counsellor"]) for _each in range(2)]
    opened = members.found(by=lead).opened
    inbox = Inbox.objects.get(organisation=code)
    for each in others:
        members.give(opened, inbox, each, by=lead)
    three = [lead, *others]
    acts = [partial(members.remove, inbox, who, by=by) for who, by in zip(three, [*others, lead], strict=True)]
    told.append(at_once(nullcontext, acts))
    left.append(len(members.members(inbox)))
print(json.dumps({"told": told, "left": left}))
"""


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_of_three_who_remove_one_another_at_once_the_last_stays_and_is_told_so(engine, home, request):
    where = {} if engine == "sqlite" else {"database_url": request.getfixturevalue("postgres_url")}
    migrated(home=home, **where)
    done = run_python(TOGETHER, home=home, **where)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said == {"told": [["won", "won", "last_member"]] * 4, "left": [1] * 4}
