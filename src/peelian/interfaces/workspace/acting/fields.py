"""Fields that the forms of the work of forces share."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.acting.places import open_items_of, people_of


def words(label: str, rows: int = 4, **options: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def line(label: str, longest: int = 200, **options: Any) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(label=label, max_length=longest, **options)


def lines_of(text: str) -> list[str]:
    """The filled lines of a text."""
    return [each.strip() for each in text.splitlines() if each.strip()]


class OfForceForm(forms.Form):
    """A form that offers people and items of one force, where it asks for them."""

    def __init__(self, force: Organisation, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if "owner" in self.fields:
            self.fields["owner"].queryset = people_of(force)  # type: ignore[attr-defined]
        if "item" in self.fields:
            self.fields["item"].queryset = open_items_of(force)  # type: ignore[attr-defined]


def owner_field(label: str = "Owner") -> forms.ModelChoiceField[User]:
    return forms.ModelChoiceField(label=label, queryset=User.objects.none(), empty_label="Choose a person")


def item_field(*, required: bool = False) -> forms.ModelChoiceField[Item]:
    return forms.ModelChoiceField(
        label="Item", queryset=Item.objects.none(), required=required, empty_label="None"
    )


class DayForm(forms.Form):
    """A step that asks for a day."""

    day = DatePartsField(label="On which day")
