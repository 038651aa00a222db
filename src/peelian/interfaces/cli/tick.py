"""`peelian tick`: look at every clock, and tell everybody what has to be told."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)

if TYPE_CHECKING:
    from peelian.apps.notifications.services import TickResult


@click.command("tick")
@click.option(
    "--no-mail", is_flag=True, help="Write everything down and send nothing; a later tick sends it."
)
@json_option
@refusals_end_in_status_1
def command(no_mail: bool, as_json: bool) -> None:
    """Remind people of what is due, let what is late climb its ladder, and send what waits.

    To be run by cron or a timer, every quarter of an hour or every hour. Run twice, late, or killed in the middle, it
    tells each thing once. A mail server that is down ends it with status 1: everything is written down and goes out
    with a later tick. Where a tick is killed while the mail server answers, at most the one message under way is
    repeated, with the same Message-ID: nobody can know whether the server had it.

    Example: peelian tick
    """
    start_django()
    result = _run(send=not no_mail)
    if as_json:
        write_json(asdict(result))
    else:
        _tell(result)
    if result.ran and result.problem:
        raise click.ClickException(
            f"{result.problem} Messages that wait for the next tick: {result.waiting:,}."
        )


def _run(*, send: bool) -> TickResult:
    """Tick under a progress bar."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from peelian.apps.audit.actors import SystemActor
    from peelian.apps.notifications.services import tick

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("Clocks", total=None)

        def show(part: str, count: int) -> None:
            bars.update(task, description=f"{part} ({count:,})" if count else part)

        return tick(
            actor=SystemActor("tick"),
            today=timezone.localdate(),
            notices_address=settings.OPERATOR.PEELIAN_ADDRESS.rstrip("/") + reverse("workspace:notices"),
            send=send,
            progress=show,
        )


def _tell(result: TickResult) -> None:
    if not result.ran:
        say(result.problem)
        return
    click.echo(
        f"Clocks: {result.clocks:,}. New notices: {result.notices:,}. Rungs climbed: {result.rungs:,}. "
        f"Messages sent: {result.sent:,}; refused: {result.refused:,}; waiting: {result.waiting:,}."
    )
    if result.unknown_kinds:
        say(
            f"The catalogue has no reminders for: {', '.join(result.unknown_kinds)}. "
            "Nobody is told of these; add them to reminders.yaml."
        )
