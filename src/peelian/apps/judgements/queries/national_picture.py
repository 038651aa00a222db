"""How many forces hold each grade of one area or pillar: counts, never an order of forces."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries.grade_history import standing_among
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.catalogue import Scale


@dataclass(frozen=True)
class NationalPicture:
    """Forces in scope by grade, lowest tier first; those recorded as not graded; and those not recorded at all."""

    scale: Scale
    counts: dict[str, int]
    graded: int
    not_graded: int
    not_recorded: int
    scope_note: str


def national_picture(framework: str, target: str) -> NationalPicture:
    """Count the standing grades over the forces in scope, with a note on any force left out."""
    version = FrameworkVersion.objects.get(pk=framework)
    grades = standing_grades_by_force(framework, target)
    in_scope = set(forces_in_scope().values_list("slug", flat=True))
    counts = {tier.identifier: 0 for tier in version.scale.tiers}
    for slug, grade in grades.items():
        if slug in in_scope:
            counts[grade] += 1
    graded = sum(counts.values())
    not_graded = len((_told_ungraded(framework, target) & in_scope) - set(grades))
    not_recorded = len(in_scope) - graded - not_graded
    outside = _scope_note(set(grades) - in_scope)
    return NationalPicture(version.scale, counts, graded, not_graded, not_recorded, outside)


def standing_grades_by_force(framework: str, target: str) -> dict[str, str]:
    """The grade that each force holds, by the force's short name: the one that stands on the page of the force."""
    records = (
        GradeRecord.objects.filter(framework_version=framework, target=target)
        .exclude(grade="")
        .exclude(standing=GradeRecord.Standing.CORRECTED)
        .select_related("force")
        .order_by("as_of")
    )
    return {record.force.slug: record.grade for record in standing_among(records)}


def _told_ungraded(framework: str, target: str) -> set[str]:
    """Short names of the forces of which a standing record says that they were not graded."""
    told = GradeRecord.objects.filter(framework_version=framework, target=target, grade="")
    return set(told.exclude(standing=GradeRecord.Standing.CORRECTED).values_list("force__slug", flat=True))


def _scope_note(outside: set[str]) -> str:
    if not outside:
        return ""
    names = Organisation.objects.filter(slug__in=outside).order_by("name").values_list("name", flat=True)
    return (
        f"Not inspected in this programme and not part of the totals: {', '.join(names)}. "
        "Totals published by others may include it."
    )
