"""`peelian trace`: which items of the regime have a passing test."""

from __future__ import annotations

from pathlib import Path

import click

from peelian.interfaces.cli import trace as tracing
from peelian.interfaces.cli.answers import fail, json_option


@click.command("trace")
@click.argument("sections", nargs=-1)
@json_option
def command(sections: tuple[str, ...], as_json: bool) -> None:
    """Show, section by section, which items of the regime have a passing test and which have none.

    Reads the register and the results of the last test run from the checkout it is run in.

    Example: peelian trace A1 A2
    """
    try:
        items = tracing.trace(tracing.find_checkout(Path.cwd()))
    except tracing.TraceError as error:
        fail(str(error))
        return
    chosen = [traced for traced in items if not sections or traced.item.section in sections]
    if not chosen:
        known = ", ".join(section for section, _, _ in tracing.by_section(items))
        fail(f"There is no section {' '.join(sections)}. Known sections: {known}.")
    click.echo(tracing.as_json(chosen) if as_json else "\n".join(tracing.summary_lines(chosen)))
