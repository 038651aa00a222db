"""The `peelian` command: a table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import importlib

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "agreement": ("agreement", "Measure how far reviewers of the same cases agree."),
    "audit": ("audit", "Prove that the audit log is whole."),
    "clock": ("clocks", "Work out a statutory clock."),
    "compare": ("compare", "Test whether a result changed between two rounds."),
    "control": ("control", "Draw a control chart of one force over time."),
    "demo": ("demo", "Load the demonstration and write its report."),
    "doctor": ("doctor", "Check set-up, settings, database and assets, with remedies."),
    "estimate": ("estimate", "Estimate from a file of reviewed cases, with their design."),
    "export": ("exports", "Write grades, items, figures or returns as CSV or JSON."),
    "frameworks": ("frameworks", "List, show and validate the catalogue."),
    "funnel": ("funnel", "Compare forces by a funnel plot that allows for their spread."),
    "import": ("imports", "Bring in published grades; all findings at once."),
    "inspections": ("inspections", "List inspections, plan one, and show what its gates say."),
    "outliers": ("outliers", "Draw outlier lines as the reports print them."),
    "publish": ("publish", "Publish an inspection's report."),
    "records": ("records", "Check a force's records, run the standards and the measures on them."),
    "report": ("report", "Render a published report as HTML, PDF, JSON or CSV."),
    "sample": ("sample", "Size, draw and verify samples of cases."),
    "serve": ("serve", "Serve the site."),
    "trace": ("trace_command", "Show which items of the regime have a passing test."),
}


class LazyCommands(click.Group):
    """Lists all commands from the table, and imports the module of the one that is used."""

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


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="peelian", prog_name="peelian")
def main() -> None:
    """Peelian: assess, grade, publish, and follow up until it is done.

    \b
    Exit status: 0 done, 1 findings or a refusal, 2 wrong use.
    Example: peelian clock police-act-s55 --from 2017-03-02
    """
