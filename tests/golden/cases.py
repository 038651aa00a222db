"""Golden cases: answers of other packages on invented data, read from every folder that holds them.

A folder has `expected/`, `expected_other/` and their inputs. Read are the small folder kept here, a folder of
the project's shared material where there is one, and those named by the environment variable PEELIAN_GOLDEN.
"""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
RELATIVE, NEAR_ZERO = 1e-9, 1e-13


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
    folders |= {f"given{place}": Path(path) for place, path in enumerate(named.split(os.pathsep)) if path}
    return {name: path for name, path in folders.items() if path.is_dir()}


def read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "inputs_benchmark" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def parameters(file: str, build: Callable[[Path, Any], Iterator[GoldenCase]]) -> list[Any]:
    """Return one parameter for each folder, case and quantity of one file of `expected_other/`."""
    found = []
    for label, folder in golden_folders().items():
        path = folder / "expected_other" / f"{file}.json"
        if path.is_file():
            answers = json.loads(path.read_text(encoding="utf-8"))
            found += [
                pytest.param(case, id=f"{label}-{file}-{case.name}")
                for case in build(folder, answers)
                if case.expected is not None
            ]
    return found


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
    elif isinstance(expected, float | int) and isinstance(seen, float | int):
        if not math.isclose(seen, expected, rel_tol=case.relative, abs_tol=case.absolute):
            yield f"{place}: {seen!r} for {expected!r}"
    elif seen != expected:
        yield f"{place}: {seen!r} for {expected!r}"
