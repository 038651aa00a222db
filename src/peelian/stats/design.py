"""The design of a sample: strata, units, weights, population sizes, post-strata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from peelian.stats.argument_checks import require_choice
from peelian.stats.design_checks import (
    DesignChecks,
    refuse_lonely_strata,
)
from peelian.stats.labels import Labels, encode
from peelian.stats.numbers_in import numbers_of
from peelian.stats.post_strata import post_stratified_weights
from peelian.stats.stages import Stage, make_stage, second_stage

LONELY = ("fail", "certainty", "remove", "adjust", "average")


@dataclass(frozen=True, eq=False)
class Design:
    """How the rows of a file were drawn, checked and numbered once, used by every estimator.

    Make one with `Design.from_columns`.

    Parameters
    ----------
    rows : number of rows.
    weights : weight of each row, after post-stratification.
    first, second : the stages of sampling; ``second`` is None for one stage.
    post_strata : the post-stratum of each row, or None.
    heaviest : the largest weight.
    lonely : what a stratum with a single unit adds to the variance.
    adjust_domain_lonely : whether that also holds where a domain has one unit in a stratum.
    flags : what the reader should know, for example ``cluster-identifiers-reused``.
    """

    rows: int
    weights: np.ndarray[Any, np.dtype[np.float64]]
    first: Stage
    second: Stage | None
    heaviest: float
    post_strata: Labels | None
    lonely: str
    adjust_domain_lonely: bool
    flags: tuple[str, ...]

    @classmethod
    def from_columns(
        cls,
        rows: int | None = None,
        *,
        weight: Any = None,
        stratum: Any = None,
        cluster: Any = None,
        population: Any = None,
        second_cluster: Any = None,
        second_population: Any = None,
        poststratum: Any = None,
        poststratum_totals: Mapping[Any, float] | None = None,
        lonely: str = "fail",
        adjust_domain_lonely: bool = False,
    ) -> Self:
        """Check the columns, number the units, and say all that is wrong at once.

        Parameters
        ----------
        rows : number of rows; only needed when no column is given.
        weight : weight of each row, above 0. Left out, it is population over sample at each
            stage where populations are known, else 1.
        stratum : name of each row's stratum.
        cluster : name of each row's primary sampling unit. The same name in two strata means
            two units; the flag ``cluster-identifiers-reused`` then says so.
        population : units in the population of the row's stratum (clusters where there are
            clusters): one number, one a row, or a mapping from stratum to number. It brings the
            finite population correction.
        second_cluster : name of the second-stage unit within the cluster.
        second_population : second-stage units in the population of the row's cluster.
        poststratum, poststratum_totals : the post-stratum of each row, and the known total of each.
        lonely : ``fail`` refuses a stratum of a single unit that was not taken whole;
            ``certainty`` and ``remove`` let it add nothing; ``adjust`` sets its unit beside the
            mean of all units; ``average`` lets it add the average of the other strata.
        adjust_domain_lonely : apply ``adjust`` or ``average`` also where a domain holds one unit.

        Raises
        ------
        StatsError
            ``design-unsound`` with every finding, or ``single-unit-stratum``.

        Examples
        --------
        >>> design = Design.from_columns(stratum=["a", "a", "b", "b"], population={"a": 10, "b": 20})
        >>> design.weights.tolist()
        [5.0, 5.0, 10.0, 10.0]
        """
        require_choice("lonely", lonely, LONELY)
        checks = DesignChecks(
            rows,
            weight=weight,
            stratum=stratum,
            cluster=cluster,
            population=population,
            second_cluster=second_cluster,
            second_population=second_population,
            poststratum=poststratum,
        )
        strata = checks.labels("stratum")
        clusters = checks.labels("cluster")
        seconds = checks.labels("second_cluster")
        groups = checks.labels("poststratum")
        read = checks.weights()
        checks.refuse()
        first = make_stage(checks, strata, clusters, "population")
        second = second_stage(checks, first, seconds)
        if lonely == "fail":
            checks.note_lonely_strata(first)
        checks.refuse()
        if lonely == "fail":
            refuse_lonely_strata(first, second)
        if read is None:
            read = numbers_of(_weights_by_population(checks.rows, first, second))
        if groups is not None:
            read = numbers_of(post_stratified_weights(read, groups, poststratum_totals))
        return cls(
            rows=checks.rows,
            weights=read.values,
            first=first,
            second=second,
            heaviest=read.high,
            post_strata=groups,
            lonely=lonely,
            adjust_domain_lonely=adjust_domain_lonely,
            flags=tuple(checks.flags),
        )

    @property
    def strata(self) -> int:
        """Number of strata."""
        return len(self.first.taken)

    @property
    def units(self) -> int:
        """Number of primary sampling units."""
        return int(self.first.taken.sum())

    @property
    def stages(self) -> int:
        return 1 if self.second is None else 2

    @property
    def population_known(self) -> bool:
        """Whether a finite population correction applies."""
        return bool(np.isfinite(self.first.population).any())

    def describe(self) -> dict[str, object]:
        """The design in plain values."""
        return {"strata": self.strata, "clusters": self.units, "stages": self.stages, "lonely": self.lonely}


def domain_labels(design: Design, domain: Any) -> Labels:
    """Number a column of domains and see that it is as long as the design."""
    labels = encode(domain)
    DesignChecks(design.rows, domain=labels)
    return labels


def _weights_by_population(
    rows: int, first: Stage, second: Stage | None
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Population over sample, multiplied over the stages; 1 where no population is known."""
    weights = np.ones(rows) * first.population_per_unit(rows)
    if second is not None:
        weights *= second.population_per_unit(rows)
    return weights
