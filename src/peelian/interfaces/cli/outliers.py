"""`peelian outliers`: forces beyond one standard deviation of the mean, as the reports print it."""

from __future__ import annotations

from pathlib import Path

import click

from peelian.interfaces.cli.answers import json_option
from peelian.interfaces.cli.statistical import (
    aligned,
    answer,
    exclude_option,
    reasons_by_name,
    statistics_refuse,
    table_argument,
)

RULES = ("more-normal", "normal-at-alpha", "larger-w", "plain", "log")


@click.command("outliers")
@table_argument
@click.option("--unit", required=True, help="Column that names the force.")
@click.option("--value", required=True, help="Column with the value to compare.")
@exclude_option
@click.option(
    "--rule", type=click.Choice(RULES), default="more-normal", show_default=True,
    help="When logs are taken: see the method page on outlier lines.",
)  # fmt: skip
@click.option("--alpha", type=float, default=0.05, show_default=True, help="Level of the Shapiro-Wilk test.")
@click.option(
    "--divisor", type=click.Choice(["n-1", "n"]), default="n-1", show_default=True,
    help="Divisor of the standard deviation.",
)  # fmt: skip
@json_option
@statistics_refuse
def command(
    path: Path,
    unit: str,
    value: str,
    excluded: tuple[str, ...],
    rule: str,
    alpha: float,
    divisor: str,
    as_json: bool,
) -> None:
    """Draw outlier lines: one standard deviation each side of the unweighted mean of the forces.

    Example: peelian outliers rates.csv --unit force --value rate --exclude hampshire:incomplete
    """
    from peelian.records.small_tables import read_small_table
    from peelian.stats import outlier_lines

    reasons = reasons_by_name(excluded, "--exclude")
    table = read_small_table(path, [unit, value])
    units, (values,) = table.units(unit, value)
    ddof = 1 if divisor == "n-1" else 0
    found = outlier_lines(units, values, exclude=reasons, rule=rule, alpha=alpha, ddof=ddof)
    rows = [("unit", "value", "z", "rank", "label")]
    rows += [
        (each.unit, f"{each.value:.4g}", f"{each.z:+.2f}", str(each.rank), each.label)
        for each in sorted(found.units, key=lambda each: each.rank)
    ]
    rows += [(each.unit, "", "", "", f"excluded: {each.reason}") for each in found.excluded]
    answer(found, as_json, aligned(rows))
