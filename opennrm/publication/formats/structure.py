"""The structure of the national dataflow as an SDMX-JSON 2.0 structure message: what each column of its CSV may hold.

Dimensions, measure and attributes are those of ``columns.NATIONAL``, their codes those the report's tables have; names
in Japanese and English. Rules: SDMX-JSON structure message 2.0.0, SDMX 3.0 information model.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opennrm.page.bilingual import Text
from opennrm.publication.formats import columns
from opennrm.publication.formats.codes import international
from opennrm.publication.formats.cubes import REGISTER, TOTAL, TOTAL_LABEL, Cube, cubes
from opennrm.publication.report import Report

SCHEMA = "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json"
URN = "urn:sdmx:org.sdmx.infomodel"
FLOW = re.compile(r"(?P<agency>[^:]+):(?P<id>[^(]+)\((?P<version>[^)]+)\)")
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"
DIMENSIONS = ("FREQ", "REF_AREA", "TABLE", "PUBLISHER", "ROW", "COLUMN")
ATTRIBUTES = (
    "OBS_STATUS", "UNIT_MULT", "UNIT_MEASURE", "CONF_STATUS", "ICCS", "SDG_SERIES", "IC_TIP", "MADE_UP", "EDITION",
)  # fmt: skip
FIXED: Mapping[str, Mapping[str, Text]] = {
    "FREQ": {"A": Text("Yearly", "年次")},
    "REF_AREA": {"392": Text("Japan", "日本")},
    "OBS_STATUS": {"A": Text("Normal value", "通常の値")},
    "CONF_STATUS": {"F": Text("Free for publication", "公表可")},
}
NUMBERS = {"UNIT_MULT": "Integer", "MADE_UP": "Integer"}


def national(report: Report) -> bytes:
    """The structure message of the tables of a report, which ``sdmx.national`` holds the observations of."""
    made = _Structure(report)
    content = {"meta": made.meta(), "data": made.data()}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


class _Structure:
    """The parts of one message, all of one agency and version."""

    def __init__(self, report: Report) -> None:
        flow = FLOW.fullmatch(international().sdmx["flow"])
        if flow is None:
            raise ValueError("international.toml: sdmx.flow is not of the form AGENCY:ID(VERSION)")
        self.report, self.agency, self.flow, self.version = report, flow["agency"], flow["id"], flow["version"]
        self.about = {each.name: each.about for each in columns.NATIONAL}
        self.codes = {**FIXED, **_codes(list(cubes(report)), report)}

    def meta(self) -> dict[str, Any]:
        """Who sends it, made of what."""
        return {
            "schema": SCHEMA,
            "id": f"{self.flow}-{self.report.edition}",
            "test": self.report.demo,
            "prepared": f"{self.report.built_on.isoformat()}T00:00:00Z",
            "contentLanguages": ["en", "ja"],
            "sender": {"id": self.agency},
        }

    def data(self) -> dict[str, Any]:
        """Codes, concepts, the structure of the data, and the flow that has it."""
        title = Text("Trafficking in persons: tables of the annual report", "人身取引：年次報告の表")
        concepts = [{"id": name, **_named(self.about[name])} for name in (*DIMENSIONS, TIME, MEASURE, *ATTRIBUTES)]
        return {
            "codelists": [
                {
                    **self._head(f"CL_{name}", self.about[name]),
                    "codes": [{"id": c, **_named(t)} for c, t in found.items()],
                }
                for name, found in self.codes.items()
            ],
            "conceptSchemes": [{**self._head("CS_TIP", title), "concepts": concepts}],
            "dataStructures": [{**self._head("DSD_TIP", title), "dataStructureComponents": self._components()}],
            "dataflows": [
                {**self._head(self.flow, title), "structure": self._urn("datastructure.DataStructure", "DSD_TIP")}
            ],
        }

    def _components(self) -> dict[str, Any]:
        dimensions = [{**self._component(name), "position": at} for at, name in enumerate(DIMENSIONS)]
        time = {**self._component(TIME, "ObservationalTimePeriod"), "position": len(DIMENSIONS)}
        observed = {"attributeRelationship": {"observation": {}}, "usage": "optional"}
        attributes = [{**self._component(name, NUMBERS.get(name, "String")), **observed} for name in ATTRIBUTES]
        measure = {**self._component(MEASURE, "Integer"), "usage": "mandatory"}
        return {
            "dimensionList": {"id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": time},
            "measureList": {"id": "MeasureDescriptor", "measures": [measure]},
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        }

    def _component(self, name: str, kind: str = "String") -> dict[str, Any]:
        """A component with its concept, and its codes or its type."""
        listed = {"enumeration": self._urn("codelist.Codelist", f"CL_{name}")}
        represented = listed if name in self.codes else {"format": {"dataType": kind}}
        concept = self._urn("conceptscheme.Concept", "CS_TIP") + f".{name}"
        return {"id": name, "conceptIdentity": concept, "localRepresentation": represented}

    def _head(self, id: str, name: Text) -> dict[str, Any]:
        return {"id": id, "agencyID": self.agency, "version": self.version, **_named(name)}

    def _urn(self, kind: str, id: str) -> str:
        return f"{URN}.{kind}={self.agency}:{id}({self.version})"


def _named(text: Text) -> dict[str, Any]:
    return {"name": text.en, "names": {"en": text.en, "ja": text.ja}}


def _codes(found: list[Cube], report: Report) -> dict[str, dict[str, Text]]:
    """The codes that tables, publishers, rows and columns have; one that several schemes share has all their names."""
    units = {str(each.table.unit).upper(): Text(str(each.table.unit), str(each.table.unit)) for each in found}
    return {
        "TABLE": {each.id: each.table.title for each in found},
        "PUBLISHER": {REGISTER: Text(report.publisher, report.publisher), **_merged(_of(found, "PUBLISHER"))},
        "ROW": {TOTAL: TOTAL_LABEL, **_merged(_of(found, "ROW"))},
        "COLUMN": {TOTAL: TOTAL_LABEL, **_merged(_of(found, "COLUMN"))},
        "UNIT_MEASURE": units,
    }


def _of(found: Iterable[Cube], dimension: str) -> Iterator[tuple[str, Text]]:
    for each in found:
        if held := each.dimension(dimension):
            yield from ((code.id, code.label) for code in held.codes)


def _merged(pairs: Iterable[tuple[str, Text]]) -> dict[str, Text]:
    """Codes by id, without the total; where labels differ they stand side by side."""
    labels: dict[str, dict[Text, None]] = {}
    for id, label in pairs:
        if id != TOTAL:
            labels.setdefault(id, {})[label] = None
    return {id: Text(" / ".join(t.en for t in many), " / ".join(t.ja for t in many)) for id, many in labels.items()}
