"""Causes of concern, recommendations and areas for improvement as a report prints them."""

from __future__ import annotations

from datetime import date
from typing import cast

from peelian.apps.followup.models import Item as ItemRow
from peelian.apps.followup.models import NoneDeclared as NoneDeclaredRow
from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.words import Words
from peelian.catalogue import Area, Pillar
from peelian.rendering.plain import ItemKind, NoneDeclared
from peelian.rendering.report_parts import CauseOfConcern, Deliverable, Item
from peelian.rules.errors import RefusalError

Kind = ItemRow.Kind


def causes_of_concern(material: Material, words: Words, target: str) -> tuple[CauseOfConcern, ...]:
    """The causes of concern of an area, each with its recommendations."""
    rows = [row for row in material.items.get(target, []) if row.kind == Kind.CAUSE_OF_CONCERN]
    return tuple(_cause(material, words, row) for row in rows)


def other_items(material: Material, words: Words, target: str) -> tuple[Item, ...]:
    """Areas for improvement, and recommendations that by a recorded exception answer no cause of concern."""
    rows = material.items.get(target, [])
    return tuple(
        _item(words, row)
        for row in rows
        if row.kind == Kind.AREA_FOR_IMPROVEMENT
        or (row.kind == Kind.RECOMMENDATION and row.parent_id is None)
    )


def none_declared(material: Material, target: Pillar | Area) -> NoneDeclared | None:
    """The explicit answer of an area without items: none, not applicable, or that nothing is recorded."""
    if material.items.get(target.identifier):
        return None
    answers = {row.kind: row.answer for row in material.none_declared.get(target.identifier, [])}
    answer = answers.get(Kind.AREA_FOR_IMPROVEMENT)
    if answer is not None:
        return "none" if answer == NoneDeclaredRow.Answer.NONE else "not-applicable"
    takes_items = isinstance(target, Pillar) or target.allows_items
    return "not-recorded" if takes_items else "not-applicable"


def _cause(material: Material, words: Words, row: ItemRow) -> CauseOfConcern:
    answers = [each for each in material.all_items() if each.parent_id == row.pk]
    if not answers:
        raise RefusalError(
            "refused",
            f"The cause of concern '{row.title}' has no recommendation. Write at least one before the report is put "
            "together.",
        )
    return CauseOfConcern(
        id=str(row.pk),
        title=words.text(row.title),
        text=words.text(row.text),
        recommendations=tuple(_item(words, each) for each in answers),
    )


def _item(words: Words, row: ItemRow) -> Item:
    return Item(
        id=str(row.pk),
        reference=words.item_references[row.pk],
        kind=cast("ItemKind", row.kind),
        text=words.text(row.text),
        addressee=addressee_words(row),
        due=partial_date(row.due, row.due_precision),
        immediate=row.immediate,
        deliverables=tuple(
            Deliverable(text=words.text(each.text), due=partial_date(each.due, each.due_precision))
            for each in row.deliverables.all()
        ),
        status=row.state,
        source_rank=row.source_rank,
    )


def addressee_words(row: ItemRow) -> str:
    """Whom an item asks: the force or body by name."""
    if row.addressee == ItemRow.Addressee.ALL_FORCES:
        return "All forces"
    if row.addressee_name:
        return row.addressee_name
    return str(row.force) if row.force else row.get_addressee_display()


def partial_date(day: date | None, precision: str) -> str | None:
    """A day as ISO text, or its month alone where no day was given."""
    if day is None:
        return None
    return f"{day:%Y-%m}" if precision == ItemRow.Precision.MONTH else day.isoformat()
