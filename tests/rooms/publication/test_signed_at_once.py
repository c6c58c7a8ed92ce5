"""Editors who sign one draft at once, on PostgreSQL: of each round one wins, and the others are told."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import json
from contextlib import nullcontext
from opennrm.publication import actions, signing
from opennrm.publication.models import Draft, Edition, EditionFile
from tests.desk import body, official
from tests.editions import bare
from tests.spec.permissions_editions import draft
from tests.together import at_once

signing.prepare = lambda made: bare(made, actions.next_number(made.year))
held = draft(body())
editors = [official(roles=["editor"]) for _each in range(6)]

def signed(seen, signers):
    return at_once(nullcontext, [lambda by=by: signing.sign(held.pk, seen=seen, by=by) for by in signers])

said = {"first": signed("asked", editors[:3]), "second": signed("first", editors[3:])}
said["editions"] = [Edition.objects.count(), EditionFile.objects.count(), Draft.objects.get().state]
print(json.dumps(said))
"""


@pytest.mark.postgres
def test_one_signature_wins_each_round_and_the_others_are_told(postgres_url, home):
    migrated(home=home, database_url=postgres_url)
    done = run_python(TOGETHER, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["first"] == ["won", "moved_on", "moved_on"]
    assert said["second"] == ["won", "decided", "decided"]
    assert said["editions"] == [1, 3, "published"]
