"""ours.py IN.csv OUT.csv EPSILON DELTA MODE, as a peer is run: what it cost, as JSON. Compiled code is ready before."""

import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.measure import megabytes, processor
from bench.network import drawn
from opennrm.disclosure.synthesis.domain import Domain, domain_of
from opennrm.disclosure.synthesis.records import read_records, write_records
from opennrm.disclosure.synthesis.synthesize import Asked, synthesize


def domain(cards: list[int]) -> Domain:
    """The domain of a file ``network.write`` wrote."""
    return domain_of(
        {
            "column": [
                {"name": f"c{c}", "values": [f"v{v}" for v in range(1, card)], "empty": True}
                for c, card in enumerate(cards)
            ]
        }
    )


def warm() -> None:
    """Compile, or load what was compiled before."""
    codes, cards = drawn(3_000, 4, seed=0)
    synthesize(codes.astype(np.int16), domain(list(cards)), Asked(4.0, 1e-6))


def main() -> None:
    source, target, epsilon, delta, mode, cards = sys.argv[1:7]
    declared = domain(json.loads(cards))
    records = read_records(Path(source), declared)
    warm()
    start, before = perf_counter(), processor()
    made = synthesize(records, declared, Asked(float(epsilon), float(delta), strict=mode == "strict"))
    cost = {"cpu": processor() - before, "wall": perf_counter() - start, "peak_mb": megabytes()}
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        write_records(file, made.codes, declared)
    print(json.dumps(cost))


if __name__ == "__main__":
    main()
