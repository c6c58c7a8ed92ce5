"""A push that arrives several times at once, and calls at the limit, on PostgreSQL: one act, one answer."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import json
from contextlib import nullcontext
from uuid import uuid4
from django.test import Client
from opennrm.access.terms import Purpose
from opennrm.systems import actions, rules
from opennrm.systems.models import Answer, SystemKey
from opennrm.vault.models import AuditLine
from tests.desk import at_the_desk, body, official
from tests.rooms.identification.world import desk
from tests.rooms.systems.world import System, inbox, notice, system
from tests.together import at_once

with at_the_desk():
    isa = desk("isa")
    inbox(isa)
    police = system(official(body("npa"), roles=["investigator"]), purpose=Purpose.INVESTIGATION)
    push, found = str(uuid4()), []
    body = notice(isa, push=push)

    def send():
        own = System(police.made, b"", Client(SERVER_NAME="localhost"))
        found.append(own.post("notices", body, push=push))

    at_once(nullcontext, [send] * 6)
    said = {"statuses": sorted({each.status_code for each in found}), "answers": len({each.content for each in found})}
    said["sent"] = AuditLine.objects.filter(act="notice.sent").count()
    said["kept"] = Answer.objects.count()

    rules.CALLS_A_MINUTE, rules.A_MINUTE = 3, 10**9
    waits = []
    at_once(nullcontext, [lambda: waits.append(actions.seconds_to_wait(police.made.key)) for _time in range(8)])
    said["let"] = sum(wait == 0 for wait in waits)
print(json.dumps(said))
"""


@pytest.mark.postgres
def test_one_push_of_six_acts_and_all_are_answered_alike(postgres_url, home):
    migrated(home=home, database_url=postgres_url)
    done = run_python(TOGETHER, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said == {"statuses": [201], "answers": 1, "sent": 1, "kept": 1, "let": 3}
