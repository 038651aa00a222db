"""Checking a return: every fault of every cell at once, each with its row, column, value, rule and sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from peelian.catalogue.record_tables import NUMERIC, RecordColumn
from peelian.records.intake.cells import GROUPED
from peelian.records.returned.cells import CellFaultError, cell_value, month_of_first_day
from peelian.records.returned.grid import UTF_8, Grid, GridRow
from peelian.records.returned.templates import ReturnTemplate
from peelian.rules.periods import day_words

Row = dict[str, str | None]
Weight = Literal["fault", "question"]
PARTED_BY = {";": "semicolons", "\t": "tabs", "|": "bars"}
_GROUPED = re.compile(GROUPED)
BLANK_WORDS = frozenset({"n/a", "na", "nil", "none", "null", "-", "--", "unknown", "not known", "tbc"})


@dataclass(frozen=True)
class ReturnFinding:
    """One thing about a return.

    Parameters
    ----------
    row
        Number of the line in the file, None where the finding is about the whole table.
    weight
        A ``fault`` has to be mended before the return is signed off; a ``question`` may be right as it stands.
    row_key
        The name of the row inside the return, where the finding is about a sum in it.
    """

    rule: str
    sentence: str
    row: int | None = None
    column: str = ""
    value: str = ""
    weight: Weight = "fault"
    row_key: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class CheckedReturn:
    """The rows that were read, each filled cell in its plain form, and everything found on the way.

    A cell with a fault stays out of its row; the finding keeps what stood there. `lines` holds for each row the line
    of the file on which it stands.
    """

    rows: tuple[Row, ...]
    findings: tuple[ReturnFinding, ...]
    lines: tuple[int, ...] = ()

    @property
    def faults(self) -> int:
        """How many findings have to be mended."""
        return sum(finding.weight == "fault" for finding in self.findings)


@dataclass(frozen=True)
class ReturnScope:
    """What a return is checked against beside its template.

    Parameters
    ----------
    force
        Short name of the force that sends it; no row of another force is taken.
    forces
        By every name, code and short name of a force, folded to small letters, its short name.
    start, end
        The period that dated rows lie in, where it has dates.
    """

    force: str
    forces: Mapping[str, str]
    today: date
    start: date | None = None
    end: date | None = None


@dataclass
class _Reading:
    """The rows and findings so far, with the line on which each row stands."""

    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[ReturnFinding] = field(default_factory=list)


def check_return(template: ReturnTemplate, grid: Grid, scope: ReturnScope) -> CheckedReturn:
    """Check a return cell by cell, row by row, and as a whole."""
    places, header_findings = _places(template, grid.header)
    reading = _Reading(findings=header_findings)
    if grid.unread:
        names = ", ".join(grid.unread)
        reading.findings.append(
            ReturnFinding("further-sheets", f"Only the first sheet is read; not {names}.", weight="question")
        )
    reading.findings += _as_what_it_is_read(grid)
    if not grid.rows:
        reading.findings.append(
            ReturnFinding("no-rows", "There is no row below the header. Fill in at least one.")
        )
    for line in grid.rows:
        _read_row(template, line, grid.header, places, scope, reading)
    reading.findings += _repeated(template, reading)
    reading.findings += _outside_period(template, reading, scope)
    reading.findings += _sums(template, reading)
    order = {name: at for at, name in enumerate(template.names)}
    found = sorted(reading.findings, key=lambda each: (each.row or 0, order.get(each.column, -1)))
    return CheckedReturn(tuple(reading.rows), tuple(found), tuple(reading.lines))


def _as_what_it_is_read(grid: Grid) -> Iterator[ReturnFinding]:
    """A text that is no plain CSV file is read as what it seems to be, and the sender is told."""
    if grid.encoding not in UTF_8:
        sentence = f"The file is not in UTF-8. It is read as {grid.encoding}; check letters with accents."
        yield ReturnFinding("other-encoding", sentence, weight="question")
    if grid.delimiter in PARTED_BY:
        signs = PARTED_BY[grid.delimiter]
        sentence = f"The cells are parted by {signs}, not by commas. They are read so; check the columns."
        yield ReturnFinding("other-delimiter", sentence, weight="question")


def _places(template: ReturnTemplate, header: tuple[str, ...]) -> tuple[dict[str, int], list[ReturnFinding]]:
    """Where each column of the template stands in the file, and what is wrong with the header."""
    told = [name.strip().casefold().replace(" ", "_") for name in header]
    places = {name: told.index(name) for name in template.names if name in told}
    findings = [
        ReturnFinding(
            "missing-column", f"The column '{name}' is missing. Put it back from the template.", 1, name
        )
        for name in template.names
        if name not in places and name != "force"
    ]
    for name, times in Counter(name for name in told if name).items():
        if times > 1:
            sentence = f"The column '{name}' stands there {times} times. Keep one of them."
            findings.append(ReturnFinding("repeated-column", sentence, 1, name, name))
        if name not in template.names:
            sentence = (
                f"'{name[:60]}' is no column of the template. Take it out; nothing of it would be kept."
            )
            findings.append(ReturnFinding("unknown-column", sentence, 1, name[:60], name[:60]))
    return places, findings


def _read_row(
    template: ReturnTemplate,
    line: GridRow,
    header: tuple[str, ...],
    places: Mapping[str, int],
    scope: ReturnScope,
    reading: _Reading,
) -> None:
    row: Row = {}
    reading.findings += _beyond(line, header)
    for column in template.table.columns:
        place = places.get(column.name)
        text = line.cells[place] if place is not None and place < len(line.cells) else ""
        if read := _as_what_a_cell_is_read(column, text):
            plain, rule, sentence = read
            reading.findings.append(ReturnFinding(rule, sentence, line.number, column.name, text, "question"))
            text = plain
        try:
            row[column.name] = _value(column, text, place is None, scope)
        except CellFaultError as fault:
            row[column.name] = None
            found = ReturnFinding(fault.rule, fault.sentence, line.number, column.name, text[:200])
            reading.findings.append(found)
    reading.rows.append(row)
    reading.lines.append(line.number)


def _as_what_a_cell_is_read(column: RecordColumn, text: str) -> tuple[str, str, str] | None:
    """A number with commas and a month that a spreadsheet made a day of: what is read, the rule and the sentence."""
    if column.type in NUMERIC and _GROUPED.fullmatch(text):
        plain = text.replace(",", "")
        return plain, "thousands-comma", f"'{text}' is read as {plain}; write numbers without commas."
    if column.type == "month" and (month := month_of_first_day(text)):
        sentence = f"The day {text} is read as the month {month}; a spreadsheet makes a day of a month."
        return month, "day-for-month", sentence
    return None


def _beyond(line: GridRow, header: tuple[str, ...]) -> list[ReturnFinding]:
    """The first filled cell of a row that stands under no name."""
    for place, cell in enumerate(line.cells):
        if cell and (place >= len(header) or not header[place]):
            sentence = f"'{cell[:60]}' stands under no column. Is there a comma too many in this row?"
            return [ReturnFinding("beyond-the-columns", sentence, line.number, "", cell[:200])]
    return []


def _value(column: RecordColumn, text: str, absent: bool, scope: ReturnScope) -> str | None:
    if column.type == "force" and column.name == "force":
        return _own_force(text, scope)
    if text.casefold() in BLANK_WORDS and column.type not in ("text", "code"):
        raise CellFaultError(
            "blank-word",
            f"'{text}' stands for a missing value. Leave the cell empty where nothing is recorded.",
        )
    if text:
        return cell_value(column, text, scope.forces, scope.today, scope.end)
    if column.required and not absent:
        raise CellFaultError("required", "The cell is empty, and this column has to be filled.")
    return None


def _own_force(text: str, scope: ReturnScope) -> str:
    """Every row is of the force that sends it; the column may be left empty."""
    if not text:
        return scope.force
    slug = scope.forces.get(text.casefold())
    if slug is None:
        raise CellFaultError("force", f"'{text[:60]}' is no force of the list. Write {scope.force}.")
    if slug != scope.force:
        raise CellFaultError(
            "other-force", f"The row is of another force, {slug}. Send only rows of {scope.force}."
        )
    return slug


def _repeated(template: ReturnTemplate, reading: _Reading) -> Iterator[ReturnFinding]:
    """Rows of the force itself with the same key: all but the first."""
    own = [(row, line) for row, line in zip(reading.rows, reading.lines, strict=True) if _is_own(row)]
    if not template.row_key:
        for _, line in own[1:]:
            yield ReturnFinding(
                "one-row", "A return of this collection has one row. Take this one out.", line
            )
        return
    first: dict[str, int] = {}
    for row, line in own:
        if not all(row.get(name) for name in template.row_key):
            continue
        key = template.key_of(row)
        if key in first:
            sentence = f"'{key}' stands already in row {first[key]}. Each may stand once."
            yield ReturnFinding("repeated-key", sentence, line, template.row_key[0], key)
        else:
            first[key] = line


def _is_own(row: Row) -> bool:
    """Whether a row is of the force that sends it: one of another force is told as that, and as nothing else."""
    return "force" not in row or row["force"] is not None


def _outside_period(
    template: ReturnTemplate, reading: _Reading, scope: ReturnScope
) -> Iterator[ReturnFinding]:
    """Rows whose date lies outside the period of the collection."""
    name = template.table.period_column
    if name is None or scope.start is None or scope.end is None:
        return
    first, last = scope.start.isoformat(), scope.end.isoformat()
    for row, line in zip(reading.rows, reading.lines, strict=True):
        value = row.get(name)
        if value is None:
            continue
        size = min(len(value), 10)
        if not first[:size] <= value[:size] <= last[:size]:
            period = f"{day_words(scope.start)} to {day_words(scope.end)}"
            sentence = (
                f"{value[:size]} lies outside the period, {period}. Take the row out, or mend its date."
            )
            yield ReturnFinding("outside-period", sentence, line, name, value)


def _sums(template: ReturnTemplate, reading: _Reading) -> Iterator[ReturnFinding]:
    """Rows in which the parts do not add up; a row with a gap in it is not judged."""
    for each in template.sums:
        for row, line in zip(reading.rows, reading.lines, strict=True):
            cells = [row.get(name) for name in (each.total, *each.parts)]
            numbers = [Decimal(cell) for cell in cells if cell is not None]
            if len(numbers) < len(cells) or numbers[0] == sum(numbers[1:]):
                continue
            sentence = f"{' and '.join(each.parts)} add up to {sum(numbers[1:])}, but '{each.total}' says {numbers[0]}."
            key = template.key_of(row)
            yield ReturnFinding("sum", sentence, line, each.total, str(numbers[0]), "question", key)


def values_by_key(template: ReturnTemplate, rows: tuple[Row, ...] | list[Row]) -> dict[str, Row]:
    """The rows of a return by the name that each has inside it."""
    found: dict[str, Row] = defaultdict(dict)
    for row in rows:
        found[template.key_of(row)] = row
    return dict(found)
