"""The page that tells more of a thing that is due."""

from __future__ import annotations

import uuid

from django.urls import reverse

from peelian.apps.frameworks.queries import regime

PAGES = {
    "item": "followed_item",
    "deliverable": "followed_item",
    "item-review": "followed_item",
    "revisit": "followed_item",
    "item-update": "followed_item",
    "accuracy-check": "accuracy",
    "data-return": "collection",
    "response-comments": "response_comment",
    "scrutiny-update": "scrutiny_item",
    "scrutiny-question": "scrutiny_question",
    "response": "response",
    "stage-notice": "stage_proposal",
    "action": "action",
    "initiative-evaluation": "initiative",
}
LISTS = {
    "new-items": "register",
    "stage-review": "monitoring",
    "oversight-meeting": "monitoring",
    "milestone": "boards",
    "recurring-check": "boards",
}


def place_of(kind: str, about: str) -> str:
    """Address of the page of a thing; the list in which it stands where it has none; else nothing."""
    identifier = about.partition(":")[0]  # behind it may stand the day from which the clock runs
    if kind in PAGES and _is_identifier(identifier):
        return reverse(f"workspace:{PAGES[kind]}", args=[identifier])
    if kind == "response" and identifier:
        return reverse("workspace:response_to", args=[identifier])
    return reverse(f"workspace:{LISTS[kind]}") if kind in LISTS else ""


def kind_title(kind: str) -> str:
    """What the regime calls a kind of clock."""
    rule = regime().reminders.by_clock.get(kind)
    return rule.title if rule else kind


def _is_identifier(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
