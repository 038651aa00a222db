"""Bringing in published grades of the past from a table, every fault named before any row is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.services.grade_rows import GradeRowReader
from peelian.apps.judgements.table_faults import FIRST_ROW
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import InvalidValueError

IMPORTERS = (Role.PUBLICATIONS, Role.HMI, Role.HMCIC)
IDENTITY = ("force_id", "framework_version_id", "target", "as_of", "standing", "source_rank", "source")


@dataclass(frozen=True)
class ImportResult:
    """How many rows were added, and how many stood here already."""

    added: int
    known: int


@service("judgements.import_grade_records")
def import_grade_records(
    *,
    actor: User | SystemActor,
    inspectorate: Organisation,
    rows: Iterable[Mapping[str, str]],
    file: str = "",
) -> ImportResult:
    """Keep published grades told by a source. Nothing is kept while any row has a fault; rows known are passed over.

    A person needs a publishing role; the operator at the machine acts as a part of the system.

    Raises
    ------
    InvalidValueError
        Its details hold ``findings``: file, row, field, value, message for every fault. The header
        is row 1.
    """
    if isinstance(actor, User):
        require_role(actor, inspectorate, *IMPORTERS, to="import published grades")
    reader = GradeRowReader(inspectorate, file)
    records = [
        record
        for number, row in enumerate(rows, FIRST_ROW)
        if (record := reader.read(number, row)) is not None
    ]
    reader.faults.refuse()
    known = {_identity(record): record for record in GradeRecord.objects.all()}
    fresh: dict[tuple[Any, ...], GradeRecord] = {}
    for record in records:
        stored = known.get(_identity(record)) or fresh.get(_identity(record))
        if stored is None:
            fresh[_identity(record)] = record
        elif (stored.status, stored.grade) != (record.status, record.grade):
            _refuse_contradiction(stored, record)
    GradeRecord.objects.bulk_create(fresh.values())
    result = ImportResult(len(fresh), len(records) - len(fresh))
    record_event(
        actor=actor,
        action="judgements.import_grade_records",
        subject=inspectorate,
        organisation=inspectorate,
        summary=f"Published grades imported: {result.added} added, {result.known} known already.",
        details={"file": file},
        public=True,
    )
    return result


def _identity(record: GradeRecord) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in IDENTITY)


def _refuse_contradiction(stored: GradeRecord, record: GradeRecord) -> None:
    raise InvalidValueError(
        "invalid-value",
        f"The source {record.source} gives {record.target} of {record.force} on {record.as_of} as "
        f"{record.grade or record.status}, but {stored.grade or stored.status} is recorded from it already. A "
        "published grade is never edited: import the correction as a row of its own, with its own date.",
        {"target": record.target, "grade": record.grade, "recorded": stored.grade},
    )
