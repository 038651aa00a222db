"""`peelian clock`: a statutory clock from a date."""

from __future__ import annotations

from datetime import date, datetime

import click

from peelian.interfaces.cli.answers import fail, json_option, refusals_end_in_status_1, write_json


@click.command("clock")
@click.argument("rule")
@click.option(
    "--from", "start", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day the clock starts."
)
@click.option(
    "--on", "answered", type=click.DateTime(["%Y-%m-%d"]), help="Day of the response, to see if it is late."
)
@json_option
@refusals_end_in_status_1
def command(rule: str, start: datetime, answered: datetime | None, as_json: bool) -> None:
    """Work out the last day of a statutory clock.

    Example: peelian clock police-act-s55 --from 2017-03-02
    """
    from peelian.catalogue import load_catalogue
    from peelian.interfaces.cli.catalogue_path import catalogue_path
    from peelian.rules.clocks import clock_deadline, days_late
    from peelian.rules.number_words import days_counted
    from peelian.rules.periods import day_words

    catalogue = load_catalogue(catalogue_path())
    if rule not in catalogue.clocks:
        fail(f"There is no clock {rule!r}. Known clocks: {', '.join(sorted(catalogue.clocks))}.")
    deadline = clock_deadline(catalogue.clocks[rule], start.date(), catalogue.holidays)
    early = answered is not None and answered < start
    late = days_late(deadline, answered.date()) if answered and not early else None
    answer = {"clock": rule, "from": start.date(), "last_day": deadline.last_day, "words": deadline.words}
    if answered:
        answer |= {"on": answered.date(), "days_late": late}
    if as_json:
        write_json(answer)
        return
    last: date | None = deadline.last_day
    click.echo(last.isoformat() if last else "no fixed limit")
    click.echo(deadline.words, err=True)
    if answered:
        on, first = day_words(answered.date()), day_words(start.date())
        in_time = f"On {on}: {days_counted(late)} late." if late else "In time."
        click.echo(f"{on} lies before {first}, on which the clock starts." if early else in_time, err=True)
