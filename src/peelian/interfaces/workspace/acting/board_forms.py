"""Forms of forums, meetings, trackers and records."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.actions.models import RecurringCheck
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.acting.fields import (
    OfForceForm,
    item_field,
    line,
    lines_of,
    owner_field,
    words,
)
from peelian.interfaces.workspace.editing import VersionField


class ForumForm(forms.Form):
    """A forum of the force."""

    title = line("Name")
    is_board = forms.BooleanField(label="This is the Management Board", required=False)
    every_days = forms.IntegerField(label="Days between two meetings, at most", min_value=1, max_value=366)
    member_kinds = words("Kinds of members who are to be there", 4, help_text="One to a line.")
    measures = words(
        "Measures that it receives", 4, required=False,
        help_text="One to a line, with the days between two readings after a bar: Calls answered in time | 30",
    )  # fmt: skip

    def clean_measures(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in lines_of(self.cleaned_data["measures"]):
            name, mark, days = each.rpartition("|")
            if not mark or not days.strip().isdecimal():
                raise forms.ValidationError(
                    f"'{each}' has no number of days after a bar. Write it so: {each} | 30"
                )
            found[name.strip()] = int(days)
        return found

    @property
    def content(self) -> dict[str, Any]:
        return {**self.cleaned_data, "member_kinds": lines_of(self.cleaned_data["member_kinds"])}


class MinutesForm(forms.Form):
    """A meeting that was held."""

    attended = forms.MultipleChoiceField(
        label="Who was there", widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = words("What was discussed", 6)
    version = VersionField()

    def __init__(self, kinds: list[str], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["attended"].choices = [(each, each) for each in kinds]  # type: ignore[attr-defined]


class DecisionForm(OfForceForm):
    """What was decided on an item."""

    item = item_field(required=True)
    text = words("What was decided, and who does it", 3)


class TrackerForm(forms.Form):
    """A tracker of the force's own."""

    file = forms.FileField(
        label="Tracker", allow_empty_file=True,
        help_text="XLSX, ODS or CSV. It needs columns for item, action, owner and due date, under any usual name. Rows "
        "without a fault come in; every fault of the others is named.",
    )  # fmt: skip


class CheckForm(OfForceForm):
    """A check that comes round."""

    title = line("Title")
    scope = forms.ChoiceField(label="Scope", choices=RecurringCheck.Scope.choices)
    every_months = forms.IntegerField(label="Every so many months", min_value=1, max_value=120, initial=12)
    first_due = DatePartsField(label="Due for the first time on")
    owner = owner_field()


class RunForm(forms.Form):
    """One time that a check was done."""

    done_on = DatePartsField(label="Done on")
    result = words("What it found", 4)


class ReviewRequestForm(OfForceForm):
    """A review that somebody outside is asked for."""

    asked_by = line("Asked by", 150, help_text="Such as the chief constable.")
    reviewer = line("Reviewer", 150)
    scope = words("What it looks at", 3)
    asked_on = DatePartsField(label="Asked on")
    item = item_field()


class ReviewResultForm(forms.Form):
    """What a review found."""

    result = words("What it found", 4)
    result_on = DatePartsField(label="On which day")


class ExitPartsForm(forms.Form):
    """What belongs to the exit from a collaboration."""

    business_case = words("Business case", 3, required=False)
    cost = words("Cost", 2, required=False)
    replacement_plan = words("What takes its place", 3, required=False)


class ExitForm(ExitPartsForm):
    """A collaboration that is left."""

    collaboration = line("Collaboration")
    decided_on = DatePartsField(label="Decided on")
    field_order = ("collaboration", "decided_on", "business_case", "cost", "replacement_plan")


class AllegationForm(forms.Form):
    """A case by its reference."""

    reference = line("Reference of the case", 60, help_text="Name no person here.")
    received_on = DatePartsField(label="Received on")
    referred_on = DatePartsField(label="Referred on", required=False)


class StatementForm(forms.Form):
    """What a chief officer said in public."""

    about = line("Round or report that it speaks about")
    name = line("Name", 150)
    office = line("Office", 150)
    stated_on = DatePartsField(label="Said on")
    quote = words("Words", 6)
    progress = words("Progress that it names", 3, required=False)
    still_missing = words("What it says is still to be done", 3, required=False)
    source = line("Source", 300, required=False)
