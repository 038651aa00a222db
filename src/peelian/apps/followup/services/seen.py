"""What an inspector saw of an item: the state of its parts, and evidence out of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.followup.models import Item
from peelian.apps.followup.parts import PART_STATES, parts_of
from peelian.apps.inspections.problems import Problems
from peelian.rules.periods import day_words


def check_parts(item: Item, parts: Mapping[str, str], problems: Problems) -> None:
    """Note states that are none, and parts that the item does not ask for."""
    asked = parts_of(item)
    for text, state in parts.items():
        problems.need_one_of("parts", text, asked, "part of this item")
        problems.need_one_of("parts", state, PART_STATES, "state of a part")


def check_evidence(item: Item, evidence: Sequence[EvidenceItem], problems: Problems) -> None:
    """Note evidence of another inspectorate or force, what was withdrawn, and what is older than the item."""
    for each in evidence:
        elsewhere = each.inspectorate_id != item.inspectorate_id
        if elsewhere or (each.force_id and item.force_id and each.force_id != item.force_id):
            problems.add("evidence", each.pk, "Evidence of another force or inspectorate tells nothing here.")
        elif each.is_withdrawn:
            problems.add("evidence", each.pk, f"'{each.title}' was withdrawn. Leave it out.")
        elif item.raised_on and each.gathered_on < item.raised_on:
            problems.add(
                "evidence",
                each.pk,
                f"'{each.title}' was gathered on {day_words(each.gathered_on)}, before the item was raised on "
                f"{day_words(item.raised_on)}. It cannot show what was done since. Leave it out.",
            )
