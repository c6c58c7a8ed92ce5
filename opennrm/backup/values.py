"""How a value of a column travels: by the kind of its field, in JSON, whatever engine it comes from or goes to."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Field

KINDS = {
    "UUIDField": "uuid",
    "BinaryField": "bytes",
    "DateTimeField": "moment",
    "DateField": "day",
    "TimeField": "time",
    "BooleanField": "bool",
    "JSONField": "json",
}
READ: dict[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
}
PLAIN = "plain"  # texts and numbers, which JSON has


def kind_of(field: "Field[Any, Any]") -> str:
    """The kind of a field's column; of a foreign key, that of the column it points to."""
    while field.remote_field:
        field = field.target_field  # type: ignore[attr-defined]
    return KINDS.get(field.get_internal_type(), PLAIN)


def to_json(kind: str, value: Any) -> Any:
    """A value as the database gave it, in the form that travels. Raises TypeError where there is no such form."""
    if value is None:
        return None
    if kind == "bytes":
        return base64.b64encode(value).decode()
    if kind == "uuid":
        return (value if isinstance(value, UUID) else UUID(str(value))).hex
    if kind == "bool":
        return bool(value)
    if kind == "json":
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if kind in {"moment", "day", "time"}:
        return _clock(kind, value)
    if not isinstance(value, str | int | float):
        raise TypeError(f"a value of type {type(value).__name__} has no form in a backup: add its kind to values.py")
    return value


def to_engine(kind: str, value: Any, vendor: str) -> Any:
    """The value back, as a driver of this engine takes it."""
    if value is None:
        return None
    if kind == "bytes":
        return base64.b64decode(value)
    if vendor == "sqlite" and kind == "moment":  # as Django writes it there: UTC, without saying so
        return str(datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None))
    if vendor == "sqlite" and kind == "bool":
        return int(value)
    return value


def _clock(kind: str, value: Any) -> str:
    if isinstance(value, str):
        value = READ[kind](value)
    if kind == "moment":
        value = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    return str(value.isoformat())
