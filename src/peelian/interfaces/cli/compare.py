"""`peelian compare`: whether a proportion changed between two rounds, in the words a report may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.answers import json_option, write_json
from peelian.interfaces.cli.design_options import DesignOptions, design_options, told_of_file
from peelian.interfaces.cli.estimate import Reviewed, missing_option, small_base_option
from peelian.interfaces.cli.statistical import confidence_option, statistics_refuse

if TYPE_CHECKING:
    from peelian.stats import Change, Choices, Estimate

ROUNDS = ("--new", "--old")


class SeveralValues(click.Command):
    """Lets `--new` and `--old` take one value (a file) or two (a percentage and its half-width)."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        last = ""
        for argument in args:
            last, again = (argument, False) if argument.startswith("--") else (last, last in ROUNDS)
            if again and spread[-1] not in ROUNDS:
                spread.append(last)
            spread.append(argument)
        return super().parse_args(ctx, spread)


@click.command("compare", cls=SeveralValues)
@click.option("--new", "new", multiple=True, required=True, metavar="V HW | FILE", help="The later result.")
@click.option("--old", "old", multiple=True, required=True, metavar="V HW | FILE", help="The earlier result.")
@click.option("--outcome", help="Column with the outcome, where files are compared.")
@design_options
@missing_option
@small_base_option
@click.option(
    "--polarity",
    type=click.Choice(["success", "failure"]),
    default="success",
    show_default=True,
    help="Whether a higher percentage is better or worse.",
)
@confidence_option
@click.option(
    "--power", type=float, default=0.8, show_default=True, help="Power of the smallest change told."
)
@click.option("--recorded", type=float, help="Crimes recorded in the year: also the volumes that follow.")
@json_option
@statistics_refuse
def command(
    new: tuple[str, ...],
    old: tuple[str, ...],
    outcome: str | None,
    design_options: DesignOptions,
    missing: str,
    small_base: int,
    polarity: str,
    confidence: float,
    power: float,
    recorded: float | None,
    as_json: bool,
) -> None:
    """Compare two rounds: percentages with their half-widths, or two files of reviewed cases.

    A file with fewer cases than --small-base is not compared: its count stands alone.

    The test is the two-sided z test; overlap of the intervals is not a test.

    \b
    Example: peelian compare --new 96.4 2.0 --old 89.9 2.6
    Example: peelian compare --new 2022.csv --old 2019.csv --outcome recorded --stratum offence
    """
    from peelian.stats import Choices, SmallBase

    settings = {"polarity": polarity, "confidence": confidence, "power": power}
    if len(new) != len(old):
        raise click.UsageError(
            "Give --new and --old alike: each a percentage and a half-width, or each a file."
        )
    if len(new) == 2:
        change = _published(new, old, settings)
    else:
        choices = Choices(missing=missing, confidence=confidence, small_base=SmallBase(cases=small_base))
        change = _files(new, old, outcome, design_options, choices, settings)
    answer: dict[str, Any] = {**change.to_dict(), "sentence": change.sentence()}
    volumes = _volumes(change, recorded)
    if as_json:
        write_json({**answer, **volumes})
        return
    click.echo(change.sentence())
    for name, volume in volumes.items():
        click.echo(f"{name.capitalize()}: {volume['sentence']}")


def _published(new: tuple[str, ...], old: tuple[str, ...], settings: dict[str, Any]) -> Change:
    from peelian.stats import compare_half_widths

    numbers = [_number(text) for text in (*new, *old)]
    return compare_half_widths(*numbers, **settings)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise click.UsageError(
            f"{text!r} is not a number. Give a percentage and its half-width in percentage points, such as 96.4 2.0."
        ) from None


def _files(
    new: tuple[str, ...],
    old: tuple[str, ...],
    outcome: str | None,
    options: DesignOptions,
    choices: Choices,
    settings: dict[str, Any],
) -> Change:
    from peelian.stats import compare_estimates

    if len(new) > 2:
        raise click.UsageError("--new and --old take a percentage and its half-width, or one file.")
    if not outcome:
        raise click.UsageError("Name the column with the outcome: --outcome COLUMN.")
    later, earlier = (_estimate(Path(file), outcome, options, choices) for file in (*new, *old))
    return compare_estimates(later, earlier, **settings)


def _estimate(path: Path, outcome: str, options: DesignOptions, choices: Choices) -> Estimate:
    from peelian.stats import StatsError, estimate_proportion

    reviewed = Reviewed.read(path, outcome, None, (), None, options)
    with told_of_file(path, {"outcome": outcome}):
        found = estimate_proportion(reviewed.design, reviewed.outcome, choices)
        if found.small_base:
            raise StatsError(
                "not-comparable",
                f"{found.sentence()}. On so few cases or units the count stands alone and is not compared; "
                "--small-base sets how many cases are enough.",
                {"file": str(path)},
            )
        return found


def _volumes(change: Change, recorded: float | None) -> dict[str, Any]:
    from peelian.stats import additional_volume, unrecorded_volume

    if recorded is None:
        return {}
    found = {
        "unrecorded": unrecorded_volume(recorded, change.new, change.confidence),
        "additional": additional_volume(recorded, change.new, change.old, change.confidence),
    }
    return {
        name: {
            "estimate": each.estimate,
            "se": each.se,
            "lower": each.lower,
            "upper": each.upper,
            "confidence": each.confidence,
            "printed": each.printed(),
            "sentence": each.sentence(),
        }
        for name, each in found.items()
    }
