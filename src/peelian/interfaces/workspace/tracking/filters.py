"""Filters of the register."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest

from peelian.apps.actions.queries.standing import stale_items
from peelian.apps.followup.models import Item, ItemQuerySet
from peelian.apps.followup.queries import register
from peelian.apps.followup.queries.register import RegisterFilter, news_readable_by, register_items
from peelian.apps.frameworks.queries import framework_versions, regime
from peelian.apps.organisations.access import forces_of, forces_overseen_by, staffed_inspectorates
from peelian.apps.organisations.queries import forces
from peelian.interfaces.workspace.listing import Filters, filter_choice, force_choices
from peelian.interfaces.workspace.pages import person

STATES = [(state.value, state.label) for state in Item.State if state != Item.State.DRAFT]
STALE = "stale"
OF_WORK = ("stage", "progress", "owner")
IN_VIEW = ("text", "force", "state", "due", "order")


class RegisterFilters(Filters):
    """Filters of the register; those of the work only for people who may read it."""

    text = forms.CharField(label="Words", required=False, max_length=200)
    force = filter_choice("Force", [])
    kind = filter_choice("Kind", list(Item.Kind.choices))
    state = filter_choice("State", STATES)
    due = filter_choice(
        "Due",
        [
            (register.OVERDUE, "Overdue"),
            (register.WEEKS, "In the next 4 weeks"),
            (register.QUARTER, "In the next 90 days"),
            (register.UNDATED, "No date"),
        ],
    )
    news = filter_choice("News from the force", [(STALE, "Stale")])
    stage = filter_choice("Stage", list(Item.Stage.choices))
    progress = filter_choice("Progress at the last review", list(Item.Progress.choices))
    owner = filter_choice("Owner", [(register.MINE, "Me"), (register.NOBODY, "Nobody yet")])
    theme = filter_choice("Theme", [])
    origin = filter_choice("Raised by", list(Item.Origin.choices))
    cycle = filter_choice("Round", [])
    order = forms.ChoiceField(
        label="Order",
        choices=[(register.NEWEST, "Newest first"), (register.BY_DATE, "Nearest date first")],
        required=False,
    )

    left_out: tuple[str, ...] = ()

    def __init__(self, request: HttpRequest) -> None:
        self.user = person(request)
        super().__init__(request)

    def offer(self) -> None:
        """Leave out what the person cannot use, and add the choices of the regime."""
        work = bool(forces_of(self.user) or staffed_inspectorates(self.user))
        own = {*forces_of(self.user), *forces_overseen_by(self.user)}
        self.only = own if len(own) == 1 and not staffed_inspectorates(self.user) else set()
        if not work:
            self._leave_out(*OF_WORK)
        if not work and not forces_overseen_by(self.user):
            self._leave_out("news")
        if self.only:
            self._leave_out("force")
        else:
            self._choose("force", force_choices(forces()))
        self._choose("theme", [(each.identifier, each.title) for each in regime().themes])
        cycles = dict.fromkeys(framework_versions().reverse().values_list("cycle", flat=True))
        self._choose("cycle", [(cycle, cycle) for cycle in cycles])

    def clean(self) -> dict[str, Any]:
        """Refuse a filter that is not offered to the person: passed over, it would widen what is asked for."""
        for name in self.left_out:
            value = self.data.get(name)
            if value and not (name == "force" and forces().filter(slug=value, pk__in=self.only).exists()):
                self.add_error(None, f"The filter '{name}' is not offered to you. Leave it out.")
        return self.cleaned_data

    def _leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]
        self.left_out = (*self.left_out, *names)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", "All"), *choices]  # type: ignore[attr-defined]

    @property
    def first(self) -> list[BoundField]:
        """The filters that stand in view."""
        return [field for field in self if field.name in IN_VIEW]

    @property
    def further(self) -> list[BoundField]:
        """The filters that are opened when they are wanted."""
        return [field for field in self if field.name not in IN_VIEW]

    @property
    def further_chosen(self) -> bool:
        """Whether one of those is in use, or says that its value is not known."""
        return any(self.chosen(field.name) or field.errors for field in self.further)

    @property
    def wanted(self) -> RegisterFilter:
        """The filters as the query takes them."""
        names = {field.name for field in fields(RegisterFilter)} - {"overdue_on"}
        given: dict[str, Any] = {name: value for name in names if (value := self.chosen(name))}
        return RegisterFilter(**given)

    def items(self, today: Any) -> ItemQuerySet:
        """The items that the person asks for, in no order yet; none where a filter is not known."""
        if self.errors:
            return Item.objects.none()
        found = register_items(self.user, self.wanted, today)
        if self.chosen("news") != STALE:
            return found
        return cast(ItemQuerySet, stale_items(found.filter(news_readable_by(self.user)), today))
