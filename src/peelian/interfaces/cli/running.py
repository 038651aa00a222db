"""What a long run tells a person: how far it has come, and in the end what was left out and why."""

from __future__ import annotations

import functools
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import ParamSpec, TypeVar

import click

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

SECONDS = 10
"""How often a run tells its progress where the messages go into a file."""

REASONS, NAMES = 15, 6
"""How many reasons are printed, and how many names with each."""

CLEARED = "\r\x1b[K"

INTERRUPTED = 130
"""The exit status of a run that a person breaks off, as shells tell it."""


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


BAR = 20
"""How many signs the bar of a progress line has."""


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show on one line of a terminal what is done and for how long, second by second; nothing goes into a file.

    What is yielded is told the name of what is at work, empty for what comes last, how many are done, and how many
    there are.
    """
    if not sys.stderr.isatty():
        yield lambda name, done, count: None
        return
    began, ended, words = time.monotonic(), threading.Event(), "Looking for files"

    def tell(name: str, done: int, count: int) -> None:
        nonlocal words
        full = BAR * done // count if count else BAR
        doing = name or "comparing the tables"
        words = f"[{'#' * full}{'.' * (BAR - full)}] {done:,} of {count:,} files read: {doing}"

    def show() -> None:
        while not ended.is_set():
            passed = f", {time.monotonic() - began:.0f} s"
            room = shutil.get_terminal_size().columns - len(passed) - 1
            click.echo(f"{CLEARED}{words[:room]}{passed}", nl=False, err=True)
            ended.wait(1)

    shown = threading.Thread(target=show, daemon=True)
    shown.start()
    try:
        yield tell
    finally:
        ended.set()
        shown.join()
        click.echo(CLEARED, nl=False, err=True)


def run_broken_off(out: Path | None) -> str:
    """Say of a run over records that was interrupted what is left of it."""
    if out is None or not any(out.glob("*/*.json")):
        return "The run was interrupted, and nothing is written."
    return f"The run was interrupted. What is finished is kept in {out}; the same command goes on from there."


@contextmanager
def interruptible(sentence: Callable[[], str]) -> Iterator[None]:
    """End with a sentence, formed at that moment, and a status of its own where a person breaks off the run.

    An engine that is at work tells of it by an error of its own kind; so what counts is that the signal came.
    """
    came = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    except (KeyboardInterrupt, Exception) as error:
        if not came and not isinstance(error, KeyboardInterrupt):
            raise
        click.echo(f"{CLEARED if sys.stderr.isatty() else ''}{sentence()}", err=True)
        raise SystemExit(INTERRUPTED) from error
    finally:
        signal.signal(signal.SIGINT, before)


def goes_on_when_given_again(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Have a command over records, with a folder `out` or none, say what is left of it when it is interrupted."""

    @functools.wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        out = kwargs["out"]
        with interruptible(lambda: run_broken_off(out if isinstance(out, Path) else None)):
            return function(*args, **kwargs)

    return run


def left_out_lines(left_out: Iterable[tuple[str, str]], words: str, all_of_it: str) -> list[str]:
    """Say what was left out, reason by reason, the one that concerns most first.

    Whole tables that were not sent come last: who did not send them knows it, and they must not hide that a table
    lacks a column.

    Parameters
    ----------
    left_out
        Name and reason of each.
    words
        What they were not, such as "Not checked".
    all_of_it
        Where all of them stand, for those that find no room.
    """
    from peelian.records.sent import NO_TABLE

    by_reason: dict[str, list[str]] = {}
    for name, reason in left_out:
        by_reason.setdefault(reason, []).append(name)
    ordered = sorted(by_reason.items(), key=lambda each: (each[0].startswith(NO_TABLE), -len(each[1])))
    lines = [f"{reason} {words}: {_some(names)}." for reason, names in ordered[:REASONS]]
    rest = sum(len(names) for _, names in ordered[REASONS:])
    return [*lines, f"{words} for other reasons: {rest} more. {all_of_it}"] if rest else lines


def _some(names: list[str]) -> str:
    more = len(names) - NAMES
    return f"{', '.join(names[:NAMES])} and {more} more" if more > 0 else ", ".join(names)
