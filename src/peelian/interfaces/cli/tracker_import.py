"""`peelian import tracker`: a force's own tracker, from a workbook or CSV file."""

from __future__ import annotations

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


@click.command("tracker")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--force", "slug", required=True, metavar="FORCE", help="Short name of the force, such as cleveland."
)
@by_option
@json_option
@refusals_end_in_status_1
def tracker(path: Path, slug: str, email: str, as_json: bool) -> None:
    """Import a force's own tracker (XLSX, ODS or CSV): good rows come in, every fault of the others is named.

    Example: peelian import tracker tracker.xlsx --force cleveland --by liaison@cleveland.example
    """
    start_django()
    from peelian.apps.actions.services import import_tracker
    from peelian.apps.organisations.queries import forces

    force = forces().filter(slug=slug).first()
    if force is None:
        raise click.ClickException(f"There is no force {slug!r}. Use a short name such as cleveland.")
    result = import_tracker(actor=acting_user(email), force=force, name=path.name, data=path.read_bytes())
    kept = result.kept
    if as_json:
        told = {"rows": kept.rows, "taken": kept.taken, "unchanged": kept.unchanged}
        write_json({**told, "findings": kept.findings, "notes": list(result.notes)})
    for each in kept.findings:
        say(f"Row {each['row']}, {each['field']}: {each['message']}")
    for note in result.notes:
        say(note)
    say(result.words)
    if kept.findings:
        raise SystemExit(1)
