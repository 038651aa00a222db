"""The line of one inspection, from plan to publication, as a list of tasks with their state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from peelian.apps.accounts.models import User
from peelian.apps.evidence.queries import evidence_for_inspection
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import components_of
from peelian.apps.judgements.queries import judgement_lines
from peelian.apps.reports.models import AccuracyCheck
from peelian.interfaces.workspace.addresses import report_address, workspace_address

State = Inspection.State
AFTER_CHECK = (State.SIGN_OFF, State.PUBLISHED, State.CORRECTED)


@dataclass(frozen=True)
class Task:
    """One step: what it is, how far it is, and the page where it is done."""

    title: str
    status: str
    href: str
    hint: str = ""
    done: bool = False


@dataclass(frozen=True)
class Stage:
    """A stretch of the line with its tasks."""

    title: str
    tasks: list[Task]


def line_of(user: User, inspection: Inspection) -> list[Stage]:
    """Every stage, in the order in which the work goes."""
    return [
        Stage("Plan", list(_plan(inspection))),
        Stage("Gather", list(_gather(user, inspection))),
        Stage("Judge", list(_judge(user, inspection))),
        Stage("Write", list(_write(inspection))),
        Stage("Check and publish", list(_publish(inspection))),
    ]


def _plan(inspection: Inspection) -> Iterator[Task]:
    yield _task(
        inspection,
        "inspection_edit",
        "What the inspection covers",
        f"{_count(len(inspection.areas), 'area')}",
        done=True,
    )
    people = len(inspection.team.all())
    yield _task(inspection, "inspection_team", "Team", _count(people, "person", "people"), done=people > 0)
    named = inspection.accountable_inspector
    yield _task(
        inspection,
        "inspection_accountable",
        "Accountable inspector",
        named.name if named else "Not named",
        hint="Answers for every grade of this inspection.",
        done=named is not None,
    )


def _gather(user: User, inspection: Inspection) -> Iterator[Task]:
    found = evidence_for_inspection(user, inspection).count()
    yield Task(
        "Evidence",
        _count(found, "item"),
        f"{workspace_address('evidence_list')}?inspection={inspection.pk}",
        "Gathered for this inspection, or for the force since its last one.",
        found > 0,
    )
    reviews = inspection.reviews.count()
    yield _task(
        inspection,
        "reviews",
        "Case-file reviews",
        _count(reviews, "review"),
        hint="Samples of cases, answered question by question.",
        done=reviews > 0,
    )
    components = components_of(inspection)
    if components:
        planned = sum(row.state == "planned" for row in components)
        yield _task(
            inspection,
            "inspection_components",
            "Components",
            f"{planned} to be done" if planned else "Done",
            hint=", ".join(row.title for row in components),
            done=not planned,
        )
    yield _task(
        inspection,
        "issues",
        "Issues raised during fieldwork",
        _count(inspection.fieldwork_issues.count(), "issue"),
    )


def _judge(user: User, inspection: Inspection) -> Iterator[Task]:
    findings = inspection.findings.count()
    yield _task(inspection, "findings", "Findings", _count(findings, "finding"), done=findings > 0)
    figures = inspection.figures.count()
    yield _task(inspection, "figures", "Figures", _count(figures, "figure"), done=figures > 0)
    states = [line.judgement.state for line in judgement_lines(user, inspection)]
    final, provisional = states.count("final"), states.count("provisional")
    yield _task(
        inspection,
        "judgements",
        "Judgements",
        f"{final} final, {provisional} provisional" if final or provisional else "None proposed",
        done=final > 0 and not provisional,
    )
    items = inspection.items.count()
    yield _task(
        inspection,
        "items",
        "Causes of concern, recommendations and areas for improvement",
        _count(items, "item"),
        done=items > 0,
    )


def _write(inspection: Inspection) -> Iterator[Task]:
    begun = hasattr(inspection, "report_draft")
    yield _task(inspection, "report", "Report", "Begun" if begun else "Not begun", done=begun)
    points = inspection.observation_points.count()
    yield _task(inspection, "observations", "Observations", _count(points, "point"), done=points > 0)
    yield _task(inspection, "charts", "Charts", _count(inspection.charts.count(), "chart"))
    yield _task(inspection, "report_preview", "Preview", "", hint="The report as it would be published now.")
    yield _task(
        inspection, "report_gates", "Gates", "", hint="What stands between the report and its publication."
    )


def _publish(inspection: Inspection) -> Iterator[Task]:
    check = (
        AccuracyCheck.objects.filter(inspection=inspection)
        .defer("value")
        .annotate(
            waiting=Count("comments", filter=Q(comments__submitted_at__isnull=False, comments__answer=""))
        )
        .first()
    )
    if check is None:
        yield _task(inspection, "accuracy_share", "Factual accuracy check", "Not sent")
    else:
        waiting = (
            f"{_count(check.waiting, 'comment')} to answer"
            if check.waiting
            else "No comment waits for an answer"
        )
        yield Task(
            "Factual accuracy check",
            waiting,
            workspace_address("accuracy", check_id=check.pk),
            done=inspection.state in AFTER_CHECK,
        )
    signed = inspection.state in AFTER_CHECK
    yield _task(inspection, "sign_off", "Sign-off", "Signed off" if signed else "Not signed off", done=signed)
    if inspection.state == State.PUBLISHED:
        yield Task("Published report", "Published", report_address(inspection.reference), done=True)
        yield _task(
            inspection, "press_add", "Press statement", "", hint="Its grades are those of the report."
        )
        yield _task(inspection, "correct", "Correction", "", hint="A new version, with its reason.")
    else:
        yield _task(inspection, "publish", "Publication", "Not published")


def _task(
    inspection: Inspection, name: str, title: str, status: str, *, hint: str = "", done: bool = False
) -> Task:
    return Task(title, status, workspace_address(name, inspection_id=inspection.pk), hint, done)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'No'} {one if number == 1 else many or one + 's'}"
