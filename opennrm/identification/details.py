"""What is known of a person as a case is opened or put right."""

from dataclasses import dataclass
from datetime import date

from opennrm.identification.terms import Minor, NameKind


@dataclass(frozen=True)
class Details:
    """What is known of a person; everything may be missing. ``names`` are (kind, text). Dates of stay are ISO 8601."""

    names: tuple[tuple[NameKind, str], ...] = ()
    sex: str = ""
    nationality: str = ""
    language: str = ""
    birth_date: date | None = None
    age: int | None = None
    minor: Minor = Minor.NOT_SURE
    contact: str = ""
    phone: str = ""
    document: str = ""
    status_at_entry: str = ""
    status: str = ""
    status_until: str = ""
    status_at_protection: str = ""  # only where another was granted since; else ``status`` is it

    def __repr__(self) -> str:
        return "<details of a person>"
