"""Every quantity of every golden design beside R survey."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from peelian.stats import Design, Estimate, StatsError
from tests.golden.cases import NEAR_ZERO, RELATIVE, GoldenCase, assert_agrees, golden_folders, refuse_kind
from tests.golden.designs import GoldenDesign, Path_, is_quirk, quirks

LOGIT_BY_ITERATION = 2e-8
WHOLE = (
    "mean",
    "total_y",
    "total_not_y",
    "total_count",
    "ratio",
    "continuous_mean",
    "continuous_total",
    "kappa",
)
BASES = {"n": "n", "n_used": "n_used", "df": "df", "sum_weights": "sum_weights"}
OWN = {"est": "estimate", "se": "se", "deff_wor": "design_effect", "deff_wr": "design_effect_replacement"}
OF_DOMAIN = {
    "n": ("mean", "n_used"),
    "df": ("mean", "df"),
    "est": ("mean", "estimate"),
    "se": ("mean", "se"),
    "total_not_y": ("total_not_y", "estimate"),
    "total_not_y_se": ("total_not_y", "se"),
    "total_count": ("total_count", "estimate"),
    "total_count_se": ("total_count", "se"),
    "ratio": ("ratio", "estimate"),
    "ratio_se": ("ratio", "se"),
}
ENDS = {"lo": "lower", "hi": "upper"}
COMPARED = {
    **dict.fromkeys(("est", "diff", "difference"), "estimate"),
    **dict.fromkeys(("se", "diff_se", "se_diff"), "se"),
    **ENDS,
}


@cache
def designs() -> dict[str, GoldenDesign]:
    found = {}
    for label, folder in golden_folders().items():
        manifest = folder / "manifest.json"
        if manifest.is_file():
            for described in json.loads(manifest.read_text(encoding="utf-8")):
                found[f"{label}-{described['id']}"] = GoldenDesign(folder, described)
    return found


def answers_of(design: GoldenDesign) -> dict[str, Any]:
    path = design.folder / "expected" / f"{design.name}.json"
    if not path.is_file():
        raise pytest.UsageError(f"The manifest names the design {design.name}, and {path} is missing.")
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answers


def leaves(answers: Any, path: Path_ = ()) -> Iterator[tuple[Path_, float]]:
    """Every number of an answer with its path; words and refusals of R are no numbers."""
    for key, value in answers.items():
        if isinstance(value, dict):
            if "error" not in value and not without_spread(value, (*path, key)):
                yield from leaves(value, (*path, key))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield (*path, key), value


def without_spread(answer: dict[str, Any], path: Path_) -> bool:
    """R's intervals at 0, at 1 and without spread are artefacts, named in quirks.json.

    Its logit there is the point at which its iteration stopped.
    """
    if len(path) < 3 or path[-3] != "ciprop":
        return False
    at_an_end = min(answer["est"], 1 - answer["est"]) < 1e-9
    no_spread = "lo" in answer and answer["lo"] == answer["hi"]
    return path[-1] != "mean" and (at_an_end or no_spread)


def parameters() -> list[Any]:
    found = []
    for label, design in designs().items():
        answers = answers_of(design)
        if "error" in answers:
            continue
        known = quirks(design.folder)
        found += [
            pytest.param(label, path, value, id=f"{label}-{'/'.join(path)}")
            for path, value in leaves(answers)
            if not is_quirk(known, design.name, path)
        ]
    return found


@cache
def whole(label: str, quantity: str, level: str, method: str) -> Estimate:
    return designs()[label].whole(quantity, level, method)


@cache
def domains(label: str, quantity: str, column: str, level: str, method: str) -> dict[str | None, Estimate]:
    return designs()[label].domains(quantity, column, level, method)


def computed(label: str, path: Path_) -> Any:
    """What this project says where R's answer stands at the path."""
    try:
        return known_answer(label, path)
    except UnknownKindError:
        known = (*BASES, "ciprop", "domains", "compare", *WHOLE)
        return refuse_kind(f"{label}/{'/'.join(path)}", known)


def known_answer(label: str, path: Path_) -> Any:
    first, *rest = path
    if first in BASES:
        return getattr(whole(label, "mean", "95", "mean"), BASES[first])
    if first == "ciprop":
        level, method, end = rest
        return of_interval(whole(label, "mean", level, method), end)
    if first == "domains":
        return of_domain(label, rest)
    if first == "compare":
        return of_comparison(designs()[label].compared(), rest[-1])
    if first in WHOLE:
        return of_quantity(label, first, rest)
    raise UnknownKindError


class UnknownKindError(Exception):
    """The answer is of a kind that is not computed here."""


def of_quantity(label: str, quantity: str, rest: list[str]) -> Any:
    key = rest[0] if rest else ""
    if key == "cv":
        estimate = whole(label, quantity, "95", "mean")
        return (estimate.se or 0.0) / (estimate.estimate or 1.0)
    if key in OWN:
        return getattr(whole(label, quantity, "95", "mean"), OWN[key])
    interval = re.fullmatch(r"ci_([tz])_(\d+)", key)
    if interval is None or rest[-1] not in ENDS:
        raise UnknownKindError
    by, level = interval.groups()
    return of_interval(whole(label, quantity, level, "mean" if by == "t" else "wald-z"), rest[1])


def of_comparison(difference: Estimate, key: str) -> Any:
    """The difference of two rounds, its error and the test on them."""
    estimate, se = difference.estimate, difference.se
    if key in COMPARED:
        return getattr(difference, COMPARED[key])
    if key not in ("z", "t", "p", "p_value") or estimate is None or not se:
        raise UnknownKindError
    return estimate / se if key in ("z", "t") else 2 * stats.norm.sf(abs(estimate / se))


def of_domain(label: str, rest: list[str]) -> Any:
    column, name, key, *deeper = rest
    if key == "ciprop":
        level, method, end = deeper
        return of_interval(domains(label, "mean", column, level, method)[name], end)
    if key not in OF_DOMAIN:
        raise UnknownKindError
    quantity, attribute = OF_DOMAIN[key]
    return getattr(domains(label, quantity, column, "95", "mean")[name], attribute)


def of_interval(estimate: Estimate, end: str) -> Any:
    return estimate.estimate if end == "est" else getattr(estimate, ENDS[end])


def near_zero(label: str, path: Path_) -> float:
    """What counts as 0: of an error of a known total, the rounding that R leaves in sums of that size."""
    of_total = path[-1].endswith("se") and any(part.startswith("total_") for part in path)
    weights = whole(label, "mean", "95", "mean").sum_weights
    return NEAR_ZERO * max(1.0, weights) if of_total else NEAR_ZERO


@pytest.mark.parametrize(("label", "path", "expected"), parameters())
def test_design_agrees(label: str, path: Path_, expected: float) -> None:
    logit = path[-3:-2] != () and path[-2] == "logit"
    case = GoldenCase(
        "/".join(path),
        expected,
        lambda: computed(label, path),
        LOGIT_BY_ITERATION if logit else RELATIVE,
        near_zero(label, path),
    )

    assert_agrees(case)


@pytest.mark.parametrize(
    "label", [label for label, design in designs().items() if "error" in answers_of(design)]
)
def test_design_that_r_refuses_is_refused(label: str) -> None:
    with pytest.raises(StatsError) as caught:
        assert isinstance(designs()[label].design, Design)

    assert caught.value.code == "single-unit-stratum"


def test_folder_kept_here_is_read() -> None:
    kept: Path = golden_folders()["kept"]

    assert len([design for design in designs().values() if design.folder == kept]) == 9
