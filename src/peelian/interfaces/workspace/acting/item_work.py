"""What a force does about one item: updates, actions, what holds it up, and the plans that cover it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.actions.models import Action, Constraint, PlanItem, Update, UpdateInterval
from peelian.apps.actions.policies import can_work_on_item, items_of_forces_worked_for, items_worked_on
from peelian.apps.actions.queries import Freshness, freshness, interval_of, is_late, owner_words, staff_of
from peelian.apps.actions.services import (
    add_action,
    end_constraint,
    raise_constraint,
    set_update_interval,
    write_update,
)
from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import forces_of, forces_overseen_by
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.fields import DayForm
from peelian.interfaces.workspace.acting.item_forms import (
    ActionForm,
    ConstraintForm,
    IntervalForm,
    UpdateForm,
)
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    Told,
    address,
    place,
    require,
    step,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    LedElsewhereError,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.clocks import due_state
from peelian.rules.number_words import days_counted
from peelian.rules.periods import day_words

BESIDE = ("force", "inspectorate")
ACTION_COLUMNS = ("Action", "Owner", "Due", "State")
ACTIONS_SHOWN = 50


@workspace_page
def item_plan(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Everything that the force does about an item, for those who may read it."""
    user, today = person(request), timezone.localdate()
    item = visible_or_404(items_worked_on(user).select_related(*BESIDE), pk=item_id)
    own, may = item.force_id in forces_of(user), can_work_on_item(user, item)
    agreed = UpdateInterval.objects.filter(item=item).first()
    fresh = freshness(item, agreed.days if agreed else None, today)
    force = force_of(item)
    context: dict[str, Any] = {
        "crumbs": {
            "items": [
                {"text": "Your work", "href": address("home")},
                {"text": item.title, "href": address("followed_item", item.pk)}
                if own or not _is_overseen(request, item)
                else {"text": item.title},
                {"text": "What the force does"},
            ],
        },
        "caption": f"{item.get_kind_display()}, {force.name}",
        "heading": item.title,
        "words": item.text,
        "facts": [
            ("Due", item.deadline_words),
            ("Stands at", item.get_stage_display() or item.get_state_display()),
            ("News", fresh.words),
            ("Told every", _interval_words(item, agreed)),
        ],
        "warnings": _warnings(item, fresh, today, own=own),
        "buttons": _buttons(item) if may else [],
        "tables": _tables(request, item, own=own, may=may),
        "links": [("Board list", address("board", force.slug))]
        if not _is_staff_reader(request, item)
        else [],
    }
    return page(request, "acting/place.html", context)


