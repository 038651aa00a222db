"""Reading the file of values that somebody sends, with bounds and with sentences for what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from peelian.apps.measures.value_rows import COLUMNS
from peelian.rules.errors import InvalidValueError

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000


def rows_of_file(file: Any) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8. `file` has a name, a size in bytes, and can be read.

    Raises
    ------
    InvalidValueError
        The file is too large, empty, no UTF-8, or no table.
    """
    if file.size > LARGEST:
        raise _refused(f"{file.name} has {file.size:,} bytes. A table of values has at most {LARGEST:,}.")
    try:
        text = file.read().decode("utf-8-sig")
        rows = list(_limited(csv.DictReader(io.StringIO(text, newline=""), strict=True), file.name))
    except UnicodeDecodeError as error:
        raise _refused(
            f"{file.name} is not in UTF-8 (byte {error.start}). Save it again as CSV in UTF-8."
        ) from error
    except csv.Error as error:
        raise _refused(
            f"{file.name} cannot be read as CSV: {error}. Save it again as CSV in UTF-8."
        ) from error
    if "\x00" in text:
        raise _refused(f"{file.name} holds characters that are no text. Save it again as CSV in UTF-8.")
    if not rows or "force" not in rows[0]:
        raise _refused(
            f"{file.name} has no rows under a heading with a column 'force'. Name the columns in the first row, with "
            f"commas between them: {', '.join(COLUMNS)}."
        )
    return rows


def _limited(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str]]:
    for place, row in enumerate(reader, 1):
        if place > MOST_ROWS:
            raise _refused(f"{name} has more than {MOST_ROWS:,} rows. A release has one row a force.")
        yield {str(column or ""): str(cell or "") for column, cell in row.items()}


def _refused(message: str) -> InvalidValueError:
    return InvalidValueError(
        "invalid-value", message, {"findings": [{"field": "file", "value": "", "message": message}]}
    )
