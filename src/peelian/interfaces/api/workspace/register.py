"""The register of items for those who follow them: one list over all reports, and steps on many items at once."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from peelian.apps.accounts.models import User
from peelian.apps.actions.queries import stale_items
from peelian.apps.followup.models import Item, ItemQuerySet
from peelian.apps.followup.policies import items_followed_by
from peelian.apps.followup.queries import register
from peelian.apps.followup.queries.register import RegisterFilter, register_items
from peelian.apps.followup.services.together import (
    MOST_TOGETHER,
    assign_theme_to_items,
    name_owner_of_items,
    start_work_on_items,
)
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.public.vocabulary import CYCLE, FORCE, TARGET, themes
from peelian.interfaces.api.workspace.bodies import Body
from peelian.interfaces.api.workspace.items import ItemOut
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.rules.errors import InvalidValueError

router = Router(tags=["items"])
STATES = tuple(state for state in Item.State.values if state != Item.State.DRAFT)
ORDER = ("-immediate", "-listed_on", "id")
STALE = "stale"
FILTERS = (
    FORCE,
    TARGET,
    CYCLE,
    Filter("kind", "What it is.", choices=tuple(Item.Kind.values)),
    Filter("state", "Where it stands.", choices=STATES),
    Filter("stage", "How far the work on it has come.", choices=tuple(Item.Stage.values)),
    Filter("progress", "What the latest review saw.", choices=tuple(Item.Progress.values)),
    Filter("owner", "Whose it is: yours, or nobody's yet.", choices=(register.MINE, register.NOBODY)),
    Filter(
        "due",
        "Open items by their date.",
        choices=(register.OVERDUE, register.WEEKS, register.QUARTER, register.UNDATED),
    ),
    Filter("theme", "Theme of the regime.", known=themes),
    Filter("origin", "Who raised it.", choices=tuple(Item.Origin.values)),
    Filter("news", "Open items of which the force has told nothing for too long.", choices=(STALE,)),
    Filter("text", "Words that its title or text holds, or begins."),
)


class Chosen(Body):
    """Items on which one step is taken together."""

    items: list[UUID] = Field(min_length=1, max_length=MOST_TOGETHER)


class OwnerOfItems(Chosen):
    """The leader who is to own all of them."""

    owner_id: UUID


class ThemeOfItems(Chosen):
    """The theme under which all of them are to stand; empty for none."""

    theme: str = ""


class Taken(Schema):
    """On how many items the step was taken."""

    count: int


@router.get(
    "/register", response={200: Listing[ItemOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(FILTERS)
)
def list_register(request: HttpRequest) -> Any:
    """Every published item that concerns the person, of all reports, what starts at once first, then the newest."""
    question = question_of(request, FILTERS)
    names = {each.name for each in FILTERS} - {"news"}
    given: dict[str, Any] = {name: value for name, value in question.values.items() if name in names}
    user, today = person(request), timezone.localdate()
    found = register_items(user, RegisterFilter(**given), today)
    if question.values.get("news") == STALE:
        found = cast(ItemQuerySet, stale_items(found.filter(register.news_readable_by(user)), today))
    found = found.select_related("force", "inspection").prefetch_related("deliverables", "closure_criteria")
    return listing(request, question, found, ORDER)


@router.post("/register/owner", response={200: Taken, **WORKSPACE_PROBLEMS})
def name_owner_of_many(request: HttpRequest, body: OwnerOfItems) -> Taken:
    """Name one leader as the owner of many items of a force: of all of them, or of none."""
    items = _items(request, body)
    owner = reach(User.objects.filter(is_active=True), pk=body.owner_id)
    actor, force = person(request), _one(items, "force")
    return Taken(count=name_owner_of_items(actor=actor, force=force, items=items, owner=owner))


@router.post("/register/start", response={200: Taken, **WORKSPACE_PROBLEMS})
def start_many(request: HttpRequest, body: Chosen) -> Taken:
    """Say that the work on many items of a force has begun: on all of them, or on none."""
    items = _items(request, body)
    return Taken(count=start_work_on_items(actor=person(request), force=_one(items, "force"), items=items))


@router.post("/register/theme", response={200: Taken, **WORKSPACE_PROBLEMS})
def give_many_a_theme(request: HttpRequest, body: ThemeOfItems) -> Taken:
    """Put many items of an inspectorate under one theme: all of them, or none."""
    items = _items(request, body)
    inspectorate = _one(items, "inspectorate")
    return Taken(
        count=assign_theme_to_items(
            actor=person(request), inspectorate=inspectorate, items=items, theme=body.theme
        )
    )


def _items(request: HttpRequest, body: Chosen) -> list[Item]:
    """The items that are named, as far as the person follows the work on them."""
    followed = items_followed_by(person(request)).select_related("force", "inspectorate")
    return all_named(followed, body.items, "items")


def _one(items: list[Item], name: str) -> Organisation:
    """The one organisation to which all of the items belong."""
    owners = {getattr(item, name) for item in items}
    if len(owners) != 1 or None in owners:
        raise InvalidValueError(
            "invalid-value",
            f"The items belong to {len(owners)} organisations, or to no {name} at all. Name those of one {name}.",
            {"field": "items"},
        )
    found: Organisation = owners.pop()
    return found
