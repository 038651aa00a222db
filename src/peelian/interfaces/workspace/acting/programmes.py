"""Programmes of change, with one owner in the force or a second one at its local policing body."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.actions.models import Action, Milestone, Programme
from peelian.apps.actions.policies import can_comment_on_programme
from peelian.apps.actions.queries import owner_words, staff_of
from peelian.apps.actions.services import (
    add_action,
    add_milestone,
    begin_programme,
    comment_on_programme,
    reach_milestone,
)
from peelian.interfaces.workspace.acting.fields import DayForm
from peelian.interfaces.workspace.acting.item_forms import ActionForm
from peelian.interfaces.workspace.acting.item_work import action_cells
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    address,
    own_force,
    place,
    require,
    step,
    watched_force,
    works_for,
)
from peelian.interfaces.workspace.acting.plan_forms import CommentForm, MilestoneForm, ProgrammeForm
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import person, visible_or_404, workspace_page
from peelian.rules.clocks import due_state, due_words
from peelian.rules.periods import day_words


@workspace_page
def programmes(request: HttpRequest, slug: str) -> HttpResponse:
    """Programmes of the force that the person may read."""
    force, user = watched_force(request, slug), person(request)
    found = Programme.objects.visible_to(user).filter(force=force).select_related("owner", "body_owner")
    listed, here = one_page(request, found), staff_of(force)
    rows: list[list[Cell]] = [
        [
            {"text": each.title, "href": address("programme", each.pk)},
            {"text": _owners(each, here)},
            {"text": day_words(each.starts_on)},
            {"text": day_words(each.ends_on) if each.ends_on else "Not known"},
        ]
        for each in listed
    ]
    table = Table(
        "programmes", "Programmes of change", ("Programme", "Owners", "Starts", "Ends"), rows, "None is begun.", [],
        listed,
    )  # fmt: skip
    own = works_for(user, force)
    buttons = [Button("Begin a programme", address("programme_add", force.slug))] if own else []
    return place(request, force, "Programmes of change", tables=[table], buttons=buttons)


@workspace_page
@once
def programme_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a programme of change."""
    force = own_force(request, slug)
    form = ProgrammeForm(force, sent(request))
    return step(
        request, force, form, lambda: begin_programme(actor=person(request), force=force, **form.content),
        heading="Begin a programme of change", button="Begin it", done="The programme is begun.",
        back=address("programmes", force.slug),
        hint="In a joint programme both owners read and comment; the force's owner changes its actions.",
    )  # fmt: skip


