"""Read the sheets of a workbook into text files, in a process of its own that may fail.

A workbook can be made so that whoever opens it runs out of memory. So it is opened here, by
`python -m peelian.records.intake.workbook_rows WORKBOOK FOLDER`, with a limit on memory, on time and on what is
written; whatever befalls this process, the one that asked goes on. A workbook with a sheet that reaches over too many
cells is not opened at all, for room would be made for every one of them. Each sheet becomes `<number>.csv`, and
`sheets.json` tells their names.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from peelian.records.intake.workbooks import MOST_CELLS, TOO_FAR
from peelian.workbooks.limits import limit
from peelian.workbooks.sheet_size import reach_of_workbook

MEMORY = 3 << 30
SECONDS = 300
WRITTEN = 4 << 30


def main(workbook: Path, folder: Path) -> None:
    """Write every sheet of the workbook into the folder."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(workbook)) as opened:
        for number, name in enumerate(opened.sheet_names):
            rows = opened.get_sheet_by_name(name).iter_rows()
            with (folder / f"{number}.csv").open("w", encoding="utf-8", newline="") as target:
                csv.writer(target, lineterminator="\n").writerows(
                    [cell_text(cell) for cell in row] for row in rows
                )
        names = list(opened.sheet_names)
    (folder / "sheets.json").write_text(json.dumps(names), encoding="utf-8")


def cell_text(cell: object) -> str:
    """Return a cell of a sheet as a person would write it into a text file."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds())
    return str(cell)


if __name__ == "__main__":
    limit(MEMORY, SECONDS, WRITTEN)
    reach = reach_of_workbook(Path(sys.argv[1]), Path(sys.argv[1]).suffix, MOST_CELLS)
    if reach.cells > MOST_CELLS:
        sys.stdout.write(reach.cell)
        sys.exit(TOO_FAR)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
