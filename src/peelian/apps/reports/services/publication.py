"""Publishing a report, a round of reports, and corrections: each freezes one version for good."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.services import issue_items
from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.services import move_inspection
from peelian.apps.judgements.queries.gates import overrides_of
from peelian.apps.judgements.services.grade_records import correct_grade_records, write_grade_records
from peelian.apps.organisations.access import require_role
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.assembly.versions import keep_grade_days, says_the_same
from peelian.apps.reports.models import Publication
from peelian.apps.reports.policies import movers
from peelian.apps.reports.queries.gates import publication_gates
from peelian.apps.reports.search.entries import write_search_entries
from peelian.apps.reports.services.publication_days import require_publication_day
from peelian.rendering.report_value import ReportValue, content_hash
from peelian.rules.errors import InvalidValueError, RefusalError
from peelian.rules.gates import GateResult, require_open, warnings_in


@service("reports.publish_report")
def publish_report(*, actor: User, inspection: Inspection, published_on: date) -> Publication:
    """Publish a signed-off report: gates, then items, then the frozen version, then the public record of grades.

    Gates that block refuse it, all of them named at once; gates that warn are kept with the event. From here on
    anybody may read it, and nothing changes it.
    """
    require_role(actor, inspection.tenant, *movers("publish"), to="publish a report")
    if Publication.objects.filter(inspection=inspection).exists():
        raise RefusalError("refused", f"{inspection.title} is published. To change it, publish a correction.")
    publication = _publish(actor, inspection, published_on)
    _record(actor, publication, "publish_report", f"{publication.title} was published.")
    return publication


@service("reports.publish_round")
def publish_round(
    *, actor: User, round: Round, inspections: Iterable[Inspection], published_on: date
) -> list[Publication]:
    """Publish the reports of several forces in one act: all of them, or none where one cannot be published."""
    require_role(actor, round.tenant, *movers("publish"), to="publish a round of reports")
    chosen = list(inspections)
    strangers = [each.title for each in chosen if each.round_id != round.pk]
    if strangers or not chosen:
        seen = f"not in {round.title}: {', '.join(strangers)}" if strangers else "none"
        raise RefusalError("refused", f"Inspections chosen: {seen}. Choose at least one, all of the round.")
    _hold_all_still(chosen)
    publications = [
        publish_report(actor=actor, inspection=each, published_on=published_on) for each in chosen
    ]
    record_event(
        actor=actor,
        action="reports.publish_round",
        subject=round,
        organisation=round.tenant,
        summary=f"Reports of {round.title} published together: {len(publications)}.",
        details={"references": [each.reference for each in publications]},
    )
    return publications


@service("reports.start_correction")
def start_correction(*, actor: User, publication: Publication, reason: str) -> Inspection:
    """Open a published inspection so that its content can be corrected; what is published stays as it is."""
    require_role(actor, publication.tenant, *movers("correct"), to="correct a published report")
    _require_reason(reason)
    _require_current(publication)
    current, move = move_inspection(actor=actor, inspection=publication.inspection, action="correct")
    record_event(
        actor=actor,
        action="reports.start_correction",
        subject=publication,
        organisation=publication.tenant,
        summary=f"A correction of {publication} was started: {reason}",
        details={"reason": reason, "before": {"state": move.state}, "after": {"state": move.next_state}},
    )
    return current


@service("reports.correct_report")
def correct_report(
    *, actor: User, publication: Publication, reason: str, published_on: date | None = None
) -> Publication:
    """Publish the report as it stands now as the next version, with the reason.

    The old version stays readable, and its grades stand in the record as corrected since.
    """
    require_role(actor, publication.tenant, *movers("correct"), to="correct a published report")
    _require_reason(reason)
    inspection = Inspection.objects.select_for_update().get(pk=publication.inspection_id)
    _require_current(publication)
    if inspection.state == Inspection.State.PUBLISHED:
        inspection, _ = move_inspection(actor=actor, inspection=inspection, action="correct")
    correct_grade_records(actor=actor, inspection=inspection, publication_id=publication.pk, reason=reason)
    corrected = _publish(
        actor, inspection, published_on or timezone.localdate(), supersedes=publication, reason=reason
    )
    _record(
        actor,
        corrected,
        "correct_report",
        f"{publication} was corrected by version {corrected.version_number}: {reason}",
    )
    return corrected


def _hold_all_still(inspections: list[Inspection]) -> None:
    """Lock every inspection before the log is written to: whoever edits one locks it first and the log after it."""
    keys = [each.pk for each in inspections]
    list(Inspection.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _publish(
    actor: User,
    inspection: Inspection,
    published_on: date,
    *,
    supersedes: Publication | None = None,
    reason: str = "",
) -> Publication:
    require_publication_day(published_on, inspection, supersedes)
    current, _ = move_inspection(actor=actor, inspection=inspection, action="publish")
    results = publication_gates(current)
    require_open(results, overrides_of(current, "publish"))
    issue_items(actor=actor, inspection=current, published_on=published_on)
    publication = _freeze(actor, current, published_on, supersedes, reason)
    if current.force is not None:
        write_grade_records(
            actor=actor,
            inspection=current,
            publication_id=publication.pk,
            published_on=published_on,
            supersedes_id=supersedes.pk if supersedes else None,
        )
    write_search_entries(publication)
    _keep_warnings(actor, publication, results)
    return publication


def _freeze(
    actor: User, inspection: Inspection, published_on: date, supersedes: Publication | None, reason: str
) -> Publication:
    number = supersedes.version_number + 1 if supersedes else 1
    value = assemble_report_value(
        inspection, published=published_on, version=number, correction_reason=reason
    )
    if supersedes is not None:
        _require_change(value, supersedes)
        value = keep_grade_days(value, supersedes.report)
    publication = Publication(
        id=uuid.uuid4(),
        inspection=inspection,
        inspectorate=inspection.inspectorate,
        force=inspection.force,
        reference=inspection.reference,
        version_number=number,
        title=inspection.title,
        framework=inspection.framework.identifier,
        value=value.model_dump(mode="json"),
        content_hash=content_hash(value),
        published_on=published_on,
        published_at=timezone.now(),
        published_by=actor,
        correction_reason=reason,
        supersedes=supersedes,
    )
    publication.save()
    return publication


def _keep_warnings(actor: User, publication: Publication, results: tuple[GateResult, ...]) -> None:
    warnings = warnings_in(results)
    if not warnings:
        return
    record_event(
        actor=actor,
        action="reports.publish_with_warnings",
        subject=publication,
        organisation=publication.tenant,
        summary=f"{publication} was published with warnings: {len(warnings)}.",
        details={"warnings": [{"gate": each.code, "message": each.message} for each in warnings]},
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidValueError(
            "invalid-value",
            "A correction needs its reason, which readers see. Say what was wrong.",
            {"field": "reason"},
        )


def _require_current(publication: Publication) -> None:
    if Publication.objects.filter(supersedes=publication).exists():
        raise RefusalError(
            "refused", f"{publication} has been corrected already. Correct the newest version instead."
        )


def _require_change(value: ReportValue, supersedes: Publication) -> None:
    if says_the_same(value, supersedes.report):
        raise RefusalError(
            "refused",
            f"The report says nothing else than {supersedes}. Start the correction, change what was wrong, "
            "and publish it then.",
        )


def _record(actor: User, publication: Publication, action: str, summary: str) -> None:
    record_event(
        actor=actor,
        action=f"reports.{action}",
        subject=publication,
        organisation=publication.tenant,
        summary=summary,
        details={
            "reference": publication.reference,
            "version": publication.version_number,
            "content_hash": publication.content_hash,
        },
        public=True,
    )
