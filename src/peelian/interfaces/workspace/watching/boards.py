"""Stages of monitoring: the list of forces, and everything on the monitoring of one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.policies import inspections_writable_by
from peelian.apps.monitoring.models import CriticalIncident
from peelian.apps.monitoring.policies import (
    can_answer_force,
    inspectorates_decidable_by,
    inspectorates_proposable_by,
    inspectorates_watchable_by,
)
from peelian.apps.monitoring.queries import (
    ForceWatch,
    StageRow,
    answer_words,
    force_watch,
    stage_board,
    stage_lines,
)
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.watching.places import force_address, forces_watched_by, watched_force
from peelian.rules.periods import day_words

COLUMNS = ("Force", "Stage", "Decided on", "Next review", "Proposed")


@workspace_page
def monitoring(request: HttpRequest) -> HttpResponse:
    """The forces that the person may look at, those in a closer stage first."""
    user = person(request)
    listed = list(forces_watched_by(user).filter(in_scope=True))
    context = {
        "columns": headings(*COLUMNS),
        "rows": [_row(each) for each in stage_board(user, listed, timezone.localdate())],
    }
    return page(request, "watching/board.html", context)


@workspace_page
def monitored_force(request: HttpRequest, slug: str) -> HttpResponse:
    """One force: its stage, what is proposed, what it works to, and what was noted."""
    user, force = person(request), watched_force(request, slug)
    watch = force_watch(user, force, timezone.localdate())
    own = bool(staffed_inspectorates(user)) or force.pk in forces_of(user)
    context = {
        "watch": watch,
        "force": force,
        "lines": stage_lines(force),
        "answer": _answer(watch),
        "incidents": [(each, _area_title(each)) for each in watch.incidents],
        "parts": _parts(watch, user),
        "insider": own,
        "sees_results": _sees_results(watch, user),
        "may_propose": inspectorates_proposable_by(user).exists(),
        "may_decide": inspectorates_decidable_by(user).exists(),
        "may_watch": inspectorates_watchable_by(user).exists(),
        "may_answer": can_answer_force(user, force),
        "is_engaged": watch.stage is not None and not watch.stage.is_usual,
        "writable": set(inspections_writable_by(user).filter(force=force).values_list("pk", flat=True)),
    }
    return page(request, "watching/force.html", context)


def _answer(watch: ForceWatch) -> str:
    """How far the force is with its answer to the proposal that is open."""
    found = watch.open_proposal
    if found is None:
        return ""
    answered = [each.made_on for each in watch.representations if each.proposal_id == found.pk]
    return answer_words(found, answered, timezone.localdate())


def _row(each: StageRow) -> list[dict[str, object]]:
    decision = each.stage.decision if each.stage else None
    review = decision.next_review_on if decision else None
    return [
        {"text": each.force.name, "href": force_address(each.force)},
        {"text": each.stage.stage.title if each.stage else "None in force"},
        {"text": each.stage.day if each.stage and each.stage.day else "None recorded"},
        {"text": day_words(review) if review else "None set"},
        {"text": "A move is proposed" if each.has_open_proposal else "No"},
    ]


def _sees_results(watch: ForceWatch, user: object) -> bool:
    """Results of exit criteria are for the force and the inspectorate that set them, until the force has left."""
    if watch.force.pk in forces_of(user):
        return True
    staffed = staffed_inspectorates(user)
    return any(each.decision.inspectorate_id in staffed for each in watch.exit_criteria)


def _area_title(incident: CriticalIncident) -> str:
    """What the area of an incident is called in its framework."""
    return regime().frameworks[incident.framework].target(incident.target).title


def _parts(watch: ForceWatch, user: object) -> list[tuple[str, str]]:
    """The sections of the page that stand on it for the person."""
    engaged = watch.stage is not None and not watch.stage.is_usual
    wanted = (
        ("timeline", "Decisions", True),
        ("exit-criteria", "Exit criteria", engaged),
        ("plans", "Improvement plan", engaged or bool(watch.plans)),
        ("meetings", "Meetings", True),
        ("feedback", "Issues told", True),
        ("incidents", "Critical incidents", True),
        ("notes", "Notes", bool(staffed_inspectorates(user))),
        ("proposals", "Proposals", bool(watch.proposals)),
    )
    return [(part, title) for part, title, shown in wanted if shown]
