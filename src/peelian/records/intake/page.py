"""The report of an intake as one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from peelian.catalogue.record_tables import RecordTable
from peelian.records.intake.findings import SEVERITY_WORDS
from peelian.records.intake.report import IntakeReport
from peelian.records.intake.told import Alike, Kind, alike, kinds_of

NAMED = 3
"""How many files with the same finding the page names at once; the others unfold."""
FILES = 12
"""Up to so many files stand open on the page; more unfold."""
SHOWN = 100
"""How many findings of one rule the page shows."""


@dataclass(frozen=True)
class RuleGroup:
    """The findings of one rule; `further` are those that the page leaves to the table."""

    kind: Kind
    findings: tuple[Alike, ...]
    further: int


def intake_page(report: IntakeReport, tables: Mapping[str, RecordTable]) -> str:
    """Return the report as HTML."""
    pages = Environment(
        loader=PackageLoader("peelian.records.intake"), autoescape=True, undefined=StrictUndefined
    )
    return pages.get_template("intake.html").render(
        report=report,
        outcome=outcome(report),
        standing=standing(report),
        groups=groups(report),
        tables={name: table.title for name, table in tables.items()} | {"": ""},
        words=SEVERITY_WORDS,
        named=NAMED,
        open_files=len(report.files) <= FILES,
        number="{:,}".format,
        day=_day,
    )


def outcome(report: IntakeReport) -> str:
    """Say in one sentence what the check came to.

    >>> outcome(IntakeReport("records", date(2022, 3, 31), (), (), ()))
    'No file of records was found.'
    """
    left_out = _left_out(report)
    if not any(file.table for file in report.files):
        if not left_out:
            return "No file of records was found."
        return (
            f"{_counted(left_out, 'file')} {'is' if left_out == 1 else 'are'} left out, and no row was read."
        )
    if left_out:
        are = "is" if left_out == 1 else "are"
        return f"{_counted(left_out, 'file')} {are} left out, and {_counted(report.rejected, 'row')} kept apart in all."
    if report.rejected:
        are = "is" if report.rejected == 1 else "are"
        return f"{report.rejected:,} of {_counted(report.rows, 'row')} {are} kept apart."
    accepted = f"All rows are accepted: {report.rows:,}"
    return f"{accepted}." if report.sound else f"{accepted}, with warnings to look at."


def groups(report: IntakeReport) -> list[RuleGroup]:
    """Return the findings by rule, the gravest first; what many files say alike is put together."""
    found = []
    for kind in kinds_of(report):
        shown = tuple(alike(kind.examples)[:SHOWN])
        found.append(RuleGroup(kind, shown, kind.findings - sum(each.number for each in shown)))
    return found


def standing(report: IntakeReport) -> str:
    """Return how the outcome is marked: what is kept apart or left out, what should be looked at, or nothing.

    >>> standing(IntakeReport("records", date(2022, 3, 31), (), (), ()))
    'attention'
    """
    if not any(file.table for file in report.files):
        return "attention"
    if report.rejected or _left_out(report):
        return "attention"
    return "" if report.sound else "warnings"


def _left_out(report: IntakeReport) -> int:
    """How many files, or folders, a finding leaves out, those among them of which not even the table is known."""
    return len({count.file for count in report.counts if count.severity == "file"})


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
