"""`peelian import`: published grades, items and measures, from a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from peelian.interfaces.cli.acting import OPERATOR, inspectorate_option, named_inspectorate
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)
from peelian.interfaces.cli.csv_rows import read_rows
from peelian.interfaces.cli.directory_import import directory
from peelian.interfaces.cli.populations import populations
from peelian.interfaces.cli.press_import import press
from peelian.interfaces.cli.release_import import measures
from peelian.interfaces.cli.response_forms import response
from peelian.interfaces.cli.tracker_import import tracker
from peelian.rules.errors import InvalidValueError
from peelian.rules.number_words import of_number

TEXT_MISSING = "text missing"
"""The flag of an item that its source refers to and does not contain."""

file_argument = click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group("import")
def command() -> None:
    """Bring in what is published elsewhere; all findings at once, and nothing while there are any."""


command.add_command(populations)
command.add_command(response)
command.add_command(measures)
command.add_command(press)
command.add_command(tracker)
command.add_command(directory)


@command.command("grades")
@file_argument
@inspectorate_option
@json_option
@refusals_end_in_status_1
def grades(path: Path, slug: str | None, as_json: bool) -> None:
    """Import published grades. The columns are those that `peelian export grades` writes.

    Example: peelian import grades grades.csv
    """
    start_django()
    from peelian.apps.judgements.services import import_grade_records

    _import(import_grade_records, path, slug, as_json, "published grade")


@command.command("items")
@file_argument
@inspectorate_option
@json_option
@refusals_end_in_status_1
def items(path: Path, slug: str | None, as_json: bool) -> None:
    """Import causes of concern, recommendations and areas for improvement, as `peelian export items` writes them.

    An item that its source refers to and does not contain has no text, "no" under matched, and a note that says
    where it is referred to. It stands as a placeholder until a later table brings its text.

    Example: peelian import items items.csv
    """
    start_django()
    from peelian.apps.followup.services import import_items

    _import(import_items, path, slug, as_json, "item")


def _import(take_in: Callable[..., Any], path: Path, slug: str | None, as_json: bool, what: str) -> None:
    rows = read_rows(path)
    inspectorate = named_inspectorate(slug)
    try:
        result = take_in(actor=OPERATOR, inspectorate=inspectorate, rows=rows, file=path.name)
    except InvalidValueError as error:
        if as_json:
            write_json({"added": 0, "findings": error.details.get("findings", [])})
        raise
    known = len(rows) - result.added
    placeholders = getattr(result, "placeholders", None)
    missing = [{"title": each.title, "flag": TEXT_MISSING, "note": each.note} for each in placeholders or ()]
    if as_json:
        kept = {} if placeholders is None else {"placeholders": missing}
        write_json({"added": result.added, "known": known, **kept, "findings": []})
    say(f"{path.name}: {of_number(result.added, what)} added, {known:,} known already.")
    for each in missing:
        say(f"  {each['title']}: {TEXT_MISSING}. {each['note']}")
