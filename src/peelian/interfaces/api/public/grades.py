"""Published grades as values: each with its framework, its scale and what may be said beside the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries import compare_records, standing_among
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import Publication
from peelian.catalogue import Scale
from peelian.rules.comparability import GradeComparison, compare_frameworks


class TierOut(Schema):
    """One grade of a scale."""

    identifier: str
    label: str
    meaning: str


class ScaleOut(Schema):
    """The scale a grade stands on; tiers lowest first."""

    identifier: str
    title: str
    tiers: list[TierOut]


class FrameworkName(Schema):
    """The framework under which a grade was given."""

    identifier: str
    title: str
    cycle: str


class ForceName(Schema):
    """A force by its short name, code and name."""

    slug: str
    code: str
    name: str


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


class PublicationName(Schema):
    """The published version that a grade comes from."""

    reference: str
    version: int


class JudgementOut(Schema):
    """One published grade, or the published fact that there is none."""

    id: UUID
    force: ForceName
    framework: FrameworkName
    scale: ScaleOut
    target: str
    title: str
    status: str
    grade: str | None
    label: str
    standing: str
    as_of: str = Field(description="ISO date, as exact as its precision: 2017-03-02, 2017-03 or 2017")
    precision: str
    inspector: str
    source: str
    source_rank: str
    source_url: str
    publication: PublicationName | None
    note: str
    comparability: ComparabilityOut


class WarningOut(Schema):
    """A doubt about a published report that is shown, never repaired."""

    publication: str
    code: str
    message: str


JUDGEMENT_COLUMNS = (
    "force.slug", "force.code", "force.name", "framework.identifier", "framework.cycle", "scale.identifier",
    "scale.tiers.label", "target", "title", "status", "grade", "label", "standing", "as_of", "precision", "inspector",
    "source", "source_rank", "source_url", "publication.reference", "publication.version", "note",
    "comparability.outcome", "comparability.words", "comparability.reason", "comparability.tiers",
    "comparability.cites", "comparability.earlier.framework", "comparability.earlier.grade",
    "comparability.earlier.as_of",
)  # fmt: skip


def judgements_out(records: Sequence[GradeRecord]) -> list[JudgementOut]:
    """The values of some records; three queries, whatever their number."""
    before = _Before.of(records)
    names = _publications(records)
    return [_judgement_out(record, before, names.get(record.publication)) for record in records]


def warnings_of(records: Iterable[GradeRecord]) -> list[WarningOut]:
    """The warnings that stand in the published reports from which records come."""
    found = Publication.objects.filter(
        pk__in={record.publication for record in records if record.publication}
    )
    return [
        WarningOut(publication=reference, code=each["code"], message=each["message"])
        for reference, warnings in found.order_by("reference").values_list("reference", "value__warnings")
        for each in warnings or ()
    ]


def printed_day(day: date, precision: str) -> str:
    """A date as exact as it is known.

    >>> printed_day(date(2017, 10, 1), "month")
    '2017-10'
    """
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def scale_out(scale: Scale) -> ScaleOut:
    """A scale with its tiers."""
    return ScaleOut.model_validate(
        scale.model_dump(include={"identifier": True, "title": True, "tiers": True})
    )


def framework_name(version: FrameworkVersion) -> FrameworkName:
    return FrameworkName(identifier=version.identifier, title=version.title, cycle=version.cycle)


def force_name(force: Organisation) -> ForceName:
    return ForceName(slug=force.slug, code=force.code, name=force.name)


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


@dataclass(frozen=True)
class _Before:
    """The standing grades of the forces asked about, oldest framework first."""

    standing: Sequence[GradeRecord]

    @classmethod
    def of(cls, records: Iterable[GradeRecord]) -> _Before:
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


def _publications(records: Iterable[GradeRecord]) -> dict[Any, PublicationName]:
    wanted = {record.publication for record in records if record.publication}
    found = Publication.objects.filter(pk__in=wanted).values_list("pk", "reference", "version_number")
    return {pk: PublicationName(reference=reference, version=version) for pk, reference, version in found}


def _judgement_out(record: GradeRecord, before: _Before, publication: PublicationName | None) -> JudgementOut:
    version = record.framework_version
    return JudgementOut(
        id=record.pk,
        force=force_name(record.force),
        framework=framework_name(version),
        scale=scale_out(version.scale),
        target=record.target,
        title=version.framework.target(record.target).title,
        status=record.status,
        grade=record.grade or None,
        label=version.scale.tier(record.grade).label if record.grade else record.get_status_display(),
        standing=record.standing,
        as_of=printed_day(record.as_of, record.as_of_precision),
        precision=record.as_of_precision,
        inspector=record.inspector,
        source=record.source,
        source_rank=record.source_rank,
        source_url=record.source_url,
        publication=publication,
        note=record.note,
        comparability=before.comparison(record),
    )
