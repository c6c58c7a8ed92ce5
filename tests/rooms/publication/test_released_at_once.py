"""Editors who approve at once, on PostgreSQL: two approvals publish, once; and a budget is never passed by two."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import json
from contextlib import nullcontext
from decimal import Decimal
from django.utils import timezone
from opennrm.publication import releasing
from opennrm.publication.models import Release, ReleaseRequest, Spending
from opennrm.publication.terms import Promise
from tests.desk import body, official
from tests.rooms.publication.test_releases import Room
from tests.together import at_once

room = Room()

def approved(*pairs):
    return at_once(nullcontext, [lambda pk=pk, by=by: releasing.approve(pk, by=by) for pk, by in pairs])

def private(number):
    return ReleaseRequest.objects.create(
        budget=room.budget, title_en=f"Made up {number}", title_ja="架空", why="made up", policy="public",
        promise=Promise.PRIVATE, epsilon=Decimal(3), delta=Decimal("1e-9"), text=f"a\\n{number}\\n",
        sha256=f"{number:064d}", report={}, parameters={}, asked_by=room.statistician, asked_at=timezone.now(),
    ).pk

asked = room.asked().pk
said = {"three": approved(*[(asked, by) for by in room.editors])}
again = private(1)
said["same"] = approved((again, room.editors[0]), (again, room.editors[0]))
other = private(2)
releasing.approve(other, by=room.editors[0])
said["budget"] = approved((again, room.editors[1]), (other, room.editors[2]))
numbers = sorted(Release.objects.values_list("number", flat=True))
said["kept"] = [Release.objects.count(), Spending.objects.count(), numbers]
said["spent"] = str(sum(room.budget.spent()))
print(json.dumps(said))
"""


@pytest.mark.postgres
def test_two_approvals_publish_once_and_a_budget_holds_against_two_at_once(postgres_url, home):
    migrated(home=home, database_url=postgres_url)
    done = run_python(TOGETHER, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["three"] == ["won", "won", "decided"]
    assert said["same"][0] == "won" and said["same"][1] != "won"
    assert said["budget"][0] == "won" and said["budget"][1] != "won"
    assert said["kept"][:2] == [2, 2] and len(set(said["kept"][2])) == 2
    assert float(said["spent"]) == 3
