"""Linking made-up records of persons: time, memory, and how well it does against the truth, beside two plain ways.

``python -m bench linking --rows N`` makes N records (``people``), turns them into keyed digests as they are kept, and
links them by Splink on DuckDB. Beside it, in the same run: records whose name and day of birth are written the same,
and all pairs that are compared at all (what linking could find at best). ``--engine spark`` links again on Spark, and
says how far its pairs differ.
"""

import hmac
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from bench.measure import beside, child, megabytes, processor
from bench.people import Seen, records

SMALL = 20_000
THRESHOLDS = (0.3, 0.5, 0.7, 0.9)
KEY = b"made up for measuring, 32 bytes."
CHUNK = 50_000


def main(rows: int = SMALL, engine: str = "duckdb") -> None:
    """Print one line for each way of linking."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as scratch:
        folder = Path(scratch)
        made = child("bench.linking", "make", folder, rows)
        print(f"Linking {rows:,} made-up records, {made['true']:,} pairs of one person in truth.")
        print(f"  digests of names, days and numbers     {made['wall']:7.1f} s, {made['megabytes']:,.0f} MB")
        splink = child("bench.linking", "splink", folder, "duckdb")
        plain = child("bench.linking", "plain", folder)
        _say("Splink on DuckDB", splink)
        _say("name and birth date written the same", plain["exact"])
        met = child("bench.linking", "met", folder)
        _say(f"all {met['pairs']:,} pairs that are compared", met)
        print(f"  Splink took {splink['wall'] / plain['exact']['wall']:.0f} times the plain way's time")
        beside("records linked, by the clock", splink["wall"] / plain["exact"]["wall"], "name and birth date alike")
        low, high = splink["range"]
        print(f"  persons counted: {made['persons']:,} in truth, from {low:,} to {high:,} by pairs of 0.9 and more")
        if engine == "spark":
            _compare(folder, splink)


def _compare(folder: Path, splink: dict[str, object]) -> None:
    spark = child("bench.linking", "splink", folder, "spark")
    _say("Splink on Spark", spark)
    one, other = (_pairs(folder / f"{each}.json") for each in ("duckdb", "spark"))
    both = len(one & other)
    print(
        f"  pairs of 0.9 and more: {both:,} on both,"
        f" {len(one) - both:,} on DuckDB alone, {len(other) - both:,} on Spark alone"
    )


def _say(name: str, found: dict[str, object]) -> None:
    took = f"{found['wall']:7.1f} s, {found['megabytes']:,.0f} MB" if "wall" in found else ""
    print(f"  {name:<38} {took}")
    for threshold, (precision, recall, f1) in found["marks"].items():
        at = f"from {threshold} on" if threshold else ""
        print(f"    {at:<12} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}", flush=True)


# ── what each process does ──────────────────────────────────────────────────────────────────────────────────────────


def make(folder: Path, rows: int) -> dict[str, object]:
    """Records as digests, in Parquet; and beside it who they are, and names and days as written for the plain way."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from opennrm.identification import linking
    from opennrm.identification.linkage import SCHEMA

    linking._heard = lru_cache(1 << 16)(linking._heard)  # parts of names recur: what is made of one is remembered
    linking.fold = lru_cache(1 << 16)(linking.fold)
    began, of, plain = time.perf_counter(), [], []
    with pq.ParquetWriter(folder / "keys.parquet", SCHEMA) as writer:
        for chunk in _chunks(records(rows)):
            lines = [_keyed(len(of) + at, seen) for at, seen in enumerate(chunk)]
            writer.write_table(pa.Table.from_pylist(lines, schema=SCHEMA))
            of += [seen.of for seen in chunk]
            plain += [[[f"{each}|{seen.birth}" for each in seen.names] if seen.birth else []] for seen in chunk]
    (folder / "truth.json").write_text(json.dumps(of))
    (folder / "plain.json").write_text(json.dumps(plain))
    wall = time.perf_counter() - began
    return {"wall": wall, "megabytes": megabytes(), "true": _true(of), "persons": len(set(of))}


def splink(folder: Path, engine: str) -> dict[str, object]:
    """Link on one engine; how well, how long, and how much memory."""
    import pyarrow.parquet as pq

    from opennrm.identification.linkage import link
    from opennrm.identification.weights import PROPOSED, STRONG, fewest

    began, spent = time.perf_counter(), processor()
    if engine == "spark":
        from bench.linking_spark import link_on_spark

        found = list(link_on_spark(folder / "keys.parquet", threshold=PROPOSED))
    else:
        table = pq.read_table(folder / "keys.parquet")
        found = [(each.one, each.other, each.probability) for each in link(table, threshold=PROPOSED)]
    wall, used, memory = time.perf_counter() - began, processor() - spent, megabytes()
    of = json.loads((folder / "truth.json").read_text())
    strong = [(one, other) for one, other, probability in found if probability >= STRONG]
    (folder / f"{engine}.json").write_text(json.dumps(strong))
    marks = {
        str(at): _marks([(one, other) for one, other, probability in found if probability >= at], of)
        for at in THRESHOLDS
    }
    most = len(of)
    least = fewest(most, ((str(one), str(other)) for one, other in strong))
    return {"wall": wall, "processor": used, "megabytes": memory, "marks": marks, "range": (least, most)}


