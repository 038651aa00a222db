"""Names of strata, clusters and domains as numbers from 0, in sorted order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from peelian.stats.sums import Integers

MISSING = -1


@dataclass(frozen=True, eq=False)
class Labels:
    """A column of names, kept as one number a row.

    Parameters
    ----------
    codes : the number of each row's name, -1 where it is missing.
    names : the names in sorted order; ``names[codes[i]]`` is the name in row i.
    """

    codes: Integers
    names: npt.NDArray[Any]

    @property
    def count(self) -> int:
        """Number of different names."""
        return len(self.names)

    def name(self, code: int) -> str:
        return str(self.names[code])

    def missing_rows(self) -> Integers:
        """Row indices without a name."""
        if len(self.codes) and int(self.codes.min()) < 0:
            return np.flatnonzero(self.codes < 0)
        return np.empty(0, dtype=np.intp)


def encode(values: Any) -> Labels:
    """Number the names of a column; numbering follows the sorted names, never the order of the rows.

    Parameters
    ----------
    values : integers, numbers, strings or objects; None, NaN and "" count as missing.
        ``Labels`` pass through, so that a column need not be numbered twice.

    Examples
    --------
    >>> labels = encode(["south", "north", "south"])
    >>> labels.codes.tolist(), labels.names.tolist()
    ([1, 0, 1], ['north', 'south'])
    """
    if isinstance(values, Labels):
        return values
    array = np.asarray(values)
    if array.dtype.kind in "iu" and len(array):
        return _encode_integers(array)
    missing = _missing(array)
    present = array[~missing]
    if array.dtype.kind == "f" and len(present) and np.array_equal(present, np.floor(present)):
        present = present.astype(np.int64)
    if present.dtype.kind == "O":
        present = present.astype(str)
    names, found = np.unique(present, return_inverse=True)
    codes = np.full(len(array), MISSING, dtype=np.int64)
    codes[~missing] = found
    return Labels(codes, names)


def _encode_integers(array: npt.NDArray[Any]) -> Labels:
    """Number integers without sorting them when they lie close together."""
    low, high = int(array.min()), int(array.max())
    if high - low > 4 * len(array) + 1024:
        names, found = np.unique(array, return_inverse=True)
        return Labels(found, names)
    shifted = array if low == 0 else array - low
    present = np.zeros(high - low + 1, dtype=bool)
    present[shifted] = True
    names = np.flatnonzero(present) + low
    if len(names) == len(present):
        return Labels(shifted, names)
    return Labels((np.cumsum(present) - 1)[shifted], names)


def _missing(array: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    if array.dtype.kind == "f":
        return np.asarray(np.isnan(array))
    if array.dtype.kind == "U":
        return np.asarray(array == "")
    if array.dtype.kind == "O":
        return np.asarray((array == None) | (array == "") | (array != array))  # noqa: E711
    return np.zeros(len(array), dtype=bool)
