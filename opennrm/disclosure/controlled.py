"""Controlled rounding: every count to a multiple beside it, so that the rounded table adds up (HiGHS).

A count differs from what is published by less than the base; multiples stay as they are. Of all such tables the one
nearest to the counts is taken. In two dimensions there always is one; in three or more there need not be.
"""

import highspy
import numpy as np

from opennrm.disclosure.margins import Grid
from opennrm.disclosure.terms import Base
from opennrm.disclosure.tidy import Key

NAME = "controlled rounding"


class NoRounding(Exception):
    """No table of multiples beside the counts adds up, or none was found in time."""


def rounded(grid: Grid, *, base: Base, seconds: float = 60.0) -> dict[Key, int]:
    """The rounded value of every cell. Raises NoRounding."""
    keys = list(grid.values)
    number = {key: at for at, key in enumerate(keys)}
    floors = {key: grid.values[key] // base for key in keys}
    rows = [[(number[line.whole], -1), *((number[part], 1) for part in line.parts)] for line in grid.lines]
    owed = [floors[line.whole] - sum(floors[part] for part in line.parts) for line in grid.lines]
    rest = np.array([grid.values[key] % base for key in keys], dtype=float)
    solver = _model(rows, owed, rest, base)
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    up = np.rint(np.array(solver.getSolution().col_value))
    if solver.getModelStatus() not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit):
        raise NoRounding(f"no table of multiples of {base} beside these counts adds up")
    values = {key: base * (floors[key] + int(up[at])) for at, key in enumerate(keys)} if len(up) else {}
    if not values or any(values[line.whole] != sum(values[part] for part in line.parts) for line in grid.lines):
        raise NoRounding(f"no rounding to {base} that adds up was found in {seconds:.0f} seconds")
    return values


def _model(rows: list[list[tuple[int, int]]], owed: list[int], rest: np.ndarray, base: int) -> highspy.Highs:
    """Each cell goes up to the next multiple or not; going up costs what it adds, less what staying would take off."""
    size = len(rest)
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int32)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, len(rows)
    model.col_cost_ = base - 2 * rest
    model.col_lower_, model.col_upper_ = np.zeros(size), (rest > 0).astype(float)
    model.row_lower_ = model.row_upper_ = np.array(owed, dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = np.array([cell for row in rows for cell, _ in row], dtype=np.int32)
    model.a_matrix_.value_ = np.array([float(sign) for row in rows for _, sign in row])
    model.integrality_ = [highspy.HighsVarType.kInteger] * size
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    return solver
