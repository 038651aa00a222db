"""The page that tells more of a thing that is due: for each reader one that this reader may open."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, Initiative
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import items_followed_by
from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import StageProposal
from peelian.apps.reports.models import AccuracyCheck
from peelian.apps.responses.models import Response, ScrutinyItem
from peelian.apps.responses.queries import invited_to, questions_to
from peelian.apps.returns.queries import collections
from peelian.interfaces.workspace.addresses import item_address

ITEMS = frozenset({"item", "deliverable", "item-review", "revisit", "item-update"})
PAGES: dict[str, tuple[str, Callable[[User], QuerySet[Any]]]] = {
    "accuracy-check": ("accuracy", AccuracyCheck.objects.visible_to),
    "data-return": ("collection", collections),
    "return-sign-off": ("collection", collections),
    "response-comments": ("response_comment", invited_to),
    "scrutiny-update": ("scrutiny_item", ScrutinyItem.objects.visible_to),
    "scrutiny-question": ("scrutiny_question", questions_to),
    "response": ("response", Response.objects.drafts_visible_to),
    "stage-notice": ("stage_proposal", StageProposal.objects.visible_to),
    "action": ("action", Action.objects.visible_to),
    "initiative-evaluation": ("initiative", Initiative.objects.visible_to),
}
"""The page of each kind of thing, and the things of which a reader may open it."""
LISTS = {
    "new-items": "register",
    "stage-review": "monitoring",
    "oversight-meeting": "monitoring",
    "milestone": "boards",
    "recurring-check": "boards",
}


class Places:
    """The pages of some things for one reader, found with a question for each kind of page among them.

    An item has a page for its force and its inspectorate, another in the scrutiny programme of a local policing
    body, and one for everybody else.
    """

    def __init__(self, reader: User, things: Iterable[tuple[str, str]]) -> None:
        self._found: dict[tuple[str, uuid.UUID], str] = {}
        wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
        for kind, about in things:
            if (key := _identifier(about)) is not None:
                wanted["item" if kind in ITEMS else kind].add(key)
        self._find_items(reader, wanted.pop("item", set()))
        for kind, keys in wanted.items():
            if kind in PAGES:
                name, openable = PAGES[kind]
                found = openable(reader).filter(pk__in=keys).values_list("pk", flat=True)
                self._found |= {(kind, key): _address(name, key) for key in found}

    def of(self, kind: str, about: str) -> str:
        """Address of the page of a thing; the list in which it stands where it has none; else nothing."""
        key = _identifier(about)
        if key is not None and (found := self._found.get(("item" if kind in ITEMS else kind, key))):
            return found
        if kind == "response" and key is None and about:
            return _address("response_to", about.partition(":")[0])
        return _address(LISTS[kind]) if kind in LISTS else ""

    def _find_items(self, reader: User, keys: set[uuid.UUID]) -> None:
        if not keys:
            return
        followed = items_followed_by(reader).filter(pk__in=keys).values_list("pk", flat=True)
        pages = {key: _address("followed_item", key) for key in followed}
        left = keys - pages.keys()
        if left:
            own = ScrutinyItem.objects.visible_to(reader).filter(item__in=left)
            pages |= {item: _address("scrutiny_item", key) for item, key in own.values_list("item_id", "pk")}
        left -= pages.keys()
        if left:
            public = Item.objects.published().filter(pk__in=left).values_list("pk", flat=True)
            pages |= {key: item_address(key) for key in public}
        self._found |= {("item", key): page for key, page in pages.items()}


def place_of(reader: User, kind: str, about: str) -> str:
    """Address of the page of one thing for a reader."""
    return Places(reader, [(kind, about)]).of(kind, about)


def kind_title(kind: str) -> str:
    """What the regime calls a kind of clock."""
    rule = regime().reminders.by_clock.get(kind)
    return rule.title if rule else kind


def _address(name: str, *arguments: object) -> str:
    return reverse(f"workspace:{name}", args=arguments)


def _identifier(about: str) -> uuid.UUID | None:
    """The thing that is named; behind it may stand the day from which the clock runs."""
    try:
        return uuid.UUID(about.partition(":")[0])
    except ValueError:
        return None
