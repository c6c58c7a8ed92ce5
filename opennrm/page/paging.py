"""Pages of a list, without counting what need not be counted: a first page that holds all of it says how many."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property


class Sparing(Paginator):  # type: ignore[type-arg]
    """Pages of rows, as a query finds them; ``total`` is how many there are, where that is known already."""

    def __init__(self, rows: Any, size: int, *, total: int | None = None) -> None:
        super().__init__(rows, size)
        self.rows, self.total = rows, total
        self.first: list[Any] | None = None

    @cached_property
    def count(self) -> int:
        """How many rows there are: counted only where they go on beyond the first page."""
        if self.total is not None:
            return self.total
        self.first = list(self.rows[: self.per_page + 1])
        return len(self.first) if len(self.first) <= self.per_page else self.rows.count()

    def page(self, number: int | str) -> Page:  # type: ignore[type-arg]
        """A page; the first is read once."""
        at = self.validate_number(number)
        if at == 1 and self.first is not None:
            return Page(self.first[: self.per_page], 1, self)
        return super().page(at)
