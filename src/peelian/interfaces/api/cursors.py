"""Pages of long lists by opaque cursors: a cursor names the last row seen, so pages never shift or slow down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)
Position = tuple[str, ...]


class Asked(Protocol):
    """How much is wanted, and after which row."""

    @property
    def limit(self) -> int: ...

    @property
    def after(self) -> Position | None: ...


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the position of the last one where more follow."""

    rows: list[Row]
    last: Position | None = None

    def map(self, make: Callable[[list[Row]], list[Any]]) -> Page[Any]:
        """The same page with its rows made into something else."""
        return Page(make(self.rows), self.last)


def write_cursor(path: str, position: Position) -> str:
    """A position as text that nobody can write by hand, good for one list only."""
    return Signer(salt=f"cursor {path}").sign_object(list(position))


def read_cursor(path: str, text: str) -> Position | None:
    """The position that a cursor stands for; None where this list never gave it."""
    try:
        return tuple(Signer(salt=f"cursor {path}").unsign_object(text))
    except (BadSignature, ValueError):
        return None


def page_of_query(found: QuerySet[Stored], order: Sequence[str], asked: Asked) -> Page[Stored]:
    """Read one page in the order of columns that are never empty and together name one row."""
    ordered = found.order_by(*order)
    if asked.after is not None:
        ordered = ordered.filter(_beyond(order, asked.after))
    rows = list(ordered[: asked.limit + 1])
    return _cut(rows, asked.limit, lambda row: tuple(str(_column(row, name.lstrip("-"))) for name in order))


def page_of_rows(rows: Iterable[Row], key: Callable[[Row], str], asked: Asked) -> Page[Row]:
    """One page of rows that are in memory already, in the order of their key."""
    ordered = sorted(rows, key=key)
    if asked.after is not None:
        ordered = [row for row in ordered if key(row) > asked.after[0]]
    return _cut(ordered[: asked.limit + 1], asked.limit, lambda row: (key(row),))


def _cut(rows: list[Row], limit: int, position: Callable[[Row], Position]) -> Page[Row]:
    if len(rows) <= limit:
        return Page(rows)
    return Page(rows[:limit], position(rows[limit - 1]))


def _beyond(order: Sequence[str], after: Position) -> Q:
    """Rows that come after a position: later in the first column, or equal there and later in the next."""
    condition, equal = Q(), Q()
    for name, value in zip(order, after, strict=True):
        column = name.lstrip("-")
        comparison = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{comparison}": value})
        equal &= Q(**{column: value})
    return condition


def _column(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row
