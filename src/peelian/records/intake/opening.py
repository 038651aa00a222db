"""Every file of a folder as relations that the engine can read, each with what is known of it beforehand."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import duckdb

from peelian.catalogue.catalogue import Catalogue
from peelian.records.duck import quoted_name, quoted_text
from peelian.records.intake.broken_lines import MalformedLine, holds_long_line, without_broken_lines
from peelian.records.intake.facts import FileFacts
from peelian.records.intake.kinds import ENDINGS, MARK, PARQUET, TEXT
from peelian.records.intake.masses import MOST_MALFORMED, too_many_malformed, why_left_out
from peelian.records.intake.rules.too_many_columns import MOST_COLUMNS
from peelian.records.intake.sources import recognise
from peelian.records.intake.text_files import FALLBACK, as_utf8, text_facts
from peelian.records.intake.workbook_errors import errors_as_text
from peelian.records.intake.workbooks import sheets_as_text, workbook_facts
from peelian.records.sent import ALL_COLUMNS


@dataclass(frozen=True)
class Opened:
    """A file, or one sheet of a workbook: what is known of it, and where its rows can be read.

    `path` is the text file to read, which need not be the file that was sent; `relation` is the SQL of its
    rows with the columns `c0`, `c1` and so on; `first_row` is the number of the first of them. `readable` is the text
    that the relation reads, in UTF-8; `broken` holds the lines that were replaced in it by their number.
    """

    facts: FileFacts
    path: Path
    relation: str = ""
    first_row: int = 2
    readable: Path | None = None
    broken: Mapping[int, MalformedLine] | None = None

    @property
    def is_text(self) -> bool:
        """Whether lines of it may turn out to be no rows."""
        return "read_csv" in self.relation


def records_below(folder: Path) -> list[Path]:
    """Return the files below a folder in the order of their names; one file stands for itself.

    A folder that cannot be looked into stands for the files in it, as does a link to a folder. What a check has
    written is no record, nor is anything whose name begins with a full stop, nor the file by which a check tells the
    columns of a table, wherever it was copied to.
    """
    if folder.is_file():
        return [folder]
    found: list[Path] = []
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        if MARK in names:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if name != ALL_COLUMNS and not name.startswith(".")]
        found += [Path(place, name) for name in folders if Path(place, name).is_symlink()]
    return sorted([*found, *(Path(error.filename) for error in refused)])


def root_of(folders: Sequence[Path]) -> Path:
    """Return the folder from which files are named: the one that is checked, or the one that holds them all."""
    common = Path(os.path.commonpath(folders))
    return common if common.is_dir() else common.parent


def open_file(
    path: Path, file: str, catalogue: Catalogue, engine: duckdb.DuckDBPyConnection, work: Path
) -> Iterator[Opened]:
    """Yield what a file holds: itself, or the sheets of a workbook."""
    ending = path.suffix.lower()
    if _is_special(path):
        yield Opened(FileFacts(file, 1, ending, special=True), path)
    elif why := _why_closed(path, ending):
        yield Opened(FileFacts(file, 1, ending, closed=why), path)
    elif ending not in ENDINGS:
        yield Opened(FileFacts(file, path.stat().st_size, ending, known_kind=False), path)
    elif ending in TEXT:
        yield open_text(text_facts(path, file, catalogue), path, work)
    elif ending in PARQUET:
        yield _parquet(path, file, catalogue, engine)
    else:
        yield from _sheets(path, file, catalogue, work)


def _is_special(path: Path) -> bool:
    """Whether opening it would wait for whoever writes into it, or reach a device."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(kind) and not stat.S_ISDIR(kind)


def _why_closed(path: Path, ending: str) -> str:
    """Say in the words of the system why a folder, or a file that would be read, cannot be opened."""
    try:
        if path.is_dir():
            with os.scandir(path):
                return ""
        if ending in ENDINGS:
            with path.open("rb"):
                return ""
    except OSError as error:
        return error.strerror or str(error)
    return ""


def open_text(facts: FileFacts, path: Path, work: Path) -> Opened:
    """Return a text file whose header is known as a relation of text."""
    if facts.source is None:
        return Opened(facts, path)
    if len(facts.header) > MOST_COLUMNS:
        return _too_wide(facts, path)
    readable = as_utf8(path, facts, work)
    if facts.noughts or holds_long_line(readable):
        return open_whole_rows(Opened(facts, path, readable=readable), work)
    if why := why_left_out(readable, facts):
        return Opened(replace(facts, source=None, header=(), unreadable=why), path)
    return _text_rows(facts, path, readable)


