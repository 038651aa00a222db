"""What is known of a file before its rows are read, and of a table after: the matter of the rules about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from peelian.catalogue.record_tables import RecordTable
from peelian.records.intake.sources import Source


@dataclass(frozen=True)
class FileFacts:
    """One file, or one sheet of a workbook, as it was found.

    `unreadable` says why it could not be read, and `closed` why it, or a folder, could not be opened; `link` where a
    link leads that is not followed; `special` that it is a pipe, a socket or a device; `seen_as` what a file that is
    no text seems to be, and what to do; `changed` that
    it was not the same after the reading; `unpacked` is what a packed file grows to, with the most that is allowed;
    `skipped` is how many filled lines stand above the header; `ends_open` says that the last line stops in the middle
    of a row, and `noughts` that bytes of nought stand in what is text otherwise; `too_many` is the header
    of a file that has too many columns to be read.
    """

    file: str
    size: int
    ending: str = ".csv"
    known_kind: bool = True
    binary: bool = False
    unreadable: str = ""
    closed: str = ""
    link: str = ""
    special: bool = False
    seen_as: str = ""
    changed: bool = False
    unpacked: int = 0
    allowed: int = 0
    encoding: str = "utf-8"
    delimiter: str = ","
    header: tuple[str, ...] = ()
    header_row: int = 1
    skipped: int = 0
    ends_open: bool = False
    noughts: bool = False
    too_many: tuple[str, ...] = ()
    formulas: int = 0
    errors: int = 0
    pictures: int = 0
    merged: int = 0
    beside_recognised: bool = False
    source: Source | None = None
    rows: int | None = None


@dataclass(frozen=True)
class MonthOfForce:
    """How many accepted rows one file has for a force and a month."""

    file: str
    force: str
    month: date
    rows: int


@dataclass(frozen=True)
class BlankCells:
    """How many accepted rows of a file leave a column blank, of a file that has the column."""

    file: str
    column: str
    rows: int
    blank: int


@dataclass(frozen=True)
class Broken:
    """References of a table that lead nowhere: how many, and one of them."""

    column: str
    target: str
    rows: int
    example: str


@dataclass(frozen=True)
class Words:
    """The different words of a column that has few of them, with how many rows hold each."""

    column: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Outside:
    """Rows of one file and force with a place, how many lie outside the force's area, and one such place."""

    file: str
    force: str
    placed: int
    rows: int
    example: str


@dataclass(frozen=True)
class OtherDistricts:
    """Rows of one file and force that lie in a district of another force: how many, and which districts."""

    file: str
    force: str
    rows: int
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Numbered:
    """Rows of one file that bear no identifier; `kinds` is what they are, where a column of words tells."""

    file: str
    column: str
    rows: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableFacts:
    """A table as it was accepted, over all of its files.

    `repeated` is how many rows of each file say the same as one before them in every column that the file fills.
    """

    table: RecordTable
    months: tuple[MonthOfForce, ...] = ()
    blanks: tuple[BlankCells, ...] = ()
    broken: tuple[Broken, ...] = ()
    repeated: Mapping[str, int] | None = None
    words: tuple[Words, ...] = ()
    outside: tuple[Outside, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    other_districts: tuple[OtherDistricts, ...] = ()


Fact = TypeVar("Fact", MonthOfForce, BlankCells)


def by_file(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The facts of each file, in the order in which the files first occur."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.file].append(fact)
    return found
