"""Writing the public record of grades when a report is published or corrected."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.models import Inspection, InspectionComponent
from peelian.apps.judgements.models import GradeRecord, Judgement
from peelian.apps.judgements.targets import Target, inspected_targets
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Role
from peelian.catalogue import Area, Pillar
from peelian.rules.errors import RefusalError

PUBLISHERS = (Role.PUBLICATIONS, Role.HMI, Role.HMCIC)
Status = GradeRecord.Status


@service("judgements.write_grade_records")
def write_grade_records(
    *,
    actor: User,
    inspection: Inspection,
    publication_id: uuid.UUID,
    published_on: date,
    supersedes_id: uuid.UUID | None = None,
) -> list[GradeRecord]:
    """Write one frozen record for each pillar and area that the published report covers.

    An area without a grade gets a record that says why there is none. Called when a report is published.
    In a correction, what stays as it was in the version before (`supersedes_id`) keeps its day.
    """
    require_role(actor, inspection.inspectorate, *PUBLISHERS, to="publish grades")
    if inspection.force is None:
        raise RefusalError(
            "refused", f"{inspection.title} is a national inspection and grades no single force."
        )
    judgements = {
        judgement.target: judgement for judgement in inspection.judgements.select_related("final_by")
    }
    done = set(
        inspection.components.filter(state=InspectionComponent.State.DONE).values_list("component", flat=True)
    )
    records = [
        _record(inspection, target, judgements.get(target.identifier), done, publication_id, published_on)
        for target in inspected_targets(inspection)
    ]
    if supersedes_id is not None:
        _keep_days(records, GradeRecord.objects.filter(publication=supersedes_id))
    GradeRecord.objects.bulk_create(records)
    graded = sum(record.status == Status.GRADED for record in records)
    record_event(
        actor=actor,
        action="judgements.write_grade_records",
        subject=inspection,
        organisation=inspection.tenant,
        summary=f"Grades of {inspection.title} published: {graded} of {len(records)} pillars and areas graded.",
        details={
            "publication": str(publication_id),
            "grades": {r.target: r.grade or r.status for r in records},
        },
        public=True,
    )
    return records


@service("judgements.correct_grade_records")
def correct_grade_records(
    *, actor: User, inspection: Inspection, publication_id: uuid.UUID, reason: str
) -> int:
    """Mark the records of an earlier version of a report as corrected since; they stay readable."""
    require_role(actor, inspection.inspectorate, *PUBLISHERS, to="correct published grades")
    if not reason.strip():
        raise RefusalError("refused", "A correction of published grades needs its reason.")
    records = list(
        GradeRecord.objects.filter(
            publication=publication_id,
            inspectorate=inspection.inspectorate,
            standing=GradeRecord.Standing.CURRENT,
        )
    )
    for record in records:
        record.standing = GradeRecord.Standing.CORRECTED
        record.save()
    record_event(
        actor=actor,
        action="judgements.correct_grade_records",
        subject=inspection,
        organisation=inspection.tenant,
        summary=f"{len(records)} published grades of {inspection.title} marked as corrected: {reason}",
        details={"publication": str(publication_id), "reason": reason},
        public=True,
    )
    return len(records)


def _record(
    inspection: Inspection,
    target: Target,
    judgement: Judgement | None,
    components_done: set[str],
    publication_id: uuid.UUID,
    published_on: date,
) -> GradeRecord:
    is_final = judgement is not None and judgement.state == Judgement.State.FINAL
    signed = judgement.final_by if judgement is not None and is_final else None
    inspector = signed or inspection.accountable_inspector
    return GradeRecord(
        inspectorate=inspection.inspectorate,
        force=inspection.force,
        framework_version=inspection.framework_version,
        target=target.identifier,
        status=Status.GRADED if is_final else _status_without_grade(inspection, target, components_done),
        grade=judgement.grade if judgement and is_final else "",
        as_of=published_on,
        inspector=inspector.name if inspector else "",
        source=inspection.title,
        declared_change=judgement.declared_change if judgement else "",
        declared_change_location=judgement.declared_change_location if judgement else "",
        publication=publication_id,
    )


def _keep_days(records: Iterable[GradeRecord], earlier: Iterable[GradeRecord]) -> None:
    days = {(each.target, each.status, each.grade): each.as_of for each in earlier}
    for record in records:
        record.as_of = days.get((record.target, record.status, record.grade), record.as_of)


def _status_without_grade(inspection: Inspection, target: Target, components_done: set[str]) -> str:
    if isinstance(target, Pillar):
        return Status.NOT_YET_GRADED if target.graded and inspection.graded else Status.UNGRADED
    if target.grading == "ungraded" or not inspection.graded:
        return Status.UNGRADED
    if target.grading == "when-tested" and not _was_tested(inspection, target, components_done):
        return Status.NOT_INSPECTED
    return Status.NOT_YET_GRADED


def _was_tested(inspection: Inspection, area: Area, components_done: set[str]) -> bool:
    return any(
        part.area == area.identifier and part.identifier in components_done
        for part in inspection.framework.components
    )
