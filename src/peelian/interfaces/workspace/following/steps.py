"""What a person may do on an item now: the tables of transitions decide, the page only shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import ClosingRequest, Item, Verification
from peelian.apps.followup.policies import ENDERS, FORCE_WORKERS, VERIFIERS, roles_for, roles_to_work
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import has_role
from peelian.interfaces.workspace.following.places import step_address
from peelian.rules.transitions import ITEM_WORK

Stage = Item.Stage


@dataclass(frozen=True)
class Step:
    """One thing to do: a link to its page, or a button where sending it is all there is to say."""

    title: str
    href: str
    is_button: bool = False
    leads_on: bool = True


def steps_on(user: User, item: Item) -> list[Step]:
    """What the person may do, the steps that lead the item on first."""
    steps = [*_force_steps(user, item), *_inspectorate_steps(user, item)] if item.state == "open" else []
    return [*steps, *_ordering_steps(user, item)]


def may_send(user: User, item: Item) -> bool:
    """Whether the person may send what the item asks for."""
    return item.state == "open" and works_for_force(user, item)


def works_for_force(user: User, item: Item) -> bool:
    """Whether the person works on items for the force of this one, open or not."""
    return bool(item.force and has_role(user, item.force, *FORCE_WORKERS))


def may_verify(user: User, item: Item) -> bool:
    """Whether the person may judge what the force sends."""
    return item.state == "open" and has_role(user, item.inspectorate, *VERIFIERS)


def _force_steps(user: User, item: Item) -> Iterator[Step]:
    if not may_send(user, item):
        return
    owned = item.ownerships.filter(until__isnull=True).exists()
    if owned and _may(user, item, "start"):
        yield Step("Start the work", step_address("item_start", item), is_button=True)
    if may_declare(user, item):
        yield Step("Declare it complete", step_address("item_declare", item))
    title = "Name another owner" if owned else "Name the owner"
    yield Step(title, step_address("item_owner", item), leads_on=not owned)


def may_declare(user: User, item: Item) -> bool:
    """Whether the person may declare the item complete from where it stands."""
    return _may(user, item, "declare-complete")


def _inspectorate_steps(user: User, item: Item) -> Iterator[Step]:
    if _may(user, item, "take-up"):
        yield Step("Take up the declaration", step_address("item_take_up", item), is_button=True)
    if item.stage == Stage.UNDER_TEST and has_role(user, item.inspectorate, *roles_to_work("wait")):
        yield Step("Record the verification", step_address("item_verify", item))
        if _latest_result(item) == Verification.Result.MET:
            yield Step("Ask for closing", step_address("item_ask_closing", item))
    alone = item.force is None and item.stage != Stage.CLOSING_REQUESTED
    if alone and has_role(user, item.inspectorate, *roles_to_work("request-closing")):
        yield Step("Ask for closing", step_address("item_ask_closing", item))
    asked = request_to_end(user, item)
    if asked and may_decide(user, asked):
        closes = asked.ends_as == ClosingRequest.Ending.CLOSED
        title = "Decide on closing" if closes else "Decide on ending it"
        yield Step(title, step_address("item_decide_closing", item))
    if may_verify(user, item):
        yield Step("Review progress", step_address("item_review", item), leads_on=False)
        yield Step("Plan a revisit", step_address("item_revisit", item), leads_on=False)
        if item.force is not None:
            title = "Set how often it is told about"
            yield Step(title, step_address("item_interval", item), leads_on=False)


def request_to_end(user: User, item: Item) -> ClosingRequest | None:
    """The request to close or end the item that waits for a second person, where the user may know of it."""
    waiting = ClosingRequest.objects.visible_to(user).filter(item=item, confirmed__isnull=True)
    return waiting.select_related("requested_by", "place_taken_by").first()


def may_decide(user: User, asked: ClosingRequest) -> bool:
    """Whether the user is the second person: in a role that closes items, and not the one who asked."""
    return asked.requested_by_id != user.pk and has_role(user, asked.item.inspectorate, *roles_for("close"))


def _ordering_steps(user: User, item: Item) -> Iterator[Step]:
    if has_role(user, item.inspectorate, *WORKERS):
        yield Step("Give it a theme", step_address("item_theme", item), leads_on=False)
        yield Step("Link an earlier item", step_address("item_link", item), leads_on=False)
        yield Step("Items that look alike", step_address("item_alike", item), leads_on=False)
    may_end = item.state == Item.State.OPEN and has_role(user, item.inspectorate, *ENDERS)
    if may_end and request_to_end(user, item) is None:
        yield Step("Put another in its place", step_address("item_supersede", item), leads_on=False)
        yield Step("Set it aside", step_address("item_set_aside", item), leads_on=False)


def _may(user: User, item: Item, action: str) -> bool:
    """Whether the table lets a role of the person take the action from where the item stands."""
    moves = [move for move in ITEM_WORK.transitions if (move.state, move.action) == (item.stage, action)]
    whose = item.force if action in ("start", "declare-complete") else item.inspectorate
    return bool(moves and whose and has_role(user, whose, *moves[0].roles))


def _latest_result(item: Item) -> str:
    latest = item.verifications.order_by("tested_on", "created_at").last()
    return latest.result if latest else ""
