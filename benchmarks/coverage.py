"""How often each interval holds the true share, and how wide it is, over samples drawn again and again.

Usage: python benchmarks/coverage.py [--samples 4000] [--seed 7] [--confidence 0.95]

Nine invented populations of cases, from simple to clustered in strata, with shares like those of
crime recording and stop and search. Each is drawn as the regime draws: a plan, a sample, an
estimate with its design. Printed for each interval: the percentage of samples whose limits hold
the true share, the mean width in percentage points, and of the misses the percentage that
flatters the force (the true share lies below the lower limit).
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from peelian.stats import Choices, Design, estimate_proportion
from peelian.stats.design_intervals import proportion_interval

METHODS = (
    "wald", "wald-z", "logit", "arcsine", "wilson", "jeffreys", "likelihood", "korn-graubard-nchs", "korn-graubard",
)  # fmt: skip
Draw = Callable[[np.random.Generator], tuple[Design, np.ndarray]]


@dataclass(frozen=True)
class Scene:
    """A population with its true share, and the way to draw a sample from it."""

    title: str
    truth: float
    draw: Draw


def strata_scene(title: str, sizes: list[int], shares: list[float], taken: list[int], seed: int) -> Scene:
    """Cases in strata, drawn without replacement in each."""
    rng = np.random.default_rng(seed)
    cases = [rng.permutation(size) < round(size * share) for size, share in zip(sizes, shares, strict=True)]
    stratum = np.repeat(np.arange(len(sizes)), taken)
    population = dict(enumerate(sizes))

    def draw(chance: np.random.Generator) -> tuple[Design, np.ndarray]:
        rows = [
            chance.choice(case, count, replace=False, shuffle=False)
            for case, count in zip(cases, taken, strict=True)
        ]
        return Design.from_columns(stratum=stratum, population=population), np.concatenate(rows)

    return Scene(title, float(np.concatenate(cases).mean()), draw)


def cluster_scene(
    title: str,
    strata: int,
    clusters: int,
    taken: int,
    mean_size: float,
    share: float,
    likeness: float,
    seed: int,
) -> Scene:
    """Incidents in strata with their crimes; crimes of one incident resemble one another."""
    rng = np.random.default_rng(seed)
    size = 1 + rng.poisson(mean_size - 1, (strata, clusters))
    spread = (1 - likeness) / likeness
    chance_of = rng.beta(share * spread, (1 - share) * spread, (strata, clusters))
    recorded = rng.binomial(size, chance_of)

    def draw(chance: np.random.Generator) -> tuple[Design, np.ndarray]:
        picked = [chance.choice(clusters, taken, replace=False) for _ in range(strata)]
        sizes = np.concatenate([size[at, which] for at, which in enumerate(picked)])
        ones = np.concatenate([recorded[at, which] for at, which in enumerate(picked)])
        unit = np.repeat(np.arange(strata * taken), sizes)
        first = np.repeat(np.cumsum(sizes) - sizes, sizes)
        outcome = np.arange(len(unit)) - first < np.repeat(ones, sizes)
        return Design.from_columns(stratum=unit // taken, cluster=unit, population=clusters), outcome

    return Scene(title, float(recorded.sum() / size.sum()), draw)


def scenes(seed: int) -> list[Scene]:
    """Nine designs."""
    return [
        strata_scene("simple, 300 of 60,000, 96 percent", [60_000], [0.96], [300], seed),
        strata_scene("simple, 400 of 60,000, 98.5 percent", [60_000], [0.985], [400], seed),
        strata_scene("simple, 300 of 600, 96 percent", [600], [0.96], [300], seed),
        strata_scene("simple, 223 of 7,000, 81 percent", [7_000], [0.81], [223], seed),
        strata_scene(
            "3 strata, unequal rates, 380", [50_000, 12_000, 3_000], [0.965, 0.94, 0.9], [200, 100, 80], seed
        ),
        strata_scene(
            "8 strata, some perfect, 320", [6_000] * 8, [1, 1, 1, 0.99, 0.97, 0.95, 0.93, 0.9], [40] * 8, seed
        ),
        cluster_scene("4 strata, 300 incidents of 2 crimes", 4, 8_000, 75, 2.0, 0.94, 0.3, seed),
        cluster_scene("4 strata, 60 incidents of 6 crimes", 4, 2_000, 15, 6.0, 0.94, 0.3, seed),
        cluster_scene("3 strata, half of 60 stations of 12 crimes", 3, 20, 10, 12.0, 0.9, 0.1, seed),
    ]


def measure(scene: Scene, samples: int, confidence: float, chance: np.random.Generator) -> np.ndarray:
    """For each method: samples that hold the truth, widths added up, misses that flatter."""
    found = np.zeros((len(METHODS), 3))
    for _ in range(samples):
        design, outcome = scene.draw(chance)
        estimate = estimate_proportion(design, outcome, Choices(confidence=confidence))
        p, se = estimate.estimate or 0.0, estimate.se or 0.0
        fraction = estimate.n_used / estimate.sum_weights
        for at, method in enumerate(METHODS):
            limits = proportion_interval(
                p, se, estimate.n_used, estimate.df, confidence=confidence, method=method, fraction=fraction
            )
            holds = limits.lower - 1e-12 <= scene.truth <= limits.upper + 1e-12
            found[at] += (holds, limits.upper - limits.lower, scene.truth < limits.lower - 1e-12)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--confidence", type=float, default=0.95)
    chosen = parser.parse_args()
    worst = dict.fromkeys(METHODS, 100.0)
    for place, scene in enumerate(scenes(chosen.seed)):
        chance = np.random.default_rng([chosen.seed, place])
        found = measure(scene, chosen.samples, chosen.confidence, chance)
        print(f"\n{scene.title}; true share {100 * scene.truth:.2f} percent")
        print(f"  {'interval':<20} {'holds it':>9} {'width, pp':>10} {'misses that flatter':>20}")
        for method, (holds, width, flatters) in zip(METHODS, found, strict=True):
            covered, missed = 100 * holds / chosen.samples, chosen.samples - holds
            worst[method] = min(worst[method], covered)
            share = f"{100 * flatters / missed:.0f}" if missed else "-"
            print(f"  {method:<20} {covered:>9.1f} {100 * width / chosen.samples:>10.2f} {share:>20}")
    print(f"\nLeast coverage over all designs, {100 * chosen.confidence:g} promised")
    for method, covered in worst.items():
        print(f"  {method:<20} {covered:>9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
