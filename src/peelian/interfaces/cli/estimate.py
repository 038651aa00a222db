"""`peelian estimate`: proportions, means, totals and ratios from a file of reviewed cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.answers import json_option, say, write_json
from peelian.interfaces.cli.design_options import DesignOptions, design_options, told_of_file
from peelian.interfaces.cli.statistical import confidence_option, statistics_refuse, table_argument

if TYPE_CHECKING:
    from peelian.stats import Choices, Design, Estimate


method_option = click.option(
    "--method",
    default="korn-graubard",
    show_default=True,
    help="Interval of a proportion; the method page on intervals lists them.",
)
missing_option = click.option(
    "--missing",
    type=click.Choice(["refuse", "drop"]),
    default="refuse",
    show_default=True,
    help="What happens to rows without an outcome.",
)
small_base_option = click.option(
    "--small-base", type=int, default=30, show_default=True, help="Below so many cases a count stands alone."
)


@click.command("estimate")
@table_argument
@click.option(
    "--outcome", required=True, help="Column with the outcome: 1 and 0, yes and no, or a measured value."
)
@design_options
@click.option(
    "--domain", "domains", multiple=True, help="Column of domains to estimate one by one; again for more."
)
@method_option
@confidence_option
@missing_option
@click.option("--total", "with_total", is_flag=True, help="Also the total in the population.")
@click.option("--ratio-to", help="Also the ratio of the outcome to this column.")
@click.option("--case", help="Column that names the case; a name that occurs twice is refused.")
@small_base_option
@json_option
@statistics_refuse
def command(
    path: Path,
    outcome: str,
    design_options: DesignOptions,
    domains: tuple[str, ...],
    method: str,
    confidence: float,
    missing: str,
    with_total: bool,
    ratio_to: str | None,
    case: str | None,
    small_base: int,
    as_json: bool,
) -> None:
    """Estimate from a CSV or Parquet file of reviewed cases, with the design they were drawn by.

    Example: peelian estimate cases.csv --outcome grounds --stratum force --population searches --domain force
    """
    from peelian.stats import Choices, SmallBase

    choices = Choices(
        method=method.replace("_", "-"),
        confidence=confidence,
        missing=missing,
        small_base=SmallBase(cases=small_base),
    )
    reviewed = Reviewed.read(path, outcome, ratio_to, domains, case, design_options)
    with told_of_file(path, {**design_options.columns(), "outcome": outcome, "ratio_to": ratio_to or ""}):
        answer = reviewed.answer(choices, with_total)
        answer["domains"] = [
            each for column in domains for each in reviewed.domain_answers(column, choices, with_total)
        ]
    if not reviewed.binary:
        say(reviewed.measured_words())
    if as_json:
        write_json({key: _plain(value) for key, value in answer.items()})
        return
    _print(answer, reviewed, choices)


class Reviewed:
    """The cases of a file with their design."""

    def __init__(self, design: Design, outcome: Any, below: Any, domains: dict[str, Any]) -> None:
        self.design, self.outcome, self.below, self.domains = design, outcome, below, domains
        known = outcome[outcome == outcome]
        self.binary = bool(((known == 0) | (known == 1)).all())
        self.missing = len(outcome) - len(known)

    @classmethod
    def read(
        cls,
        path: Path,
        outcome: str,
        ratio_to: str | None,
        domains: tuple[str, ...],
        case: str | None,
        options: DesignOptions,
    ) -> Reviewed:
        """Take the columns from the file; all that is wrong with their cells is told at once."""
        from peelian.records.case_tables import CaseTable

        extra = [name for name in (outcome, ratio_to, case, *domains) if name]
        table = CaseTable(path, [*options.columns().values(), *extra])
        try:
            y = table.outcome(outcome)
            below = table.numbers(ratio_to) if ratio_to else None
            groups = {column: table.names(column, may_be_missing=True) for column in domains}
            if case:
                table.refuse_duplicates(case)
            return cls(options.design(table), y, below, groups)
        finally:
            table.close()

    def measured_words(self) -> str:
        """Why the answer is a mean and no share: the first outcome that is neither 0 nor 1."""
        other = (self.outcome == self.outcome) & (self.outcome != 0) & (self.outcome != 1)
        row = int(other.argmax())
        return (
            "Read as a measured value, not as a share: the outcome holds other numbers than 0 and 1, "
            f"the first {self.outcome[row]:g} in row {row + 1}."
        )

    def answer(self, choices: Choices, with_total: bool) -> dict[str, Any]:
        """The estimates of the whole and the design."""
        from peelian.stats import estimate_mean, estimate_proportion, estimate_ratio, estimate_total

        estimator = estimate_proportion if self.binary else estimate_mean
        answer: dict[str, Any] = {"estimate": estimator(self.design, self.outcome, choices)}
        if with_total:
            answer["total"] = estimate_total(self.design, self.outcome, choices)
        if self.below is not None:
            answer["ratio"] = estimate_ratio(self.design, self.outcome, self.below, choices)
        return {**answer, "domains": [], "design": {**self.design.describe(), "missing": self.missing}}

    def domain_answers(self, column: str, choices: Choices, with_total: bool) -> list[dict[str, Any]]:
        """The estimates of each domain of a column."""
        from peelian.stats import (
            estimate_mean_by,
            estimate_proportion_by,
            estimate_ratio_by,
            estimate_total_by,
        )

        design, by = self.design, self.domains[column]
        estimator = estimate_proportion_by if self.binary else estimate_mean_by
        answers = [
            {"domain": {column: each.domain}, **each.to_dict()}
            for each in estimator(design, self.outcome, by, choices)
        ]
        if with_total:
            _add(answers, "total", estimate_total_by(design, self.outcome, by, choices))
        if self.below is not None:
            _add(answers, "ratio", estimate_ratio_by(design, self.outcome, self.below, by, choices))
        return answers


def _add(answers: list[dict[str, Any]], key: str, estimates: tuple[Estimate, ...]) -> None:
    for answer, estimate in zip(answers, estimates, strict=True):
        answer[key] = estimate.to_dict()


def _plain(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else value


def _print(answer: dict[str, Any], reviewed: Reviewed, choices: Choices) -> None:
    """The sentences, the published form beside the default one, and the design."""
    estimate = answer["estimate"]
    click.echo(estimate.sentence())
    published = _published_form(estimate, reviewed, choices)
    if published:
        click.echo(published)
    for key in ("total", "ratio"):
        if key in answer:
            click.echo(f"{key.capitalize()}: {answer[key].sentence()}")
    for domain in answer["domains"]:
        name = ", ".join(f"{column} {level}" for column, level in domain["domain"].items())
        click.echo(f"{name}: {domain['sentence']}")
    design = answer["design"]
    effect = "" if estimate.design_effect is None else f", design effect {estimate.design_effect:.2f}"
    click.echo(
        f"Design: strata {design['strata']:,}, units {design['clusters']:,}, stages {design['stages']}, "
        f"degrees of freedom {estimate.df:,}{effect}, outcomes missing {design['missing']:,}",
        err=True,
    )
    if estimate.flags:
        click.echo(f"Flags: {', '.join(estimate.flags)}", err=True)


def _published_form(estimate: Estimate, reviewed: Reviewed, choices: Choices) -> str | None:
    """The symmetric form that the reports print, where another interval is the answer."""
    from peelian.stats import estimate_proportion

    if estimate.small_base or estimate.quantity != "proportion" or estimate.half_width_pp is not None:
        return None
    published = estimate_proportion(reviewed.design, reviewed.outcome, replace(choices, method="wald"))
    return f"In the published form: {published.sentence()}"
