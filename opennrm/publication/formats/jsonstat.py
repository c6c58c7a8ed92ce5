"""JSON-stat 2.0: a dataset for each table, and the report as a collection of them.

Rules: https://json-stat.org/full/ (version 2.0). Values stand in row-major order of ``id``; not counted is null.
"""

import json
from collections.abc import Iterable
from itertools import product
from typing import Any

from opennrm.publication.formats.cubes import Cube, cube, cubes
from opennrm.publication.report import Report, ReportTable

MADE_UP = "made up"


def dataset(report: Report, table: ReportTable) -> bytes:
    """One table as a dataset."""
    return _written({"version": "2.0", **_dataset(report, cube(report, table))})


def collection(report: Report, tables: Iterable[ReportTable] | None = None) -> bytes:
    """All tables, whole, as a collection."""
    items = [_dataset(report, each) for each in cubes(report, tables)]
    head = {"version": "2.0", "class": "collection", "updated": report.built_on.isoformat(), "link": {"item": items}}
    return _written({**head, "label": f"Annual report {report.year}, edition {report.edition}"})


def _dataset(report: Report, made: Cube) -> dict[str, Any]:
    table, order = made.table, list(product(*([code.id for code in each.codes] for each in made.dimensions)))
    cells = [made.cells.get(key) for key in order]
    marked = {str(at): MADE_UP for at, cell in enumerate(cells) if cell and cell.made_up}
    return {
        "class": "dataset",
        "label": table.title.en,
        "source": ", ".join(table.sources) or table.publisher,
        "updated": report.built_on.isoformat(),
        "note": [note.en for note in table.notes],
        "id": [each.id for each in made.dimensions],
        "size": [len(each.codes) for each in made.dimensions],
        "role": {"time": ["TIME_PERIOD"]},
        "dimension": {
            each.id: {
                "label": each.label.en,
                "category": {
                    "index": [code.id for code in each.codes],
                    "label": {code.id: code.label.en for code in each.codes},
                },
                "extension": {"label_ja": each.label.ja, "category_ja": {c.id: c.label.ja for c in each.codes}},
            }
            for each in made.dimensions
        },
        "value": [cell.value if cell else None for cell in cells],
        **({"status": marked} if marked else {}),
        "extension": {
            "label_ja": table.title.ja,
            "table": table.id,
            "edition": report.edition,
            "unit": str(table.unit),
            "population": {"en": table.population.en, "ja": table.population.ja},
            "publisher": table.publisher,
            "register": table.register,
            "definition": table.definition,
        },
    }


def _written(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
