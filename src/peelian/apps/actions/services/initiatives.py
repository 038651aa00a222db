"""Initiatives with their evaluation, and practice shared with chosen forces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Initiative, PracticeNote, PracticeShare
from peelian.apps.actions.services.work import check_day, check_owner, record, require_worker
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError

SHOWN = ("title", "evaluation_due", "result")


@service("actions.begin_initiative")
def begin_initiative(
    *,
    actor: User,
    force: Organisation,
    kind: str,
    title: str,
    objectives: str,
    owner: User,
    evaluation_due: date,
    item: Item | None = None,
) -> Initiative:
    """Begin something new, with what it is to achieve and the day by which it is evaluated."""
    require_worker(actor, force, to="begin an initiative")
    problems = Problems()
    problems.need_one_of("kind", kind, Initiative.Kind.values, "kind of initiative")
    problems.need("title", title, "The initiative has no title.")
    problems.need(
        "objectives", objectives, "Say what the initiative is to achieve, so that it can be evaluated."
    )
    check_owner(problems, owner, force)
    check_day(problems, "evaluation_due", evaluation_due, item)
    if item is not None and (item.force_id != force.pk or item.state == Item.State.DRAFT):
        problems.add("item", item.title, f"This is no item of {force.name}.")
    problems.raise_if_any()
    initiative = Initiative.objects.create(
        force=force,
        item=item,
        kind=kind,
        title=title.strip(),
        objectives=objectives.strip(),
        owner=owner,
        evaluation_due=evaluation_due,
    )
    record(actor, force, "begin_initiative", initiative, f"Initiative begun: {initiative.title}")
    return initiative


@service("actions.evaluate_initiative")
def evaluate_initiative(
    *, actor: User, initiative: Initiative, result: str, evaluated_on: date, expected_version: int
) -> Initiative:
    """Record what an evaluation found against the objectives; it is recorded once."""
    require_worker(actor, initiative.force, to="evaluate an initiative")
    current = lock_for_edit(initiative, expected_version, SHOWN)
    if current.evaluated_on is not None:
        raise RefusalError(
            "refused", "This initiative is evaluated already. Begin a new one for what follows."
        )
    problems = Problems()
    problems.need("result", result, "Say what the evaluation found against the objectives.")
    if evaluated_on > timezone.localdate():
        problems.add("evaluated_on", evaluated_on, "This day has not come yet. Give a day up to today.")
    problems.raise_if_any()
    changes = save_edit(current, {"result": result.strip(), "evaluated_on": evaluated_on})
    record(actor, current.force, "evaluate_initiative", current, f"Evaluated: {current.title}", **changes)
    return current


@service("actions.write_practice_note")
def write_practice_note(*, actor: User, force: Organisation, title: str, text: str) -> PracticeNote:
    """Write down practice that the force found good. Only the force reads it until it is shared."""
    require_worker(actor, force, to="write a practice note")
    problems = Problems()
    problems.need("title", title, "The note has no title.")
    problems.need("text", text, "The note says nothing. Say what is done, and what it brought.")
    problems.raise_if_any()
    note = PracticeNote.objects.create(
        force=force, title=title.strip(), text=text.strip(), author=actor, written_on=timezone.localdate()
    )
    record(actor, force, "write_practice_note", note, f"Practice note written: {note.title}")
    return note


@service("actions.share_practice_note")
def share_practice_note(
    *, actor: User, note: PracticeNote, forces: Iterable[Organisation]
) -> list[PracticeShare]:
    """Let chosen forces read a practice note. Each sharing stands in the logs of both forces."""
    require_worker(actor, note.force, to="share a practice note")
    chosen = list({force.pk: force for force in forces}.values())
    problems = Problems()
    if not chosen:
        problems.add("forces", "", "Choose at least one force to share the note with.")
    for force in chosen:
        if force.kind != Organisation.Kind.FORCE or force.pk == note.force_id:
            problems.add("forces", force.name, f"{force.name} is not another force. Choose other forces.")
    problems.raise_if_any()
    known = set(note.shares.values_list("force_id", flat=True))
    made = [
        PracticeShare.objects.create(note=note, force=force, shared_by=actor, shared_on=timezone.localdate())
        for force in chosen
        if force.pk not in known
    ]
    for share in made:
        for organisation in (note.force, share.force):
            record_event(
                actor=actor,
                action="actions.share_practice_note",
                subject=note,
                organisation=organisation,
                summary=f"{note.force.name} shared '{note.title}' with {share.force.name}.",
            )
    return made