def plain(folder: Path) -> dict[str, object]:
    """Records that share a name and a day of birth as they are written."""
    began = time.perf_counter()
    shared: dict[str, list[int]] = {}
    for at, (written,) in enumerate(json.loads((folder / "plain.json").read_text())):
        for each in written:
            shared.setdefault(each, []).append(at)
    pairs = {pair for members in shared.values() for pair in combinations(members, 2)}
    wall = time.perf_counter() - began
    of = json.loads((folder / "truth.json").read_text())
    return {"exact": {"wall": wall, "megabytes": megabytes(), "marks": {"": _marks(pairs, of)}}}


def met(folder: Path) -> dict[str, object]:
    """How many true pairs are compared at all, and how many pairs that makes."""
    import duckdb
    import pyarrow.parquet as pq
    from splink.backends.duckdb import DuckDBAPI

    from opennrm.identification.linkage import settings_of, untrained

    of = json.loads((folder / "truth.json").read_text())
    with duckdb.connect() as con:
        linker = untrained(DuckDBAPI(con), pq.read_table(folder / "keys.parquet"), settings_of(len(of), "duckdb"))
        pairs = linker.inference.compute_blocked_pairs_for_predict().physical_name
        con.execute(
            "CREATE TABLE truth AS SELECT unnest(range(len(?::INT[]))) AS id, unnest(?::INT[]) AS who", [of, of]
        )
        asked = (
            "SELECT count(*) FILTER (a.who = b.who), count(*) FROM (SELECT DISTINCT join_key_l, join_key_r FROM"
            f" {pairs}) JOIN truth a ON a.id = join_key_l JOIN truth b ON b.id = join_key_r"
        )
        hits, found = con.execute(asked).fetchone()
    return {"pairs": found, "marks": {"": _scores(hits, found, _true(of))}}


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _keyed(number: int, seen: Seen) -> dict[str, object]:
    """A record as its digests."""
    from opennrm.identification import link_keys, linkage, linking
    from opennrm.identification.matching_terms import Digested

    line: dict[str, object] = {"unique_id": number, "sex": seen.sex or None, "nationality": seen.nationality or None}
    lists: dict[str, set[int]] = {name: set() for name in linkage.ARRAYS}
    for name in seen.names:
        keys = linking.keys_of_name(name)
        for of, text in link_keys.texts_of_name(keys):
            lists[of.value].add(_digest(f"{of.value} {text}"))
        line.setdefault("seen" if keys.written else "heard", link_keys.bits_of(map(_digest, keys.pairs)))
    texts = [*link_keys.texts_of_number(Digested.PHONE, seen.phone)]
    texts += link_keys.texts_of_number(Digested.DOCUMENT, seen.document)
    texts += link_keys.texts_of_birth(seen.birth) if seen.birth else []
    for of, text in texts:
        if of.value in lists:
            lists[of.value].add(_digest(f"{of.value} {text}"))
        else:
            line[of.value] = _digest(f"{of.value} {text}")
    return line | {name: sorted(found) or None for name, found in lists.items()}


@lru_cache(1 << 20)
def _digest(text: str) -> int:
    return int.from_bytes(hmac.digest(KEY, text.encode(), "sha256")[:8], signed=True)


def _chunks(made: Iterable[Seen]) -> Iterator[list[Seen]]:
    chunk: list[Seen] = []
    for each in made:
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _true(of: list[int]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(of).values())


def _marks(pairs: Iterable[tuple[int, int]], of: list[int]) -> tuple[float, float, float]:
    found = list(pairs)
    return _scores(sum(of[one] == of[other] for one, other in found), len(found), _true(of))


def _scores(hits: int, found: int, true: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = hits / (found or 1), hits / (true or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _pairs(file: Path) -> set[tuple[int, int]]:
    return {(min(pair), max(pair)) for pair in json.loads(file.read_text())}


if __name__ == "__main__":
    import django

    django.setup()
    what, folder, *more = sys.argv[1:]
    done = {
        "make": lambda: make(Path(folder), int(more[0])),
        "splink": lambda: splink(Path(folder), more[0]),
        "plain": lambda: plain(Path(folder)),
        "met": lambda: met(Path(folder)),
    }[what]()
    print(json.dumps(done))
