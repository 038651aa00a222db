"""Forms of the work on an inspection: its people, its components and its outlook."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import InspectionComponent
from peelian.apps.inspections.policies import ACCOUNTABLE
from peelian.apps.inspections.queries import ComponentRow
from peelian.apps.organisations.models import Membership
from peelian.interfaces.look.dates import DatePartsField


class TeamForm(forms.Form):
    """Who works on an inspection, each in a role that the inspectorate gave them."""

    team = forms.MultipleChoiceField(
        label="Team",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick the people who work on this inspection. Unticked people leave the team.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, staff: list[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {f"{held.user_id}:{held.role}": held for held in staff}
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (value, f"{held.user.name}, {held.get_role_display()}") for value, held in self.staff.items()
        ]

    @property
    def members(self) -> list[tuple[User, str]]:
        """The people chosen, with their roles."""
        chosen = [self.staff[value] for value in self.cleaned_data["team"]]
        return [(held.user, held.role) for held in chosen]


class AccountableForm(forms.Form):
    """The one who answers for the judgement."""

    inspector = forms.ModelChoiceField(
        label="Accountable inspector",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, staff: list[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = {held.user_id for held in staff if held.role in ACCOUNTABLE}
        self.fields["inspector"].queryset = User.objects.filter(pk__in=able)  # type: ignore[attr-defined]


class ComponentForm(forms.Form):
    """Whether a component was done, and when."""

    state = forms.ChoiceField(
        label="State", choices=InspectionComponent.State.choices, widget=forms.RadioSelect
    )
    done_on = DatePartsField(label="Day it was done", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, row: ComponentRow, data: Any = None) -> None:
        names = ("state", "done_on", "note", "version")
        super().__init__(data, initial={name: getattr(row, name) for name in names})


class OutlookForm(forms.Form):
    """Words on progress that never enter a grade."""

    progress_outlook = forms.CharField(label="Outlook on progress", required=False, widget=forms.Textarea)
    response_to_last_inspection = forms.CharField(
        label="The force's response to the last inspection", required=False, widget=forms.Textarea
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
