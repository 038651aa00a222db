"""Golden cases: answers of other packages on invented data, read from every folder that holds them.

A folder has `expected/`, `expected_other/` and their inputs. Read are the small folder kept here, a folder of
the project's shared material where there is one, and those named by the environment variable PEELIAN_GOLDEN.
"""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from peelian.stats import StatsError

HERE = Path(__file__).resolve().parent
RELATIVE, NEAR_ZERO = 1e-9, 1e-13
NOT_TOLD = (None, "NA", "NaN")
"""How the packages write a number that does not exist, inside a list."""


@dataclass(frozen=True)
class GoldenCase:
    """One quantity: what the package says, and how this project comes to it."""

    name: str
    expected: Any
    compute: Callable[[], Any]
    relative: float = RELATIVE
    absolute: float = NEAR_ZERO


def golden_folders() -> dict[str, Path]:
    """Return the folders by a short name for the test identifiers."""
    folders = {"kept": HERE / "data", "shared": HERE.parents[2] / "shared" / "golden"}
    named = os.environ.get("PEELIAN_GOLDEN", "")
    given = {f"given{place}": Path(path) for place, path in enumerate(named.split(os.pathsep)) if path}
    missing = [str(path) for path in given.values() if not path.is_dir()]
    if missing:
        raise pytest.UsageError(
            f"PEELIAN_GOLDEN names no folder: {', '.join(missing)}. Give folders of golden cases, with {os.pathsep!r} "
            "between them, or unset it."
        )
    return {name: path for name, path in {**folders, **given}.items() if path.is_dir()}


def read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "inputs_benchmark" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


READ_FILES: set[str] = set()
"""The files of `expected_other/` that some test reads."""


def parameters(file: str, build: Callable[[Path, Any], Iterator[GoldenCase]]) -> list[Any]:
    """Return one parameter for each folder, case and quantity of one file of `expected_other/`."""
    READ_FILES.add(file)
    found = []
    for label, folder in golden_folders().items():
        path = folder / "expected_other" / f"{file}.json"
        if path.is_file():
            answers = json.loads(path.read_text(encoding="utf-8"), parse_constant=str)
            found += [
                pytest.param(case, id=f"{label}-{file}-{case.name}")
                for case in _built(build, folder, answers)
                if case.expected is not None
            ]
    return found


def _built(
    build: Callable[[Path, Any], Iterator[GoldenCase]], folder: Path, answers: Any
) -> Iterator[GoldenCase]:
    """Build cases; where a file cannot be read on, that is a failing case, and the others still run."""
    try:
        yield from build(folder, answers)
    except (KeyError, TypeError, ValueError, OSError, StatsError) as error:
        yield GoldenCase("rest", 0, partial(_refuse_rest, error))


def _refuse_rest(error: Exception) -> NoReturn:
    pytest.fail(
        f"The golden answers cannot be read from here on: {type(error).__name__}: {error}. Give the file the form of "
        "the one that is kept with the tests.",
        pytrace=False,
    )


def unread(name: str, answers: Any, known: Iterable[str]) -> Iterator[GoldenCase]:
    """Return a failing case for each number of an answer that no test computes, so that none is passed over."""
    for key in answers.keys() - set(known):
        if isinstance(answers[key], int | float | list | dict) and not isinstance(answers[key], bool):
            yield GoldenCase(f"{name}/{key}", answers[key], partial(refuse_kind, f"{name}/{key}", known))


def refuse_kind(name: str, known: Iterable[str]) -> NoReturn:
    """Fail with a sentence: the answer is of a kind that is not compared here."""
    pytest.fail(
        f"The golden answer {name} is of a kind that nothing here computes. Known are: {', '.join(sorted(known))}. "
        "Add the kind to the tests of golden cases, or name the answer in quirks.json with the reason.",
        pytrace=False,
    )


def assert_agrees(case: GoldenCase) -> None:
    """Compare numbers within the tolerance, everything else exactly, element by element."""
    seen = case.compute()
    apart = list(_differences(seen, case.expected, case, ""))
    assert apart == [], f"{case.name}: {apart[:5]}"


def _differences(seen: Any, expected: Any, case: GoldenCase, place: str) -> Iterator[str]:
    if isinstance(expected, list):
        if len(seen) != len(expected):
            yield f"{place}: {len(seen)} values for {len(expected)}"
            return
        for i, (a, b) in enumerate(zip(seen, expected, strict=True)):
            yield from _differences(a, b, case, f"{place}[{i}]")
    elif expected in NOT_TOLD:
        if seen is not None and not math.isnan(seen):
            yield f"{place}: {seen!r} where nothing can be told"
    elif not _agree(seen, expected, case):
        yield f"{place}: {seen!r} for {expected!r}"


def _agree(seen: Any, expected: Any, case: GoldenCase) -> bool:
    if isinstance(expected, float | int) and isinstance(seen, float | int):
        return math.isclose(seen, expected, rel_tol=case.relative, abs_tol=case.absolute)
    return bool(seen == expected)
