"""Which items of the regime have a passing test, and which have none.

The register ``docs/trace/items.csv`` names the items. Test runs leave ``var/trace/<run>.json``, item
by item with the tests that perform its check. This module lays the one over the other.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

REGISTER = Path("docs") / "trace" / "items.csv"
RESULTS = Path("var") / "trace"
PAGE = Path("docs") / "reference" / "trace.md"
PREFACE = (
    "Each item of the inspection regime that Peelian serves, with the tests that perform its check. "
    "An item counts when at least one such test passes and none fails. "
    "The page is written by `make trace` from the last run of `make test`.\n"
)
SIDES = {"a": "inspectorate", "b": "force", "c": "oversight and public", "d": "policing standard"}


class TraceError(Exception):
    """The trace cannot be drawn; the message says why and what to do."""


@dataclass(frozen=True)
class Item:
    """One item of the regime."""

    identifier: str
    section: str
    section_title: str
    side: str
    name: str


@dataclass(frozen=True)
class TracedItem:
    """An item with the tests that perform its check."""

    item: Item
    passed: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def met(self) -> bool:
        """An item is met when a test performs its check and none of them fails."""
        return bool(self.passed) and not self.failed

    @property
    def words(self) -> str:
        """State of the item in a word or two."""
        if self.failed:
            return "failing"
        return "passing" if self.passed else "no test yet"


def find_checkout(start: Path) -> Path:
    """Return the nearest folder upwards that holds the register."""
    for folder in [start, *start.parents]:
        if (folder / REGISTER).exists():
            return folder
    raise TraceError(
        f"No {REGISTER} was found in {start} or above it. Run this inside a checkout of Peelian."
    )


def load_items(checkout: Path) -> tuple[Item, ...]:
    """Read the register of items, in its order."""
    with (checkout / REGISTER).open(encoding="utf-8", newline="") as lines:
        return tuple(
            Item(row["id"], row["section"], row["section_title"], row["side"], row["name"])
            for row in csv.DictReader(lines)
        )


def load_results(checkout: Path) -> dict[str, dict[str, bool]]:
    """Join what every run left: item -> test -> whether it passed in all runs that had it."""
    joined: dict[str, dict[str, bool]] = {}
    for path in sorted((checkout / RESULTS).glob("*.json")):
        for identifier, tests in json.loads(path.read_text(encoding="utf-8")).items():
            place = joined.setdefault(identifier, {})
            for test, passed in tests.items():
                place[test] = passed and place.get(test, True)
    return joined


def trace(checkout: Path) -> tuple[TracedItem, ...]:
    """Lay the results of the tests over the register."""
    results = load_results(checkout)
    items = load_items(checkout)
    unknown = sorted(set(results) - {item.identifier for item in items})
    if unknown:
        raise TraceError(
            f"Tests name items that {REGISTER} does not hold: {', '.join(unknown)}. Correct the markers."
        )
    return tuple(_traced(item, results.get(item.identifier, {})) for item in items)


def _traced(item: Item, tests: dict[str, bool]) -> TracedItem:
    passed = tuple(sorted(test for test, ok in tests.items() if ok))
    failed = tuple(sorted(test for test, ok in tests.items() if not ok))
    return TracedItem(item, passed, failed)


def by_section(items: Iterable[TracedItem]) -> list[tuple[str, str, list[TracedItem]]]:
    """Group the items: section, its title, its items."""
    groups = groupby(items, key=lambda traced: (traced.item.section, traced.item.section_title))
    return [(section, title, list(group)) for (section, title), group in groups]


def summary_lines(items: Iterable[TracedItem]) -> list[str]:
    """One line a section, then a line for each of its items that is not met."""
    lines: list[str] = []
    for section, title, group in by_section(items):
        met = sum(traced.met for traced in group)
        lines.append(f"{section} {title}: {met} of {len(group)}")
        lines.extend(
            f"  {traced.item.identifier} {traced.item.name}: {traced.words}"
            for traced in group
            if not traced.met
        )
    return lines


def render_page(items: Iterable[TracedItem]) -> str:
    """Write the page of the documentation that holds the whole table."""
    parts = ["# Trace to the regime\n", PREFACE]
    for section, title, group in by_section(items):
        met = sum(traced.met for traced in group)
        parts.append(f"## {section} {title}: {met} of {len(group)}\n")
        parts.append("| Item | Side | Name | State | Tests |\n|---|---|---|---|---|")
        parts.append("\n".join(_row(traced) for traced in group) + "\n")
    return "\n".join(parts)


def _row(traced: TracedItem) -> str:
    item = traced.item
    tests = "<br>".join(f"`{test}`" for test in [*traced.passed, *traced.failed])
    name = item.name.replace("|", "\\|")
    return f"| {item.identifier} | {SIDES[item.side]} | {name} | {traced.words} | {tests} |"


def as_json(items: Iterable[TracedItem]) -> str:
    """Give the same answer for a program."""
    rows = [
        {
            "id": traced.item.identifier,
            "section": traced.item.section,
            "side": traced.item.side,
            "name": traced.item.name,
            "state": traced.words,
            "passed": list(traced.passed),
            "failed": list(traced.failed),
        }
        for traced in items
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def write_page(checkout: Path) -> Path:
    """Write the table into the documentation."""
    path = checkout / PAGE
    path.write_text(render_page(trace(checkout)), encoding="utf-8")
    return path


def check_page(checkout: Path) -> None:
    """Refuse a table that is not what the tests say."""
    path = checkout / PAGE
    if not path.exists() or path.read_text(encoding="utf-8") != render_page(trace(checkout)):
        raise TraceError(f"{PAGE} is not what the last test run says. Run 'make trace' and commit the page.")
