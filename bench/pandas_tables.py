"""The same tables as pandas' group-bys over categoricals of the same codes."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from bench.measure import repeat, say

VICTIMS = (["sex"], ["nationality"], ["nationality"], ["age", "age_band"], ["age", "age_band"], ["exploitation"])
SUSPECTS = (["sex"], ["nationality"], ["nationality"], ["occupation"], ["prosecution"])


def frame(folder: Path, fact: str) -> pd.DataFrame:
    """Every column of a fact type as a categorical; code 0 is a category of its own: unknown."""
    found = {}
    for path in sorted(folder.glob(f"{fact}.*")):
        values = np.fromfile(path, dtype=np.uint8)
        width = int(values.max(initial=0)) + 1
        small = values.astype(np.int8 if width < 128 else np.int16)
        found[path.suffix[1:]] = pd.Categorical.from_codes(small, categories=range(width))
    return pd.DataFrame(found)


def main(folder: Path, japan: int, prosecuted: int, turns: int) -> None:
    victims, suspects, offences = (
        frame(folder, fact) for fact in ("victim_protected", "suspect_arrested", "offence_cleared")
    )

    def count(rows: pd.DataFrame, *by: str) -> int:
        return int(rows.groupby(["year", *by], observed=True, sort=False).size().sum())

    def work() -> None:
        for by in VICTIMS:
            count(victims, *by)
        foreign = victims["nationality"].cat.codes
        count(victims[(foreign != 0) & (foreign != japan)], "status_at_entry")
        count(victims, "sex", "age", "age_band")
        for by in SUSPECTS:
            count(suspects, *by)
        count(suspects[suspects["prosecution"] == prosecuted], "trial")
        count(offences, "statutes")

    say(repeat(work, turns), version=pd.__version__)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
