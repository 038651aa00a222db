"""What somebody who has left still owns, and the one step that hands all of it to another owner."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from peelian.apps.accounts.models import User
from peelian.apps.actions.queries import LeftOwner, left_owners, open_work
from peelian.apps.actions.services import hand_over
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.fields import OfForceForm, owner_field
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    address,
    own_force,
    place,
    step,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import person, workspace_page

FEW = 50
COLUMNS = ("What", "Due")


class HandOverForm(OfForceForm):
    """Who owns it all from now on."""

    owner = owner_field("New owner")


@workspace_page
def left_owner(request: HttpRequest, slug: str, left_id: uuid.UUID) -> HttpResponse:
    """Everything that runs and is owned by a person who has left."""
    force = own_force(request, slug)
    left = _left(force, left_id)
    work = {kind: things.filter(owner=left.owner) for kind, things in open_work(force).items()}
    actions = one_page(request, work["action"].order_by("due", "title", "pk"))
    items = work["item"].select_related("item").order_by("item__title", "pk")
    others: list[list[Cell]] = [
        *(_row(each.title, "initiative", each.pk) for each in work["initiative"][:FEW]),
        *(_row(each.title, "programme", each.pk) for each in work["programme"][:FEW]),
        *(_row(each.title, "force_records", force.slug) for each in work["check"][:FEW]),
    ]
    return place(
        request,
        force,
        f"{left.owner.name} has left",
        words=left.words,
        buttons=[Button("Hand all to another owner", address("hand_over", force.slug, left.owner.pk))],
        tables=[
            Table("items", "Items", ("Item",), [_row(each.item.title, "item_plan", each.item_id) for each in items]),
            Table(
                "actions", "Actions that are open", COLUMNS,
                [[*_row(each.title, "action", each.pk), {"text": each.due_words}] for each in actions],
                listed=actions,
            ),
            Table("others", "Initiatives, programmes and checks", ("What",), others),
        ],
    )  # fmt: skip


@workspace_page
def handing_over(request: HttpRequest, slug: str, left_id: uuid.UUID) -> HttpResponse:
    """Hand everything that a person owned who has left to another owner."""
    force = own_force(request, slug)
    left = _left(force, left_id)
    form: forms.Form = HandOverForm(force, sent(request))

    def act() -> Any:
        to: User = form.cleaned_data["owner"]
        return hand_over(actor=person(request), force=force, owner=left.owner, to=to)

    return step(
        request, force, form, act, heading="Who owns it from now on?", button="Hand all over",
        done=f"What {left.owner.name} owned has another owner.", back=address("board", force.slug),
        subject=left.words, hint="Items, open actions, initiatives, programmes and checks change hands together.",
    )  # fmt: skip


def _left(force: Organisation, left_id: uuid.UUID) -> LeftOwner:
    found = next((each for each in left_owners(force) if each.owner.pk == left_id), None)
    if found is None:
        raise Http404
    return found


def _row(title: str, page: str, *arguments: Any) -> list[Cell]:
    return [{"text": title, "href": address(page, *arguments)}]
