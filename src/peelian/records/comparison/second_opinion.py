"""The second opinion on a measure: a funnel plot that allows for natural spread, and false-discovery control."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.records.comparison.definition import MeasureDefinition
from peelian.records.comparison.supplied import SuppliedValue
from peelian.records.comparison.values import FunnelForce, SecondOpinion
from peelian.stats import StatsError, funnel

FALSE_DISCOVERY_RATE = 0.05
KINDS = {"rate": "rate", "share": "proportion"}


def second_opinion(
    definition: MeasureDefinition, taking_part: Sequence[SuppliedValue]
) -> tuple[SecondOpinion | None, str]:
    """Return the second opinion, or nothing and the reason why there is none.

    Limits are those of a funnel with additive overdispersion; plain limits would flag most forces, which differ
    by nature. A force is discovered where its p, adjusted over all forces by Benjamini and Hochberg, is below
    0.05. See the method pages on the funnel plot, overdispersion and false discovery.
    """
    kind = KINDS.get(definition.basis)
    if kind is None:
        return None, "No funnel plot: the measure is a value without numerator and denominator."
    bare = [each.name for each in taking_part if each.numerator is None or not each.denominator]
    if bare:
        return None, f"No funnel plot: numerator or denominator is not known for {len(bare)} forces."
    try:
        found = funnel(
            [each.slug for each in taking_part],
            [each.numerator for each in taking_part],
            [each.denominator for each in taking_part],
            kind=kind,
        )
    except StatsError as error:
        return None, f"No funnel plot: {error}"
    names = {each.slug: each.name for each in taking_part}
    factor = definition.factor
    forces = tuple(
        FunnelForce(
            slug=unit.unit,
            name=names[unit.unit],
            denominator=unit.exposure,
            value=factor * unit.rate,
            lower95=factor * unit.lower95,
            upper95=factor * unit.upper95,
            lower998=factor * unit.lower998,
            upper998=factor * unit.upper998,
            label=unit.label,
            q=unit.q,
        )
        for unit in found.units
    )
    beyond = tuple(each.name for each in forces if each.label.endswith("99.8 percent limit"))
    discovered = tuple(each.name for each in forces if each.q < FALSE_DISCOVERY_RATE)
    opinion = SecondOpinion(
        kind="rate" if kind == "rate" else "proportion",
        centre=factor * found.centre,
        overdispersion=found.overdispersion.method,
        phi=found.overdispersion.phi,
        tau2=found.overdispersion.tau2,
        forces=forces,
        beyond=beyond,
        discovered=discovered,
        sentence=_sentence(len(forces), beyond, discovered),
    )
    return opinion, ""


def _sentence(n: int, beyond: tuple[str, ...], discovered: tuple[str, ...]) -> str:
    return (
        f"With size and natural spread allowed for, {_named(n, beyond)} beyond the 99.8 percent limits. Held to a "
        f"false-discovery rate of 5 percent, {_named(n, discovered)} apart from the others."
    )


def _named(n: int, forces: tuple[str, ...]) -> str:
    """Say which of the forces stand somewhere."""
    if not forces:
        return f"none of {n} forces stands"
    verb = "stands" if len(forces) == 1 else "stand"
    return f"{len(forces)} of {n} forces ({', '.join(forces)}) {verb}"
