"""What an inspection looks at: its pillars and areas, in the order of its framework."""

from __future__ import annotations

from peelian.apps.inspections.models import Inspection
from peelian.catalogue import Area, Framework, Pillar, UnknownIdentifierError
from peelian.rules.errors import InvalidValueError

Target = Pillar | Area


def known_target(framework: Framework, identifier: str) -> Target:
    """Return a pillar or area of the framework, or refuse with the list of those it has."""
    try:
        return framework.target(identifier)
    except UnknownIdentifierError as error:
        raise InvalidValueError(
            "unknown-identifier", str(error), {"field": "target", "value": identifier}
        ) from error


def inspected_targets(inspection: Inspection) -> tuple[Target, ...]:
    """The pillars and areas that the inspection covers: all of them, or one pillar with its areas."""
    framework = inspection.framework
    pillars = [p for p in framework.pillars if not inspection.pillar or p.identifier == inspection.pillar]
    areas = [area for area in framework.areas if area.identifier in inspection.areas]
    return (*pillars, *areas)


def require_inspected(inspection: Inspection, identifier: str) -> Target:
    """Return the target, or refuse where the framework lacks it or the inspection does not cover it."""
    target = known_target(inspection.framework, identifier)
    covered = inspected_targets(inspection)
    if target not in covered:
        raise InvalidValueError(
            "invalid-value",
            f"{inspection.title} does not cover {target.title}. "
            f"Choose one of: {', '.join(each.title for each in covered)}.",
            {"field": "target", "value": identifier},
        )
    return target


def characteristics_of(framework: Framework) -> frozenset[str]:
    """Identifiers of every characteristic of the framework."""
    return frozenset(each.identifier for area in framework.areas for each in area.characteristics)
