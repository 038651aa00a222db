"""What a long run tells a person: how far it has come, and in the end what was left out and why."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable

import click

SECONDS = 10
"""How often a run tells its progress where the messages go into a file."""

REASONS, NAMES = 15, 6
"""How many reasons are printed, and how many names with each."""

CLEARED = "\r\x1b[K"


def progress() -> Callable[[int, int, str], None]:
    """Tell how far a run has come: on one line that changes at a terminal, now and then in a file."""
    told = time.monotonic()

    def tell(done: int, count: int, name: str) -> None:
        nonlocal told
        if sys.stderr.isatty():
            click.echo(f"{CLEARED}{f'{done} of {count}: {name}' if done < count else ''}", nl=False, err=True)
        elif time.monotonic() - told >= SECONDS:
            told = time.monotonic()
            click.echo(f"{done} of {count}: {name}", err=True)

    return tell


def left_out_lines(left_out: Iterable[tuple[str, str]], words: str, all_of_it: str) -> list[str]:
    """Say what was left out, reason by reason, the one that concerns most first.

    Parameters
    ----------
    left_out
        Name and reason of each.
    words
        What they were not, such as "Not checked".
    all_of_it
        Where all of them stand, for those that find no room.
    """
    by_reason: dict[str, list[str]] = {}
    for name, reason in left_out:
        by_reason.setdefault(reason, []).append(name)
    ordered = sorted(by_reason.items(), key=lambda each: -len(each[1]))
    lines = [f"{reason} {words}: {_some(names)}." for reason, names in ordered[:REASONS]]
    rest = sum(len(names) for _, names in ordered[REASONS:])
    return [*lines, f"{words} for other reasons: {rest} more. {all_of_it}"] if rest else lines


def _some(names: list[str]) -> str:
    more = len(names) - NAMES
    return f"{', '.join(names[:NAMES])} and {more} more" if more > 0 else ", ".join(names)
