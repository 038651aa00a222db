"""Initiatives with their evaluation, and practice that forces share."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.actions.models import Initiative, PracticeNote, PracticeShare
from peelian.apps.actions.policies import can_share_practice_note
from peelian.apps.actions.queries import owner_words, staff_of
from peelian.apps.actions.services import (
    begin_initiative,
    evaluate_initiative,
    share_practice_note,
    write_practice_note,
)
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    address,
    own_force,
    place,
    require,
    step,
    works_for,
)
from peelian.interfaces.workspace.acting.plan_forms import EvaluationForm, InitiativeForm, NoteForm, ShareForm
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words


@workspace_page
def initiatives(request: HttpRequest, slug: str) -> HttpResponse:
    """Initiatives of the force; those to be evaluated can be shown alone."""
    force, today = own_force(request, slug), timezone.localdate()
    staff = staff_of(force)
    found = Initiative.objects.filter(force=force).select_related("owner")
    waiting = request.GET.get("show") == "waiting"
    listed = one_page(request, found.filter(evaluated_on__isnull=True) if waiting else found)
    rows: list[list[Cell]] = [
        [
            {"text": each.title, "href": address("initiative", each.pk)},
            {"text": each.get_kind_display()},
            {"text": owner_words(each.owner, staff)},
            {"text": _standing(each, today)},
        ]
        for each in listed
    ]
    here = address("initiatives", force.slug)
    links = [
        ("All initiatives", here) if waiting else ("Those without an evaluation", f"{here}?show=waiting")
    ]
    columns = ("Initiative", "Kind", "Owner", "Evaluation")
    table = Table("initiatives", "Initiatives", columns, rows, "There is none.", links, listed)
    button = Button("Begin an initiative", address("initiative_add", force.slug))
    return place(request, force, "Initiatives", tables=[table], buttons=[button])


@workspace_page
@once
def initiative_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an initiative."""
    force = own_force(request, slug)
    form = InitiativeForm(force, sent(request))
    return step(
        request, force, form, lambda: begin_initiative(actor=person(request), force=force, **form.cleaned_data),
        heading="Begin an initiative", button="Begin it", done="The initiative is begun.",
        back=address("initiatives", force.slug),
    )  # fmt: skip


@workspace_page
def initiative(request: HttpRequest, initiative_id: uuid.UUID) -> HttpResponse:
    """One initiative, its objectives, and what its evaluation found."""
    found = _own(request, initiative_id)
    waits = found.evaluated_on is None
    return place(
        request,
        found.force,
        found.title,
        way=[("Initiatives", address("initiatives", found.force.slug))],
        facts=[
            ("Kind", found.get_kind_display()),
            ("Owner", owner_words(found.owner, staff_of(found.force))),
            ("Objectives", found.objectives),
            ("Evaluation", _standing(found, timezone.localdate())),
            *([("Result", found.result)] if found.result else []),
            *([("Item", found.item.title)] if found.item else []),
        ],
        buttons=[Button("Record the evaluation", address("initiative_evaluate", found.pk))] if waits else [],
    )


@workspace_page
def initiative_evaluate(request: HttpRequest, initiative_id: uuid.UUID) -> HttpResponse:
    """Record what the evaluation found."""
    found = _own(request, initiative_id)
    form = EvaluationForm(sent(request), initial={"version": found.version})
    return step(
        request, found.force, form,
        lambda: evaluate_initiative(
            actor=person(request), initiative=found, result=form.cleaned_data["result"],
            evaluated_on=form.cleaned_data["evaluated_on"], expected_version=form.cleaned_data["version"],
        ),
        heading="What did the evaluation find?", button="Record it", done="The evaluation is recorded.",
        back=address("initiative", found.pk), subject=found.title, hint=found.objectives,
    )  # fmt: skip


@workspace_page
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Practice notes of the force, and those that other forces shared with it."""
    force, user = own_force(request, slug), person(request)
    notes = PracticeNote.objects.visible_to(user).select_related("force")
    shared = PracticeShare.objects.filter(force=force).values("note")
    own = one_page(request, notes.filter(force=force))
    others = notes.filter(pk__in=shared)[:50]
    tables = [
        Table("own", "Notes of your force", ("Note", "Force", "Written"), [_note(each) for each in own], listed=own),
        Table(
            "shared", "Shared with your force", ("Note", "Force", "Written"), [_note(each) for each in others],
            "No force has shared a note with yours.",
        ),
    ]  # fmt: skip
    button = Button("Write a note", address("note_add", force.slug))
    return place(request, force, "Practice", tables=tables, buttons=[button])


@workspace_page
@once
def note_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a practice note."""
    force = own_force(request, slug)
    form = NoteForm(sent(request))
    return step(
        request, force, form, lambda: write_practice_note(actor=person(request), force=force, **form.cleaned_data),
        heading="Write a practice note", button="Keep it",
        done="The note is kept. Nobody else reads it until you share it.", back=address("practice", force.slug),
    )  # fmt: skip


@workspace_page
def note(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """A practice note, for its force and the forces it is shared with."""
    user = person(request)
    found = visible_or_404(
        PracticeNote.objects.visible_to(user).select_related("force", "author"), pk=note_id
    )
    own = works_for(user, found.force)
    rows: list[list[Cell]] = [
        [{"text": each.force.name}, {"text": day_words(each.shared_on)}, {"text": each.shared_by.name}]
        for each in found.shares.select_related("force", "shared_by")
    ]
    context = {
        "crumbs": {"items": [{"text": "Your work", "href": address("home")}, {"text": "Practice note"}]},
        "caption": found.force.name,
        "heading": found.title,
        "facts": [("Written", f"{day_words(found.written_on)}, by {found.author.name}")],
        "buttons": [Button("Share it", address("note_share", found.pk))] if own else [],
        "texts": [("What is done", found.text)],
        "tables": [Table("shares", "Shared with", ("Force", "On", "By"), rows, "Nobody.")] if own else [],
    }
    return page(request, "acting/place.html", context)


@workspace_page
def note_share(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Choose the forces that may read a note."""
    user = person(request)
    found = visible_or_404(PracticeNote.objects.visible_to(user).select_related("force"), pk=note_id)
    require(can_share_practice_note(user, found))
    form = ShareForm(found.force, sent(request))
    return step(
        request, found.force, form, lambda: share_practice_note(actor=user, note=found, **form.cleaned_data),
        heading="Which forces may read it?", button="Share it", done="The note is shared.",
        back=address("note", found.pk), subject=found.title, hint="Sharing is logged by both forces.",
    )  # fmt: skip


def _own(request: HttpRequest, initiative_id: uuid.UUID) -> Initiative:
    user = person(request)
    visible = Initiative.objects.visible_to(user).select_related("force", "owner", "item")
    found: Initiative = visible_or_404(visible, pk=initiative_id)
    require(works_for(user, found.force))
    return found


def _standing(found: Initiative, today: object) -> str:
    if found.evaluated_on:
        return f"Evaluated on {day_words(found.evaluated_on)}"
    late = " (overdue)" if found.evaluation_due < today else ""  # type: ignore[operator]
    return f"Due by {day_words(found.evaluation_due)}{late}"


def _note(found: PracticeNote) -> list[Cell]:
    return [
        {"text": found.title, "href": address("note", found.pk)},
        {"text": found.force.name},
        {"text": day_words(found.written_on)},
    ]
