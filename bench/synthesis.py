"""Made-up records beside those of the peers: the same file, ε and δ, in one run. ``python -m bench synthesis``

Peers run in an environment of their own, which this project neither needs nor installs:

    python3 -m venv PEERS && PEERS/bin/pip install pac-synth==0.0.8
    PEERS=PEERS/bin/python .venv/bin/python -m bench synthesis --rows 20000

DPMM names a Python of its own with dpmm==0.1.9 where that is to run too; PATIENCE is how many seconds any tool has.
Another file of records, already categorical, can be named: RECORDS=file.csv. MODES names modes of pac-synth; FIRST is
the first network's seed. What is compared: the mean absolute error of a count over the combinations of
recorded values that the data holds (MAE), the mean total variation distance of all k-way tables (TVD), and the share of
combinations made that the data lacks («fabricated»). Processor seconds are of the work alone, without starting Python,
importing and reading the file, for every tool alike.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.measure import CHECKOUT
from bench.network import drawn, read, write
from opennrm.disclosure.synthesis.layout import Codes, Layout

SMALL, COLUMNS, EPSILON = 20_000, 16, 4.0
SEEDS, ALONE = 5, 2  # draws of the data: beside peers, and where there are none
PATIENCE = int(os.environ.get("PATIENCE", "1500"))  # seconds a run may take
PAC_SYNTH = ("default", "short-uncontrolled")
OURS = ("balanced", "strict")
MEASURES = ("mae2", "mae3", "tvd1", "tvd2", "tvd3", "fab2", "fab3", "cpu", "wall", "peak_mb")


def main(rows: int = SMALL) -> None:
    """Print one line a tool: the mean of the seeds and the 95 % interval of it."""
    peers = os.environ.get("PEERS", "")
    columns, seeds = int(os.environ.get("COLUMNS", COLUMNS)), int(os.environ.get("SEEDS", SEEDS if peers else ALONE))
    found: dict[str, list[dict[str, float]]] = {}
    with TemporaryDirectory() as folder:
        for seed in range(first := int(os.environ.get("FIRST", "1")), first + seeds):
            codes, cards = _data(rows, columns, seed)
            one_seed(codes, cards, Path(folder), peers, found)
    named = os.environ.get("RECORDS", f"Bayesian networks of {rows:,} × {columns}, another for each seed")
    print(f"\n{named}; epsilon {EPSILON:g}, delta 1/(n ln n), {seeds} seeds: mean ± half the 95 % interval")
    print(" | ".join(["tool", *MEASURES]))
    for tool, results in found.items():
        print(" | ".join([tool, *(interval([r[m] for r in results if m in r]) for m in MEASURES)]))
    if not peers:
        print("No peer was run: name a Python that has them in PEERS.")


def one_seed(
    codes: Codes, cards: tuple[int, ...], folder: Path, peers: str, found: dict[str, list[dict[str, float]]]
) -> None:
    """Every tool once on the same records."""
    source, target, counts = folder / "in.csv", folder / "out.csv", folder / "counts.json"
    write(source, codes)
    budget = [f"{EPSILON:g}", repr(1 / (len(codes) * log(len(codes))))]
    here = CHECKOUT / "bench/peers"
    runs = [(f"opennrm {m}", [sys.executable, "-m", "bench.peers.ours", source, target, *budget, m, json.dumps(cards)])
            for m in OURS]  # fmt: skip
    if peers:
        runs += [(f"pac-synth {mode}", [peers, here / "pac_synth.py", source, target, *budget, mode, counts])
                 for mode in os.environ.get("MODES", ",".join(PAC_SYNTH)).split(",")]  # fmt: skip
    if dpmm := os.environ.get("DPMM"):
        runs.append(("dpmm MST", [dpmm, here / "dpmm_mst.py", source, target, *budget, json.dumps(cards)]))
    for tool, command in runs:
        counts.unlink(missing_ok=True)
        result = run(command)
        if "cpu" in result:
            made = read(target, len(cards)).astype(np.int16)
            result |= compared(codes, made, cards)
            if counts.exists():
                noisy = {"mae2": aggregates(codes, cards, counts, 2), "mae3": aggregates(codes, cards, counts, 3)}
                found.setdefault(f"{tool}, its noisy aggregates alone", []).append(noisy)
        print(tool, json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in result.items()}), flush=True)
        found.setdefault(tool, []).append(result)


def run(command: list[object]) -> dict[str, float]:
    """What a tool says it cost; nothing where it failed or was stopped."""
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=PATIENCE, cwd=CHECKOUT)
    except subprocess.TimeoutExpired:
        print(f"  stopped after {PATIENCE} s", flush=True)
        return {}
    if done.returncode:
        print("  failed:", done.stderr.strip().splitlines()[-1][:300], flush=True)
        return {}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def compared(real: Codes, made: Codes, cards: tuple[int, ...]) -> dict[str, float]:
    """MAE, TVD and fabricated combinations, in per cent, of all 1-, 2- and 3-way tables."""
    layout, out = Layout(cards), {}
    for ways in (1, 2, 3):
        distances, error, held, fabricated, shown = [], 0.0, 0, 0, 0
        for table in combinations(layout.columns, ways):
            r, m = layout.counts(real, table), layout.counts(made, table)
            distances.append(0.5 * np.abs(r / len(real) - m / len(made)).sum())
            recorded = tuple(slice(1, None) for _ in table)
            r, m = r[recorded], m[recorded]
            error += float(np.abs(r - m)[r > 0].sum())
            held += int((r > 0).sum())
            fabricated += int(((m > 0) & (r == 0)).sum())
            shown += int((m > 0).sum())
        out |= {
            f"mae{ways}": error / held,
            f"tvd{ways}": float(np.mean(distances)),
            f"fab{ways}": 100 * fabricated / shown,
        }
    return out


def aggregates(real: Codes, cards: tuple[int, ...], path: Path, ways: int) -> float:
    """The MAE of pac-synth's noisy counts themselves; a combination it does not report counts as nought."""
    layout, error, held = Layout(cards), 0.0, 0
    told: dict[tuple[int, ...], dict[tuple[int, ...], float]] = {}
    for combination, count in json.loads(path.read_text()).items():
        parts = sorted((int(c[1:]), int(v[1:])) for c, v in (part.split(":") for part in combination.split(";")))
        told.setdefault(tuple(c for c, _v in parts), {})[tuple(v for _c, v in parts)] = float(count)
    for table in combinations(layout.columns, ways):
        counts, noisy = layout.counts(real, table), np.zeros(layout.shape(table))
        for place, count in told.get(table, {}).items():
            noisy[place] = count
        recorded = tuple(slice(1, None) for _ in table)
        counts, noisy = counts[recorded], noisy[recorded]
        error += float(np.abs(counts - noisy)[counts > 0].sum())
        held += int((counts > 0).sum())
    return error / held


def interval(values: list[float]) -> str:
    """Mean ± half the 95 % interval by Student's t."""
    if not values:
        return "–"
    if len(values) == 1:
        return f"{values[0]:.4g}"
    student = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}.get(len(values), 2.0)
    return f"{statistics.mean(values):.4g} ± {student * statistics.stdev(values) / sqrt(len(values)):.2g}"


def _data(rows: int, columns: int, seed: int) -> tuple[Codes, tuple[int, ...]]:
    """A network's records, or a named file's, its values numbered by how they sort."""
    if not (named := os.environ.get("RECORDS")):
        codes, cards = drawn(rows, columns, seed=seed)
        return codes.astype(np.int16), cards
    with Path(named).open(encoding="utf-8-sig", newline="") as file:
        _header, *lines = csv.reader(file)
    columns_of = [sorted({"", *column}) for column in zip(*lines)]
    places = [{value: code for code, value in enumerate(column)} for column in columns_of]
    codes = np.array([[place[value] for place, value in zip(places, line)] for line in lines], np.int16)
    return codes, tuple(map(len, columns_of))
