"""Run by the peer's own Python: dpmm_mst.py IN.csv OUT.csv EPSILON DELTA CARDS; prints what it cost as JSON.

dpmm's MST on codes as they are: the number of values of each column is declared, as it is to ours.
"""

import csv
import json
import sys
from pathlib import Path

import pandas as pd
from dpmm.models.mst import MSTGM
from dpmm.pipelines.base import GenerativePipeline
from spent import spent


def main() -> None:
    source, target, epsilon, delta, cards = sys.argv[1:6]
    with Path(source).open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    records = pd.DataFrame([[int(value[1:]) if value else 0 for value in row] for row in rows], columns=names)
    with spent() as cost:
        asked = GenerativePipeline(gen=MSTGM(epsilon=float(epsilon), delta=float(delta)))
        asked.fit(records, domain=dict(zip(names, json.loads(cards), strict=True)))
        made = asked.generate(n_records=len(records))
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([f"v{value}" if value else "" for value in row] for row in made[names].values.tolist())
    print(json.dumps(cost))


main()
