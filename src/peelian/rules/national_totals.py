"""National totals over the forces in scope, with a note where a force was left out.

Totals count and add. They put no force before another: there is no ranking of forces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from peelian.catalogue.scales import Scale


class Scoped(Protocol):
    """A force as far as totals look at it: its name, and whether the programme inspects it."""

    @property
    def name(self) -> str: ...

    @property
    def in_scope(self) -> bool: ...


@dataclass(frozen=True)
class GradeTotals:
    """How many forces hold each grade.

    Parameters
    ----------
    counts
        For each tier of the scale, lowest first, the number of forces.
    graded, without_grade
        Forces in scope with a grade, and those without one.
    scope_note
        Says which forces were left out as out of scope; empty where none was.
    """

    counts: Mapping[str, int]
    graded: int
    without_grade: int
    scope_note: str


@dataclass(frozen=True)
class NationalSum:
    """A total over the forces in scope, with how many there are in it."""

    total: Decimal
    forces: int
    scope_note: str


def grade_totals(grades: Mapping[str, str | None], scale: Scale, forces: Mapping[str, Scoped]) -> GradeTotals:
    """Count the grades of one area or pillar over the forces in scope.

    Parameters
    ----------
    grades
        For each force the grade it holds, or None.
    scale
        The scale of the framework; grades of other scales are never counted with it.
    forces
        The forces of the catalogue.
    """
    in_scope = {force: grade for force, grade in grades.items() if forces[force].in_scope}
    counts = {tier.identifier: 0 for tier in scale.tiers}
    for grade in in_scope.values():
        if grade is not None:
            counts[scale.tier(grade).identifier] += 1
    graded = sum(counts.values())
    return GradeTotals(counts, graded, len(in_scope) - graded, scope_note(grades, forces))


def national_sum(values: Mapping[str, Decimal | int], forces: Mapping[str, Scoped]) -> NationalSum:
    """Add one measure over the forces in scope."""
    in_scope = [Decimal(value) for force, value in values.items() if forces[force].in_scope]
    return NationalSum(sum(in_scope, Decimal(0)), len(in_scope), scope_note(values, forces))


def scope_note(rows: Mapping[str, object], forces: Mapping[str, Scoped]) -> str:
    """Return the note on forces left out of a total, or nothing where none was."""
    outside = [forces[force].name for force in rows if not forces[force].in_scope]
    if not outside:
        return ""
    verb = "is" if len(outside) == 1 else "are"
    return (
        f"{' and '.join(sorted(outside))} {verb} not inspected and not part of this total, "
        "which may therefore differ from totals published by others."
    )
