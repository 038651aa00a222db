"""What a check has found, kind by kind: how many files and rows each concerns, the gravest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from peelian.records.intake.findings import SEVERITY_WORDS, CellRule, Finding, Rule, counted
from peelian.records.intake.report import IntakeReport
from peelian.records.intake.rules import FILE_RULES, RULES
from peelian.records.intake.sink import RuleCount

ABOUT_MONTHS = ("missing-month", "month-of-others", "volume-collapse", "other-month", "stray-month")
"""Rules about months and volumes, which concern more than the rows that they name."""
ABOUT_FILES = frozenset(rule.identifier for rule in FILE_RULES)
"""Rules that are not about rows, so that none are counted."""
ABOUT_THE_WHOLE = frozenset({*ABOUT_FILES, *ABOUT_MONTHS})
GRAVEST_FIRST = tuple(SEVERITY_WORDS)
_NUMBERS = re.compile(r"('[^']*')|\d[\d,.]*\d|\d")


@dataclass(frozen=True)
class Kind:
    """All findings of one rule: how many there are, in which files and columns, and how many rows they concern."""

    rule: Rule
    findings: int
    files: int
    rows: int
    columns: tuple[str, ...]
    examples: tuple[Finding, ...]

    @property
    def extent(self) -> str:
        """How far it reaches, in words.

        A finding about a table as a whole is in no file; what it is about is counted instead. Of cells in several
        columns, two may stand in one row, so that cells are counted.
        """
        parts = [counted(self.files, "file")] if self.files else [counted(self.findings, "finding")]
        return ", ".join([*parts, *([counted(self.rows, self.unit)] if self.rows else [])])

    @property
    def unit(self) -> str:
        """What `rows` counts: rows, or cells where a rule about cells is broken in several columns."""
        return "cell" if isinstance(self.rule, CellRule) and len(self.columns) > 1 else "row"


@dataclass(frozen=True)
class Alike:
    """Findings that say the same but for numbers: the first, and the files in which it was found."""

    first: Finding
    files: tuple[str, ...]
    number: int


def kinds_of(report: IntakeReport) -> tuple[Kind, ...]:
    """Return what was found, one entry a rule: faults before warnings before notes, and what concerns whole files,
    months and volumes before the rest.
    """
    counts: dict[str, list[RuleCount]] = {}
    for count in report.counts:
        counts.setdefault(count.rule, []).append(count)
    examples: dict[str, list[Finding]] = {}
    for found in report.findings:
        examples.setdefault(found.rule, []).append(found)
    found_kinds = [
        _kind(rule, counts[rule.identifier], examples.get(rule.identifier, []))
        for rule in RULES
        if rule.identifier in counts
    ]
    return tuple(sorted(found_kinds, key=_gravity))


def _kind(rule: Rule, counts: list[RuleCount], examples: list[Finding]) -> Kind:
    return Kind(
        rule,
        findings=sum(count.findings for count in counts),
        files=len({count.file for count in counts if count.file}),
        rows=0 if rule.identifier in ABOUT_FILES else sum(count.rows for count in counts),
        columns=tuple(dict.fromkeys(count.column for count in counts if count.column)),
        examples=tuple(examples),
    )


def _gravity(kind: Kind) -> tuple[int, bool, int]:
    severity = GRAVEST_FIRST.index(kind.rule.severity)
    return severity, kind.rule.identifier not in ABOUT_THE_WHOLE, -kind.rows


def alike(findings: Iterable[Finding]) -> list[Alike]:
    """Put findings together that say the same but for numbers, in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for found in findings:
        said = _NUMBERS.sub(lambda match: match.group(1) or "#", found.sentence)
        groups.setdefault((found.table, found.column, said), []).append(found)
    return [
        Alike(group[0], tuple(dict.fromkeys(found.file for found in group if found.file)), len(group))
        for group in groups.values()
    ]
