"""Items of a force and of an inspection: what is open, what is carried on, what has no item by its own word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import F, QuerySet

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Suggestion
from peelian.apps.judgements.queries import suggestions_of_strength
from peelian.apps.judgements.targets import inspected_targets
from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import DueState, Precision, due_state
from peelian.rules.suggestions import STRENGTHS, Strength, strength_of

NOT_RECORDED = "not-recorded"


def open_items(force: Organisation) -> QuerySet[Item]:
    """Published items of a force that are still open: at once first, then by deadline, undated last."""
    return (
        Item.objects.published()
        .filter(force=force, state=Item.State.OPEN)
        .select_related("inspection", "parent", "national", "force")
        .prefetch_related("deliverables")
        .order_by("-immediate", F("due").asc(nulls_last=True), "listed_on", "position", "id")
    )


@dataclass(frozen=True)
class Clock:
    """One dated thing that an item asks for, and how it stands on a day."""

    text: str
    due: date
    precision: str
    received_on: date | None
    state: DueState


def clocks_of(item: Item, today: date) -> list[Clock]:
    """The item's own deadline and those of its deliverables; a clock stops on the day of receipt."""
    dated: list[tuple[str, date | None, str, date | None]] = [
        (item.title, item.due, item.due_precision, None)
    ]
    dated += [(each.text, each.due, each.due_precision, each.received_on) for each in item.deliverables.all()]
    return [
        Clock(text, due, precision, received, due_state(due, cast(Precision, precision), received or today))
        for text, due, precision, received in dated
        if due is not None
    ]


@dataclass(frozen=True)
class QuestionItems:
    """The items of one kind under one question: some, none, not applicable, or nothing recorded."""

    target: str
    title: str
    items: tuple[Item, ...]
    answer: str

    @property
    def count(self) -> int | None:
        """How many there are: 0 only where that was said, and None where nothing was or the question does not arise."""
        return len(self.items) if self.answer in ("items", NoneDeclared.Answer.NONE) else None


def items_by_question(
    inspection: Inspection, kind: str = Item.Kind.AREA_FOR_IMPROVEMENT
) -> list[QuestionItems]:
    """For each pillar and area of the inspection, its items of a kind or the recorded answer that there is none."""
    declared = dict(inspection.none_declared.filter(kind=kind).values_list("target", "answer"))
    items: dict[str, list[Item]] = defaultdict(list)
    for item in inspection.items.filter(kind=kind).order_by("position", "created_at", "id"):
        items[item.target].append(item)
    rows = []
    for target in inspected_targets(inspection):
        name = target.identifier
        answer = "items" if items[name] else declared.get(name, NOT_RECORDED)
        rows.append(QuestionItems(name, target.title, tuple(items[name]), answer))
    return rows


@dataclass(frozen=True)
class CarriedConcern:
    """A cause of concern of an earlier round that is still open, with where it comes from."""

    item: Item
    origin: str


def carried_concerns(force: Organisation, before: date) -> list[CarriedConcern]:
    """Causes of concern raised before a day and not ended: they go into the next round with their origin."""
    found = (
        Item.objects.published()
        .filter(force=force, kind=Item.Kind.CAUSE_OF_CONCERN, state=Item.State.OPEN, listed_on__lt=before)
        .select_related("inspection__framework_version")
        .order_by("listed_on", "id")
    )
    return [CarriedConcern(item, origin_of(item)) for item in found]


def origin_of(item: Item) -> str:
    """The year in which an item was raised; where that is unknown, its cycle or inspection."""
    if item.raised_on:
        return str(item.raised_on.year)
    if item.origin_cycle:
        return item.origin_cycle
    return item.inspection.title if item.inspection else NOT_RECORDED


@dataclass(frozen=True)
class AsksOfStrength:
    """Everything that an inspection asks for in wording of one strength."""

    strength: Strength
    items: tuple[Item, ...]
    suggestions: tuple[Suggestion, ...]


def suggestions_by_strength(user: Viewer, inspection: Inspection) -> list[AsksOfStrength]:
    """Items and weaker suggestions of an inspection, strongest wording first; only items must be tracked."""
    items = list(Item.objects.visible_to(user).filter(inspection=inspection))
    asks = suggestions_of_strength(user, inspection)
    return [
        AsksOfStrength(
            strength,
            tuple(item for item in items if item.kind == strength.identifier),
            tuple(ask for ask in asks if strength_of(ask.strength) == strength),
        )
        for strength in STRENGTHS
    ]
