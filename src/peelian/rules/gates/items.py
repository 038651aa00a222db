"""The gates a cause of concern, recommendation or area for improvement passes when it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from peelian.catalogue.frameworks import Area, Framework
from peelian.rules.gates.results import GateResult, tripped

ItemKind = Literal["cause-of-concern", "recommendation", "area-for-improvement"]

ITEM_KIND_WORDS: dict[str, str] = {
    "cause-of-concern": "cause of concern",
    "recommendation": "recommendation",
    "area-for-improvement": "area for improvement",
}


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """All that the gates need to know about one item.

    ``national`` marks a recommendation to all forces or to a national body, which needs
    no cause of concern in any one force.
    """

    framework: Framework
    target: str
    kind: ItemKind
    text: str
    addressee: str = ""
    has_concern: bool = False
    national: bool = False


def item_gates(facts: ItemFacts) -> tuple[GateResult, ...]:
    """Return the gates tripped by an item that is being written."""
    return (*_area_takes_items(facts), *_says_what(facts), *_recommendation(facts))


def _area_takes_items(facts: ItemFacts) -> Iterator[GateResult]:
    target = facts.framework.target(facts.target)
    if isinstance(target, Area) and not target.allows_items:
        yield tripped(
            "area-takes-no-items",
            f"{target.title} carries no {ITEM_KIND_WORDS[facts.kind]} in {facts.framework.title}. "
            "Record a finding there, or choose the graded area that the matter belongs to.",
            facts.target,
        )


def _says_what(facts: ItemFacts) -> Iterator[GateResult]:
    if not facts.text.strip():
        yield tripped(
            "item-without-text",
            f"The {ITEM_KIND_WORDS[facts.kind]} has no text. Say what has to change.",
            facts.target,
        )


def _recommendation(facts: ItemFacts) -> Iterator[GateResult]:
    if facts.kind != "recommendation":
        return
    if not facts.addressee.strip():
        yield tripped(
            "no-addressee",
            "The recommendation has no addressee. Name the force or body that is to act.",
            facts.target,
        )
    if not facts.has_concern and not facts.national:
        yield tripped(
            "recommendation-without-concern",
            "The recommendation belongs to no cause of concern. Link one, or record why it stands alone.",
            facts.target,
        )
