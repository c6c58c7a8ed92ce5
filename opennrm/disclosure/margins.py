"""Which cells add up to which, found from the wholes downwards, and whether they do."""

from dataclasses import dataclass
from itertools import islice

from opennrm.disclosure.tidy import Fault, Faulty, Key, TidyTable

FEW = 6


@dataclass(frozen=True)
class Line:
    """A whole and the cells it is the sum of."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Grid:
    """Every cell with its value, also those between published ones that are not published, and every line."""

    values: dict[Key, int]
    lines: tuple[Line, ...]
    unpublished: frozenset[Key]


def grid(table: TidyTable, *, file: str = "table") -> Grid:
    """The table's lines. A combination absent with all its parts is nought. Raises Faulty with each sum that fails."""
    finder = _Finder(table)
    lines = []
    todo, done = list(table.cells), set(table.cells)
    while todo:
        whole = todo.pop(0)
        for parts in finder.splits(whole):
            lines.append(Line(whole, parts))
            fresh = [part for part in parts if part not in done]
            done.update(fresh)
            todo += fresh
    values = {key: finder.value(key) for key in done}
    faults = [fault for line in lines if (fault := _fault(line, values, table, file))]
    if faults:
        raise Faulty(faults)
    return Grid(values, tuple(lines), frozenset(done - table.cells.keys()))


class _Finder:
    def __init__(self, table: TidyTable) -> None:
        self._table = table
        self._there: dict[Key, bool] = {}

    def splits(self, whole: Key) -> list[tuple[Key, ...]]:
        """Each way in which the table says what a cell is the sum of."""
        found = []
        for rollup in self._table.rollups:
            if whole[rollup.column] == rollup.whole:
                at = rollup.column
                parts = tuple((*whole[:at], part, *whole[at + 1 :]) for part in rollup.parts)
                if there := tuple(part for part in parts if self._is_there(part)):
                    found.append(there)
        return found

    def value(self, key: Key) -> int:
        if key in self._table.cells:
            return self._table.cells[key].value
        return sum(self.value(part) for part in self.splits(key)[0])

    def _is_there(self, key: Key) -> bool:
        if key in self._table.cells:
            return True
        if key not in self._there:
            self._there[key] = bool(self.splits(key))
        return self._there[key]


def _fault(line: Line, values: dict[Key, int], table: TidyTable, file: str) -> Fault | None:
    total = sum(values[part] for part in line.parts)
    if total == values[line.whole]:
        return None
    terms = " + ".join(str(values[part]) for part in islice(line.parts, FEW))
    more = " + …" if len(line.parts) > FEW else ""
    entry = table.cells.get(line.whole)
    first, *_, last = (" × ".join(line.parts[0]), "", " × ".join(line.parts[-1]))
    what = f"the sum of its parts from «{first}» to «{last}»: {terms}{more} = {total}, not {values[line.whole]}"
    return Fault(file, entry.row if entry else None, table.called, " × ".join(line.whole), what)
