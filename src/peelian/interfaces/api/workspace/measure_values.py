"""What requests about releases of measures hold, and what answers say of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema

from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.interfaces.api.workspace.bodies import Body, Edit, LongLine, Name, Version
from peelian.records.comparison import MeasureDefinition
from peelian.rules.errors import InvalidValueError


class ReleaseOut(Schema):
    """A measure for a period, while it is worked on and after."""

    id: UUID
    inspectorate: str
    measure: str
    title: str
    unit: str
    basis: str
    period: dict[str, Any]
    period_words: str
    period_end: date
    source: str
    denominator_source: str
    denominator_note: str
    note: str
    collection: UUID | None
    state: str
    correction_reason: str
    definition_hash: str
    version: int

    @staticmethod
    def resolve_inspectorate(release: MeasureRelease) -> str:
        return release.inspectorate.slug

    @staticmethod
    def resolve_title(release: MeasureRelease) -> str:
        return release.measured.title

    @staticmethod
    def resolve_unit(release: MeasureRelease) -> str:
        return release.measured.unit

    @staticmethod
    def resolve_basis(release: MeasureRelease) -> str:
        return release.measured.basis

    @staticmethod
    def resolve_period_words(release: MeasureRelease) -> str:
        return release.covered.words()

    @staticmethod
    def resolve_collection(release: MeasureRelease) -> UUID | None:
        return release.collection_id


class ForceValueOut(Schema):
    """What one force supplied, in the unit of the measure, or why it has no value; and why it is left out."""

    force: str
    numerator: int | None
    denominator: int | None
    value: float | None
    reason: str
    exclusion: str
    return_version: int | None
    return_sha256: str

    @staticmethod
    def resolve_return_version(row: ForceValue) -> int | None:
        return row.taken_from.number if row.taken_from else None

    @staticmethod
    def resolve_return_sha256(row: ForceValue) -> str:
        return row.taken_from.sha256 if row.taken_from else ""

    @staticmethod
    def resolve_force(row: ForceValue) -> str:
        return row.force.slug


class ReleaseDetail(Schema):
    """A release and its values."""

    release: ReleaseOut
    values: list[ForceValueOut]


class ImportedOut(Schema):
    """How many forces have a value, how many have none with a reason, and who in scope has neither."""

    values: int
    without: int
    missing: list[str]


class MeasurePublicationOut(Schema):
    """A published version of a release."""

    measure: str
    title: str
    period_end: date
    version_number: int
    content_hash: str
    published_on: date


class NewRelease(Body):
    """A release to be begun. The period has a kind and its dates, such as {kind: year-ending, date}."""

    inspectorate: Name = ""
    measure: LongLine
    period: dict[str, Any]
    source: LongLine
    denominator_source: LongLine = ""
    denominator_note: str = ""
    note: str = ""
    collection: UUID | None = None


class ReleaseEdit(Edit):
    """What changes of a draft; what is left out stays."""

    source: LongLine = ""
    denominator_source: LongLine = ""
    denominator_note: str = ""
    note: str = ""


class Discarding(Edit):
    """Why a draft goes."""

    reason: str


class ValuesForm(Body):
    """The version of the release that was opened."""

    expected_version: Version


class TakenReturns(Edit):
    """Columns of the returns that hold the numbers; the denominator is left out for a plain value."""

    numerator: Name
    denominator: Name = ""


class Restoring(Edit):
    """A force that has a row in the release."""

    force: Name


class ForceExclusion(Restoring):
    """A force and why it is left out."""

    reason: str


class ReleaseCorrection(Edit):
    """Why what is published is being corrected."""

    reason: str


class CorrectionCancelled(Edit):
    """Why a correction that is open is given up."""

    reason: str


def definition_named(offered: Mapping[str, MeasureDefinition], identifier: str) -> MeasureDefinition:
    """The definition of a measure that a release can be begun of; others are refused with those there are."""
    found = offered.get(identifier)
    if found is None:
        message = (
            f"'{identifier}' is no measure that has one value a force. Choose one of those that are listed."
        )
        finding = {
            "field": "measure",
            "value": identifier,
            "message": message,
            "allowed": sorted(offered),
        }
        raise InvalidValueError("invalid-value", message, {"findings": [finding]})
    return found
