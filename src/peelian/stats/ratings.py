"""Ratings of the same cases by several reviewers, as one table with gaps."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peelian.stats.errors import StatsError

MISSING = -1


@dataclass(frozen=True, eq=False)
class Ratings:
    """A table of items by raters.

    `codes` holds the position of each rating in `categories`, or -1 where a rater gave none.
    """

    items: tuple[Hashable, ...]
    raters: tuple[Hashable, ...]
    categories: tuple[Any, ...]
    codes: NDArray[np.int64]

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """Raters that chose each category, item by item."""
        return np.stack([(self.codes == c).sum(axis=1) for c in range(len(self.categories))], axis=1).astype(
            float
        )

    @cached_property
    def ratings_per_item(self) -> NDArray[np.float64]:
        return np.asarray(self.counts.sum(axis=1))

    @property
    def paired(self) -> NDArray[np.bool_]:
        """Items with at least two ratings; the others say nothing on agreement."""
        return np.asarray(self.ratings_per_item >= 2)


def ratings_from_rows(
    items: Iterable[Hashable],
    raters: Iterable[Hashable],
    values: Iterable[Any],
    *,
    categories: Sequence[Any] | None = None,
) -> Ratings:
    """Return the table of ratings given one row a rating.

    Parameters
    ----------
    values
        The rating; None stands for a rating that was not given.
    categories
        All categories in their order, lowest first. Without it the categories seen are sorted: numbers by
        value, words by the alphabet.

    Raises
    ------
    StatsError
        ``duplicate-rating`` and ``unknown-category``, naming every row; ``no-ratings`` for an empty table.
    """
    rows = [
        (item, rater, value)
        for item, rater, value in zip(items, raters, values, strict=True)
        if value is not None
    ]
    if not rows:
        raise StatsError("no-ratings", "No rating is given. At least one item needs two ratings.")
    order = _categories({value for _, _, value in rows}, categories)
    item_names = tuple(dict.fromkeys(item for item, _, _ in rows))
    rater_names = tuple(_sorted({rater for _, rater, _ in rows}))
    item_at = {name: place for place, name in enumerate(item_names)}
    rater_at = {name: place for place, name in enumerate(rater_names)}
    code_of = {value: place for place, value in enumerate(order)}
    codes = np.full((len(item_names), len(rater_names)), MISSING, dtype=np.int64)
    twice: list[tuple[Hashable, Hashable]] = []
    for item, rater, value in rows:
        place = item_at[item], rater_at[rater]
        if codes[place] != MISSING:
            twice.append((item, rater))
        codes[place] = code_of[value]
    _refuse_duplicates(twice)
    return Ratings(item_names, rater_names, order, codes)


def ratings_from_columns(
    columns: Sequence[Sequence[Any]], *, categories: Sequence[Any] | None = None
) -> Ratings:
    """Return the table of ratings given one column a rater; None where a rating is missing.

    Examples
    --------
    >>> ratings_from_columns([["yes", "no", "yes"], ["yes", "no", None]]).categories
    ('no', 'yes')
    """
    cells = [
        (item, rater, value) for rater, column in enumerate(columns) for item, value in enumerate(column)
    ]
    return ratings_from_rows(
        [item for item, _, _ in cells],
        [rater for _, rater, _ in cells],
        [value for _, _, value in cells],
        categories=categories,
    )


def _categories(seen: set[Any], given: Sequence[Any] | None) -> tuple[Any, ...]:
    if given is None:
        return tuple(_sorted(seen))
    unknown = _sorted(seen - set(given))
    if unknown:
        raise StatsError(
            "unknown-category",
            f"Ratings outside the categories: {', '.join(map(str, unknown))}. "
            f"Allowed: {', '.join(map(str, given))}.",
            {"findings": [{"value": value} for value in unknown]},
        )
    return tuple(given)


def _sorted(values: set[Any]) -> list[Any]:
    numbers = all(isinstance(value, int | float) for value in values)
    return sorted(values) if numbers else sorted(values, key=str)


def _refuse_duplicates(twice: list[tuple[Hashable, Hashable]]) -> None:
    if twice:
        item, rater = twice[0]
        stand = "1 rating stands" if len(twice) == 1 else f"{len(twice):,} ratings stand"
        raise StatsError(
            "duplicate-rating",
            f"{stand} twice, the first for item {item} by rater {rater}. A rater gives one rating an item.",
            {"findings": [{"item": i, "rater": r} for i, r in twice[:100]], "count": len(twice)},
        )
