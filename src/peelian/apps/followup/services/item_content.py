"""What an item may hold, and what is checked before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, cast

from django.utils import timezone

from peelian.apps.followup.models import ClosureCriterion, Deliverable, Item
from peelian.apps.followup.services.theming import check_theme
from peelian.apps.inspections.edits import plain
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.targets import require_inspected
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import Precision, due_words, last_due_day
from peelian.rules.errors import InvalidValueError
from peelian.rules.gates import ItemFacts, item_gates, require_open
from peelian.rules.gates.items import ItemKind
from peelian.rules.likely_days import unlikely_words
from peelian.rules.periods import day_words
from peelian.rules.suggestions import strength_of

DEADLINE_YEARS = 10
"""As far ahead as a deadline may lie; months after publication are bounded alike."""
NATIONAL = (Item.Addressee.ALL_FORCES, Item.Addressee.NATIONAL_BODY)
EXCEPTION = "recommendation-without-concern"


class DeliverableContent(TypedDict, total=False):
    """Something asked for by a date, with the parts that it must contain."""

    text: str
    due: date | None
    due_precision: str
    due_months_after_publication: int | None
    recurs_every_months: int | None
    parts: Sequence[str]


class ItemContent(TypedDict, total=False):
    """All that a person may write in an item; what is left out stays as it is."""

    target: str
    title: str
    text: str
    parent: Item | None
    addressee: str
    addressee_name: str
    force: Organisation | None
    immediate: bool
    due: date | None
    due_precision: str
    due_months_after_publication: int | None
    strength: str
    exception_note: str
    origin_cycle: str
    note: str
    position: int
    theme: str
    deliverables: Sequence[DeliverableContent]
    closure_criteria: Sequence[str]


COLUMNS = (
    "target",
    "title",
    "text",
    "parent",
    "addressee",
    "addressee_name",
    "force",
    "immediate",
    "due",
    "due_precision",
    "due_months_after_publication",
    "strength",
    "exception_note",
    "origin_cycle",
    "note",
    "position",
    "theme",
)
LISTS = ("deliverables", "closure_criteria")


def columns_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """The values that stand in columns of the item itself.

    Raises
    ------
    TypeError
        A name is not part of an item: a fault of the program, not of what a person typed.
    """
    unknown = sorted(set(content) - set(COLUMNS) - set(LISTS))
    if unknown:
        raise TypeError(f"An item holds no {', '.join(unknown)}.")
    return {name: content[name] for name in COLUMNS if name in content}


def settle_addressee(item: Item) -> None:
    """The force of an item to one force is that of its inspection unless another is named; others have none."""
    if item.addressee != Item.Addressee.FORCE:
        item.force = None
    elif item.force is None and item.inspection is not None:
        item.force = item.inspection.force


def check_item(item: Item, deliverables: Sequence[DeliverableContent]) -> None:
    """Refuse a draft item with every fault named at once, then ask the gates of items."""
    if item.inspection is None:
        raise InvalidValueError("invalid-value", "A draft item belongs to an inspection. Choose one.")
    require_inspected(item.inspection, item.target)
    problems = Problems()
    problems.need_one_of("kind", item.kind, Item.Kind.values, "kind of item")
    problems.need("title", item.title, "The item has no title. Name the matter in a few words.")
    _check_addressee(item, item.inspection, problems)
    _check_parent(item, problems)
    _check_deadline(item, item.inspection, problems)
    for each in deliverables:
        problems.need("deliverables", each.get("text"), "A deliverable has no text. Say what is asked for.")
        if each.get("due") is not None and each.get("due_months_after_publication") is not None:
            problems.add(
                "deliverables",
                each["due"],
                "Give a deliverable a date, or a number of months after publication, not both.",
            )
        precision = each.get("due_precision", Item.Precision.DAY)
        problems.need_one_of("deliverables", precision, Item.Precision.values, "precision of a date")
        _check_day("deliverables", each.get("due"), precision, item.inspection, problems)
    if item.strength:
        _check_strength(item, problems)
    check_theme(item.theme, problems)
    problems.raise_if_any()
    _ask_gates(item.inspection, item)


def keep_deliverables(item: Item, deliverables: Sequence[DeliverableContent]) -> None:
    """Replace the deliverables of a draft item."""
    item.deliverables.all().delete()
    Deliverable.objects.bulk_create(
        Deliverable(
            item=item,
            position=number,
            text=each["text"],
            due=each.get("due"),
            due_precision=each.get("due_precision", Item.Precision.DAY),
            due_months_after_publication=each.get("due_months_after_publication"),
            recurs_every_months=each.get("recurs_every_months"),
            parts=list(each.get("parts", ())),
        )
        for number, each in enumerate(deliverables, 1)
    )


def keep_criteria(item: Item, criteria: Sequence[str]) -> None:
    """Replace the closure criteria of a draft item; blank lines are left out."""
    item.closure_criteria.all().delete()
    texts = [text.strip() for text in criteria if text.strip()]
    ClosureCriterion.objects.bulk_create(
        ClosureCriterion(item=item, position=number, text=text) for number, text in enumerate(texts, 1)
    )


def criteria_of(item: Item) -> list[str]:
    """The closure criteria of an item, in their order."""
    return [each.text for each in item.closure_criteria.all()]


def deliverables_of(item: Item) -> list[dict[str, Any]]:
    """What an item asks for by a date, in plain values, for the log."""
    return [
        {
            "text": each.text,
            "due": plain(each.due),
            "due_precision": each.due_precision,
            "due_months_after_publication": each.due_months_after_publication,
            "recurs_every_months": each.recurs_every_months,
            "parts": each.parts,
        }
        for each in item.deliverables.all()
    ]


def _check_addressee(item: Item, inspection: Inspection, problems: Problems) -> None:
    drafted = [each for each in Item.Addressee.values if each != Item.Addressee.SEVERAL_FORCES]
    problems.need_one_of("addressee", item.addressee, drafted, "addressee of a draft")
    if item.addressee == Item.Addressee.FORCE and item.force is None:
        problems.add("force", "", "The item is addressed to a force, but none is named. Choose the force.")
    elif item.force is not None and inspection.force is not None and item.force != inspection.force:
        problems.add(
            "force",
            item.force,
            f"{inspection.title} looks at {inspection.force.name}, not at {item.force}. "
            f"Address the item to {inspection.force.name}.",
        )
    if item.addressee in (Item.Addressee.NATIONAL_BODY, Item.Addressee.PARTNER):
        problems.need("addressee_name", item.addressee_name, "Name the body or partner that is to act.")


def _check_parent(item: Item, problems: Problems) -> None:
    parent = item.parent
    if parent is None:
        return
    if item.kind != Item.Kind.RECOMMENDATION or parent.kind != Item.Kind.CAUSE_OF_CONCERN:
        problems.add(
            "parent", parent, "Only a recommendation belongs to a cause of concern, and to nothing else."
        )
    if parent.inspection_id != item.inspection_id:
        problems.add(
            "parent", parent.pk, "The cause of concern is of another inspection. Choose one of this."
        )


def _check_deadline(item: Item, inspection: Inspection, problems: Problems) -> None:
    problems.need_one_of("due_precision", item.due_precision, Item.Precision.values, "precision of a date")
    given = [item.immediate, item.due is not None, item.due_months_after_publication is not None]
    if sum(given) > 1:
        problems.add(
            "due",
            item.due,
            "Give one deadline only: at once, a date, or a number of months after publication.",
        )
    if item.due_months_after_publication == 0:
        problems.add(
            "due_months_after_publication", 0, "Give at least one month, or mark the item as immediate."
        )
    _check_day("due", item.due, item.due_precision, inspection, problems)


def _check_day(
    field: str, due: date | None, precision: str, inspection: Inspection, problems: Problems
) -> None:
    """A deadline of a month lasts until the end of the month."""
    if due is None or precision not in Item.Precision.values:
        return
    known = cast(Precision, precision)
    if last_due_day(due, known) < inspection.window_start:
        problems.add(
            field,
            due,
            f"The deadline {due_words(due, known)} lies before the inspection, which starts on "
            f"{day_words(inspection.window_start)}. Give a later one.",
        )
    elif wrong := unlikely_words(
        due, timezone.localdate(), not_before=inspection.window_start, years=DEADLINE_YEARS
    ):
        problems.add(field, due, wrong)


def _check_strength(item: Item, problems: Problems) -> None:
    try:
        strength_of(item.strength)
    except InvalidValueError as error:
        problems.add("strength", item.strength, error.message)


def _ask_gates(inspection: Inspection, item: Item) -> None:
    facts = ItemFacts(
        framework=inspection.framework,
        target=item.target,
        kind=cast(ItemKind, item.kind),
        text=item.text,
        addressee=item.addressee,
        has_concern=item.parent is not None,
        national=item.addressee in NATIONAL,
    )
    results = item_gates(facts)
    require_open(
        result for result in results if not (result.code == EXCEPTION and item.exception_note.strip())
    )
