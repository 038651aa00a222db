"""Published grades: of one force over time, and how two of them compare. Nothing here puts forces in an order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from django.db.models import QuerySet

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import Area
from peelian.rules.comparability import (
    DeclaredChange,
    FrameworkComparability,
    GradeComparison,
    GradePoint,
    compare_frameworks,
    compare_grades,
)
from peelian.rules.errors import InvalidValueError

Standing = GradeRecord.Standing


@dataclass(frozen=True)
class GradeHistoryRow:
    """A published grade, and what may be said of it beside the one before (None for the first)."""

    record: GradeRecord
    title: str
    label: str
    comparison: GradeComparison | None


@dataclass(frozen=True)
class FrameworkGrades:
    """The grades of a force under one framework, and whether they compare with the framework before."""

    version: FrameworkVersion
    rows: tuple[GradeHistoryRow, ...]
    with_earlier: FrameworkComparability | None


def published_grades(force: Organisation) -> QuerySet[GradeRecord]:
    """Every published grade of a force that has not been corrected since, oldest framework first."""
    return (
        GradeRecord.objects.filter(force=force)
        .exclude(standing=Standing.CORRECTED)
        .select_related("framework_version", "force")
        .order_by("framework_version__position", "target", "as_of")
    )


def standing_grades(force: Organisation) -> list[GradeRecord]:
    """One record for each framework and target: the the one that stands (see `standing_among`)."""
    return standing_among(published_grades(force))


def standing_among(records: Iterable[GradeRecord]) -> list[GradeRecord]:
    """Of records in the order of their dates, the one that stands for each force, framework and target.

    Before an interim grade stands any other; before another body's account the inspectorate's own publication,
    before the press another body's account; and of equals the latest.
    """
    standing: dict[tuple[object, str, str], GradeRecord] = {}
    for record in records:
        place = (record.force_id, record.framework_version_id, record.target)
        held = standing.get(place)
        if held is None or _weight(record) >= _weight(held):
            standing[place] = record
    return list(standing.values())


def _weight(record: GradeRecord) -> tuple[bool, int]:
    ranks = (GradeRecord.SourceRank.PRESS, GradeRecord.SourceRank.SECONDARY, GradeRecord.SourceRank.PRIMARY)
    return record.standing != Standing.INTERIM, [str(rank) for rank in ranks].index(record.source_rank)


def grade_history(force: Organisation, target: str) -> list[GradeHistoryRow]:
    """The standing grades of one area or pillar over the frameworks, each compared with the one before."""
    records = [record for record in standing_grades(force) if record.target == target]
    records.sort(key=lambda record: record.framework_version.position)
    first = [history_row(records[0], None)] if records else []
    return first + [history_row(later, earlier) for earlier, later in pairwise(records)]


def history_by_framework(force: Organisation) -> list[FrameworkGrades]:
    """All standing grades of a force, framework by framework from the oldest, with the breaks between them.

    Behind a break every grade says that it cannot be compared, also where its area is new.
    """
    found: list[FrameworkGrades] = []
    last: dict[str, GradeRecord] = {}
    records = standing_grades(force)
    versions = sorted({record.framework_version for record in records}, key=lambda version: version.position)
    for version in versions:
        own = _in_framework_order(version, [r for r in records if r.framework_version_id == version.pk])
        with_earlier = comparability(found[-1].version if found else None, version)
        rows = tuple(_row_behind(with_earlier, record, last.get(record.target)) for record in own)
        found.append(FrameworkGrades(version, rows, with_earlier))
        last |= {record.target: record for record in own}
    return found


def _row_behind(
    break_: FrameworkComparability | None, record: GradeRecord, earlier: GradeRecord | None
) -> GradeHistoryRow:
    row = history_row(record, earlier)
    if break_ is None or break_.comparable or row.comparison is not None or not record.grade:
        return row
    return replace(row, comparison=GradeComparison("not-comparable", None, "not comparable", break_.reason))


def comparability(earlier: FrameworkVersion | None, later: FrameworkVersion) -> FrameworkComparability | None:
    """Whether grades of two frameworks may be compared; None where there is no earlier one."""
    return compare_frameworks(regime(), earlier.pk, later.pk) if earlier else None


def current_grades(force: Organisation) -> list[GradeRecord]:
    """The standing grades of a force under its latest framework, in the order of that framework."""
    records = standing_grades(force)
    if not records:
        return []
    version = max((record.framework_version for record in records), key=lambda each: each.position)
    return _in_framework_order(version, [r for r in records if r.framework_version_id == version.pk])


def compare_grades_of(
    force: Organisation, target: str, earlier_framework: str, later_framework: str
) -> GradeComparison:
    """Compare the grades of one area or pillar under two frameworks.

    Where the frameworks are not comparable that is the answer, whether or not the later one has the target.

    Raises
    ------
    InvalidValueError
        The framework given as the earlier one is the later one.
    """
    frameworks = compare_frameworks(regime(), earlier_framework, later_framework)
    _require_order(earlier_framework, later_framework)
    if not frameworks.comparable:
        return GradeComparison("not-comparable", None, "not comparable", frameworks.reason)
    held = {
        record.framework_version_id: record for record in standing_grades(force) if record.target == target
    }
    later = held.get(later_framework)
    if later is None:
        return GradeComparison(
            "not-graded", None, "not graded", "No grade is recorded under the later framework."
        )
    return compare_records(held.get(earlier_framework), later)


def _require_order(earlier: str, later: str) -> None:
    """Refuse a comparison backwards: what improved would be told as declined."""
    known = regime().frameworks
    order = list(known)
    if order.index(earlier) > order.index(later):
        raise InvalidValueError(
            "invalid-value",
            f"{known[earlier].title} was given as the earlier framework and {known[later].title} as the later, "
            "but they came the other way round. Exchange the two.",
            {"field": "earlier", "value": earlier},
        )


def compare_records(earlier: GradeRecord | None, later: GradeRecord) -> GradeComparison:
    """What may be said of two published grades of one force."""
    declared = None
    if later.declared_change and later.declared_change_location:
        declared = DeclaredChange(later.declared_change, later.declared_change_location)
    return compare_grades(regime(), _point(earlier) if earlier else None, _point(later), declared)


def history_row(record: GradeRecord, earlier: GradeRecord | None) -> GradeHistoryRow:
    """A record with its words, beside the one before."""
    version = record.framework_version
    return GradeHistoryRow(
        record=record,
        title=version.framework.target(record.target).title,
        label=version.scale.tier(record.grade).label if record.grade else record.status_words,
        comparison=compare_records(earlier, record) if earlier else None,
    )


def _point(record: GradeRecord) -> GradePoint:
    target = record.framework_version.framework.target(record.target)
    first_time = isinstance(target, Area) and target.first_time
    return GradePoint(record.framework_version_id, record.target, record.grade or None, first_time)


def _in_framework_order(version: FrameworkVersion, records: list[GradeRecord]) -> list[GradeRecord]:
    order = [target.identifier for target in version.framework.targets]
    return sorted(records, key=lambda record: order.index(record.target))
