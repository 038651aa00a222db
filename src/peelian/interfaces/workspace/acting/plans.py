"""Plans of a force, their versions with receipts, and what the inspectorate makes of them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.actions.models import ActionPlan, PlanReceipt, PlanVersion
from peelian.apps.actions.policies import can_receive_plan_version, plan_versions_receivable_by
from peelian.apps.actions.queries import items_without_theme
from peelian.apps.actions.services import (
    change_plan,
    draft_plan,
    receive_plan,
    review_plan,
    send_plan,
    tie_item,
)
from peelian.interfaces.workspace.acting.forms import PlanForm, ReviewForm, SendForm, TieForm
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
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.periods import day_words


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
    return step(
        request, force, form, lambda: draft_plan(actor=person(request), force=force, **form.content),
        heading="Draft a plan", button="Draft it", done="The plan is drafted. Tie items to it next.",
        back=address("plans", force.slug),
    )  # fmt: skip


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
                "No item is tied to it.",
            ),
            Table(
                "versions",
                "Versions sent",
                ("Version", "Dated", "Sent", "Receipt"),
                versions,
                "Nothing was sent yet.",
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
    form = SendForm(sent(request))
    return step(
        request, found.force, form, lambda: send_plan(actor=person(request), plan=found, **form.cleaned_data),
        heading="Send this plan to the inspectorate", button="Send this version",
        done="The version is sent. It keeps the items and actions as they stand now.", back=address("plan", found.pk),
        subject=found.title, hint="Each version is kept with its time and a fingerprint; a later one replaces none.",
    )  # fmt: skip


@workspace_page
def plan_version(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """One version as it was sent, for the force and the inspectorate."""
    user = person(request)
    found = _visible_version(request, version_id)
    force = found.plan.force
    receipt = PlanReceipt.objects.filter(version=found).first()
    rows: list[list[Cell]] = [
        [
            {"text": action["title"]},
            {"text": item["title"]},
            {"text": action["owner"]},
            {"text": day_words(date.fromisoformat(action["due"])) if action["due"] else "No date"},
            {"text": action["state"].replace("-", " ").capitalize()},
        ]
        for item in found.content["items"]
        for action in item["actions"]
    ]
    context = {
        "caption": f"{force.name}: {found.plan.title}",
        "heading": f"Version {found.number}",
        "warnings": found.warnings,
        "buttons": _receiving(found, receipt) if can_receive_plan_version(user, found) else [],
        "facts": [
            ("Dated", day_words(found.dated)),
            ("Sent", f"{day_words(found.sent_on)}, by {found.sent_by.name}"),
            ("Strategy", _strategy(found)),
            ("Receipt", receipt_words(found)),
            *([("Reasons", receipt.reasons)] if receipt and receipt.reasons else []),
            ("Items", "\n".join(item["title"] for item in found.content["items"])),
            ("Fingerprint", found.sha256),
        ],
        "tables": [
            Table(
                "actions", "Actions as they stood", ("Action", "Item", "Owner", "Due", "State"), rows,
                "It held no action.",
            )
        ],
        "texts": [("The plan", found.text)],
        "crumbs": _version_crumbs(request, found),
    }  # fmt: skip
    return page(request, "acting/place.html", context)


@workspace_page
def plans_sent(request: HttpRequest) -> HttpResponse:
    """Versions of plans that forces sent to the inspectorate, latest first."""
    found = plan_versions_receivable_by(person(request)).select_related("plan__force", "receipt")
    listed = one_page(request, found.order_by("-sent_at", "pk"))
    rows: list[list[Cell]] = [
        [
            {"text": f"{each.plan.title}, version {each.number}", "href": address("plan_version", each.pk)},
            {"text": each.plan.force.name},
            {"text": day_words(each.sent_on)},
            {"text": receipt_words(each)},
        ]
        for each in listed
    ]
    columns = ("Plan", "Force", "Sent", "Receipt")
    table = Table(
        "sent", "Plans of forces, latest first", columns, rows, "No force has sent a plan.", [], listed
    )
    crumbs = {"items": [{"text": "Your work", "href": address("home")}, {"text": "Plans of forces"}]}
    return page(
        request, "acting/place.html", {"heading": "Plans of forces", "crumbs": crumbs, "tables": [table]}
    )


@workspace_page
def plan_receive(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Give the inspectorate's receipt."""
    found = _visible_version(request, version_id)
    require(can_receive_plan_version(person(request), found))
    if request.method == "POST":
        act_or_tell(
            request, lambda: receive_plan(actor=person(request), version=found), "The receipt is given."
        )
    return redirect("workspace:plan_version", found.pk)


@workspace_page
def plan_review(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Record what the inspectorate makes of a version."""
    found = _visible_version(request, version_id)
    require(can_receive_plan_version(person(request), found))
    receipt = visible_or_404(PlanReceipt.objects.filter(version=found, result=""))
    form = ReviewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: review_plan(actor=person(request), receipt=receipt, **given)):
            return redirect("workspace:plan_version", found.pk)
    context: dict[str, Any] = {
        "crumbs": _version_crumbs(request, found),
        "heading": "What do you make of this plan?",
        "button": "Record the result",
        "back": address("plan_version", found.pk),
        "subject": f"{found.plan.force.name}: {found}",
        "hint": "A plan is not incomplete because an action in it has not begun.",
    }
    return page(request, "acting/step.html", context, form)


def receipt_words(version: PlanVersion) -> str:
    """What became of a version, in a few words."""
    receipt = getattr(version, "receipt", None)
    if receipt is None:
        return "Not received yet"
    result = f"; {receipt.get_result_display().lower()}" if receipt.result else ""
    return f"Received {day_words(receipt.received_on)}{result}"


def _own_plan(request: HttpRequest, plan_id: uuid.UUID) -> ActionPlan:
    user = person(request)
    found: ActionPlan = visible_or_404(
        ActionPlan.objects.visible_to(user).select_related("force"), pk=plan_id
    )
    require(works_for(user, found.force))
    return found


def _visible_version(request: HttpRequest, version_id: uuid.UUID) -> PlanVersion:
    found = PlanVersion.objects.visible_to(person(request))
    return visible_or_404(found.select_related("plan__force", "sent_by", "receipt"), pk=version_id)


def _version_crumbs(request: HttpRequest, found: PlanVersion) -> dict[str, Any]:
    own = works_for(person(request), found.plan.force)
    before = (
        {"text": found.plan.title, "href": address("plan", found.plan_id)}
        if own
        else {"text": "Plans of forces", "href": address("plans_sent")}
    )
    first = {"text": "Your work", "href": address("home")}
    return {"items": [first, before, {"text": f"Version {found.number}"}], "collapseOnMobile": True}


def _receiving(found: PlanVersion, receipt: PlanReceipt | None) -> list[Button]:
    if receipt is None:
        return [Button("Give the receipt", address("plan_receive", found.pk), posts=True)]
    return [] if receipt.result else [Button("Record the result", address("plan_review", found.pk))]


def _strategy(found: PlanVersion) -> str:
    if not found.strategy or found.strategy_agreed_on is None:
        return "None cited"
    version = f", version {found.strategy_version}" if found.strategy_version else ""
    return f"{found.strategy}{version}, agreed on {day_words(found.strategy_agreed_on)}"


def _years(found: ActionPlan) -> str:
    years = [str(year) for year in (found.first_year, found.last_year) if year]
    return " to ".join(dict.fromkeys(years)) or "Not stated"
