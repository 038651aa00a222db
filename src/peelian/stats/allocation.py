"""How a sample of given size is shared out between strata."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from peelian.stats.argument_checks import require_choice, require_positive_whole
from peelian.stats.errors import StatsError

ALLOCATIONS = ("proportional", "equal", "neyman", "square-root")

_SHARE: Mapping[str, Callable[[float, float], float]] = {
    "proportional": lambda size, spread: size,
    "equal": lambda size, spread: 1.0,
    "neyman": lambda size, spread: size * spread,
    "square-root": lambda size, spread: math.sqrt(size),
}


@dataclass(frozen=True)
class Allocation:
    """Cases a stratum. `exact` is the share before rounding to whole cases."""

    method: str
    n: int
    sizes: dict[str, int]
    exact: dict[str, float]
    flags: tuple[str, ...] = ()

    def sentence(self) -> str:
        shares = ", ".join(f"{stratum}: {size:,}" for stratum, size in self.sizes.items())
        return f"{self.n:,} cases, {self.method} allocation ({shares})."

    def to_dict(self) -> dict[str, object]:
        return {
            "method": self.method,
            "n": self.n,
            "sizes": dict(self.sizes),
            "exact": dict(self.exact),
            "flags": list(self.flags),
            "sentence": self.sentence(),
        }


def allocate(
    n: int,
    populations: Mapping[str, int],
    method: str = "proportional",
    *,
    expected: Mapping[str, float] | None = None,
    minimum: int = 2,
    take_all: Sequence[str] = (),
) -> Allocation:
    """Share `n` cases out between strata.

    Parameters
    ----------
    populations
        Cases of the frame in each stratum.
    method
        ``proportional`` to the size of the stratum, ``equal``, ``neyman`` (proportional to size times the
        standard deviation ``sqrt(p (1 - p))``, which gives the smallest variance of the overall estimate for
        this n), or ``square-root`` of the size, between equal and proportional.
    expected
        Expected proportion in each stratum, needed for ``neyman``.
    minimum
        Least number of cases in a stratum (two are needed for a standard error), or the whole stratum where
        it is smaller.
    take_all
        Strata that are reviewed whole.

    Notes
    -----
    Shares are clipped between the minimum and the size of the stratum until all fit, then rounded by largest
    remainder, so that the total is exactly `n`; ties go to the stratum that is named first.
    Cochran, Sampling Techniques (3rd ed. 1977), sections 5.5 to 5.9; Neyman, JRSS 97 (1934), 558-625.

    Examples
    --------
    >>> allocate(10, {"violent": 600, "sexual": 300, "other": 100}, minimum=1).sizes
    {'violent': 6, 'sexual': 3, 'other': 1}
    """
    require_choice("method", method, ALLOCATIONS)
    require_positive_whole("n", n)
    _check_strata(populations, take_all)
    spreads = _spreads(method, populations, expected)
    lows = {s: size if s in take_all else min(minimum, size) for s, size in populations.items()}
    _check_total(n, populations, lows)
    weights = {s: _SHARE[method](size, spreads[s]) for s, size in populations.items()}
    exact = _clipped_shares(n, weights, lows, dict(populations))
    sizes = _rounded(n, exact, populations)
    flags = [f"taken-whole:{s}" for s, size in sizes.items() if size == populations[s]]
    return Allocation(method, n, sizes, exact, tuple(flags))


def _check_strata(populations: Mapping[str, int], take_all: Sequence[str]) -> None:
    empty = [s for s, size in populations.items() if size < 1]
    if not populations or empty:
        seen = f"Strata without cases: {', '.join(empty)}." if empty else "No stratum is given."
        raise StatsError("empty-stratum", f"{seen} Every stratum needs at least one case.", {"strata": empty})
    unknown = [s for s in take_all if s not in populations]
    if unknown:
        raise StatsError(
            "unknown-stratum",
            f"To be taken whole, but not in the frame: {', '.join(unknown)}. Strata: {', '.join(populations)}.",
            {"strata": unknown},
        )


def _spreads(
    method: str, populations: Mapping[str, int], expected: Mapping[str, float] | None
) -> dict[str, float]:
    if method != "neyman":
        return dict.fromkeys(populations, 1.0)
    values = expected or {}
    wrong = [s for s in populations if not 0 <= values.get(s, math.nan) <= 1]
    if wrong:
        raise StatsError(
            "expected-missing",
            "Neyman allocation needs an expected proportion from 0 to 1 for every stratum. Missing or outside: "
            f"{', '.join(wrong)}.",
            {"strata": wrong},
        )
    return {s: math.sqrt(values[s] * (1 - values[s])) for s in populations}


def _check_total(n: int, populations: Mapping[str, int], lows: Mapping[str, int]) -> None:
    total, least = sum(populations.values()), sum(lows.values())
    if not least <= n <= total:
        raise StatsError(
            "size-out-of-reach",
            f"{n} cases cannot be shared out: the minimum of every stratum and the strata taken whole ask for "
            f"at least {least}, and the frame holds {total}.",
            {"n": n, "least": least, "population": total},
        )


def _clipped_shares(
    n: int, weights: Mapping[str, float], lows: Mapping[str, int], highs: Mapping[str, int]
) -> dict[str, float]:
    """Shares in proportion to the weights, held between low and high, that add up to `n`."""
    fixed: dict[str, float] = {s: float(lows[s]) for s in weights if weights[s] == 0 or lows[s] == highs[s]}
    while len(fixed) < len(weights):
        free = [s for s in weights if s not in fixed]
        room = n - math.fsum(fixed.values())
        total = math.fsum(weights[s] for s in free)
        share = {s: room * weights[s] / total for s in free}
        short = {s: lows[s] - share[s] for s in free if share[s] < lows[s]}
        over = {s: share[s] - highs[s] for s in free if share[s] > highs[s]}
        if not short and not over:
            fixed |= share
        elif math.fsum(short.values()) >= math.fsum(over.values()):
            fixed |= {s: float(lows[s]) for s in short}
        else:
            fixed |= {s: float(highs[s]) for s in over}
    return {s: fixed[s] for s in weights}


def _rounded(n: int, exact: Mapping[str, float], populations: Mapping[str, int]) -> dict[str, int]:
    """Whole cases by largest remainder; strata with nothing to spare step back for the others."""
    sizes = {s: math.floor(share + 1e-9) for s, share in exact.items()}
    order = sorted(exact, key=lambda s: sizes[s] - exact[s])
    while (left := n - sum(sizes.values())) > 0:
        open_strata = [s for s in order if sizes[s] < populations[s]]
        for stratum in open_strata[:left]:
            sizes[stratum] += 1
    return sizes