@workspace_page
def item_actions(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """All actions of the force on an item, page by page, what is due first on top."""
    user = person(request)
    item = visible_or_404(items_worked_on(user).select_related(*BESIDE), pk=item_id)
    require(item.force_id in forces_of(user))
    force = force_of(item)
    here = staff_of(force)
    actions = Action.objects.visible_to(user).filter(item=item).select_related("owner", "item")
    listed = one_page(request, actions.order_by("due", "title", "pk"))
    table = Table(
        "actions", "Actions", ACTION_COLUMNS, [action_cells(a, here) for a in listed], listed=listed
    )
    return place(request, force, "Actions on this item", way=_way(item), tables=[table])


@workspace_page
@once
def update_add(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Tell how the item stands."""
    item = workable(request, item_id)
    form = UpdateForm(sent(request))
    return _step(
        request, item, form,
        lambda: write_update(actor=person(request), item=item, **form.cleaned_data),
        "How does this item stand?", "Write the update", "The update is written.",
        "The local policing body and the inspectorate read it too. It is not changed afterwards.",
    )  # fmt: skip


@workspace_page
def interval_set(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Agree how often the item is told about."""
    item = workable(request, item_id)
    form = IntervalForm(sent(request), initial={"days": interval_of(item, None)})
    return _step(
        request, item, form,
        lambda: set_update_interval(actor=person(request), item=item, **form.cleaned_data),
        "How often is this item told about?", "Save", "The interval is saved.",
        f"{interval_of(item, None)} days are usual. A longer time is set by an inspector of the item.",
    )  # fmt: skip


@workspace_page
@once
def constraint_add(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Record what holds the item up."""
    item = workable(request, item_id)
    form = ConstraintForm(sent(request))
    return _step(
        request, item, form,
        lambda: raise_constraint(actor=person(request), item=item, **form.cleaned_data),
        "What holds this item up?", "Record it", "It is recorded.",
        "What lies outside the force's control needs the reason, the cost and the benefit of mending it.",
    )  # fmt: skip


@workspace_page
def constraint_end(request: HttpRequest, constraint_id: uuid.UUID) -> HttpResponse:
    """Record that something no longer holds an item up."""
    user = person(request)
    found = visible_or_404(
        Constraint.objects.visible_to(user).filter(ended_on__isnull=True).select_related("item__force"),
        pk=constraint_id,
    )
    require(items_of_forces_worked_for(user).filter(pk=found.item_id).exists())
    _lead_past_ended(request, found.item)
    form = DayForm(sent(request))
    return step(
        request, force_of(found.item), form,
        lambda: end_constraint(actor=user, constraint=found, ended_on=form.cleaned_data["day"]),
        heading="Since when does this no longer hold it up?", button="Save", done="It is recorded.",
        back=address("item_plan", found.item_id), way=_way(found.item), subject=found.title,
    )  # fmt: skip


@workspace_page
@once
def action_add(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Add an action on the item."""
    item = workable(request, item_id)
    form = ActionForm(force_of(item), sent(request))
    return _step(
        request, item, form,
        lambda: add_action(actor=person(request), item=item, **form.content),
        "Add an action", "Add the action", "The action is added.",
    )  # fmt: skip


def workable(request: HttpRequest, item_id: uuid.UUID) -> Item:
    """An item on which the person works for its force, while it is open.

    A page that is opened once the item has ended leads to the item; what was sent is refused by its service, so
    that what was typed stays.
    """
    item = visible_or_404(items_of_forces_worked_for(person(request)).select_related(*BESIDE), pk=item_id)
    _lead_past_ended(request, item)
    return item


def _lead_past_ended(request: HttpRequest, item: Item) -> None:
    if item.state != Item.State.OPEN and request.method != "POST":
        raise LedElsewhereError(
            f"'{item.title}' was {item.ended_words} already. Here it is.", address("item_plan", item.pk)
        )


def force_of(item: Item) -> Organisation:
    """The force of an item that the policies gave, which always has one."""
    if item.force is None:
        raise TypeError(f"{item} has no force.")
    return item.force


def _way(item: Item) -> list[tuple[str, str]]:
    """The item, between the board and a page about the work on it."""
    return [(item.title, address("item_plan", item.pk))]


def action_cells(action: Action, here: Collection[uuid.UUID]) -> list[Cell]:
    """An action as a row of a table; `here` are those who work for the force."""
    counted = f" ({action.done_count:,} of {action.target_count:,})" if action.target_count else ""
    late = " (late)" if is_late(action, timezone.localdate()) else ""
    return [
        {"text": action.title, "href": address("action", action.pk)},
        {"text": owner_words(action.owner, here)},
        {"text": f"{action.due_words}{late}"},
        {"text": f"{action.state_words}{counted}"},
    ]


def _tables(request: HttpRequest, item: Item, *, own: bool, may: bool) -> list[Table]:
    user = person(request)
    news = one_page(request, Update.objects.visible_to(user).filter(item=item).select_related("author"))
    tables = [
        Table(
            "updates",
            "Updates, latest first",
            ("Day", "How it stood", "Told by"),
            [[{"text": day_words(u.on)}, {"text": u.text}, {"text": u.author.name}] for u in news],
            "The force has told nothing yet." + (" Write the first update above." if may else ""),
            listed=news,
        ),
        _constraints(request, item, may=may),
    ]
    if not own:
        return tables
    actions = Action.objects.visible_to(user).filter(item=item).select_related("owner", "item")
    here, number = staff_of(force_of(item)), actions.count()
    plans = PlanItem.objects.filter(item=item, plan__force=item.force_id).select_related("plan")
    return [
        Table(
            "actions", "Actions", ACTION_COLUMNS, [action_cells(a, here) for a in actions[:ACTIONS_SHOWN]],
            "No action is recorded." + (" Add the first one above." if may else ""),
            [(f"All {number:,} actions", address("item_actions", item.pk))] if number > ACTIONS_SHOWN else [],
        ),
        *tables,
        Table(
            "plans",
            "Plans that cover it",
            ("Plan", "Theme"),
            [
                [{"text": p.plan.title, "href": address("plan", p.plan_id)}, {"text": p.theme or "No theme"}]
                for p in plans.order_by("plan__title", "pk")
            ],
            "No plan covers it. Tie the item to one on the page of that plan.",
            [("Plans of the force", address("plans", force_of(item).slug))],
        ),
    ]  # fmt: skip


def _constraints(request: HttpRequest, item: Item, *, may: bool) -> Table:
    found = Constraint.objects.visible_to(person(request)).filter(item=item)
    rows: list[list[Cell]] = [
        [
            {"text": each.title},
            {
                "text": f"Outside the force's control. {each.reason}"
                if each.outside_control
                else "The force's own"
            },
            {"text": f"{each.cost} / {each.benefit}".strip(" /") or None},
            {"text": day_words(each.raised_on)},
            {"text": day_words(each.ended_on)}
            if each.ended_on
            else (
                {"text": "End it", "href": address("constraint_end", each.pk)}
                if may
                else {"text": "Still there"}
            ),
        ]
        for each in found
    ]
    columns = ("What", "Whose", "Cost / benefit of mending", "Since", "Ended")
    return Table("constraints", "What holds it up", columns, rows, "Nothing that holds it up is recorded.")


def _buttons(item: Item) -> list[Button]:
    return [
        Button("Write an update", address("update_add", item.pk)),
        Button("Add an action", address("action_add", item.pk)),
        Button("Record what holds it up", address("constraint_add", item.pk)),
        Button("Change how often it is told about", address("interval_set", item.pk)),
    ]


def _warnings(item: Item, fresh: Freshness, today: date, *, own: bool) -> list[Told]:
    """What is late on the item: its day, its news and, for its force alone, its actions."""
    due = item.due is not None and item.state == Item.State.OPEN
    passed = due and due_state(item.due, item.due_precision, today) == "overdue"  # type: ignore[arg-type]
    running = (
        Action.objects.running()
        .filter(item=item)
        .select_related("item", "programme")
        .order_by("due", "title")
    )
    late = [each for each in running if is_late(each, today)] if own else []
    return [
        *(
            [
                Told(
                    f"The day of the item has passed: {item.deadline_words[:1].lower()}{item.deadline_words[1:]}."
                )
            ]
            if passed
            else []
        ),
        *([Told(f"The latest update is {days_counted(fresh.days_late)} late.")] if fresh.stale else []),
        *(
            Told(f"Action not done: {each.title}. Due {each.due_words}.", address("action", each.pk))
            for each in late
        ),
    ]


def _interval_words(item: Item, agreed: UpdateInterval | None) -> str:
    if agreed is None:
        return f"{interval_of(item, None)} days, as is usual"
    return f"{agreed.days} days: {agreed.reason}"


def _is_staff_reader(request: HttpRequest, item: Item) -> bool:
    return item.force_id not in forces_of(person(request)) and not _is_overseen(request, item)


def _is_overseen(request: HttpRequest, item: Item) -> bool:
    return item.force_id in forces_overseen_by(person(request))


def _step(
    request: HttpRequest,
    item: Item,
    form: Any,
    act: Any,
    heading: str,
    button: str,
    done: str,
    hint: str = "",
) -> HttpResponse:
    return step(
        request, force_of(item), form, act, heading=heading, button=button, done=done,
        back=address("item_plan", item.pk), way=_way(item), subject=item.title, hint=hint,
    )  # fmt: skip
