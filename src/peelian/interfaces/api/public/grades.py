"""Published grades as values: each with its framework, its scale and what may be said beside the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import Publication
from peelian.catalogue import Scale
from peelian.interfaces.api.public.comparing import Before, ComparabilityOut, printed_day


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
    before = Before.of(records)
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


def scale_out(scale: Scale) -> ScaleOut:
    """A scale with its tiers."""
    return ScaleOut.model_validate(
        scale.model_dump(include={"identifier": True, "title": True, "tiers": True})
    )


def framework_name(version: FrameworkVersion) -> FrameworkName:
    return FrameworkName(identifier=version.identifier, title=version.title, cycle=version.cycle)


def force_name(force: Organisation) -> ForceName:
    return ForceName(slug=force.slug, code=force.code, name=force.name)


def _publications(records: Iterable[GradeRecord]) -> dict[Any, PublicationName]:
    wanted = {record.publication for record in records if record.publication}
    found = Publication.objects.filter(pk__in=wanted).values_list("pk", "reference", "version_number")
    return {pk: PublicationName(reference=reference, version=version) for pk, reference, version in found}


def _judgement_out(record: GradeRecord, before: Before, publication: PublicationName | None) -> JudgementOut:
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
        label=version.scale.tier(record.grade).label if record.grade else record.status_words,
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
