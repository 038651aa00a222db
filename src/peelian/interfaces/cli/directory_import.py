"""`peelian import directory`: organisations that a force works with, from a CSV file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from peelian.interfaces.cli.acting import acting_user, by_option
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
@click.option(
    "--force", "slug", required=True, metavar="FORCE", help="Short name of the force, such as cleveland."
)
@by_option
@json_option
@refusals_end_in_status_1
def directory(path: Path, slug: str, email: str, as_json: bool) -> None:
    """Import organisations (columns name, kind, group_type, area, note): good rows come in, every fault is named.

    Example: peelian import directory partners.csv --force cleveland --by liaison@cleveland.example
    """
    start_django()
    from peelian.apps.directory.services import import_entries
    from peelian.apps.organisations.queries import forces

    force = forces().filter(slug=slug).first()
    if force is None:
        raise click.ClickException(f"There is no force {slug!r}. Use a short name such as cleveland.")
    result = import_entries(actor=acting_user(email), force=force, rows=read_rows(path), file=path.name)
    if as_json:
        write_json(asdict(result))
    for each in result.findings:
        say(f"Row {each['row']}, {each['field']}: {each['message']}")
    say(result.words)
    if result.findings:
        raise SystemExit(1)
