"""Secrets of moves that nobody announced, of what a force answers, and of what is noted while it is watched."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.monitoring.models import (
    ContextFactor,
    CriticalIncident,
    ExitAssessment,
    ExitCriterion,
    ImprovementPlan,
    MonitoringNote,
    OversightMeeting,
    Representation,
    StageDecision,
    StageProposal,
)
from tests.apps.world import framework_version
from tests.leaks.naming import SECRET, Secret, SecretsOfPart, fixed

BOTH = ("inspectorate", "cleveland")
DAY = date(2022, 6, 1)


def public_decision() -> None:
    """Cleveland is in Engage, which anybody may read, with an exit criterion that nobody has assessed."""
    decision = StageDecision.objects.create(
        id=fixed("engage cleveland"),
        inspectorate_id=fixed("inspectorate"),
        force_id=fixed("cleveland"),
        stage_set="scan-engage",
        stage="engage",
        effect="enters",
        effective_on=date(2019, 9, 27),
        decided_by="HM Chief Inspector",
        reasons="Causes of concern were not answered.",
    )
    ExitCriterion.objects.create(
        id=fixed("criterion cleveland"), decision=decision, text="Calls are answered."
    )


def proposal(force: str, **fields: object) -> StageProposal:
    return StageProposal.objects.create(
        id=fixed(f"proposal {force}"),
        inspectorate_id=fixed("inspectorate"),
        force_id=fixed(force),
        stage_set="scan-engage",
        stage="scan" if force == "cleveland" else "engage",
        reasons=SECRET,
        evidence=[{"text": SECRET, "day": "2022-05-01"}],
        exit_criteria=[SECRET],
        proposed_by_id=fixed("inspectorate-hmi"),
        **fields,
    )


def draft_proposal() -> None:
    """A secret of the inspectorate: a move of Durham of which nobody had notice."""
    proposal("durham")


def notice() -> None:
    """A secret of the inspectorate and one force: a notice, and what the force says to it."""
    told = proposal("cleveland", state="notice-given", notice_given_on=DAY, represent_by=date(2023, 2, 1))
    Representation.objects.create(
        id=fixed("representation cleveland"),
        proposal=told,
        text=SECRET,
        made_by_id=fixed("cleveland-chief-officer"),
        made_on=DAY,
    )


def engagement() -> None:
    """A secret of the inspectorate and one force: its plan, meetings, exit criteria, incidents and shared issues."""
    between = {"inspectorate_id": fixed("inspectorate"), "force_id": fixed("cleveland")}
    plan = ImprovementPlan(
        id=fixed("plan cleveland"), version=1, text=SECRET, file_name=f"{SECRET}.txt", media_type="text/plain",
        sha256="0" * 64, sent_by_id=fixed("cleveland-chief-officer"),
        sent_on=DAY, view="accepted", view_reasons=SECRET, viewed_by_id=fixed("inspectorate-hmi"), viewed_on=DAY,
        **between,
    )  # fmt: skip
    plan.file.save("secret", ContentFile(SECRET.encode()), save=False)
    plan.save(force_insert=True)
    OversightMeeting.objects.create(
        id=fixed("meeting cleveland"), group=SECRET, planned_for=DAY, agenda=SECRET, held_on=DAY, minutes=SECRET,
        agreed=[SECRET], planned_by_id=fixed("inspectorate-hmi"), **between,
    )  # fmt: skip
    CriticalIncident.objects.create(
        id=fixed("incident cleveland"), framework="peel-2021-22", target="investigating-crime", reason=SECRET,
        measures=SECRET, started_on=DAY, declared_by_id=fixed("cleveland-chief-officer"), **between,
    )  # fmt: skip
    ExitCriterion.objects.filter(pk=fixed("criterion cleveland")).update(
        result="met", reasons=SECRET, assessed_on=DAY, assessed_by_id=fixed("inspectorate-hmi")
    )
    ExitAssessment.objects.create(
        criterion_id=fixed("criterion cleveland"), result="not-yet", reasons=SECRET, assessed_on=DAY,
        assessed_by_id=fixed("inspectorate-hmi"),
    )  # fmt: skip
    FieldworkIssue.objects.create(
        id=fixed("issue shared"), inspection=_inspection("shared"), raised_on=DAY, text=SECRET, shared_on=DAY
    )


def notes() -> None:
    """A secret of the inspectorate: notes between reports, and what helped or hindered the force."""
    MonitoringNote.objects.create(
        id=fixed("note cleveland"),
        inspectorate_id=fixed("inspectorate"),
        force_id=fixed("cleveland"),
        noted_on=DAY,
        text=SECRET,
        author_id=fixed("inspectorate-inspector"),
    )
    ContextFactor.objects.create(
        id=fixed("factor cleveland"),
        inspection=_inspection("noted"),
        direction="adverse",
        text=SECRET,
        outside_control=True,
        outside_reason=SECRET,
        recorded_by_id=fixed("inspectorate-inspector"),
        recorded_on=DAY,
    )


def _inspection(name: str) -> Inspection:
    """An inspection of Cleveland in the field, which only its inspectorate knows of."""
    version = framework_version("peel-2021-22")
    days = {"starts_on": date(2021, 10, 1), "ends_on": date(2022, 12, 31)}
    round = Round.objects.create(
        id=fixed(f"round {name}"), inspectorate_id=fixed("inspectorate"), framework_version=version,
        slug=f"watched-{name}", title=f"{SECRET} round {name}", cadence="continual", **days,
    )  # fmt: skip
    return Inspection.objects.create(
        id=fixed(f"inspection {name}"), inspectorate_id=fixed("inspectorate"), force_id=fixed("cleveland"),
        round=round, framework_version=version, reference=f"cleveland-{name}", title=f"{SECRET} {name}",
        areas=["investigating-crime"], state="fieldwork", window_start=round.starts_on, window_end=round.ends_on,
        lead_inspector_id=fixed("inspectorate-lead-inspector"),
    )  # fmt: skip


PART = SecretsOfPart(
    base=public_decision,
    secrets={
        "proposal on Durham": Secret(draft_proposal, ("inspectorate",)),
        "notice to Cleveland": Secret(notice, BOTH),
        "engagement of Cleveland": Secret(engagement, BOTH),
        "notes on Cleveland": Secret(notes, ("inspectorate",)),
    },
    values={
        "proposal_id": [str(fixed(f"proposal {force}")) for force in ("cleveland", "durham")],
        "plan_id": [str(fixed("plan cleveland"))],
        "meeting_id": [str(fixed("meeting cleveland"))],
        "criterion_id": [str(fixed("criterion cleveland"))],
        "incident_id": [str(fixed("incident cleveland"))],
        "issue_id": [str(fixed("issue shared"))],
        "inspection_id": [str(fixed("inspection noted"))],
    },
)
