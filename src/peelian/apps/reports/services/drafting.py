"""Writing the parts of a report that are written for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict, Unpack

from pydantic import ValidationError

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.openness import require_writing_open
from peelian.apps.judgements.targets import require_inspected
from peelian.apps.organisations.access import require_role
from peelian.apps.reports.models import AreaText, ObservationPoint, ReportDraft
from peelian.apps.reports.policies import WRITERS
from peelian.rendering.report_parts import DataNote, DataSource

DRAFT_FIELDS = (
    "summary",
    "changes",
    "observations_introduction",
    "observations_closing",
    "signatory_name",
    "signatory_office",
    "service_introduction",
    "data_introduction",
    "data_notes",
    "data_sources",
)
POINT_FIELDS = ("heading", "text", "position")


class DraftContent(TypedDict, total=False):
    """The written parts of a report; what is left out stays as it is."""

    summary: str
    changes: str
    observations_introduction: str
    observations_closing: str
    signatory_name: str
    signatory_office: str
    service_introduction: str
    data_introduction: str
    data_notes: list[dict[str, Any]]
    data_sources: list[dict[str, Any]]


@service("reports.write_report_draft")
def write_report_draft(
    *, actor: User, inspection: Inspection, expected_version: int, **content: Unpack[DraftContent]
) -> ReportDraft:
    """Write parts of a report and leave the rest. Version 1 is the empty draft that nobody has written yet."""
    require_writer(actor, inspection)
    _check_parts(content)
    draft, _ = ReportDraft.objects.get_or_create(inspection=inspection)
    current = lock_for_edit(draft, expected_version, DRAFT_FIELDS)
    changes = save_edit(current, content)
    record_event(
        actor=actor,
        action="reports.write_report_draft",
        subject=current,
        organisation=current.tenant,
        summary=f"The report of {inspection.title} was written on: {_words(changes['after'])}.",
        details=changes,
    )
    return current


@service("reports.write_area_text")
def write_area_text(
    *,
    actor: User,
    inspection: Inspection,
    target: str,
    introduction: str,
    grading_note: str = "",
    expected_version: int,
) -> AreaText:
    """Write the opening words of an area section, and the note beside its grade or in its place."""
    require_writer(actor, inspection)
    title = require_inspected(inspection, target).title
    text, _ = AreaText.objects.get_or_create(inspection=inspection, target=target)
    current = lock_for_edit(text, expected_version, ("introduction", "grading_note"))
    changes = save_edit(current, {"introduction": introduction, "grading_note": grading_note})
    record_event(
        actor=actor,
        action="reports.write_area_text",
        subject=current,
        organisation=current.tenant,
        summary=f"The opening words of {title} in {inspection.title} were written.",
        details=changes,
    )
    return current


@service("reports.write_observation_point")
def write_observation_point(
    *,
    actor: User,
    inspection: Inspection,
    heading: str,
    text: str,
    findings: Iterable[Finding] = (),
    position: int | None = None,
) -> ObservationPoint:
    """Add a headed point to the observations, tied to the findings it rests on."""
    require_writer(actor, inspection)
    linked = list(findings)
    _check_point(inspection, heading, text, linked)
    alike = inspection.observation_points.filter(heading=heading, text=text)
    keep_once(inspection, alike, f"The point '{heading}' in the same words")
    if position is None:
        position = inspection.observation_points.count() + 1
    point = ObservationPoint.objects.create(
        inspection=inspection, heading=heading, text=text, position=position
    )
    point.findings.set(linked)
    _record_point(
        actor, point, "write_observation_point", "added", {"findings": [each.key for each in linked]}
    )
    return point


@service("reports.update_observation_point")
def update_observation_point(
    *,
    actor: User,
    point: ObservationPoint,
    heading: str,
    text: str,
    findings: Iterable[Finding],
    position: int,
    expected_version: int,
) -> ObservationPoint:
    """Change a headed point, its place in the order and the findings it rests on."""
    require_writer(actor, point.inspection)
    linked = list(findings)
    _check_point(point.inspection, heading, text, linked)
    current = lock_for_edit(point, expected_version, POINT_FIELDS)
    changes = save_edit(current, {"heading": heading, "text": text, "position": position})
    current.findings.set(linked)
    _record_point(
        actor,
        current,
        "update_observation_point",
        "changed",
        {**changes, "findings": [f.key for f in linked]},
    )
    return current


@service("reports.remove_observation_point")
def remove_observation_point(*, actor: User, point: ObservationPoint, expected_version: int) -> None:
    """Remove a headed point. Its words stay in the log."""
    require_writer(actor, point.inspection)
    current = lock_for_edit(point, expected_version, POINT_FIELDS)
    _record_point(actor, current, "remove_observation_point", "removed", {"text": current.text})
    current.delete()


def require_writer(actor: User, inspection: Inspection) -> None:
    """Refuse unless the person may write the report, and it is open to be written."""
    require_role(actor, inspection.tenant, *WRITERS, to="write the report")
    require_writing_open(inspection)


def _words(fields: Iterable[str]) -> str:
    """Parts of the draft as a reader knows them, not by the names of the code."""
    return ", ".join(field.replace("_", " ") for field in fields) or "nothing new"


def _check_parts(content: DraftContent) -> None:
    problems = Problems()
    unknown = sorted(set(content) - set(DRAFT_FIELDS))
    if unknown:
        problems.add(
            "report",
            unknown[0],
            f"A report has no part {unknown[0]!r}. Its parts: {', '.join(DRAFT_FIELDS)}.",
        )
    for number, note in enumerate(content.get("data_notes", []), start=1):
        _check_shape(DataNote, note, "data_notes", f"Note {number} needs a heading and a text.", problems)
    for number, source in enumerate(content.get("data_sources", []), start=1):
        sentence = (
            f"Source {number} needs a name; it may have a release, a period and a list of keys of figures."
        )
        _check_shape(DataSource, source, "data_sources", sentence, problems)
    problems.raise_if_any()


def _check_shape(
    shape: type[DataNote] | type[DataSource],
    value: dict[str, Any],
    name: str,
    sentence: str,
    problems: Problems,
) -> None:
    try:
        shape.model_validate(value)
    except ValidationError:
        problems.add(name, value, sentence)


def _check_point(inspection: Inspection, heading: str, text: str, findings: list[Finding]) -> None:
    problems = Problems()
    problems.need("heading", heading, "The point has no heading. Give it one.")
    problems.need("text", text, "The point has no text. Say what was observed.")
    for finding in findings:
        if finding.inspection_id != inspection.pk:
            problems.add(
                "findings",
                finding.headline,
                f"'{finding.headline}' belongs to another inspection. Choose one of this one.",
            )
    problems.raise_if_any()


def _record_point(
    actor: User, point: ObservationPoint, action: str, verb: str, details: dict[str, Any]
) -> None:
    record_event(
        actor=actor,
        action=f"reports.{action}",
        subject=point,
        organisation=point.tenant,
        summary=f"The point '{point.heading}' was {verb} in the observations of {point.inspection.title}.",
        details=details,
    )
