"""The line of one inspection, from plan to publication, as a list of tasks with their state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from peelian.apps.accounts.models import User
from peelian.apps.evidence.queries import evidence_for_inspection
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import can_edit_inspection
from peelian.apps.inspections.queries import components_of
from peelian.apps.judgements.queries import judgement_lines
from peelian.apps.organisations.access import has_role
from peelian.apps.reports.models import AccuracyCheck
from peelian.apps.reports.policies import (
    can_publish_inspection,
    can_share_inspection,
    can_sign_inspection,
    movers,
)
from peelian.interfaces.workspace.addresses import report_address, workspace_address

State = Inspection.State
AFTER_CHECK = (State.SIGN_OFF, State.PUBLISHED, State.CORRECTED)


@dataclass(frozen=True)
class Task:
    """One step: what it is, how far it is, and the page where it is done; no page where the reader cannot do it."""

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
        Stage("Plan", list(_plan(user, inspection))),
        Stage("Gather", list(_gather(user, inspection))),
        Stage("Judge", list(_judge(user, inspection))),
        Stage("Write", list(_write(inspection))),
        Stage("Check and publish", list(_publish(user, inspection))),
    ]


def _plan(user: User, inspection: Inspection) -> Iterator[Task]:
    may_edit = can_edit_inspection(user, inspection)
    yield _task(
        inspection,
        "inspection_edit",
        "What the inspection covers",
        f"{_count(len(inspection.areas), 'area')}",
        done=True,
        may_do=may_edit,
    )
    people = len(inspection.team.all())
    yield _task(
        inspection,
        "inspection_team",
        "Team",
        _count(people, "person", "people"),
        done=people > 0,
        may_do=may_edit,
    )
    named = inspection.accountable_inspector
    yield _task(
        inspection,
        "inspection_accountable",
        "Accountable inspector",
        named.name if named else "Not named",
        hint="Answers for every grade of this inspection.",
        done=named is not None,
        may_do=may_edit,
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
        done=True,
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
    yield _task(inspection, "charts", "Charts", _count(inspection.charts.count(), "chart"), done=True)
    yield _task(inspection, "report_preview", "Preview", "", hint="The report as it would be published now.")
    yield _task(
        inspection, "report_gates", "Gates", "", hint="What stands between the report and its publication."
    )


def _publish(user: User, inspection: Inspection) -> Iterator[Task]:
    check = (
        AccuracyCheck.objects.filter(inspection=inspection)
        .defer("value")
        .annotate(
            waiting=Count("comments", filter=Q(comments__submitted_at__isnull=False, comments__answer=""))
        )
        .first()
    )
    if check is None:
        may_share = can_share_inspection(user, inspection)
        yield _task(inspection, "accuracy_share", "Factual accuracy check", "Not sent", may_do=may_share)
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
    yield _task(
        inspection,
        "sign_off",
        "Sign-off",
        "Signed off" if signed else "Not signed off",
        done=signed,
        may_do=can_sign_inspection(user, inspection),
    )
    yield from _published(user, inspection)


def _published(user: User, inspection: Inspection) -> Iterator[Task]:
    """Publication and what follows it, as far as the reader may take it."""
    state = inspection.state
    if state == State.PUBLISHED:
        yield Task("Published report", "Published", report_address(inspection.reference), done=True)
        yield _task(
            inspection, "press_add", "Press statement", "", hint="Its grades are those of the report."
        )
        yield _task(
            inspection,
            "correct",
            "Correction",
            "",
            hint="A new version, with its reason.",
            may_do=has_role(user, inspection.inspectorate, *movers("correct")),
        )
    elif state == State.CORRECTED:
        may_publish = has_role(user, inspection.inspectorate, *movers("publish"))
        yield _task(inspection, "correct", "Corrected version", "Not published", may_do=may_publish)
    else:
        may_publish = can_publish_inspection(user, inspection)
        yield _task(inspection, "publish", "Publication", "Not published", may_do=may_publish)


def _task(
    inspection: Inspection,
    name: str,
    title: str,
    status: str,
    *,
    hint: str = "",
    done: bool = False,
    may_do: bool = True,
) -> Task:
    address = workspace_address(name, inspection_id=inspection.pk) if may_do else ""
    return Task(title, status, address, hint, done or inspection.state == State.PUBLISHED)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'No'} {one if number == 1 else many or one + 's'}"
