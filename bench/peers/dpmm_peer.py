"""Run by the peer's own Python: dpmm_peer.py IN.csv OUT.csv EPSILON DELTA MODE[-STEPS] CARDS; prints its cost as JSON.

MODE is mst or aim, at the tool's own settings; with STEPS the fit is cut down to so many iterations, which the name in
the table then says. The domain is told (CARDS), as it is to ours.
"""

import csv
import json
import resource
import sys
import time
from pathlib import Path

import pandas as pd
from dpmm.pipelines.aim import AIMPipeline
from dpmm.pipelines.mst import MSTPipeline

PIPELINES = {"mst": MSTPipeline, "aim": AIMPipeline}


def main() -> None:
    source, target, epsilon, delta, mode, cards = sys.argv[1:7]
    with Path(source).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    codes = pd.DataFrame([[int(v[1:]) if v else 0 for v in row] for row in rows], columns=header)
    name, _, steps = mode.partition("-")
    pipeline = PIPELINES[name](
        epsilon=float(epsilon),
        delta=float(delta),
        disable_processing=True,
        n_jobs=1,
        gen_kwargs={"n_iters": int(steps)} if steps else {},
    )
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    pipeline.fit(codes, domain=dict(zip(header, json.loads(cards))), random_state=None)
    made = pipeline.generate(n_records=len(codes))
    after = resource.getrusage(resource.RUSAGE_SELF)
    cost = {
        "cpu": after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,
        "wall": time.perf_counter() - start,
        "peak_mb": after.ru_maxrss / 1024,
    }
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([f"v{v}" if v else "" for v in row] for row in made[header].astype(int).to_numpy().tolist())
    print(json.dumps(cost))


main()
