"""What the commands of statistics share: refusals with all findings, and answers in words or JSON."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from peelian.interfaces.cli.answers import write_json

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

table_argument = click.argument("path", metavar="FILE", type=click.Path(path_type=Path))


def _level(context: click.Context, parameter: click.Parameter, value: float) -> float:
    if not 0 < value < 1:
        raise click.BadParameter(f"The level is {value:g}. It must be above 0 and below 1, such as 0.95.")
    return value


confidence_option = click.option(
    "--confidence",
    type=float,
    callback=_level,
    default=0.95,
    show_default=True,
    help="Level of the interval.",
)
exclude_option = click.option(
    "--exclude", "excluded", multiple=True, metavar="UNIT:REASON", help="Set a unit aside, with the reason."
)


def statistics_refuse(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Turn a refusal of the statistics into its sentence, each finding on a line, and exit status 1.

    A word or number that an option does not take is wrong use of the command, with exit status 2.
    """

    @functools.wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        from peelian.stats.errors import StatsError

        try:
            return function(*args, **kwargs)
        except StatsError as error:
            if error.code == "unknown-choice" or _is_of_an_option(error.code, error.details):
                raise click.UsageError(error.message) from error
            raise click.ClickException("\n".join(_refusal_lines(error.message, error.details))) from error

    return run


def _is_of_an_option(code: str, details: Mapping[str, object]) -> bool:
    return code == "out-of-range" and "argument" in details


def answer(value: Any, as_json: bool, lines: list[str] | None = None) -> None:
    """Print a result: as JSON, or its sentence after a table of lines."""
    if as_json:
        write_json(value.to_dict())
        return
    for line in lines or []:
        click.echo(line)
    click.echo(value.sentence())


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows as lines with aligned columns: numbers to the right, the names and the last column to the left."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place in (0, len(widths) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def reasons_by_name(pairs: tuple[str, ...], option: str) -> dict[str, str]:
    """Read ``NAME:REASON`` options; the reason begins after the first colon."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, colon, reason = pair.partition(":")
        if not colon or not name.strip() or not reason.strip():
            raise click.BadParameter(
                f"{pair!r} is not NAME:REASON, for example 'hampshire:incomplete'.", param_hint=option
            )
        found[name.strip()] = reason.strip()
    return found


def _refusal_lines(message: str, details: Mapping[str, object]) -> list[str]:
    """The sentence, then the findings; where they have sentences of their own, only the first of the message stays."""
    findings: Any = details.get("findings") or []
    told = any(isinstance(finding, dict) and "message" in finding for finding in findings)
    opening = message.partition(". ")[0].rstrip(".") + "." if told else message
    return [opening, *_finding_lines(findings, details)]


def _finding_lines(findings: Sequence[Any], details: Mapping[str, object]) -> list[str]:
    from peelian.stats.findings import ROWS_COUNTED

    lines = [f"  {_finding_line(finding)}" for finding in findings if isinstance(finding, dict)]
    count = details.get("count")
    if isinstance(count, int) and count > len(lines) > 0:
        lines.append(f"  ... and {count - len(lines):,} more")
    if any(isinstance(finding, dict) and finding.get("row") for finding in findings):
        lines.append(f"  {ROWS_COUNTED}")
    return lines


def _finding_line(finding: Mapping[str, Any]) -> str:
    if "message" in finding:
        place = [str(finding["column"])] if finding.get("column") else []
        place += [f"row {finding['row']}"] if finding.get("row") else []
        return f"{', '.join(place)}: {finding['message']}" if place else str(finding["message"])
    return ", ".join(f"{key} {value}" for key, value in finding.items())
