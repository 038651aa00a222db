"""`peelian records`: the records of a force, checked and measured where they lie; nothing leaves the machine."""

from __future__ import annotations

import importlib

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("records_check", "Check files of records and take in the rows that are sound."),
    "coverage": ("records_coverage", "List which items of the regime a standard covers."),
    "measures": ("records_measures", "Work out counts, rates, shares and percentiles over records."),
    "published": ("records_published", "Read public files of figures, and check them against themselves."),
    "standards": ("records_standards", "Check records against the standards, and list the exceptions."),
}


class RecordCommands(click.Group):
    """Lists the commands from the table, and imports the module of the one that is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"peelian.interfaces.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in sorted(COMMANDS.items())])


@click.group("records", cls=RecordCommands)
def command() -> None:
    """Check the records of a force, run the standards, and work out the measures. No server is needed."""
