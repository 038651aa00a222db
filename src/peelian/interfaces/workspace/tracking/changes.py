"""What can be done with many items at once, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item, ItemQuerySet
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.followup.services.together import (
    assign_theme_to_items,
    name_owner_of_items,
    start_work_on_items,
)
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import forces_of, organisations_with_role
from peelian.apps.organisations.models import Membership, Organisation
from peelian.interfaces.workspace.following.words import theme_choices


class OwnerForm(forms.Form):
    """The leader who is to own all of them."""

    owner = forms.ModelChoiceField(
        label="Owner", queryset=User.objects.none(), help_text="A person of the force who works on items."
    )

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(data)
        people = Membership.objects.filter(organisation=force, role__in=FORCE_WORKERS, user__is_active=True)
        found = User.objects.filter(pk__in=people.values("user")).order_by("name", "pk")
        self.fields["owner"].queryset = found  # type: ignore[attr-defined]
        self.fields["owner"].label_from_instance = lambda user: user.name  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """Nothing is asked: sending it is the answer."""

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(data)


class ThemeForm(forms.Form):
    """The theme under which all of them are to stand."""

    theme = forms.ChoiceField(label="Theme", required=False)

    def __init__(self, inspectorate: Organisation, data: Any = None) -> None:
        super().__init__(data)
        self.fields["theme"].choices = theme_choices()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Change:
    """One step on many items: its words, its form, whose items it takes, and the service that takes it.

    Attributes
    ----------
    whose
        The column of the item that names the organisation for which the step is taken: one at a time.
    """

    identifier: str
    title: str
    button: str
    whose: str
    form: Callable[[Organisation, Any], forms.Form]
    open_items: Callable[[User, ItemQuerySet], ItemQuerySet]
    take: Callable[[User, Organisation, Sequence[Item], dict[str, Any]], int]


def _of_force(user: User, items: ItemQuerySet) -> ItemQuerySet:
    return items.filter(force__in=forces_of(user), state=Item.State.OPEN)


def _to_start(user: User, items: ItemQuerySet) -> ItemQuerySet:
    return _of_force(user, items).filter(stage=Item.Stage.NOT_STARTED)


def _of_inspectorate(user: User, items: ItemQuerySet) -> ItemQuerySet:
    return items.filter(inspectorate__in=organisations_with_role(user, *WORKERS))


CHANGES = {
    each.identifier: each
    for each in (
        Change(
            "owner",
            "Name an owner",
            "Name the owner of all",
            "force",
            OwnerForm,
            _of_force,
            lambda actor, force, items, values: name_owner_of_items(
                actor=actor, force=force, items=items, owner=values["owner"]
            ),
        ),
        Change(
            "start",
            "Start the work",
            "Start the work on all",
            "force",
            StartForm,
            _to_start,
            lambda actor, force, items, values: start_work_on_items(actor=actor, force=force, items=items),
        ),
        Change(
            "theme",
            "Give a theme",
            "Give all this theme",
            "inspectorate",
            ThemeForm,
            _of_inspectorate,
            lambda actor, inspectorate, items, values: assign_theme_to_items(
                actor=actor, inspectorate=inspectorate, items=items, theme=values["theme"]
            ),
        ),
    )
}


def changes_open_to(user: User) -> list[Change]:
    """The steps that the roles of the person allow."""
    held = {
        "force": bool(forces_of(user)),
        "inspectorate": bool(organisations_with_role(user, *WORKERS)),
    }
    return [change for change in CHANGES.values() if held[change.whose]]
