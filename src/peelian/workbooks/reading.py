"""The one door to a workbook that somebody sent.

A workbook of a few bytes can be made so that whoever opens it runs out of memory, or ends at once: the library that
opens it makes room for every cell up to the last one, and stops the whole process where there is none. So it is opened
in a process of its own with limits on memory, on time and on what is written; whatever befalls that process, the one
that asked goes on and says what to do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peelian.workbooks.bounds import Bounds, Cell, cell_from_json

REFUSED = 3
"""The status with which the reading process ends where it says why in `refused.txt`."""
TOO_MUCH = 4
"""The status with which it ends where it came up against one of its limits."""
DAMAGED = (
    "The workbook is damaged and cannot be opened. Save it again in the program that made it, and send that."
)
TOO_LARGE = (
    "The workbook needs more memory or time to be opened than a workbook may. Delete the cells far out and the sheets "
    "that are not needed, and save it again; or save the sheet as CSV."
)


class WorkbookError(Exception):
    """A workbook that is not read; the sentence says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    Parameters
    ----------
    filled
        Whether any cell of it is filled.
    merged
        Ranges of merged cells inside what is filled: first row and column, last row and column, from 0.
    path
        Where its rows lie while the workbook is open; None for a sheet that was not asked for.
    """

    name: str
    filled: bool
    merged: tuple[tuple[int, int, int, int], ...] = ()
    path: Path | None = None

    def rows(self) -> Iterator[list[Cell]]:
        """Yield every row from the first of the sheet, each from its first column, so that places are the sheet's."""
        if self.path is None:
            return
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line, object_hook=cell_from_json)


@contextmanager
def opened_workbook(source: bytes | Path, ending: str, bounds: Bounds) -> Iterator[tuple[Sheet, ...]]:
    """Open a workbook of the ending ``.xlsx``, ``.xlsm``, ``.ods`` or ``.xls``; its rows can be read inside the block.

    Raises
    ------
    WorkbookError
        It is damaged, holds what no workbook holds, or is larger than the bounds.
    """
    with tempfile.TemporaryDirectory(prefix="peelian-workbook-") as place:
        folder = Path(place)
        workbook = source if isinstance(source, Path) else folder / f"workbook{ending}"
        if isinstance(source, bytes):
            workbook.write_bytes(source)
        _read_apart(workbook, ending, folder, bounds)
        told: list[dict[str, Any]] = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
        yield tuple(
            Sheet(
                each["name"],
                each["filled"],
                tuple((a, b, c, d) for a, b, c, d in each["merged"]),
                folder / f"{number}.jsonl" if each["read"] else None,
            )
            for number, each in enumerate(told)
        )


def _read_apart(workbook: Path, ending: str, folder: Path, bounds: Bounds) -> None:
    """Let the other process write the sheets into the folder, and say why where it did not."""
    command = [
        sys.executable, "-m", "peelian.workbooks.process", str(workbook), ending, str(folder), bounds.to_json()
    ]  # fmt: skip
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=2 * bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(TOO_LARGE) from error
    if ended.returncode == REFUSED:
        raise WorkbookError((folder / "refused.txt").read_text(encoding="utf-8"))
    if ended.returncode == TOO_MUCH or ended.returncode < 0:
        raise WorkbookError(TOO_LARGE)
    if ended.returncode:
        raise WorkbookError(DAMAGED)
