"""Which walls stand in a run: the compiler alone, or PostgreSQL's row-level security behind it."""

import os

from django.db import connection

ROLE = "opennrm_made_up_app"
WALLS = ["compiler", "both"] if "OPENNRM_TESTS_DATABASE_URL" in os.environ else ["compiler"]


def raise_walls(which: str) -> None:
    """Until the test's transaction is rolled back, be a role that row-level security binds."""
    if which == "both":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {ROLE} NOSUPERUSER NOBYPASSRLS")
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ROLE}")
            cursor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
            cursor.execute(f"SET LOCAL ROLE {ROLE}")
