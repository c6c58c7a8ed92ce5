"""CSV on the Web: the metadata beside each CSV, under its name and ``-metadata.json``.

Rules: W3C «Metadata Vocabulary for Tabular Data» (2015). Column names are URI-safe; ``titles`` hold the header.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from opennrm.page.bilingual import Text
from opennrm.publication.formats.columns import Column

BESIDE = "-metadata.json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
FORMATS = {"boolean": {"base": "boolean", "format": "1|0"}}


@dataclass(frozen=True)
class About:
    """What a CSV file is: its title, who publishes it, since when, and what to know of it."""

    title: Text
    publisher: str
    issued: date | None
    notes: tuple[Text, ...] = ()


def metadata(url: str, columns: Sequence[Column], about: About, *, key: Sequence[str] = ()) -> bytes:
    """The metadata of a CSV at this URL (a name beside it); ``key`` names the columns that tell rows apart."""
    schema: dict[str, Any] = {"columns": [_column(each) for each in columns]}
    if key:
        schema["primaryKey"] = [name(each) for each in key]
    content: dict[str, Any] = {
        "@context": CONTEXT,
        "url": url,
        "dc:title": _texts(about.title),
        "dc:publisher": about.publisher,
        **({"dc:issued": about.issued.isoformat()} if about.issued else {}),
        **({"dc:description": [each for note in about.notes for each in _texts(note)]} if about.notes else {}),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": schema,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def name(column: str) -> str:
    """The name of a column as a URI may hold it."""
    return re.sub(r"\W", "_", column)


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": name(column.name),
        "titles": [column.name],
        "datatype": FORMATS.get(column.datatype, column.datatype),
        "required": column.required,
        "dc:description": _texts(column.about),
    }


def _texts(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.en, "@language": "en"}, {"@value": text.ja, "@language": "ja"}]
