"""Golden designs: rows and designs in R's words, and what this project estimates from them."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from peelian.stats import (
    Choices,
    Design,
    Estimate,
    estimate_difference,
    estimate_kappa,
    estimate_mean,
    estimate_proportion,
    estimate_proportion_by,
    estimate_ratio,
    estimate_ratio_by,
    estimate_total,
    estimate_total_by,
)

Path_ = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class GoldenDesign:
    """One design of a folder with its rows; estimates are made once and kept."""

    folder: Path
    described: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.described["id"])

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        path = self.folder / self.described["file"]
        stored = path.read_bytes()
        text = (gzip.decompress(stored) if path.suffix == ".gz" else stored).decode()
        return list(csv.DictReader(text.splitlines()))

    def numbers(self, column: str) -> Any:
        return np.array([float("nan") if row[column] == "NA" else float(row[column]) for row in self.rows])

    def names(self, column: str) -> Any:
        """A column of names; columns joined as in R's interaction are joined by a full stop."""
        columns = [column] if column in self.rows[0] else re.split(r"[+:*]", column)
        return np.array([".".join(row[each.strip()] for each in columns) for row in self.rows])

    @cached_property
    def design(self) -> Design:
        words = self.described["design"]
        ids, sizes = _columns(words.get("ids")), _columns(words.get("fpc"))
        return Design.from_columns(
            len(self.rows),
            weight=self._one(words.get("weights"), self.numbers),
            stratum=self._one(words.get("strata"), self.names),
            cluster=self.names(ids[0]) if ids else None,
            second_cluster=self.names(ids[1]) if len(ids) > 1 else None,
            population=self.numbers(sizes[0]) if sizes else None,
            second_population=self.numbers(sizes[1]) if len(sizes) > 1 else None,
            lonely=self.described.get("lonely_psu") or "fail",
            adjust_domain_lonely=bool(self.described.get("adjust_domain_lonely")),
            **self._post_strata(),
        )

    def _one(self, formula: str | None, read: Callable[[str], Any]) -> Any:
        columns = _columns(formula)
        return read(columns[0]) if columns else None

    def _post_strata(self) -> dict[str, Any]:
        """The post-strata in whichever form they are told: a formula with a table, with rows or with columns."""
        told = {**self.described, **self.described["design"]}
        given = {key: value for key, value in told.items() if key.lower().startswith("post") and value}
        if not given:
            return {}
        column = next((name for name in _texts(given) if name in self.rows[0]), None)
        totals = next(_tables(given, column), None)
        if column is None or totals is None:
            raise ValueError(
                f"The design {self.name} names post-strata in a form that is not known: {given}. Give the column as a "
                "formula such as ~dom, and the population of each of its names."
            )
        return {"poststratum": self.names(column), "poststratum_totals": totals}

    def choices(self, level: str = "95", method: str = "mean") -> Choices:
        return Choices(
            method=method,
            confidence=int(level) / 100,
            missing="drop" if self.described.get("na_rm") else "refuse",
        )

    @cached_property
    def y(self) -> Any:
        return self.numbers("y")

    @cached_property
    def everyone(self) -> Any:
        return np.where(np.isnan(self.y), np.nan, 1.0)

    def column_of(self, quantity: str) -> Any:
        plain = {"total_y": self.y, "total_not_y": 1 - self.y, "total_count": self.everyone}
        return plain[quantity] if quantity in plain else self.numbers(self.described["continuous"])

    def whole(self, quantity: str, level: str = "95", method: str = "mean") -> Estimate:
        """The estimate of a quantity over the whole sample."""
        choices = self.choices(level, method)
        if quantity == "mean":
            return estimate_proportion(self.design, self.y, choices)
        if quantity == "ratio":
            above, below = (self.numbers(column) for column in self.described["ratio"])
            return estimate_ratio(self.design, above, below, choices)
        if quantity == "kappa":
            first, second = (self.names(column) for column in self.described["kappa"])
            return estimate_kappa(self.design, first, second, choices)
        estimator = estimate_mean if quantity == "continuous_mean" else estimate_total
        return estimator(self.design, self.column_of(quantity), choices)

    def domains(
        self, quantity: str, column: str, level: str = "95", method: str = "mean"
    ) -> dict[str | None, Estimate]:
        """The estimates of a quantity by the names of the domains."""
        choices, by = self.choices(level, method), self.names(column)
        if quantity == "mean":
            found = estimate_proportion_by(self.design, self.y, by, choices)
        elif quantity == "ratio":
            above, below = (self.numbers(name) for name in self.described["ratio"])
            found = estimate_ratio_by(self.design, above, below, by, choices)
        else:
            found = estimate_total_by(self.design, self.column_of(quantity), by, choices)
        return {each.domain: each for each in found}

    def compared(self) -> Estimate:
        """The difference of two rounds of one design, the later name less the earlier unless the case names them."""
        given = self.described.get("compare")
        column = next((name for name in _texts(given) if name in self.rows[0]), "round")
        old, new = sorted(set(self.names(column)) - {"NA"})
        if isinstance(given, dict):
            old, new = str(given.get("old", old)), str(given.get("new", new))
        return estimate_difference(self.design, self.y, self.names(column), new, old, self.choices())


def _columns(formula: str | None) -> list[str]:
    """The columns of a formula such as ~psu + ssu; none for ~1 and where there is no formula."""
    names = [name.strip() for name in (formula or "").removeprefix("~").split("+")]
    return [name for name in names if name not in ("", "1", "0")]


def _texts(given: Any) -> Iterator[str]:
    """Every name in a told value: of formulas, of keys, of plain texts."""
    if isinstance(given, str):
        yield from _columns(given)
    elif isinstance(given, dict):
        for key, value in given.items():
            yield from _texts(value)
            yield key
    elif isinstance(given, list):
        for each in given:
            yield from _texts(each)


def _tables(given: Any, column: str | None) -> Iterator[dict[str, float]]:
    """Every table of names and sizes in a told value: {name: size}, rows, or columns beside each other."""
    if isinstance(given, list) and all(isinstance(row, dict) and column in row for row in given):
        sizes = ((str(row[column]), [v for k, v in row.items() if k != column]) for row in given)
        yield {name: float(numbers[0]) for name, numbers in sizes}
    elif isinstance(given, dict) and isinstance(given.get(column), list):
        numbers = next(value for key, value in given.items() if key != column and isinstance(value, list))
        yield {str(name): float(size) for name, size in zip(given[column], numbers, strict=True)}
    elif isinstance(given, dict) and given and all(isinstance(size, int | float) for size in given.values()):
        yield {str(name): float(size) for name, size in given.items()}
    elif isinstance(given, dict):
        for value in given.values():
            yield from _tables(value, column)


def quirks(folder: Path) -> list[tuple[str, str]]:
    """Design and path of the answers that are the package's behaviour rather than statistics."""
    path = folder / "quirks.json"
    skipped = json.loads(path.read_text(encoding="utf-8"))["skip"] if path.is_file() else []
    return [(each["design"], each["path"]) for each in skipped if " where " not in each["path"]]


def is_quirk(found: list[tuple[str, str]], design: str, path: Path_) -> bool:
    """Whether a quirk names this answer."""
    place = "/".join(path)
    return any(
        fnmatch(design, of) and (fnmatch(place, f"*{pattern}") or fnmatch(place, f"*{pattern}/*"))
        for of, pattern in found
    )
