"""What may be said of a published grade beside the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ninja import Schema
from pydantic import Field

from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries import compare_records, standing_among
from peelian.rules.comparability import GradeComparison, compare_frameworks


class EarlierGrade(Schema):
    """The standing grade before, under an earlier framework."""

    framework: str
    grade: str | None
    as_of: str


class ComparabilityOut(Schema):
    """What may be said of a grade beside the one before. Where it says not comparable, there is no direction."""

    outcome: str
    words: str
    reason: str
    tiers: int | None = Field(
        description="Later less earlier place on the scale; empty where nothing may be counted"
    )
    cites: str = Field(description="Where the report states that performance fell")
    earlier: EarlierGrade | None


@dataclass(frozen=True)
class Before:
    """The standing grades of the forces asked about, oldest framework first."""

    standing: Sequence[GradeRecord]

    @classmethod
    def of(cls, records: Iterable[GradeRecord]) -> Before:
        forces = {record.force_id for record in records}
        found = (
            GradeRecord.objects.filter(force__in=forces)
            .exclude(standing=GradeRecord.Standing.CORRECTED)
            .select_related("framework_version")
            .order_by("framework_version__position", "as_of")
        )
        return cls(standing_among(found))

    def comparison(self, record: GradeRecord) -> ComparabilityOut:
        """Beside the standing grade of the same pillar or area; without one, beside the framework before."""
        position = record.framework_version.position
        earlier = [
            each
            for each in self.standing
            if each.force_id == record.force_id and each.framework_version.position < position
        ]
        same = [each for each in earlier if each.target == record.target]
        if same or not record.grade or not earlier:
            last = same[-1] if same else None
            return comparability_out(compare_records(last, record), last)
        last_framework = max(earlier, key=lambda each: each.framework_version.position).framework_version_id
        frameworks = compare_frameworks(regime(), last_framework, record.framework_version_id)
        if frameworks.comparable:
            return comparability_out(compare_records(None, record), None)
        refusal = GradeComparison("not-comparable", None, "not comparable", frameworks.reason)
        return comparability_out(refusal, None)


def comparability_out(comparison: GradeComparison, earlier: GradeRecord | None) -> ComparabilityOut:
    """A comparison in words, with the earlier grade beside it."""
    return ComparabilityOut(
        outcome=comparison.outcome,
        words=comparison.words,
        reason=comparison.reason,
        tiers=comparison.tiers,
        cites=comparison.cites,
        earlier=earlier_out(earlier) if earlier else None,
    )


def earlier_out(record: GradeRecord) -> EarlierGrade:
    day = printed_day(record.as_of, record.as_of_precision)
    return EarlierGrade(framework=record.framework_version_id, grade=record.grade or None, as_of=day)


def printed_day(day: date, precision: str) -> str:
    """A date as exact as it is known.

    >>> printed_day(date(2017, 10, 1), "month")
    '2017-10'
    """
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
