"""Drafting causes of concern, recommendations and areas for improvement, or saying that there is none."""

from __future__ import annotations

from typing import Any, Unpack

from django.db.models import ProtectedError

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.services.item_content import (
    COLUMNS,
    DeliverableContent,
    ItemContent,
    check_item,
    columns_in,
    criteria_of,
    deliverables_of,
    keep_criteria,
    keep_deliverables,
    settle_addressee,
)
from peelian.apps.inspections.edits import lock_for_edit, plain, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.openness import require_writing_open
from peelian.apps.judgements.targets import require_inspected
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError
from peelian.rules.gates import ITEM_KIND_WORDS


@service("followup.draft_item")
def draft_item(*, actor: User, inspection: Inspection, kind: str, **content: Unpack[ItemContent]) -> Item:
    """Write a cause of concern, a recommendation or an area for improvement into a draft."""
    _require_writer(actor, inspection)
    values = {"position": inspection.items.count() + 1, **columns_in(content)}
    item = Item(inspectorate=inspection.inspectorate, inspection=inspection, kind=kind, **values)
    settle_addressee(item)
    deliverables = content.get("deliverables", ())
    check_item(item, deliverables)
    _require_none_not_declared(inspection, item)
    item.save(force_insert=True)
    keep_deliverables(item, deliverables)
    keep_criteria(item, content.get("closure_criteria", ()))
    details = {
        "target": item.target,
        "text": item.text,
        "deliverables": deliverables_of(item),
        "closure_criteria": criteria_of(item),
    }
    _record(actor, item, "draft_item", "drafted", details)
    return item


@service("followup.update_item")
def update_item(*, actor: User, item: Item, expected_version: int, **content: Unpack[ItemContent]) -> Item:
    """Change what is given of a draft item and leave the rest."""
    inspection = _require_draft(actor, item)
    current = lock_for_edit(item, expected_version, COLUMNS)
    _require_draft(actor, current)
    stored = {name: getattr(current, name) for name in ("id", "inspection", "kind", *COLUMNS)}
    proposed = Item(**stored | columns_in(content), inspectorate=inspection.inspectorate)
    settle_addressee(proposed)
    check_item(proposed, _deliverables(current, content))
    changes = save_edit(current, {name: getattr(proposed, name) for name in COLUMNS})
    earlier = deliverables_of(current)
    if "deliverables" in content:
        keep_deliverables(current, content["deliverables"])
    if (later := deliverables_of(current)) != earlier:
        changes["before"]["deliverables"], changes["after"]["deliverables"] = earlier, later
    if "closure_criteria" in content:
        changes["before"]["closure_criteria"] = criteria_of(current)
        keep_criteria(current, content["closure_criteria"])
        changes["after"]["closure_criteria"] = criteria_of(current)
    _record(actor, current, "update_item", "changed", changes)
    return current


@service("followup.withdraw_draft_item")
def withdraw_draft_item(*, actor: User, item: Item, expected_version: int, reason: str) -> None:
    """Take a draft item out before anybody outside has seen it. Its text and the reason stay in the log."""
    _require_draft(actor, item)
    current = lock_for_edit(item, expected_version, COLUMNS)
    inspection = _require_draft(actor, current)
    if not reason.strip():
        raise RefusalError("refused", "Taking out a draft item needs a reason. Say why it is not kept.")
    item_values = {name: plain(getattr(current, name)) for name in COLUMNS}
    parts = {"deliverables": deliverables_of(current), "closure_criteria": criteria_of(current)}
    details = {"reason": reason, "item": {**item_values, **parts}}
    _record(actor, current, "withdraw_draft_item", f"taken out of {inspection.title}", details)
    try:
        current.delete()
    except ProtectedError as error:
        raise RefusalError(
            "refused", "Recommendations or links hang on this item. Move or take out those first."
        ) from error


@service("followup.declare_none")
def declare_none(
    *, actor: User, inspection: Inspection, target: str, kind: str, answer: str, note: str = ""
) -> NoneDeclared:
    """Say that an area has no item of a kind, or that the question does not arise. Saying nothing is a third answer."""
    _require_writer(actor, inspection)
    require_inspected(inspection, target)
    problems = Problems()
    problems.need_one_of("kind", kind, Item.Kind.values, "kind of item")
    problems.need_one_of("answer", answer, NoneDeclared.Answer.values, "answer")
    if inspection.items.filter(target=target, kind=kind).exists():
        problems.add(
            "answer",
            answer,
            "An item of this kind is drafted here already. Take it out before saying that there is none.",
        )
    problems.raise_if_any()
    declared, _ = NoneDeclared.objects.update_or_create(
        inspection=inspection, target=target, kind=kind, defaults={"answer": answer, "note": note}
    )
    record_event(
        actor=actor,
        action="followup.declare_none",
        subject=declared,
        organisation=declared.tenant,
        summary=f"{target} of {inspection.title}: {ITEM_KIND_WORDS[kind]}, {declared.get_answer_display().lower()}.",
        details={"answer": answer, "note": note},
    )
    return declared


@service("followup.withdraw_none")
def withdraw_none(*, actor: User, declared: NoneDeclared) -> None:
    """Take back the answer that there is none, so that an item can be drafted."""
    _require_writer(actor, declared.inspection)
    record_event(
        actor=actor,
        action="followup.withdraw_none",
        subject=declared,
        organisation=declared.tenant,
        summary=f"{declared.target} of {declared.inspection.title}: the answer {declared.answer} is taken back.",
        details={"kind": declared.kind, "answer": declared.answer},
    )
    declared.delete()


def _require_writer(actor: User, inspection: Inspection) -> None:
    require_role(actor, inspection.inspectorate, *WORKERS, to="draft an item")
    require_writing_open(inspection)


def _require_draft(actor: User, item: Item) -> Inspection:
    require_role(actor, item.inspectorate, *WORKERS, to="change a draft item")
    if item.inspection is None or item.state != Item.State.DRAFT:
        raise RefusalError(
            "refused",
            f"The item is {item.get_state_display().lower()} and its text is frozen. Add a new item that names it.",
        )
    require_writing_open(item.inspection)
    return item.inspection


def _require_none_not_declared(inspection: Inspection, item: Item) -> None:
    if inspection.none_declared.filter(target=item.target, kind=item.kind).exists():
        raise RefusalError(
            "refused",
            f"It is recorded that {item.target} has no {ITEM_KIND_WORDS[item.kind]}. Take that answer back first.",
        )


def _deliverables(current: Item, content: ItemContent) -> list[DeliverableContent]:
    if "deliverables" in content:
        return list(content["deliverables"])
    return [{"text": each.text, "due": each.due} for each in current.deliverables.all()]


def _record(actor: User, item: Item, action: str, verb: str, details: dict[str, Any]) -> None:
    record_event(
        actor=actor,
        action=f"followup.{action}",
        subject=item,
        organisation=item.tenant,
        summary=f"{item.get_kind_display()} {verb}: {item.title}",
        details=details,
    )
