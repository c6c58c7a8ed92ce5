"""Made-up records drawn from a random Bayesian network: nothing in them favours a mixture. No person is real.

Code 0 of every column stands for «not recorded», as an empty field does in a published file; a column of two codes
is a flag. Each column hangs on up to three earlier ones by a random, uneven table, so that some pairs of values occur
often, some rarely and some never.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CARDS = (22, 4, 10, 3, 51, 49, 4, 5) + (2,) * 14  # year, gender, age, … two lists of countries, flags


def drawn(rows: int, columns: int = len(CARDS), *, seed: int) -> tuple[NDArray[np.int64], tuple[int, ...]]:
    """``rows`` records of ``columns`` codes, and how many codes each column has."""
    random = np.random.default_rng(seed)
    cards = (CARDS * 2)[:columns]
    codes = np.zeros((rows, columns), np.int64)
    for column in map(int, random.permutation(columns)):
        known = np.flatnonzero(codes.any(0))
        parents = random.choice(known, min(len(known), int(random.integers(1, 4))), replace=False) if len(known) else []
        codes[:, column] = _column(codes[:, parents], [cards[p] for p in parents], cards[column], random)
    return codes, cards


def _column(parents: NDArray[np.int64], cards: list[int], card: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Values given their parents': an uneven base, made more uneven for each combination of the parents' values."""
    rank = 1.0 / np.arange(1, card + 1) ** 1.2
    base = np.log(rank if card == 2 else rank[random.permutation(card)])  # a flag is oftener absent
    logits = np.tile(base, (len(parents), 1))
    for at, count in enumerate(cards):
        logits += random.normal(0, 1.6 if count < 10 else 1.0, (count, card))[parents[:, at]]
    if len(cards) > 1:
        pair = parents[:, 0] * cards[1] + parents[:, 1]
        logits += random.normal(0, 1.2, (cards[0] * cards[1], card))[pair]
    return (logits + random.gumbel(size=logits.shape)).argmax(1)


def write(path: Path, codes: NDArray[np.int64]) -> None:
    """As a CSV file: code 0 empty, every other code as its number with a letter before."""
    columns = codes.shape[1]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(f"c{c}" for c in range(columns))
        writer.writerows([f"v{v}" if v else "" for v in row] for row in codes.tolist())


def read(path: Path, columns: int) -> NDArray[np.int64]:
    """The codes of a file written so, by us or by a peer."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        order = [int(name[1:]) for name in next(rows)]
        codes = np.array([[int(v[1:]) if v else 0 for v in row] for row in rows], np.int64)
    placed = np.zeros((len(codes), columns), np.int64)
    placed[:, order] = codes
    return placed
