"""Plans of a force: drafted, tied to items, and sent."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.actions.models import ActionPlan
from peelian.apps.actions.queries import items_without_theme
from peelian.apps.actions.services import (
    change_plan,
    draft_plan,
    send_plan,
    tie_item,
)
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    address,
    own_force,
    place,
    require,
    step,
    works_for,
)
from peelian.interfaces.workspace.acting.plan_forms import PlanForm, SendForm, TieForm
from peelian.interfaces.workspace.acting.plan_versions import receipt_words
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.periods import day_words

READ_BY_INSPECTORATE = (
    "The inspectorate reads all of it: the text, every item of the plan, and every action on these items that stands "
    "on record now, with its title, owner, day and state. Each version is kept with its time and a fingerprint; a "
    "later one replaces none."
)


@workspace_page
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """The plans of the force."""
    force = own_force(request, slug)
    listed = one_page(
        request, ActionPlan.objects.filter(force=force).prefetch_related("plan_items", "versions")
    )
    rows: list[list[Cell]] = [
        [
            {"text": each.title, "href": address("plan", each.pk)},
            {"text": _years(each)},
            {"text": str(len(each.plan_items.all()))},
            {"text": str(len(each.versions.all()))},
        ]
        for each in listed
    ]
    table = Table(
        "plans", "Plans", ("Plan", "Years", "Items", "Versions sent"), rows, "No plan is drafted.", [], listed
    )
    return place(
        request,
        force,
        "Plans",
        tables=[table],
        buttons=[Button("Draft a plan", address("plan_add", force.slug))],
    )


@workspace_page
@once
def plan_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a plan."""
    force = own_force(request, slug)
    form = PlanForm(sent(request))
    made: list[ActionPlan] = []
    shown = step(
        request, force, form,
        lambda: made.append(draft_plan(actor=person(request), force=force, **form.content)),
        heading="Draft a plan", button="Draft it", done="The plan is drafted. Tie items to it next.",
        back=address("plans", force.slug),
    )  # fmt: skip
    return redirect("workspace:plan", made[0].pk) if made else shown


@workspace_page
def plan(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """A plan: its items by theme, and every version that was sent with its receipt."""
    found = _own_plan(request, plan_id)
    missing = list(items_without_theme(found)) if found.themes else []
    items: list[list[Cell]] = [
        [
            {"text": each.item.title, "href": address("item_plan", each.item_id)},
            {"text": each.theme or "No theme"},
            {"text": each.item.get_stage_display() or each.item.get_state_display()},
        ]
        for each in found.plan_items.select_related("item").order_by("theme", "item__title", "pk")
    ]
    versions: list[list[Cell]] = [
        [
            {"text": f"Version {each.number}", "href": address("plan_version", each.pk)},
            {"text": day_words(each.dated)},
            {"text": day_words(each.sent_on)},
            {"text": receipt_words(each)},
        ]
        for each in found.versions.select_related("receipt").order_by("-number")
    ]
    return place(
        request,
        found.force,
        found.title,
        way=[("Plans", address("plans", found.force.slug))],
        words=found.purpose,
        warnings=[f"Tied to no theme of the plan: {each.item.title}." for each in missing],
        buttons=[
            Button("Send a version", address("plan_send", found.pk)),
            Button("Tie an item to it", address("plan_tie", found.pk)),
            Button("Change it", address("plan_edit", found.pk)),
        ],
        facts=[("Years", _years(found)), ("Themes", ", ".join(found.themes) or "None")],
        tables=[
            Table(
                "items",
                "Items that it covers",
                ("Item", "Theme", "Stands at"),
                items,
                "No item is tied to it. Tie the first one above.",
            ),
            Table(
                "versions",
                "Versions sent",
                ("Version", "Dated", "Sent", "Receipt"),
                versions,
                "Nothing was sent yet. Send the first version once its items are tied.",
            ),
        ],
    )


@workspace_page
def plan_edit(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Change a plan; versions that were sent stay as they were."""
    found = _own_plan(request, plan_id)
    stored = {
        name: getattr(found, name) for name in ("title", "purpose", "first_year", "last_year", "version")
    }
    form = PlanForm(sent(request), initial={**stored, "themes": "\n".join(found.themes)})
    return step(
        request, found.force, form,
        lambda: change_plan(
            actor=person(request), plan=found, expected_version=form.cleaned_data["version"] or 0, **form.content
        ),
        heading="Change the plan", button="Save", done="The plan is changed.", back=address("plan", found.pk),
    )  # fmt: skip


@workspace_page
def plan_tie(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Put an item under a plan."""
    found = _own_plan(request, plan_id)
    form = TieForm(found, sent(request))
    return step(
        request, found.force, form, lambda: tie_item(actor=person(request), plan=found, **form.cleaned_data),
        heading="Which item does the plan cover?", button="Tie it", done="The item is under the plan.",
        back=address("plan", found.pk), subject=found.title,
    )  # fmt: skip


@workspace_page
@once
def plan_send(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Send a plan to the inspectorate as its next version."""
    found = _own_plan(request, plan_id)
    form = SendForm(sent(request), request.FILES or None)
    return step(
        request, found.force, form, lambda: send_plan(actor=person(request), plan=found, **form.cleaned_data),
        heading="Send this plan to the inspectorate", button="Send this version",
        done="The version is sent. It keeps the items and actions as they stand now.", back=address("plan", found.pk),
        subject=found.title, hint=READ_BY_INSPECTORATE, multipart=True,
    )  # fmt: skip


def _own_plan(request: HttpRequest, plan_id: uuid.UUID) -> ActionPlan:
    user = person(request)
    found: ActionPlan = visible_or_404(
        ActionPlan.objects.visible_to(user).select_related("force"), pk=plan_id
    )
    require(works_for(user, found.force))
    return found


def _years(found: ActionPlan) -> str:
    years = [str(year) for year in (found.first_year, found.last_year) if year]
    return " to ".join(dict.fromkeys(years)) or "Not stated"
