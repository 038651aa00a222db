"""Text files of records: their encoding, their delimiter and the row that names the columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from peelian.catalogue.catalogue import Catalogue
from peelian.records.intake.facts import FileFacts
from peelian.records.intake.masses import row_ends
from peelian.records.intake.seen_kinds import seen_as
from peelian.records.intake.sources import Source, recognise

BEGINNING = 65_536
"""How much of a file is looked at to tell what it is."""
DELIMITERS = (",", ";", "\t", "|")
ROWS_ABOVE = 25
"""How far down the row that names the columns is looked for."""
PIECE = 1 << 20
FALLBACK = "cp1252"
GARBLED = "most of the lines below its header have another number of cells than the header"
ENOUGH_LINES = 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26})
_MOST_CONTROLS = 0.001


def text_facts(path: Path, file: str, catalogue: Catalogue, encoding: str | None = None) -> FileFacts:
    """Return what the beginning and the end of a text file tell of it.

    Parameters
    ----------
    encoding
        Given where reading has shown that the file is not in UTF-8 after all.
    """
    size = path.stat().st_size
    facts = FileFacts(file, size, path.suffix.lower())
    if not size:
        return facts
    with path.open("rb") as stream:
        beginning = stream.read(BEGINNING)
    encoding = encoding or encoding_of(beginning) or _but_for_noughts(beginning)
    if encoding is None:
        return replace(facts, binary=True, seen_as=seen_as(beginning))
    text = decoded(beginning, encoding)
    facts = replace(facts, noughts="\x00" in text)
    read = _with_header(replace(facts, encoding=encoding), text, catalogue)
    return (
        replace(read, source=None, header=(), unreadable=GARBLED)
        if _garbled(read, text)
        else _with_end(read, path)
    )


def encoding_of(beginning: bytes) -> str | None:
    """Return the encoding that a beginning is in; None for what is no text."""
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    wide = _unmarked_wide(beginning)
    if wide:
        return wide
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    if b"\x00" in beginning or controls > _MOST_CONTROLS * len(beginning) + 1:
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8"


def _but_for_noughts(beginning: bytes) -> str | None:
    """The encoding of text in which a few bytes of nought stand; their lines are kept apart."""
    if seen_as(beginning):
        return None
    few = beginning.count(b"\x00") <= _MOST_CONTROLS * len(beginning) + 1
    return encoding_of(beginning.replace(b"\x00", b"")) if few else None


def decoded(beginning: bytes, encoding: str) -> str:
    """Return the text of a beginning, whose last letter may be cut in two."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(beginning).lstrip("\ufeff")


def as_utf8(path: Path, facts: FileFacts, work: Path) -> Path:
    """Return a file in UTF-8 whose lines end as the engine expects; the file itself where it is one already."""
    if facts.encoding in ("utf-8", "utf-8-sig") and not _old_line_ends(path):
        return path
    written = work / "as-utf-8.csv"
    with (
        path.open(encoding=facts.encoding, errors="replace", newline=None) as source,
        written.open("w", encoding="utf-8", newline="") as target,
    ):
        while piece := source.read(PIECE):
            target.write(piece)
    return written


def _unmarked_wide(beginning: bytes) -> str | None:
    """UTF-16 without a mark shows as a nought in every other byte."""
    sample = beginning[:2000]
    if len(sample) < 4:
        return None
    if sample[1::2].count(0) > 0.4 * len(sample) and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * len(sample) and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _old_line_ends(path: Path) -> bool:
    with path.open("rb") as stream:
        beginning = stream.read(BEGINNING)
    return b"\r" in beginning and b"\n" not in beginning


def _with_header(facts: FileFacts, text: str, catalogue: Catalogue) -> FileFacts:
    """Find the delimiter and the row under which a table is recognised, or else the likeliest."""
    best: FileFacts | None = None
    looked_at: set[tuple[str, ...]] = set()
    for delimiter in DELIMITERS:
        for line, above, cells in _first_rows(text, delimiter):
            header = tuple(cells)
            # A line that a delimiter does not part reads the same with each of them.
            if header in looked_at:
                continue
            looked_at.add(header)
            source = recognise(facts.file, header, catalogue)
            if source is None:
                continue
            found = replace(
                facts, delimiter=delimiter, header_row=line, skipped=above, header=header, source=source
            )
            if _is_whole(found, source):
                return found
            if best is None or best.source is None or len(source.readings) > len(best.source.readings):
                best = found
    if best:
        return best
    widest = max(DELIMITERS, key=lambda sign: len(_header(text, sign)[1]))
    line, header = _header(text, widest)
    return replace(facts, delimiter=widest, header_row=line, header=header)


def _is_whole(facts: FileFacts, source: Source) -> bool:
    """Whether every cell is a column that is known, the key among them, so that no other row is the header."""
    return (
        len(facts.header) > 1
        and not source.unknown
        and all(cell.strip() for cell in facts.header)
        and set(source.table.key) <= set(source.readings)
    )


def _garbled(facts: FileFacts, text: str) -> bool:
    """Whether most lines of the beginning are no rows, so that reading on would only list them one by one."""
    if facts.source is None:
        return False
    lines = text.splitlines()[facts.header_row : -1]
    widths = [line.count(facts.delimiter) + 1 for line in lines if line.strip() and '"' not in line]
    wrong = sum(width != len(facts.header) for width in widths)
    if len(widths) < ENOUGH_LINES or 2 * wrong <= len(widths):
        return False
    rows = [sound for _, sound in row_ends(io.StringIO(text, newline=""), facts)][:-1]
    return 2 * sum(rows) < len(rows)


def _header(text: str, delimiter: str) -> tuple[int, tuple[str, ...]]:
    return next(((line, tuple(cells)) for line, _, cells in _first_rows(text, delimiter)), (1, ()))


def _first_rows(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the first filled rows: the line each ends on, how many were filled above it, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    above = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, above, cells
                above += 1
            if above > ROWS_ABOVE:
                return
    except csv.Error:
        return


def _with_end(facts: FileFacts, path: Path) -> FileFacts:
    """Look whether the last line stops in the middle of a row."""
    if facts.encoding not in ("utf-8", "utf-8-sig", FALLBACK) or not facts.header:
        return facts
    with path.open("rb") as stream:
        stream.seek(max(0, facts.size - BEGINNING))
        end = stream.read().decode(facts.encoding, errors="replace")
    last = re.split(r"[\r\n]", end)[-1]
    if not last.strip():
        return facts
    cells = next(csv.reader([last], delimiter=facts.delimiter), [])
    return replace(facts, ends_open=len(cells) < len(facts.header) or last.count('"') % 2 == 1)
