"""Reading the rows of a CSV file that a command was given."""

from __future__ import annotations

import csv
from pathlib import Path

import click


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{path.name} is not in UTF-8 (byte {error.start}). Save it again as CSV in UTF-8."
        ) from error
    except csv.Error as error:
        raise click.ClickException(f"{path.name} cannot be read as CSV: {error}.") from error
