"""Workbooks of records: measured before they are opened, then read as text, sheet by sheet."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.seen_kinds import other_than_package
from peelian.records.intake.workbook_errors import SIGNS
from peelian.workbooks.sheet_size import allowed_unpacked

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
UNPACKED = 1 << 30
"""The most that a packed workbook may grow to, however large it is."""
MOST_CELLS = 50_000_000
"""The most cells, empty ones among them, that a sheet may reach over: rows times columns up to its last cell."""
TOO_FAR = 3
"""The status with which the reading process ends where a sheet reaches over more."""
WAIT = 600
_PIECE = 1 << 20
_OVERLAP = 200
_FORMULA = re.compile(rb"<f[ >/]|table:formula=")
_MERGED = re.compile(rb"<mergeCell |table:number-(?:columns|rows)-spanned=\"(?!1\")")
_PICTURES = re.compile(r"^(?:xl/media|Pictures)/.")


def workbook_facts(path: Path, file: str) -> FileFacts:
    """Return what is packed in a workbook; `unreadable` where it is none, or is broken."""
    facts = FileFacts(file, path.stat().st_size, path.suffix.lower())
    if not facts.size or facts.ending == ".xls":
        return facts
    try:
        with zipfile.ZipFile(path) as package:
            return _packed(package, facts)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        unreadable = "it is no workbook, or only a part of one"
        return replace(facts, unreadable=unreadable, seen_as=other_than_package(path))


def sheets_as_text(path: Path, work: Path) -> list[tuple[str, Path]] | str:
    """Return the sheets of a workbook as text files by name, or the words that say why it cannot be opened."""
    folder = work / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "peelian.records.intake.workbook_rows", str(path), str(folder)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=WAIT, check=False)
    except subprocess.TimeoutExpired:
        return "opening it takes too long"
    if ended.returncode == TOO_FAR:
        cell = ended.stdout.decode()
        return (
            f"the cell {cell} stands so far out that its sheet reaches over more than {MOST_CELLS:,} cells; delete it, "
            "and others like it"
        )
    if ended.returncode:
        return "it cannot be opened, or needs more memory than a workbook may"
    names = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
    return [(name, folder / f"{number}.csv") for number, name in enumerate(names)]


def _packed(package: zipfile.ZipFile, facts: FileFacts) -> FileFacts:
    """Count what is inside while reading it through, so that a size that is a lie is found out.

    A package that says itself that it grows too large is not read at all.
    """
    allowed = allowed_unpacked(facts.size, UNPACKED)
    declared = sum(part.file_size for part in package.infolist())
    if declared > allowed:
        return replace(facts, unpacked=declared, allowed=allowed)
    unpacked = formulas = merged = errors = 0
    for part in package.infolist():
        with package.open(part) as stream:
            rest = b""
            while piece := stream.read(_PIECE):
                unpacked += len(piece)
                if unpacked > allowed:
                    return replace(facts, unpacked=unpacked, allowed=allowed)
                if part.filename.endswith(".xml"):
                    seen = rest + piece
                    rest = seen[-_OVERLAP:]
                    formulas += _found(_FORMULA, seen, len(seen) - len(piece))
                    merged += _found(_MERGED, seen, len(seen) - len(piece))
                    errors += _found(SIGNS, seen, len(seen) - len(piece))
    pictures = sum(bool(_PICTURES.match(part.filename)) for part in package.infolist())
    return replace(
        facts,
        unpacked=unpacked,
        allowed=allowed,
        formulas=formulas,
        merged=merged,
        pictures=pictures,
        errors=errors,
    )


def _found(pattern: re.Pattern[bytes], seen: bytes, repeated: int) -> int:
    """How often a pattern ends in the new part of what is seen."""
    return sum(match.end() > repeated for match in pattern.finditer(seen))
