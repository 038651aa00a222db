"""`peelian agreement`: how far reviewers of the same cases agree."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

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
@click.option("--by", help="Column of questions: agreement is also told for each of them.")
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
    by: str | None,
    confidence: float,
    as_json: bool,
) -> None:
    """Measure the agreement of reviewers who judged the same cases: a row is one answer of one reviewer.

    Gwet's coefficient is the headline, since it keeps its meaning where nearly all answers are alike.

    Example: peelian agreement reviews.csv --item case --rater reviewer --rating answer
    """
    from peelian.records.small_tables import read_small_table

    table = read_small_table(path, [item, rater, rating, *([by] if by else [])])
    columns = [*table.names(item, rater), _as_numbers(table.columns[rating])]
    order = _as_numbers([word.strip() for word in categories.split(",")]) if categories else None
    questions = table.names(by)[0] if by else [""] * table.rows
    _refuse_repeats(path, columns, questions)
    told = _answer(columns, questions, order, scale, confidence)
    if by:
        told["by"] = [
            {by: question, **_answer_of_question(columns, questions, order, scale, confidence, question)}
            for question in sorted(set(questions))
        ]
    if as_json:
        write_json(told)
        return
    _print(told, by)


def _refuse_repeats(path: Path, columns: list[list[Any]], questions: list[str]) -> None:
    """Refuse every row in which a reviewer answers again what they have answered before."""
    from peelian.stats.findings import Finding, Findings

    seen: set[tuple[AskedOf, str]] = set()
    findings = Findings()
    for row, (item, rater, value, question) in enumerate(zip(*columns, questions, strict=True), start=1):
        answered = AskedOf(item, question), rater
        if answered in seen and value is not None:
            sentence = f"The reviewer {rater!r} answers for {str(answered[0])!r} a second time"
            findings.add([Finding(f"{sentence}; one answer a case is allowed.", row=row)])
        if value is not None:
            seen.add(answered)
    findings.refuse_any("table-invalid", f"{path.name} cannot be used")


class AskedOf(NamedTuple):
    """An item and the question asked of it, as a refusal names them."""

    item: str
    question: str

    def __str__(self) -> str:
        return f"{self.item}, {self.question}" if self.question else self.item


def _answer_of_question(*arguments: Any) -> dict[str, Any]:
    """A question that no two reviewers answered says so, and the others are told all the same."""
    from peelian.stats import StatsError

    try:
        return _answer(*arguments)
    except StatsError as refusal:
        return {"refused": refusal.message, "by_rater": []}


def _answer(
    columns: list[list[Any]],
    questions: list[str],
    categories: list[Any] | None,
    scale: str,
    confidence: float,
    question: str | None = None,
) -> dict[str, Any]:
    """The coefficients of one question, or of all with the question as part of the item."""
    from peelian.stats import agreement_by_rater, ratings_from_rows

    rows = [
        (AskedOf(item, asked), rater, value)
        for item, rater, value, asked in zip(*columns, questions, strict=True)
        if question in (None, asked)
    ]
    ratings = ratings_from_rows(*zip(*rows, strict=True), categories=categories)
    told: dict[str, Any] = {"items": len(ratings.items), "raters": len(ratings.raters), "scale": scale}
    told |= {name: value.to_dict() for name, value in _coefficients(ratings, scale, confidence).items()}
    told["by_rater"] = [asdict(one) for one in agreement_by_rater(ratings).values()]
    return told


def _print(told: dict[str, Any], by: str | None) -> None:
    for part in [told, *told.get("by", [])]:
        if by and by in part:
            click.echo(f"\n{by} {part[by]}")
        if "refused" in part:
            click.echo(part["refused"])
        for value in part.values():
            if isinstance(value, dict):
                click.echo(value["sentence"])
        for one in part["by_rater"]:
            share = "no shared item" if one["agreement"] is None else f"{100 * one['agreement']:.0f} percent"
            click.echo(f"  {one['rater']}: agrees with the others on {share} ({one['items']} items)")


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