@workspace_page
def programme(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """A programme with its milestones, actions and comments."""
    user, today = person(request), timezone.localdate()
    found = _visible(request, programme_id)
    owns = works_for(user, found.force) and found.owner_id == user.pk
    here = staff_of(found.force)
    actions = one_page(
        request, Action.objects.visible_to(user).filter(programme=found).select_related("owner")
    )
    tables = [
        Table(
            "milestones",
            "Milestones",
            ("Milestone", "By", "How it stands"),
            [
                [
                    {"text": each.title},
                    {"text": f"{_by(each)}{' (forecast of the force)' if each.reported_by_force else ''}"},
                    _standing(each, today, owns=owns),
                ]
                for each in found.milestones.all()
            ],
        ),
        Table(
            "actions",
            "Actions",
            ("Action", "Theme", "Owner", "Due", "State"),
            [_with_theme(each, here) for each in actions],
            "No action is recorded.",
            listed=actions,
        ),
        Table(
            "comments",
            "Comments of the owners",
            ("Day", "Comment", "By"),
            [
                [
                    {"text": day_words(timezone.localdate(each.created_at))},
                    {"text": each.text},
                    {"text": each.author.name},
                ]
                for each in found.comments.select_related("author")
            ],
        ),
    ]
    buttons = []
    if owns:
        buttons += [
            Button("Add an action", address("programme_action", found.pk)),
            Button("Add a milestone", address("milestone_add", found.pk)),
        ]
    if can_comment_on_programme(user, found):
        buttons.append(Button("Comment", address("programme_comment", found.pk)))
    return place(
        request,
        found.force,
        found.title,
        way=[("Programmes", address("programmes", found.force.slug))],
        words=found.purpose,
        facts=[
            ("Owners", _owners(found, here)),
            ("Expected to bring", found.benefits),
            ("Starts", day_words(found.starts_on)),
            ("Ends", day_words(found.ends_on) if found.ends_on else "Not known"),
            ("Themes", ", ".join(found.themes) or "None"),
        ],
        buttons=buttons,
        tables=tables,
    )


@workspace_page
@once
def programme_action(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """Add an action to a programme."""
    found = _owned(request, programme_id)
    form = ActionForm(found.force, sent(request), themes=found.themes)
    return step(
        request, found.force, form,
        lambda: add_action(actor=person(request), programme=found, **form.content),
        heading="Add an action", button="Add the action", done="The action is added.",
        back=address("programme", found.pk), subject=found.title,
    )  # fmt: skip


@workspace_page
@once
def milestone_add(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """Add a milestone."""
    found = _owned(request, programme_id)
    form = MilestoneForm(sent(request))
    return step(
        request, found.force, form,
        lambda: add_milestone(actor=person(request), programme=found, **form.cleaned_data),
        heading="Add a milestone", button="Add it", done="The milestone is added.",
        back=address("programme", found.pk), subject=found.title,
    )  # fmt: skip


@workspace_page
def milestone_reach(request: HttpRequest, milestone_id: uuid.UUID) -> HttpResponse:
    """Record that a milestone was reached."""
    milestones = Milestone.objects.visible_to(person(request)).filter(reached_on__isnull=True)
    milestone = visible_or_404(milestones.select_related("programme"), pk=milestone_id)
    found = _owned(request, milestone.programme_id)
    form = DayForm(sent(request))
    return step(
        request, found.force, form,
        lambda: reach_milestone(actor=person(request), milestone=milestone, reached_on=form.cleaned_data["day"]),
        heading="When was it reached?", button="Save", done="It is recorded.", back=address("programme", found.pk),
        subject=milestone.title,
    )  # fmt: skip


@workspace_page
@once
def programme_comment(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """Comment as one of the owners."""
    found = _visible(request, programme_id)
    require(can_comment_on_programme(person(request), found))
    form = CommentForm(sent(request))
    return step(
        request, found.force, form,
        lambda: comment_on_programme(actor=person(request), programme=found, **form.cleaned_data),
        heading="Comment on this programme", button="Comment", done="The comment is kept.",
        back=address("programme", found.pk), subject=found.title,
    )  # fmt: skip


def _visible(request: HttpRequest, programme_id: uuid.UUID) -> Programme:
    visible = Programme.objects.visible_to(person(request))
    found: Programme = visible_or_404(
        visible.select_related("force", "owner", "body", "body_owner"), pk=programme_id
    )
    return found


def _owned(request: HttpRequest, programme_id: uuid.UUID) -> Programme:
    """A programme whose owner in the force the person is."""
    user = person(request)
    found = _visible(request, programme_id)
    require(works_for(user, found.force) and found.owner_id == user.pk)
    return found


def _owners(found: Programme, here: Collection[uuid.UUID]) -> str:
    own = owner_words(found.owner, here)
    return f"{own} and {found.body_owner.name}" if found.body_owner else own


def _by(milestone: Milestone) -> str:
    return due_words(milestone.due, milestone.due_precision)  # type: ignore[arg-type]


def _standing(milestone: Milestone, today: object, *, owns: bool) -> Cell:
    if milestone.reached_on:
        return {"text": f"Reached on {day_words(milestone.reached_on)}"}
    late = due_state(milestone.due, milestone.due_precision, today) == "overdue"  # type: ignore[arg-type]
    words = "Overdue" if late else "To come"
    return (
        {"text": f"{words}: record it", "href": address("milestone_reach", milestone.pk)}
        if owns
        else {"text": words}
    )


def _with_theme(action: Action, here: Collection[uuid.UUID]) -> list[Cell]:
    first, *others = action_cells(action, here)
    return [first, {"text": action.theme or "None"}, *others]
