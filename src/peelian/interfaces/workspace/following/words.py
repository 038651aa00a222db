"""Items as display-ready words for those who follow them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from django.utils.safestring import SafeString

from peelian.apps.followup.models import ClosingRequest, Deliverable, DeliverableReceipt, Item, ItemLink
from peelian.apps.followup.policies import roles_for
from peelian.apps.frameworks.queries import regime
from peelian.interfaces.look.components import render_component
from peelian.rules.clocks import Precision, due_state, due_words
from peelian.rules.periods import day_words

LINK_WORDS: dict[str, str] = {
    ItemLink.Kind.REPEATS: "Repeats",
    ItemLink.Kind.CONTINUES: "Continues",
    ItemLink.Kind.SUPERSEDES: "Takes the place of",
    ItemLink.Kind.REFRAMES: "Puts anew",
    ItemLink.Kind.DUPLICATES: "Asks the same as",
}
_STAGE_COLOURS: dict[str, str] = {
    Item.Stage.NOT_STARTED: "grey",
    Item.Stage.IN_PROGRESS: "blue",
    Item.Stage.DECLARED_COMPLETE: "turquoise",
    Item.Stage.UNDER_TEST: "purple",
    Item.Stage.MORE_ASKED: "yellow",
    Item.Stage.CLOSING_REQUESTED: "light-blue",
}
_DUE_COLOURS = {"overdue": "red", "due": "yellow", "not-yet-due": "grey"}
_DUE_WORDS = {"overdue": "Overdue", "due": "Due now", "not-yet-due": "Not yet due"}


@dataclass(frozen=True)
class DeliverableLine:
    """Something to be handed in: by when, how it stands today, and the versions that came in."""

    deliverable: Deliverable
    due: str
    tag: SafeString
    receipts: tuple[DeliverableReceipt, ...]


def stage_tag(item: Item) -> SafeString:
    """How far the work on an open item has come, or how the item ended."""
    if item.stage:
        return _tag(item.get_stage_display(), _STAGE_COLOURS[item.stage])
    return _tag(item.get_state_display(), "green" if item.state == Item.State.CLOSED else "grey")


def who_decides(asked: ClosingRequest) -> str:
    """Who asked that an item ends, and who has to decide on it."""
    ending = f" ({asked.get_ends_as_display().lower()})" if asked.ends_as != asked.Ending.CLOSED else ""
    words = f"ends{ending}" if ending else "be closed"
    roles = " or ".join(role.label for role in roles_for("close"))
    return (
        f"{asked.requested_by.name} asked on {day_words(asked.requested_on)} that this item {words}. "
        f"Another person of the inspectorate has to decide: {roles}."
    )


def stale_tag() -> SafeString:
    """The mark of news that should have come."""
    return _tag("Stale", "yellow")


def clock_tag(due: date | None, precision: str, today: date) -> SafeString:
    """Whether something is overdue on a day; nothing where it has no deadline."""
    state = due_state(due, cast(Precision, precision), today)
    return _tag(_DUE_WORDS[state], _DUE_COLOURS[state]) if state in _DUE_WORDS else SafeString("")


def deliverable_line(
    deliverable: Deliverable, receipts: tuple[DeliverableReceipt, ...], today: date
) -> DeliverableLine:
    """A deliverable as its item's page shows it; one that came in is no longer overdue."""
    due = deliverable.due
    words = f"By {due_words(due, cast(Precision, deliverable.due_precision))}" if due else "No deadline"
    if deliverable.recurs_every_months:
        words += f", and again every {deliverable.recurs_every_months} months"
    tag = _tag("Received", "green") if receipts else clock_tag(due, deliverable.due_precision, today)
    return DeliverableLine(deliverable, words, tag, receipts)


def theme_title(identifier: str) -> str:
    """The title of a theme; an identifier that the regime no longer names stands for itself."""
    return next((each.title for each in regime().themes if each.identifier == identifier), identifier)


def theme_choices() -> list[tuple[str, str]]:
    """The themes of the regime, and none."""
    return [("", "None"), *((each.identifier, each.title) for each in regime().themes)]


def origin_words(item: Item) -> str:
    """Who raised the item, where that is not this inspectorate."""
    if item.origin == Item.Origin.INSPECTORATE:
        return ""
    body = f": {item.origin_body}" if item.origin_body else ""
    return f"{item.get_origin_display()}{body}"


@cache
def _tag(text: str, colour: str) -> SafeString:
    return render_component("tag", {"text": text, "classes": f"govuk-tag--{colour}"})
