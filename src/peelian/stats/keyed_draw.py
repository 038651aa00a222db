"""Draws by keyed hash: the same cases for the same seed, whatever the row order, process or machine.

Each case has the permanent number SHA-256 of ``seed|key``; a stratum's sample is its k smallest numbers. A
larger k keeps the cases already drawn, and a case that cannot be reviewed gives way to the next number.
Ohlsson, Coordination of samples using permanent random numbers, in Cox et al. (eds.), Business Survey Methods
(1995), 153-169.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from peelian.stats.errors import StatsError

DRAW_ALGORITHM = "sha256-k-smallest-1"
FINGERPRINT_ALGORITHM = "sha256-sum-1"

# The unit separator keeps ("ab", "c") and ("a", "bc") apart in the fingerprint.
SEPARATOR = "\x1f"
LANE_DIGITS = 15


@dataclass(frozen=True)
class DrawnCase:
    """A drawn case: its place in the stratum's order starts at one."""

    key: str
    stratum: str
    order: int


def draw_number(seed: str, key: str) -> str:
    """Return the permanent number of a case, as 64 hexadecimal digits.

    Examples
    --------
    >>> draw_number("2026", "C-1")[:12]
    '1bda8f409d23'
    """
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def draw_cases(
    keys: Sequence[str],
    strata: Sequence[str],
    sizes: Mapping[str, int],
    seed: str,
    *,
    withdrawn: Iterable[str] = (),
) -> tuple[DrawnCase, ...]:
    """Draw the wanted number of cases from each stratum.

    Parameters
    ----------
    keys, strata
        One entry a case of the frame.
    sizes
        Cases wanted in each stratum.
    seed
        Any text; the same seed gives the same draw.
    withdrawn
        Keys that were drawn and cannot be reviewed; the next in order takes the place of each.

    Raises
    ------
    StatsError
        ``duplicate-key`` or ``frame-too-small``; every such stratum or key is named.

    Examples
    --------
    >>> [case.key for case in draw_cases(["a", "b", "c"], ["s"] * 3, {"s": 2}, "2026")]
    ['a', 'b']
    """
    _check_keys(keys)
    gone = frozenset(withdrawn)
    by_stratum: dict[str, list[str]] = defaultdict(list)
    for key, stratum in zip(keys, strata, strict=True):
        if key not in gone:
            by_stratum[stratum].append(key)
    check_sizes(sizes, {stratum: len(found) for stratum, found in by_stratum.items()})
    return tuple(
        DrawnCase(key, stratum, order)
        for stratum in sorted(sizes)
        for order, key in enumerate(
            heapq.nsmallest(sizes[stratum], by_stratum[stratum], key=lambda key: draw_number(seed, key)),
            start=1,
        )
    )


def frame_fingerprint(keys: Iterable[str], strata: Iterable[str]) -> str:
    """Return a fingerprint of a frame that does not depend on the order of its rows.

    The SHA-256 of ``key, unit separator, stratum`` is taken for every row; its first two lanes of 15
    hexadecimal digits are added up over the rows, and the count with the two sums is hashed again.

    Examples
    --------
    >>> frame_fingerprint(["a", "b"], ["x", "y"]) == frame_fingerprint(["b", "a"], ["y", "x"])
    True
    """
    count, first, second = 0, 0, 0
    for key, stratum in zip(keys, strata, strict=True):
        digest = hashlib.sha256(f"{key}{SEPARATOR}{stratum}".encode()).hexdigest()
        count += 1
        first += int(digest[:LANE_DIGITS], 16)
        second += int(digest[LANE_DIGITS : 2 * LANE_DIGITS], 16)
    return fingerprint_of_sums(count, first, second)


def fingerprint_of_sums(count: int, first: int, second: int) -> str:
    """Return the fingerprint from the count of rows and the sums of the two lanes."""
    return hashlib.sha256(f"{count}:{first}:{second}".encode()).hexdigest()


def check_sizes(sizes: Mapping[str, int], available: Mapping[str, int]) -> None:
    """Refuse a draw of more cases than a stratum has, naming every such stratum."""
    short = {s: (size, available.get(s, 0)) for s, size in sizes.items() if size > available.get(s, 0)}
    if short:
        named = "; ".join(f"{s}: {wanted} wanted, {there} there" for s, (wanted, there) in short.items())
        raise StatsError(
            "frame-too-small",
            f"The frame has too few cases to draw from ({named}). Ask for fewer cases or widen the frame.",
            {"findings": [{"stratum": s, "wanted": w, "available": a} for s, (w, a) in short.items()]},
        )


def _check_keys(keys: Sequence[str]) -> None:
    twice = sorted(key for key, count in Counter(keys).items() if count > 1)
    if twice:
        raise StatsError(
            "duplicate-key",
            f"{len(twice)} keys stand more than once in the frame, the first is {twice[0]!r}. "
            "Every case needs a key of its own.",
            {"findings": [{"key": key} for key in twice[:100]], "count": len(twice)},
        )
