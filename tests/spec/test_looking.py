"""To look at a page changes nothing but the session and the line that says who looked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.spec.test_permissions import ADDRESSES, BOTH, ROWS, answer, url_of

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
OF_LOOKING = re.compile(r"(django|accounts)_session|vault_(auditline|audithead)")


def written(queries):
    """Tables that statements write to, but for those that looking itself writes to."""
    tables = (found[1] for query in queries if (found := WRITES.match(query["sql"])))
    return {table for table in tables if not OF_LOOKING.fullmatch(table)}


@pytest.mark.parametrize(("front", "name"), [key for key in BOTH if key[0] == "desk"])
def test_looking_at_a_page_of_the_desk_changes_nothing(w, desk, front, name):
    url = url_of(ADDRESSES[front, name], ROWS[front, name], w, "own")
    for who in ("lead", "administrator", "counsellor"):
        client = w.client(who)
        with CaptureQueriesContext(connection) as queries:
            answer(client, "get", url)
        assert written(queries.captured_queries) == set(), (who, url)


def test_the_sight_of_a_change_is_sharp():
    said = ['UPDATE "agencies_official" SET', 'INSERT INTO "django_session" (', "SELECT 1", "DELETE FROM access_grant"]
    assert written([{"sql": each} for each in said]) == {"agencies_official", "access_grant"}
