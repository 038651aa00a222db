"""Checks of frameworks and scales that need more than one field to see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.frameworks import Framework, Target
from peelian.catalogue.gathering import Gathered
from peelian.catalogue.reading import Location, Origin, Sourced
from peelian.catalogue.repeats import repeated_findings


def framework_findings(gathered: Gathered) -> Iterator[CatalogueFinding]:
    """Yield the faults of every framework and scale."""
    families = gathered.comparability.value.families if gathered.comparability else ()
    allowed = {
        "programme": [found.value.identifier for found in gathered.programmes],
        "scale": [found.value.identifier for found in gathered.scales],
        "family": [family.identifier for family in families],
    }
    for scale in gathered.scales:
        yield from repeated_findings(scale.origin, "tiers", [tier.identifier for tier in scale.value.tiers])
    for framework in gathered.frameworks:
        yield from _unknown_names(framework, allowed)
        yield from _within_one(framework)
    yield from _before_programme(gathered)


def unknown_name(
    origin: Origin, location: Location, kind: str, seen: str, allowed: Collection[str]
) -> Iterator[CatalogueFinding]:
    """Yield a finding when a name points at nothing."""
    if seen not in allowed:
        choices = ", ".join(sorted(allowed)) or "none yet"
        yield origin.finding(location, seen, f"There is no {kind} '{seen}'. Known: {choices}.")


def _unknown_names(
    framework: Sourced[Framework], allowed: dict[str, list[str]]
) -> Iterator[CatalogueFinding]:
    for field, names in allowed.items():
        seen = getattr(framework.value, field)
        yield from unknown_name(framework.origin, (field,), field, seen, names)


def _within_one(framework: Sourced[Framework]) -> Iterator[CatalogueFinding]:
    value, origin = framework.value, framework.origin
    yield from repeated_findings(origin, "pillars", [pillar.identifier for pillar in value.pillars])
    yield from repeated_findings(origin, "areas", [area.identifier for area in value.areas])
    yield from repeated_findings(origin, "components", [part.identifier for part in value.components])
    yield from _ambiguous_spellings(framework)
    yield from _declared_numbers(framework)
    yield from _areas(framework)
    area_names = [area.identifier for area in value.areas]
    for number, component in enumerate(value.components):
        if component.area is not None:
            place: Location = ("components", number, "area")
            yield from unknown_name(origin, place, "area", component.area, area_names)


def _areas(framework: Sourced[Framework]) -> Iterator[CatalogueFinding]:
    pillars = [pillar.identifier for pillar in framework.value.pillars]
    for number, area in enumerate(framework.value.areas):
        origin = framework.origin.within(("areas", number))
        if area.pillar is not None:
            yield from unknown_name(origin, ("pillar",), "pillar", area.pillar, pillars)
        names = [found.identifier for found in area.characteristics]
        yield from repeated_findings(origin, "characteristics", names)
        yield from repeated_findings(origin, "sub_themes", [found.identifier for found in area.sub_themes])
        yield from repeated_findings(origin, "stages", [found.identifier for found in area.stages])


def _ambiguous_spellings(framework: Sourced[Framework]) -> Iterator[CatalogueFinding]:
    """A printed name must lead to one pillar or area, or an import would guess."""
    owner: dict[str, str] = {}
    for location, target in _placed_targets(framework.value):
        for name in dict.fromkeys(target.spellings()):
            first = owner.setdefault(name, target.identifier)
            if first != target.identifier:
                message = f"'{name}' names both '{first}' and '{target.identifier}'; keep it for one of them."
                yield framework.origin.finding(location, name, message)


def _placed_targets(framework: Framework) -> Iterator[tuple[Location, Target]]:
    for number, pillar in enumerate(framework.pillars):
        yield ("pillars", number), pillar
    for number, area in enumerate(framework.areas):
        yield ("areas", number), area


def _declared_numbers(framework: Sourced[Framework]) -> Iterator[CatalogueFinding]:
    """A framework cannot declare more areas, or more graded ones, than it lists."""
    declared = framework.value.declared
    if declared is None:
        return
    listed = len(framework.value.areas)
    gradable = sum(area.grading != "ungraded" for area in framework.value.areas)
    for field, number, most, noun in (
        ("areas", declared.areas, listed, "areas"),
        ("graded", declared.graded, min(gradable, declared.areas), "areas that can carry a grade"),
    ):
        if number > most:
            message = f"{number} is declared, but the framework has {most} {noun}; correct one of them."
            yield framework.origin.finding(("declared", field), number, message)


def _before_programme(gathered: Gathered) -> Iterator[CatalogueFinding]:
    starts = {found.value.identifier: found.value.start_year for found in gathered.programmes}
    for framework in gathered.frameworks:
        start = starts.get(framework.value.programme)
        if start is not None and framework.value.published.year < start:
            message = f"The framework is dated before its programme began in {start}; correct the date."
            yield framework.origin.finding(("published",), framework.value.published, message)
