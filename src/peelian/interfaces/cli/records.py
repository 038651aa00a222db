"""`peelian records`: the records of a force, checked and measured where they lie; nothing leaves the machine."""

from __future__ import annotations

import click

from peelian.interfaces.cli.lazy import LazyCommands

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("records_check", "Check files of records and take in the rows that are sound."),
    "coverage": ("records_coverage", "List which items of the regime a standard covers."),
    "measures": ("records_measures", "Work out counts, rates, shares and percentiles over records."),
    "published": ("records_published", "Read public files of figures, and check them against themselves."),
    "standards": ("records_standards", "Check records against the standards, and list the exceptions."),
}


@click.group("records", cls=LazyCommands, table=COMMANDS)
def command() -> None:
    """Check the records of a force, run the standards, and work out the measures. No server is needed."""
