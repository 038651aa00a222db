"""`peelian agreement`: how far reviewers of the same cases agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from peelian.interfaces.cli.answers import json_option, write_json
from peelian.interfaces.cli.statistical import confidence_option, statistics_refuse, table_argument


@click.command("agreement")
@table_argument
@click.option("--item", required=True, help="Column that names the case.")
@click.option("--rater", required=True, help="Column that names the reviewer.")
@click.option("--rating", required=True, help="Column with the answer.")
@click.option(
    "--scale", type=click.Choice(["nominal", "ordinal"]), default="nominal", show_default=True,
    help="Ordinal gives credit to answers that lie near.",
)  # fmt: skip
@click.option(
    "--categories", help="All answers from lowest to highest, separated by commas; else those seen, sorted."
)
@confidence_option
@json_option
@statistics_refuse
def command(
    path: Path,
    item: str,
    rater: str,
    rating: str,
    scale: str,
    categories: str | None,
    confidence: float,
    as_json: bool,
) -> None:
    """Measure the agreement of reviewers who judged the same cases: a row is one answer of one reviewer.

    Gwet's coefficient is the headline, since it keeps its meaning where nearly all answers are alike.

    Example: peelian agreement reviews.csv --item case --rater reviewer --rating answer
    """
    from peelian.records.small_tables import read_small_table
    from peelian.stats import ratings_from_rows

    table = read_small_table(path, [item, rater, rating])
    items, raters = table.names(item, rater)
    values = _as_numbers(table.columns[rating])
    order = _as_numbers([word.strip() for word in categories.split(",")]) if categories else None
    ratings = ratings_from_rows(items, raters, values, categories=order)
    found = _coefficients(ratings, scale, confidence)
    if as_json:
        answer = {key: value.to_dict() for key, value in found.items()}
        write_json({"items": len(ratings.items), "raters": len(ratings.raters), "scale": scale, **answer})
        return
    for value in found.values():
        click.echo(value.sentence())


def _coefficients(ratings: Any, scale: str, confidence: float) -> dict[str, Any]:
    from peelian.stats import cohen_kappa, gwet_ac, krippendorff_alpha, percent_agreement

    found = {
        "percent_agreement": percent_agreement(ratings, confidence=confidence),
        "gwet_ac1": gwet_ac(ratings, confidence=confidence),
        "cohen_kappa": cohen_kappa(ratings, confidence=confidence),
        "krippendorff_alpha": krippendorff_alpha(ratings, metric=scale, confidence=confidence),
    }
    if scale == "ordinal":
        found["gwet_ac2"] = gwet_ac(ratings, weights="ordinal", confidence=confidence)
        for weights in ("linear", "quadratic"):
            found[f"cohen_kappa_{weights}"] = cohen_kappa(ratings, weights=weights, confidence=confidence)
    return found


def _as_numbers(cells: list[str | None] | list[str]) -> list[Any]:
    """Numbers where every cell is one, so that they sort by value; else the words."""
    try:
        return [None if cell is None else float(cell) for cell in cells]
    except ValueError:
        return list(cells)
