"""Golden designs: rows and designs in R's words, and what this project estimates from them."""

from __future__ import annotations

import csv
import gzip
import json
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
        return np.array([row[column] for row in self.rows])

    @cached_property
    def design(self) -> Design:
        words = self.described["design"]
        ids = words["ids"].removeprefix("~").split("+")
        sizes = [column for column in (words["fpc"] or "").removeprefix("~").split("+") if column]
        return Design.from_columns(
            len(self.rows),
            weight=self.numbers(words["weights"]) if words["weights"] else None,
            stratum=self.names(words["strata"]) if words["strata"] else None,
            cluster=self.names(ids[0]) if ids[0] != "1" else None,
            second_cluster=self.names(ids[1]) if len(ids) > 1 else None,
            population=self.numbers(sizes[0]) if sizes else None,
            second_population=self.numbers(sizes[1]) if len(sizes) > 1 else None,
            lonely=self.described["lonely_psu"],
            adjust_domain_lonely=self.described["adjust_domain_lonely"],
            **self._post_strata(),
        )

    def _post_strata(self) -> dict[str, Any]:
        given = next(
            (value for key, value in self.described.items() if key.startswith("post") and value), None
        )
        if given is None:
            return {}
        column = str(given.get("strata") or given.get("by") or given.get("variable")).removeprefix("~")
        totals = given.get("population") or given.get("totals")
        if isinstance(totals, list):
            totals = {str(row[column]): row["Freq"] for row in totals}
        return {"poststratum": self.names(column), "poststratum_totals": totals}

    def choices(self, level: str = "95", method: str = "mean") -> Choices:
        return Choices(
            method=method,
            confidence=int(level) / 100,
            missing="drop" if self.described["na_rm"] else "refuse",
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
        """The difference of two rounds of one design, the later name less the earlier."""
        given = self.described["compare"]
        column = given if isinstance(given, str) else given.get("by") or given.get("variable")
        old, new = sorted(set(self.names(column.removeprefix("~"))))
        return estimate_difference(
            self.design, self.y, self.names(column.removeprefix("~")), new, old, self.choices()
        )


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
