"""A small made-up inspection, written through the services and ready for its report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection, InspectionComponent, Round
from peelian.apps.inspections.services import advance_inspection
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.services import record_figure, write_finding
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.reports.models import AccuracyCheck, ObservationPoint, Publication, ReportDraft
from peelian.apps.reports.services import (
    correct_report,
    publish_report,
    share_for_accuracy_check,
    sign_off_report,
    start_correction,
    write_area_text,
    write_observation_point,
    write_report_draft,
)
from tests.apps.judgements.world import accountable_for, finalise, lead_of, propose
from tests.apps.world import make_inspection, make_person

VICTIMS = "service-to-victims"
RECORDING = "recording-data-about-crime"
RESPONDING = "responding-to-the-public"
ORGANISED = "disrupting-serious-organised-crime"
AREAS = [VICTIMS, RECORDING, RESPONDING, ORGANISED]
PUBLISHED = date(2023, 3, 17)
CLOSES = date(2099, 1, 31)


def publisher_of(inspection: Inspection) -> User:
    return make_person(inspection.inspectorate, Role.PUBLICATIONS)


def chief_inspector_of(inspection: Inspection) -> User:
    return make_person(inspection.inspectorate, Role.HMCIC)


def liaison_of(inspection: Inspection) -> User:
    assert inspection.force is not None
    return make_person(inspection.force, Role.FORCE_LIAISON)


def write_part(inspection: Inspection, **content: Any) -> ReportDraft:
    """Write parts of the report on top of whatever version stands."""
    draft = ReportDraft.objects.filter(inspection=inspection).first()
    version = draft.version if draft else 1
    return write_report_draft(
        actor=lead_of(inspection), inspection=inspection, expected_version=version, **content
    )


def write_everything(inspection: Inspection) -> None:
    """The written parts, each with something in it."""
    write_part(
        inspection,
        summary="Inspectors looked at four areas.\n\nTwo of them are graded.",
        observations_introduction="The force has changed since 2019.",
        observations_closing="Progress will be watched.",
        signatory_name="A. Chief",
        signatory_office="HM Chief Inspector of Constabulary",
        service_introduction="Sixty closed cases were read.",
        data_introduction="Every figure is listed with its source.",
        data_notes=[{"heading": "Population", "text": "Mid-2020 estimates are used."}],
    )
    write_area_text(
        actor=lead_of(inspection),
        inspection=inspection,
        target=RESPONDING,
        introduction="This section follows a call to its answer.",
        expected_version=1,
    )


def finding(inspection: Inspection, target: str, headline: str, **content: Any) -> Finding:
    return write_finding(
        actor=lead_of(inspection), inspection=inspection, target=target, headline=headline, **content
    )


def cited(inspection: Inspection, target: str) -> list[str]:
    """Every characteristic of an area."""
    return [each.identifier for each in getattr(inspection.framework.target(target), "characteristics", ())]


def write_findings(inspection: Inspection) -> dict[str, Finding]:
    """One finding or more under every area, by key."""
    both_sides = [
        {"polarity": "favourable", "text": "Calls are answered politely.", "provenance": "verified"},
        {"polarity": "adverse", "text": "The queue has grown.", "provenance": "staff-told-us"},
    ]
    told = [{"polarity": "favourable", "text": "The vacancy rate fell.", "provenance": "force-told-us"}]
    rows = [
        finding(inspection, VICTIMS, "Calls are answered sooner", stage="contact", key="calls",
                also_informs=[RESPONDING]),
        finding(inspection, VICTIMS, "Cases go to the right people", stage="allocation", key="allocation"),
        finding(inspection, RESPONDING, "Risk is understood at first contact", key="risk", points=both_sides,
                body="Call handlers ask: {{figure:F-1}} did so.\n\nSee {{area:disrupting-serious-organised-crime}}.",
                characteristics=cited(inspection, RESPONDING)),
        finding(inspection, RESPONDING, "Posts have been filled", key="posts", points=told),
        finding(inspection, ORGANISED, "Profiles are out of date", key="profiles",
                sub_theme="understanding-and-setting-priorities", characteristics=cited(inspection, ORGANISED)),
        finding(inspection, ORGANISED, "Analysts are few", key="analysts", sub_theme="resources-and-skills"),
    ]  # fmt: skip
    return {row.key: row for row in rows}


def count_figure(key: str = "F-1", **fields: Any) -> dict[str, Any]:
    return {
        "kind": "count",
        "key": key,
        "measure": "Calls in which risk was assessed",
        "source": "Case-file review for this inspection",
        "period": {"kind": "year-ending", "date": "2022-03-31"},
        "polarity": "success",
        "k": 75,
        "n": 77,
        **fields,
    }


def add_figure(inspection: Inspection, value: dict[str, Any], **place: Any) -> None:
    record_figure(actor=lead_of(inspection), inspection=inspection, value=value, **place)


def grade(inspection: Inspection, target: str, tier: str) -> None:
    propose(inspection, target, tier)
    finalise(inspection, target)


def point(inspection: Inspection, heading: str, *findings: Finding) -> ObservationPoint:
    return write_observation_point(
        actor=lead_of(inspection),
        inspection=inspection,
        heading=heading,
        text=f"{heading}, as inspectors saw.",
        findings=findings,
    )


def written_inspection(
    round: Round | None = None, force: Organisation | None = None, **fields: Any
) -> Inspection:
    """An inspection with findings, figures, final grades and every written part, in drafting."""
    inspection = make_inspection(round, force, areas=AREAS, **fields)
    InspectionComponent.objects.create(
        inspection=inspection, component="victim-service-assessment", state="done", done_on=date(2022, 6, 1)
    )
    found = write_findings(inspection)
    add_figure(inspection, count_figure(), finding=found["risk"])
    add_figure(inspection, count_figure("F-2", k=18, n=87, polarity="failure"), finding=found["calls"])
    write_everything(inspection)
    point(inspection, "Risk is understood", found["risk"])
    grade(inspection, RESPONDING, "good")
    grade(inspection, ORGANISED, "requires-improvement")
    return advance_inspection(actor=lead_of(inspection), inspection=inspection, action="start-drafting")


def signed_off(inspection: Inspection) -> Inspection:
    """The inspection after a factual accuracy check without comments."""
    check = share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)
    pass_the_last_day(check)
    return sign_off_report(actor=accountable_for(inspection), inspection=inspection)


def pass_the_last_day(check: AccuracyCheck) -> None:
    """Put the last day for comments behind us."""
    AccuracyCheck.objects.filter(pk=check.pk).update(closes_on=timezone.localdate() - timedelta(days=1))


def corrected(publication: Publication, reason: str = "A slip.") -> Publication:
    """The next version of a publication, with another summary, by HM Chief Inspector."""
    chief = chief_inspector_of(publication.inspection)
    opened = start_correction(actor=chief, publication=publication, reason=reason)
    write_part(opened, summary="Inspectors looked at four areas again.")
    return correct_report(actor=chief, publication=publication, reason=reason)


def published(inspection: Inspection | None = None) -> Publication:
    """The publication of an inspection, by the publications office."""
    ready = signed_off(inspection or written_inspection())
    return publish_report(actor=publisher_of(ready), inspection=ready, published_on=PUBLISHED)
