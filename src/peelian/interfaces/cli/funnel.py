"""`peelian funnel`: forces beyond what size and natural spread explain."""

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


@click.command("funnel")
@table_argument
@click.option("--unit", required=True, help="Column that names the force.")
@click.option("--events", required=True, help="Column with the events, successes or observed number.")
@click.option("--exposure", required=True, help="Column with the population, cases or expected number.")
@click.option(
    "--kind", type=click.Choice(["rate", "proportion", "ratio"]), default="rate", show_default=True,
    help="Events over population, successes over cases, or observed over expected.",
)  # fmt: skip
@click.option(
    "--overdispersion", type=click.Choice(["additive", "multiplicative", "none"]), default="additive",
    show_default=True, help="How limits allow for forces that differ by nature.",
)  # fmt: skip
@click.option(
    "--tails", type=click.Choice(["winsorised", "trimmed", "kept"]), default="winsorised", show_default=True,
    help="What is done with the outer tenth at each end before the spread is measured.",
)  # fmt: skip
@exclude_option
@json_option
@statistics_refuse
def command(
    path: Path,
    unit: str,
    events: str,
    exposure: str,
    kind: str,
    overdispersion: str,
    tails: str,
    excluded: tuple[str, ...],
    as_json: bool,
) -> None:
    """Draw a funnel: 95 and 99.8 percent limits for every force, and q, its p adjusted for many tests.

    Example: peelian funnel crimes.csv --unit force --events count --exposure population
    """
    from peelian.records.small_tables import read_small_table
    from peelian.stats import funnel

    reasons = reasons_by_name(excluded, "--exclude")
    table = read_small_table(path, [unit, events, exposure])
    units, (counts, base) = table.units(unit, events, exposure)
    found = funnel(
        units, counts, base, kind=kind, overdispersion=overdispersion, tails=tails, exclude=reasons
    )
    rows = [("unit", "rate", "95 percent", "99.8 percent", "q", "label")]
    rows += [
        (
            each.unit,
            f"{each.rate:.4g}",
            f"{each.lower95:.4g} to {each.upper95:.4g}",
            f"{each.lower998:.4g} to {each.upper998:.4g}",
            f"{each.q:.2g}",
            each.label,
        )
        for each in sorted(found.units, key=lambda each: -each.rate)
    ]
    rows += [(each.unit, "", "", "", "", f"excluded: {each.reason}") for each in found.excluded]
    answer(found, as_json, aligned(rows))
