"""`peelian publish`: publish a signed-off report."""

from __future__ import annotations

from datetime import datetime

import click

from peelian.interfaces.cli.acting import acting_user, by_option
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)


@click.command("publish")
@click.argument("reference")
@by_option
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication; today otherwise.")
@json_option
@refusals_end_in_status_1
def command(reference: str, email: str, day: datetime | None, as_json: bool) -> None:
    """Publish the report of a signed-off inspection, unless a gate blocks it.

    Example: peelian publish cleveland-2021-22 --by publications@inspectorate.example
    """
    start_django()
    from django.utils import timezone

    from peelian.apps.reports.services import publish_report
    from peelian.interfaces.cli.inspections import named_inspection

    publication = publish_report(
        actor=acting_user(email),
        inspection=named_inspection(reference),
        published_on=day.date() if day else timezone.localdate(),
    )
    if as_json:
        write_json(
            {
                "reference": publication.reference,
                "version": publication.version_number,
                "published_on": publication.published_on,
                "content_hash": publication.content_hash,
            }
        )
        return
    click.echo(publication.content_hash)
    say(f"{publication.title} is published, version {publication.version_number}.")
