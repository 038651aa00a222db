"""Bringing in releases whole: each measure of a table begun, or its draft found, and its values taken, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.services.beginning import begin_release
from peelian.apps.measures.services.importing import ImportedValues, import_values
from peelian.apps.organisations.models import Organisation
from peelian.records.comparison import MeasureDefinition
from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import Period


@dataclass(frozen=True)
class ImportedRelease:
    """A release with the values that came in, and whether it was begun with them."""

    release: MeasureRelease
    begun: bool
    values: ImportedValues


@service("measures.import_releases")
def import_releases(
    *,
    actor: User,
    inspectorate: Organisation,
    definitions: Sequence[MeasureDefinition],
    period: Period,
    source: str,
    rows: Sequence[Mapping[str, str]],
    file: str = "",
    denominator_source: str = "",
    denominator_note: str = "",
    note: str = "",
) -> list[ImportedRelease]:
    """Take the values of each measure from the rows; a draft of the same period gets them, else one is begun.

    Either every measure is taken or none, and the faults of all of them are told at once. The notes
    are kept where a release is begun. A release that is published is not touched.

    Raises
    ------
    InvalidValueError
        Its details hold ``findings``: measure, row, field, value and message of every fault.
    """
    imported: list[ImportedRelease] = []
    faults: list[dict[str, Any]] = []
    for definition in definitions:
        standing = _standing(inspectorate, definition, period)
        try:
            release = standing or begin_release(
                actor=actor,
                inspectorate=inspectorate,
                definition=definition,
                period=period,
                source=source,
                denominator_source=denominator_source,
                denominator_note=denominator_note,
                note=note,
            )
            taken = import_values(
                actor=actor, release=release, expected_version=release.version, rows=rows, file=file
            )
        except InvalidValueError as error:
            faults += _faults_of(definition, error)
        else:
            release.refresh_from_db()
            imported.append(ImportedRelease(release, standing is None, taken))
    if faults:
        told = " ".join(str(each["message"]) for each in faults[:10])
        raise InvalidValueError("invalid-value", told, {"findings": faults})
    return imported


def _standing(
    inspectorate: Organisation, definition: MeasureDefinition, period: Period
) -> MeasureRelease | None:
    """The release of the measure for exactly this period, where there is one."""
    found = MeasureRelease.objects.filter(inspectorate=inspectorate, measure=definition.identifier)
    return next((each for each in found if each.covered == period), None)


def _faults_of(definition: MeasureDefinition, error: InvalidValueError) -> list[dict[str, Any]]:
    """The findings of one measure, each with its name."""
    listed: Any = error.details.get("findings") or [{"field": "", "value": "", "message": error.message}]
    return [{"measure": definition.identifier, **each} for each in listed]
