"""Pairs of records that may be of one person, by Splink over keyed digests: on DuckDB, or on Spark beyond one machine.

What goes in are numbers (``link_keys``) and two codes; no text leaves the vault for it. Where the records are many, how
often one person's records agree is estimated by expectation maximisation, from pairs that are nearly all of one person
(pairs that share a common name are not: trained on them, a differing birthday weighed next to nothing). Where they are
few, the starting values of ``weights`` hold, since estimates would be noise. How often agreement comes about by chance
is never estimated: rarer than any sample of pairs could tell.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from opennrm.identification.matching_terms import MatchField
from opennrm.identification.weights import CLOSE, LEVELS, MANY, PRIOR, UNKNOWN, Level

ESTIMATED_FROM = 20_000  # records
MOST_PAIRS = 1e6  # in training: more costs several times as much and tells no more
PAIRS_A_RECORD = 0.3  # expected, where there are so many records that the prior of ``weights`` would be too high


ARRAYS = ("written", "sound", "skeleton", "part", "birth_part")
SCHEMA = pa.schema(
    [
        ("unique_id", pa.int64()),
        *((name, pa.list_(pa.int64())) for name in ARRAYS),
        *((name, pa.int64()) for name in ("seen", "heard", "birth", "phone", "document")),
        *((name, pa.string()) for name in ("sex", "nationality")),
    ]
)

# Conditions by engine: share:column is that two lists share something.
SHARED = re.compile(r"share:(\w+)")
SHARE = {"duckdb": "list_has_any({0}_l, {0}_r)", "spark": "arrays_overlap({0}_l, {0}_r)"}
LIKE = "bit_count({0}_l & {0}_r) >= {1} * bit_count({0}_l | {0}_r)"
COMPARED: Mapping[MatchField, tuple[str, Mapping[str, str]]] = {
    MatchField.NAME: (
        "(seen_l IS NULL OR seen_r IS NULL) AND (heard_l IS NULL OR heard_r IS NULL)",
        {
            "written": "share:written",
            "heard": "share:sound",
            "skeleton": "share:skeleton",
            "letters": f"({LIKE.format('heard', CLOSE)}) OR ({LIKE.format('seen', CLOSE)})",
            "mostly": f"share:part AND (({LIKE.format('heard', MANY)}) OR ({LIKE.format('seen', MANY)}))",
            "part": "share:part",
        },
    ),
    MatchField.BIRTH: (
        "birth_l IS NULL OR birth_r IS NULL",
        {"day": "birth_l = birth_r", "near": "share:birth_part"},
    ),
    MatchField.DOCUMENT: ("document_l IS NULL OR document_r IS NULL", {"number": "document_l = document_r"}),
    MatchField.PHONE: ("phone_l IS NULL OR phone_r IS NULL", {"number": "phone_l = phone_r"}),
    MatchField.SEX: ("sex_l IS NULL OR sex_r IS NULL", {"code": "sex_l = sex_r"}),
    MatchField.NATIONALITY: (
        "nationality_l IS NULL OR nationality_r IS NULL",
        {"code": "nationality_l = nationality_r"},
    ),
}

# Pairs worth comparing: those equal in something telling, those with a part of the name and the day of birth, and those
# with the whole name's consonants and most of the day. Where records are few, also all that share one of these.
MET = (
    block_on("document"),
    block_on("phone"),
    block_on("sound", arrays_to_explode=["sound"]),
    block_on("written", arrays_to_explode=["written"]),
    block_on("part", "birth", arrays_to_explode=["part"]),
    block_on("skeleton", "birth_part", arrays_to_explode=["skeleton", "birth_part"]),
)
MET_IF_FEW = (
    block_on("birth"),
    block_on("skeleton", arrays_to_explode=["skeleton"]),
    block_on("part", "birth_part", arrays_to_explode=["part", "birth_part"]),
)
# A rare name tells more than a common one: by this column it is counted how common one is.
COMMON = {"written": "seen", "heard": "heard"}
# Pairs that are nearly all of one person: how often such agree in the other fields is learned from them.
TRAINED_ON = (block_on("document"), block_on("birth", "heard"))


@dataclass(frozen=True)
class Linked:
    """A pair, by their numbers: how probable it is, and by field its level and what that weighs."""

    one: int
    other: int
    probability: float
    levels: Mapping[MatchField, tuple[str, float]]


def link(records: pa.Table, *, threshold: float, memory: str = "") -> Iterator[Linked]:
    """Pairs from a probability on, of a table as ``SCHEMA`` says, by Splink on DuckDB in this process."""
    with duckdb.connect() as con:
        if memory:
            con.execute("SET memory_limit = ?", [memory])
        api = DuckDBAPI(con)
        linker = linker_of(api, records, records.num_rows)
        found = linker.inference.predict(threshold_match_probability=threshold, warning_mode="never")
        yield from _read(con.execute(f"SELECT {', '.join(_wanted(records.num_rows))} FROM {found.physical_name}"))  # noqa: S608


def linker_of(api: Any, records: Any, rows: int, dialect: str = "duckdb") -> Linker:
    """Splink with our levels over a table: trained where the records are many."""
    linker = untrained(api, records, settings_of(rows, dialect))
    if rows >= ESTIMATED_FROM:
        for rule in TRAINED_ON:
            linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=MOST_PAIRS)
    return linker


def untrained(api: Any, records: Any, settings: SettingsCreator) -> Linker:
    """Splink over a table, as it is before it learned anything."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    return Linker(api.register(records), settings, log_level=logging.ERROR)


