"""Every code with which the statistics refuse has its line in the reference, and no line is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "statistics-errors.md"
RAISING = ("src/peelian/stats", "src/peelian/records", "src/peelian/interfaces/cli")


def codes_in(path: Path) -> Iterator[str]:
    """Yield the first argument of every `StatsError(...)` and `findings.refuse_any(...)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("StatsError", "refuse_any"):
                yield str(node.args[0].value)


def test_codes_in_the_reference_are_those_in_the_code() -> None:
    used = {code for folder in RAISING for path in (ROOT / folder).rglob("*.py") for code in codes_in(path)}
    told = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert (used - told, told - used) == (set(), set())
