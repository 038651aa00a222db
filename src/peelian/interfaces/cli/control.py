"""`peelian control`: one force over time, with the limits of its own ordinary variation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from peelian.interfaces.cli.answers import json_option, write_json
from peelian.interfaces.cli.statistical import aligned, answer, statistics_refuse, table_argument


@click.command("control")
@table_argument
@click.option("--time", "time", help="Column that names the points; rows are taken in their order.")
@click.option(
    "--value",
    help="Column of single values, for an XmR chart; by default the column named value.",
)
@click.option("--events", help="Column of events, for a p or u chart.")
@click.option("--exposure", help="Column of cases (p chart) or exposure (u chart).")
@click.option(
    "--chart", type=click.Choice(["xmr", "p", "u"]), help="Kind of chart; else by the columns given."
)
@click.option(
    "--laney", is_flag=True, help="Correct p and u limits for spread beyond chance, for large numbers."
)
@click.option("--baseline", type=int, help="Take centre and spread from the first so many points.")
@json_option
@statistics_refuse
def command(
    path: Path,
    time: str | None,
    value: str | None,
    events: str | None,
    exposure: str | None,
    chart: str | None,
    laney: bool,
    baseline: int | None,
    as_json: bool,
) -> None:
    """Draw a control chart and name the points that break a run rule.

    \b
    Example: peelian control months.csv --value rate
    Example: peelian control months.csv --events recorded --exposure reviewed --chart p --laney
    """
    from peelian.records.small_tables import read_small_table

    kind = _kind(chart, value, events, exposure)
    columns = [value or "value"] if kind == "xmr" else [str(events), str(exposure)]
    table = read_small_table(path, [*columns, *([time] if time else [])])
    found = _chart(kind, table.full_numbers(*columns), laney, baseline)
    names = table.names(time)[0] if time else [str(place) for place in range(1, found.n + 1)]
    if as_json:
        told = found.to_dict()
        told["points"] = [{"point": name, **point} for name, point in zip(names, told["points"], strict=True)]
        write_json(told)
        return
    rows = [("point", "value", "lower", "upper", "signals")]
    rows += [
        (name, f"{point.value:.4g}", f"{point.lower:.4g}", f"{point.upper:.4g}", ", ".join(point.signals))
        for name, point in zip(names, found.points, strict=True)
    ]
    answer(found, as_json, aligned(rows))


def _kind(chart: str | None, value: str | None, events: str | None, exposure: str | None) -> str:
    """Say which chart the options ask for; contradictions are wrong use."""
    if (events is None) != (exposure is None):
        raise click.UsageError("--events and --exposure go together: give both, or --value.")
    if value is not None and events is not None:
        raise click.UsageError("Give --value, or --events with --exposure, not both.")
    if chart in ("p", "u") and events is None:
        raise click.UsageError(f"A {chart} chart needs --events and --exposure.")
    if chart == "xmr" and events is not None:
        raise click.UsageError("An XmR chart takes --value.")
    return chart or ("xmr" if events is None else "p")


def _chart(kind: str, columns: list[list[float]], laney: bool, baseline: int | None) -> Any:
    from peelian.stats import individuals_chart, proportion_chart, rate_chart

    if kind == "xmr":
        return individuals_chart(columns[0], baseline=baseline)
    draw = proportion_chart if kind == "p" else rate_chart
    return draw(columns[0], columns[1], laney=laney, baseline=baseline)
