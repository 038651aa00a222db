"""`peelian import directory`: organisations that a force works with, from a CSV file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from peelian.interfaces.cli.acting import acting_user, by_option, force_option, named_force
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)
from peelian.interfaces.cli.csv_rows import read_rows


@click.command("directory")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@force_option
@by_option
@json_option
@refusals_end_in_status_1
def directory(path: Path, force_slug: str, email: str, as_json: bool) -> None:
    """Import organisations (columns name, kind, group_type, area, note): good rows come in, every fault is named.

    Example: peelian import directory partners.csv --force cleveland --by liaison@cleveland.example
    """
    start_django()
    from peelian.apps.directory.services import import_entries

    result = import_entries(
        actor=acting_user(email), force=named_force(force_slug), rows=read_rows(path), file=path.name
    )
    if as_json:
        write_json(asdict(result))
    for each in result.findings:
        say(f"Row {each['row']}, {each['field']}: {each['message']}")
    say(result.words)
    if result.findings:
        raise SystemExit(1)
