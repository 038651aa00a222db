"""`peelian import press`: the recommendations that a press account lists, from a text file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from peelian.interfaces.cli.acting import (
    OPERATOR,
    force_option,
    inspectorate_option,
    named_force,
    named_inspectorate,
)
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)


@click.command("press")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@force_option
@click.option("--framework", required=True, metavar="FRAMEWORK", help="Such as peel-2021-22.")
@click.option("--published", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day of the account.")
@click.option("--source", required=True, metavar="TEXT", help="Such as 'News broadcast of 17 March 2023'.")
@inspectorate_option
@json_option
@refusals_end_in_status_1
def press(
    path: Path,
    force_slug: str,
    framework: str,
    published: datetime,
    source: str,
    slug: str | None,
    as_json: bool,
) -> None:
    """Import what a press account lists, unmatched until the report is at hand. Credits and promotion are skipped.

    Example: peelian import press news.txt --force kent --framework peel-2025-27 --published 2026-03-02 --source News
    """
    start_django()
    from peelian.apps.followup.services import import_press_account

    result = import_press_account(
        actor=OPERATOR,
        inspectorate=named_inspectorate(slug),
        force=named_force(force_slug),
        framework=framework,
        account=path.read_text(encoding="utf-8"),
        source=source,
        published_on=published.date(),
    )
    if as_json:
        write_json({"added": result.added, "items": [each.title for each in result.items]})
        return
    for each in result.items:
        say(f"{each.title} (unmatched)")
    say(f"{result.added} added, {len(result.items) - result.added} known already.")