def open_whole_rows(opened: Opened, work: Path) -> Opened:
    """Return a text file without the lines at which the engine would lose its way."""
    facts, path = opened.facts, opened.path
    readable, broken = without_broken_lines(opened.readable or path, facts, work)
    why = (
        too_many_malformed(min(broken), facts)
        if len(broken) > MOST_MALFORMED
        else why_left_out(readable, facts)
    )
    if why:
        return Opened(replace(facts, source=None, header=(), unreadable=why), path)
    return _text_rows(facts, path, readable, broken)


def _text_rows(
    facts: FileFacts, path: Path, readable: Path, broken: Mapping[int, MalformedLine] | None = None
) -> Opened:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(facts.header)))
    relation = (
        f"read_csv({quoted_text(str(readable))}, columns = {{{columns}}}, auto_detect = false, header = false, "
        f"skip = {facts.header_row}, delim = {quoted_text(facts.delimiter)}, quote = '\"', escape = '\"', "
        "strict_mode = true, store_rejects = true)"
    )
    return Opened(facts, path, relation, facts.header_row + 1, readable, broken)


def _too_wide(facts: FileFacts, path: Path) -> Opened:
    return Opened(replace(facts, source=None, header=(), too_many=facts.header), path)


def open_again(opened: Opened, catalogue: Catalogue, work: Path) -> Opened:
    """Return a text file read in the encoding of old systems, after it proved not to be in UTF-8."""
    return open_text(text_facts(opened.path, opened.facts.file, catalogue, FALLBACK), opened.path, work)


def _parquet(path: Path, file: str, catalogue: Catalogue, engine: duckdb.DuckDBPyConnection) -> Opened:
    facts = FileFacts(file, path.stat().st_size, path.suffix.lower())
    if not facts.size:
        return Opened(facts, path)
    name = quoted_text(str(path))
    try:
        rows = engine.execute(f"DESCRIBE SELECT * FROM read_parquet({name})").fetchall()
    except duckdb.Error:
        return Opened(replace(facts, unreadable="it is no Parquet file, or only a part of one"), path)
    header = tuple(str(row[0]) for row in rows)
    facts = replace(facts, header=header, header_row=0, source=recognise(file, header, catalogue))
    if facts.source and len(header) > MOST_COLUMNS:
        return _too_wide(facts, path)
    cells = ", ".join(f"{_as_text(str(row[0]), str(row[1]))} AS c{place}" for place, row in enumerate(rows))
    return Opened(facts, path, f"(SELECT {cells} FROM read_parquet({name}))", 1)


def _as_text(name: str, kind: str) -> str:
    column = quoted_name(name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        column = f"({column} AT TIME ZONE 'UTC')"
    return f"CAST({column} AS VARCHAR)"


def _sheets(path: Path, file: str, catalogue: Catalogue, work: Path) -> Iterator[Opened]:
    facts = workbook_facts(path, file)
    if not facts.size or facts.unreadable or facts.unpacked > facts.allowed:
        yield Opened(facts, path)
        return
    sheets = sheets_as_text(errors_as_text(path, work) if facts.errors else path, work)
    if isinstance(sheets, str):
        yield Opened(replace(facts, unreadable=sheets), path)
        return
    found = [_sheet(name, text, facts, catalogue) for name, text in sheets if text.stat().st_size]
    recognised = any(sheet.source for sheet, _ in found)
    if not found:
        yield Opened(replace(facts, size=0), path)
    for number, (sheet, text) in enumerate(found):
        told = replace(sheet, beside_recognised=recognised)
        if number:
            told = replace(told, formulas=0, pictures=0, merged=0)
        yield open_text(told, text, work)


def _sheet(name: str, text: Path, book: FileFacts, catalogue: Catalogue) -> tuple[FileFacts, Path]:
    """A sheet is named after its workbook and itself; its own name may tell its table, or that of the book."""
    inside = text_facts(text, str(PurePath(book.file) / name), catalogue)
    if inside.source is None:
        inside = text_facts(text, book.file, catalogue)
    source = replace(inside.source, file=f"{book.file}, sheet {name}") if inside.source else None
    sheet = replace(
        inside,
        file=f"{book.file}, sheet {name}",
        source=source,
        ending=book.ending,
        formulas=book.formulas,
        pictures=book.pictures,
        merged=book.merged,
        unpacked=book.unpacked,
        allowed=book.allowed,
        ends_open=False,
    )
    return sheet, text
