"""`peelian demo`: the demonstration, loaded through the services, and its report as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)
from peelian.interfaces.cli.formats import FORMATS, write_whole

if TYPE_CHECKING:
    from peelian.apps.reports.models import Publication
    from peelian.demonstration.people import Account

REPORT = "cleveland-2021-22"
WRITTEN = ("html", "pdf", "json")


@click.command("demo")
@click.option(
    "--fresh",
    is_flag=True,
    help="Empty the database first (stop the server before). Refused beside real accounts.",
)
@json_option
@refusals_end_in_status_1
def command(fresh: bool, as_json: bool) -> None:
    """Load the demonstration and write its report as HTML, PDF and JSON.

    A second run finds what is loaded, loads what is missing and loses nothing.

    Example: peelian demo
    """
    start_django()
    from peelian.demonstration.fresh import empty_installation
    from peelian.demonstration.people import accounts_file, known_accounts

    if fresh:
        empty_installation()
    _prepare_database()
    loaded = _load()
    files = _write_report()
    if as_json:
        write_json({"steps_loaded": loaded, "files": files, "accounts_file": accounts_file()})
        return
    if loaded:
        _show_accounts(known_accounts())
    else:
        say("The demonstration is already loaded.")
    say(f"Accounts: {accounts_file()} (readable by you alone)")
    for path in files:
        click.echo(path)


def _prepare_database() -> None:
    """Bring the tables up to date, and the stored regime to the catalogue."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from peelian.demonstration.regime import synchronise_regime

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database.")
        call_command("migrate", interactive=False, verbosity=0)
    for warning in synchronise_regime():
        say(warning)


def _load() -> int:
    """Load what is missing under a progress bar; return how many steps there were."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from peelian.demonstration.load import STEPS, load_demonstration
    from peelian.demonstration.steps import Step

    columns = (TextColumn("{task.description:<46}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("Looking at what is loaded", total=len(STEPS))
        places = {step.name: place for place, step in enumerate(STEPS)}

        def show(step: Step, count: int) -> None:
            counted = f" ({count})" if count else ""
            bars.update(task, description=f"{step.title}{counted}", completed=places[step.name])

        loaded = load_demonstration(show)
        bars.update(task, completed=len(STEPS))
    return loaded


def _write_report() -> list[Path]:
    """Write the files of the report, unless they already hold this content."""
    from django.conf import settings

    from peelian.apps.reports.queries import published_reports

    publication = published_reports().get(reference=REPORT)
    folder = Path(settings.VAR) / "demonstration"
    files = [folder / f"{REPORT}.{form}" for form in WRITTEN]
    stamp = folder / f".{REPORT}.hash"
    if not _is_written(publication, files, stamp):
        say("Writing the report as HTML, PDF and JSON.")
        for path in files:
            write_whole(path, FORMATS[path.suffix[1:]](publication.report))
        write_whole(stamp, publication.content_hash.encode())
    return files


def _is_written(publication: Publication, files: list[Path], stamp: Path) -> bool:
    return (
        all(path.exists() for path in files)
        and stamp.exists()
        and stamp.read_text(encoding="ascii") == publication.content_hash
    )


def _show_accounts(accounts: list[Account]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Accounts of the demonstration", title_justify="left")
    for heading in ("Role", "Organisation", "E-mail address", "Password"):
        table.add_column(heading, no_wrap=True)
    for each in accounts:
        table.add_row(each.role, each.organisation, each.email, each.password)
    Console(stderr=True, width=140).print(table)