def settings_of(rows: int, dialect: str) -> SettingsCreator:
    """Which pairs are compared, by what, and how probable a pair is before anything is known of it."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison(each, dialect, many=rows >= ESTIMATED_FROM) for each in MatchField],
        blocking_rules_to_generate_predictions=[*MET, *(MET_IF_FEW if rows < ESTIMATED_FROM else ())],
        probability_two_random_records_match=min(PRIOR, 2 * PAIRS_A_RECORD / max(rows, 1)),
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,  # else the levels are not told
    )


def comparison(of: MatchField, dialect: str, *, many: bool) -> dict[str, Any]:
    """A field as Splink compares it, with the starting values; among many records, names by how common they are."""
    missing, conditions = COMPARED[of]
    levels = [_level(each, conditions, dialect) for each in LEVELS[of]]
    if many and of == MatchField.NAME:
        levels = [each | _by_frequency(each["label_for_charts"]) for each in levels]
    unknown = {"sql_condition": missing, "label_for_charts": UNKNOWN, "is_null_level": True}
    return {"output_column_name": of.value, "comparison_levels": [unknown, *levels]}


def _level(level: Level, conditions: Mapping[str, str], dialect: str) -> dict[str, Any]:
    condition = conditions.get(level.code, "ELSE")
    condition = SHARED.sub(lambda found: SHARE[dialect].format(found[1]), condition)
    return {
        "sql_condition": condition,
        "label_for_charts": level.code,
        "m_probability": level.m,
        "u_probability": level.u,
        "fix_u_probability": True,
    }


def _by_frequency(code: str) -> dict[str, Any]:
    if code not in COMMON:
        return {}
    return {
        "tf_adjustment_column": COMMON[code],
        "tf_adjustment_weight": 1.0,
        "disable_tf_exact_match_detection": True,  # lists that share a name: what is adjusted is the level's own u
    }


COMMONNESS = "mw_tf_adj_name"
WANTED = (
    "unique_id_l",
    "unique_id_r",
    "match_probability",
    *(f"{kind}_{each.value}" for each in MatchField for kind in ("gamma", "mw")),
)


def _wanted(rows: int) -> tuple[str, ...]:
    """The columns to read; what a name weighs takes in how common it is."""
    if rows < ESTIMATED_FROM:
        return WANTED
    return tuple(f"mw_name + {COMMONNESS}" if each == "mw_name" else each for each in WANTED)


def _read(cursor: Any) -> Iterator[Linked]:
    """Rows as they come; a gamma counts levels from the last, -1 is unknown."""
    while rows := cursor.fetchmany(10_000):
        for one, other, probability, *found in rows:
            yield Linked(one, other, probability, dict(_named(found)))


def _named(found: list[Any]) -> Iterator[tuple[MatchField, tuple[str, float]]]:
    for place, each in enumerate(MatchField):
        gamma, weight = found[2 * place], found[2 * place + 1]
        codes = [level.code for level in LEVELS[each]]
        yield each, (UNKNOWN, 0.0) if gamma < 0 else (codes[len(codes) - 1 - gamma], float(weight))
