"""The one predicate of who sees what, as text with terms in braces; bound to a scope, or to a session's settings.

Terms: ``{official}``, ``{purpose}``, ``{now}``, ``{today}``; what follows a column, ``{organisations}`` (those of the
scope) and ``{served}`` (those of them the official serves now); ``{table:name}``, ``{owner_of:column}``, and
``{apart}``, which keeps a policy's question a look at one row. ``ROW`` stands for the row the predicate is asked of.
"""

import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from opennrm.access.scope import Scope

ROW = "⟨row⟩"
TERM = re.compile(r"\{(\w+)(?::([^{}]+))?\}")

# Follows each mention of a protected table that the compiler wrote. A mention without it was written by hand.
MARK = f"/*{secrets.token_hex(8)}*/"

_CURRENT = """
scope_o."since" <= {today} AND (scope_o."left" IS NULL OR scope_o."left" > {today})
AND NOT EXISTS (SELECT 1 FROM "agencies_suspension" scope_s
  WHERE scope_s."organisation_id" = scope_o."organisation_id" AND scope_s."lifted" IS NULL)
"""

# The organisations an official serves now: their own, and that of whom they stand in for today.
SERVED = f"""
SELECT scope_o."organisation_id" FROM "agencies_official" scope_o
WHERE (scope_o."id" = {{official}} OR (scope_o."substitute_id" = {{official}}
    AND scope_o."away_since" <= {{today}} AND scope_o."away_until" >= {{today}}))
  AND scope_o."organisation_id" {{organisations}} AND {_CURRENT}
  AND EXISTS (SELECT 1 FROM "agencies_official" scope_me WHERE scope_me."id" = {{official}}
    AND scope_me."since" <= {{today}} AND (scope_me."left" IS NULL OR scope_me."left" > {{today}})
    AND NOT EXISTS (SELECT 1 FROM "agencies_suspension" scope_t
      WHERE scope_t."organisation_id" = scope_me."organisation_id" AND scope_t."lifted" IS NULL))
"""  # noqa: S608 - no value stands in the text


# The same on PostgreSQL: a function (``security.FUNCTIONS``) keeps its long plan, and is asked once per statement.
ONCE = "(SELECT access_served({official}, {listed}))::varchar[]"


_GRANT = """scope_g."purpose" = {purpose}
  AND scope_g."revoked" IS NULL AND scope_g."until" > {now}
  AND (scope_g."official_id" IS NULL OR scope_g."official_id" = {official})
  AND scope_g."organisation_id" {organisations} AND scope_g."organisation_id" {served}"""


def granted(column: str) -> str:
    """That the file a column names is granted, now, for the purpose, to an organisation the official serves."""
    grants = f'{{table:access_grant}} scope_g WHERE scope_g."file_id" = {column} AND {_GRANT}'
    return f"EXISTS (SELECT 1 FROM {grants}{{apart}})"  # noqa: S608


def gathered(column: str) -> str:
    """The same, asked of all grants first and of the rows then: quicker where the grants are few."""
    return f'{column} IN (SELECT scope_g."file_id" FROM {{table:access_grant}} scope_g WHERE {_GRANT})'  # noqa: S608


def served(column: str) -> str:
    """That a column names an organisation the official serves now."""
    return f"{column} {{served}}"


class Engine(Protocol):
    """What of a Django connection the bound terms need."""

    vendor: str
    ops: Any
    features: Any


def bound(template: str, scope: Scope, connection: Engine, *, apart: bool = False) -> tuple[str, tuple[object, ...]]:
    """SQL and parameters for one scope at this moment; protected tables carry the mark.

    ``apart`` keeps PostgreSQL from gathering all grants where it will look at few rows (see ``hints``).
    """
    ops, moment = connection.ops, timezone.now()
    values: dict[str, tuple[object, ...]] = {
        "official": (as_uuid(scope.official, connection),),
        "organisations": scope.organisations,
        "listed": (list(scope.organisations),),
        "purpose": (str(scope.purpose),),
        "now": (ops.adapt_datetimefield_value(moment),),
        "today": (ops.adapt_datefield_value(timezone.localdate(moment)),),
    }
    places = ", ".join(["%s"] * len(scope.organisations)) or "NULL"
    sql, names = _parts(template, places, connection.vendor, apart)
    return sql, tuple(value for name in names for value in values[name])


@lru_cache(maxsize=512)
def _parts(template: str, places: str, vendor: str, apart: bool) -> tuple[str, tuple[str, ...]]:
    """The text with placeholders, and the terms in the order their values are wanted."""
    names: list[str] = []

    def term(match: re.Match[str]) -> str:
        name, argument = match.group(1), match.group(2)
        if name == "table":
            return marked(argument)
        if name == "owner_of":
            file = marked("access_file")
            return f'(SELECT scope_f."owner_id" FROM {file} scope_f WHERE scope_f."id" = {argument})'  # noqa: S608
        if name == "apart":
            return " OFFSET 0" if apart and vendor == "postgresql" else ""
        names.append(name)
        return f"IN ({places})" if name == "organisations" else "%s"

    now = f"= ANY ({ONCE})" if vendor == "postgresql" else f"IN ({SERVED})"
    return " ".join(TERM.sub(term, template.replace("{served}", now)).split()), tuple(names)


def as_function() -> str:
    """SQL of ``SERVED`` over the arguments of a PostgreSQL function, and today's date where the office is."""
    texts = {
        "official": "wanted",
        "organisations": "= ANY (listed)",
        "today": f"(statement_timestamp() AT TIME ZONE '{settings.TIME_ZONE}')::date",
    }
    return " ".join(TERM.sub(lambda match: texts[match.group(1)], SERVED).split())


def settled(template: str) -> str:
    """SQL over the settings of a PostgreSQL session, for policies: unset, they let nothing through."""
    official = "NULLIF(current_setting('opennrm.official', true), '')::uuid"
    listed = "string_to_array(current_setting('opennrm.organisations', true), ',')::varchar[]"
    texts = {
        "official": official,
        "organisations": f"= ANY ({listed})",
        "served": f"= ANY ({ONCE.format(official=official, listed=listed)})",
        "purpose": "NULLIF(current_setting('opennrm.purpose', true), '')",
        "now": "statement_timestamp()",
        "apart": " OFFSET 0",
    }

    def term(match: re.Match[str]) -> str:
        name, argument = match.group(1), match.group(2)
        if name == "table":
            return f'"{argument}"'
        return f"access_owner_of({argument})" if name == "owner_of" else texts[name]

    return " ".join(TERM.sub(term, template).split())


def marked(table: str) -> str:
    """A protected table's name as only the compiler writes it."""
    return f'"{table}"{MARK}'


def of(template: str, row: str) -> str:
    """A template asked of a row: an alias or a quoted table."""
    return template.replace(ROW, row)


def both(templates: Iterable[str]) -> str:
    """That all of them hold."""
    return " AND ".join(f"({template})" for template in templates)


def as_uuid(value: UUID, connection: Engine) -> object:
    """An id as the engine keeps it."""
    return value if connection.features.has_native_uuid_field else value.hex
