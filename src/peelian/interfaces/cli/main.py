"""The `peelian` command: a table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import click

from peelian.interfaces.cli.lazy import LazyCommands

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
    "import": ("imports", "Bring in grades, measures, items, populations and more."),
    "inspections": ("inspections", "List inspections, plan one, and show what its gates say."),
    "outliers": ("outliers", "Draw outlier lines as the reports print them."),
    "publish": ("publish", "Publish an inspection's report."),
    "records": ("records", "Check a force's records, run the standards and the measures on them."),
    "report": ("report", "Render a published report as HTML, PDF, JSON or CSV."),
    "sample": ("sample", "Size, draw and verify samples of cases."),
    "serve": ("serve", "Serve the site."),
    "tick": ("tick", "Remind people of what is due, and send what waits."),
    "trace": ("trace_command", "Show which items of the regime have a passing test."),
}


@click.group(cls=LazyCommands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="peelian", prog_name="peelian")
def main() -> None:
    """Peelian: assess, grade, publish, and follow up until it is done.

    \b
    Exit status: 0 done, 1 findings or a refusal, 2 wrong use.
    Example: peelian clock police-act-s55 --from 2017-03-02
    """
