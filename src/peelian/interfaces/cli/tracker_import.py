"""`peelian import tracker`: a force's own tracker, from a workbook or CSV file."""

from __future__ import annotations

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


@click.command("tracker")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@force_option
@by_option
@json_option
@refusals_end_in_status_1
def tracker(path: Path, force_slug: str, email: str, as_json: bool) -> None:
    """Import a force's own tracker (XLSX, ODS or CSV): good rows come in, every fault of the others is named.

    Example: peelian import tracker tracker.xlsx --force cleveland --by liaison@cleveland.example
    """
    start_django()
    from peelian.apps.actions.services import import_tracker

    result = import_tracker(
        actor=acting_user(email), force=named_force(force_slug), name=path.name, data=path.read_bytes()
    )
    kept = result.kept
    if as_json:
        told = {"rows": kept.rows, "taken": kept.taken, "unchanged": kept.unchanged}
        write_json({**told, "findings": kept.findings, "notes": list(result.notes)})
    for each in kept.findings:
        say(f"Row {each['row']}, {each['column']}: {each['message']}")
    for note in result.notes:
        say(note)
    say(result.words)
    if kept.findings:
        raise SystemExit(1)
