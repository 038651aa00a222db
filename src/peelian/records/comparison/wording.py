"""Ranks, shares and exclusions in words."""

from __future__ import annotations

from collections.abc import Sequence

ORDINALS = ("", "second ", "third ", "fourth ", "fifth ")
NAMED = len(ORDINALS)


def rank_words(rank: int, tied: int, n: int) -> str:
    """Say a rank from the side it is nearer to, and of how many; the largest value has rank 1.

    >>> rank_words(2, 1, 41), rank_words(1, 2, 41), rank_words(41, 1, 41), rank_words(20, 1, 41)
    ('second highest of 41', 'joint highest of 41', 'lowest of 41', 'rank 20 of 41')
    """
    joint = "joint " if tied > 1 else ""
    from_below = n - (rank + tied - 1) + 1
    if rank <= NAMED and rank <= from_below:
        return f"{joint}{ORDINALS[rank - 1]}highest of {n}"
    if from_below <= NAMED:
        return f"{joint}{ORDINALS[from_below - 1]}lowest of {n}"
    return f"{joint}rank {rank} of {n}"


def expected_note(expected: float, outside: int, n: int) -> str:
    """The share outside the lines that is to be expected, beside the share that is seen.

    >>> expected_note(0.3173, 13, 41)
    'Typically about 32 percent of forces lie outside the dotted lines on any measure; here 13 of 41 do, 31.7 percent.'
    """
    return (
        f"Typically about {100 * expected:.0f} percent of forces lie outside the dotted lines on any measure; "
        f"here {outside} of {n} do, {100 * outside / n:.1f} percent."
    )


def exclusions_note(left_out: Sequence[tuple[str, str]]) -> str:
    """Each force left out with its reason; empty where none is.

    >>> exclusions_note([("Hampshire Constabulary", "Incomplete data.")])
    'Left out of mean, lines and rank: Hampshire Constabulary (Incomplete data).'
    """
    named = [f"{name} ({reason.strip().rstrip('.')})" for name, reason in left_out]
    return f"Left out of mean, lines and rank: {'; '.join(named)}." if named else ""
