"""Agreement of raters beside the R packages irr, irrCAC and psych."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from peelian.stats import (
    Ratings,
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_test,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
    ratings_from_columns,
)
from tests.golden.cases import GoldenCase, assert_agrees, parameters, read_rows, refuse_kind

# irrCAC prints five decimals of coefficient and error, and three of the interval.
FIVE_DECIMALS, THREE_DECIMALS = 5.1e-6, 5.1e-4
IRRCAC = {
    "gwet.ac1": gwet_ac,
    "fleiss.kappa": fleiss_kappa,
    "conger.kappa": cohen_kappa,
    "bp.coeff": brennan_prediger,
    "pa.coeff": percent_agreement,
    "krippen.alpha": krippendorff_alpha,
}
KAPPA2 = {"cohen_unweighted": "identity", "cohen_equal": "linear", "cohen_squared": "quadratic"}
# psych's variance of weighted kappa for more than two categories ("var_w") is not that of Fleiss, Cohen and
# Everitt (1969) and about ten times as large as irrCAC's; its plain variance is, with n for n - 1.
LEFT_OUT = {"psych/var_w"}


def ratings(folder: Path, name: str) -> Ratings:
    rows = read_rows(folder, name)
    raters = [column for column in rows[0] if column != "item"]
    return ratings_from_columns([[None if row[r] == "NA" else int(row[r]) for row in rows] for r in raters])


def keywords(function: Any, weights: str) -> dict[str, str]:
    if function is not krippendorff_alpha:
        return {"weights": weights or "identity"}
    return {"metric": {"": "nominal", "ordinal": "ordinal-weights"}.get(weights, weights)}


def alpha_of(table: Ratings, metric: str) -> float | None:
    return krippendorff_alpha(table, metric=metric).estimate


def irrcac_cases(table: Ratings, name: str, key: str, answer: dict[str, Any]) -> Iterator[GoldenCase]:
    method, _, weights = key.partition("_")
    found = IRRCAC[method](table, **keywords(IRRCAC[method], weights))
    yield GoldenCase(f"{name}/{key}/coeff", answer.get("coeff"), lambda: found.estimate, 0, FIVE_DECIMALS)
    yield GoldenCase(f"{name}/{key}/se", answer.get("se"), lambda: found.se, 0, FIVE_DECIMALS)
    if "p" in answer:
        yield GoldenCase(f"{name}/{key}/p", answer["p"], lambda: found.p_value, 1e-3)
    if "ci" in answer and "N" not in answer["ci"]:
        ends = [float(end) for end in answer["ci"].strip("()").split(",")]
        yield GoldenCase(f"{name}/{key}/ci", ends, lambda: [found.lower, found.upper], 0, THREE_DECIMALS)


def psych_cases(table: Ratings, name: str, answer: dict[str, float]) -> Iterator[GoldenCase]:
    plain, squared = cohen_kappa(table), cohen_kappa(table, weights="quadratic")
    items = len(table.items)
    yield GoldenCase(f"{name}/psych/kappa", answer.get("kappa"), lambda: plain.estimate)
    yield GoldenCase(f"{name}/psych/weighted", answer.get("weighted"), lambda: squared.estimate)
    variance = None if plain.se is None else plain.se**2 * (items - 1) / items
    yield GoldenCase(f"{name}/psych/var", answer.get("var"), lambda: variance)


def kappa2_cases(table: Ratings, name: str, key: str, answer: dict[str, float]) -> Iterator[GoldenCase]:
    weights = KAPPA2[key]
    yield GoldenCase(
        f"{name}/{key}/kappa", answer.get("kappa"), lambda: cohen_kappa(table, weights=weights).estimate
    )
    yield GoldenCase(f"{name}/{key}/z", answer.get("z"), lambda: cohen_kappa_test(table, weights=weights)[0])
    yield GoldenCase(f"{name}/{key}/p", answer.get("p"), lambda: cohen_kappa_test(table, weights=weights)[1])


def cases(folder: Path, answers: dict[str, dict[str, Any]]) -> Iterator[GoldenCase]:
    for name, answer in answers.items():
        table = ratings(folder, name)
        yield GoldenCase(f"{name}/n", answer.get("n"), lambda table=table: len(table.items))
        yield GoldenCase(f"{name}/raters", answer.get("raters"), lambda table=table: len(table.raters))
        for key, value in answer.items():
            untold = value is None or (isinstance(value, dict) and "error" in value)
            if key not in ("n", "raters") and not untold:
                yield from coefficient_cases(table, name, key, value)


def coefficient_cases(table: Ratings, name: str, key: str, value: Any) -> Iterator[GoldenCase]:
    if key in KAPPA2:
        yield from kappa2_cases(table, name, key, value)
    elif key == "psych":
        yield from psych_cases(table, name, value)
    elif key.startswith("krippendorff_"):
        metric = key.removeprefix("krippendorff_")
        yield GoldenCase(f"{name}/{key}", value, partial(alpha_of, table, metric))
    elif key.partition("_")[0] in IRRCAC:
        yield from irrcac_cases(table, name, key, value)
    else:
        known = (*KAPPA2, "psych", "krippendorff_METRIC", *IRRCAC)
        yield GoldenCase(f"{name}/{key}", value, partial(refuse_kind, f"{name}/{key}", known))


@pytest.mark.parametrize("case", parameters("agreement", cases))
def test_agreement_as_in_the_packages(case: GoldenCase) -> None:
    assert_agrees(case)
