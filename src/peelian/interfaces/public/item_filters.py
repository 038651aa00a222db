"""What a reader of the register may ask for."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.queries import forces
from peelian.interfaces.look.filters import LONGEST_SEARCH, Choices, Filters, filter_choice

STATES = [(state.value, state.label) for state in Item.State if state != Item.State.DRAFT]


class ItemFilters(Filters):
    """Filters of the register; those without a field in view come with the links of other pages."""

    text = forms.CharField(label="Words", required=False, max_length=LONGEST_SEARCH)
    force = filter_choice("Force", [])
    kind = filter_choice("Kind", list(Item.Kind.choices))
    state = filter_choice("State", STATES)
    source_rank = filter_choice("Source", list(Item.SourceRank.choices))
    cycle = filter_choice("Raised in", [])
    theme = filter_choice("Theme", [])
    origin = filter_choice("Raised by", list(Item.Origin.choices))
    addressee = forms.ChoiceField(
        label="Asked of", choices=list(Item.Addressee.choices), required=False, widget=forms.HiddenInput
    )
    target = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    inspection = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def offer(self) -> None:
        self._choose("force", list(forces().values_list("slug", "name")))
        self._choose("theme", [(each.identifier, each.title) for each in regime().themes])
        cycles = dict.fromkeys(framework.cycle for framework in regime().frameworks.values())
        self._choose("cycle", [(cycle, cycle) for cycle in reversed(cycles)])

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = [("", "All"), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> ItemFilter:
        """The filters as the query takes them."""
        names = [field.name for field in fields(ItemFilter) if field.name in self.fields]
        given: dict[str, Any] = {name: value for name in names if (value := self.chosen(name))}
        return ItemFilter(**given)
