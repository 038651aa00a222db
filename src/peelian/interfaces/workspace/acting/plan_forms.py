"""Forms of plans, their versions, programmes and initiatives."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import ActionPlan, Initiative, PlanReceipt
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
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


class PlanForm(forms.Form):
    """What a plan is."""

    title = line("Title")
    purpose = words("What it is for", 3, required=False)
    first_year = forms.IntegerField(label="First year", required=False)
    last_year = forms.IntegerField(label="Last year", required=False)
    themes = words("Themes", 3, required=False, help_text="One to a line, such as prevention.")
    version = VersionField(required=False)

    @property
    def content(self) -> dict[str, Any]:
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**kept, "themes": lines_of(kept["themes"])}


class TieForm(OfForceForm):
    """An item under a plan."""

    item = item_field(required=True)
    theme = forms.ChoiceField(label="Theme", required=False)

    def __init__(self, plan: ActionPlan, data: Any = None) -> None:
        super().__init__(plan.force, data)
        self.fields["theme"].choices = [("", "None yet"), *((each, each) for each in plan.themes)]  # type: ignore[attr-defined]
        if not plan.themes:
            del self.fields["theme"]


class SendForm(forms.Form):
    """One version of a plan."""

    dated = DatePartsField(label="Date that the plan bears")
    text = words("The plan, where it is not in the document", 10, required=False)
    file = forms.FileField(
        label="The plan as a document",
        required=False,
        allow_empty_file=True,
        help_text="It is checked before it is kept.",
    )
    strategy = line("National strategy that it cites", required=False)
    strategy_version = line("Its version", 60, required=False)
    strategy_agreed_on = DatePartsField(label="Agreed on", required=False)


class ReviewForm(forms.Form):
    """What the inspectorate makes of a version."""

    result = forms.ChoiceField(label="Result", choices=PlanReceipt.Result.choices, widget=forms.RadioSelect)
    reasons = words("Reasons", 4, help_text="Every result has reasons, the favourable one too.")


class InitiativeForm(OfForceForm):
    """Something new."""

    kind = forms.ChoiceField(label="Kind", choices=Initiative.Kind.choices, widget=forms.RadioSelect)
    title = line("Title")
    objectives = words("What it is to achieve", 3)
    owner = owner_field()
    evaluation_due = DatePartsField(label="To be evaluated by")
    item = item_field()


class EvaluationForm(forms.Form):
    """What an evaluation found."""

    result = words("What was found against the objectives", 5)
    evaluated_on = DatePartsField(label="On which day")
    version = VersionField()


class ProgrammeForm(OfForceForm):
    """A programme of change."""

    title = line("Title")
    purpose = words("What it is for", 3)
    benefits = words("What it is expected to bring", 3)
    themes = words("Themes", 3, required=False, help_text="One to a line. Each action then belongs to one.")
    owner = owner_field("Owner in the force")
    body_owner = forms.ModelChoiceField(
        label="Second owner, at the local policing body", queryset=User.objects.none(), required=False,
        empty_label="None: not a joint programme",
    )  # fmt: skip
    starts_on = DatePartsField(label="Starts on")
    ends_on = DatePartsField(label="Ends on", required=False, help_text="Left empty: its end is not known.")

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(force, data)
        self.bodies = list(Organisation.objects.filter(oversees=force).order_by("name", "pk"))
        people = User.objects.filter(
            is_active=True,
            memberships__organisation__in=self.bodies,
            memberships__role__in=["commissioner", "commissioners-officer"],
        )
        self.fields["body_owner"].queryset = people.distinct().order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def content(self) -> dict[str, Any]:
        second = self.cleaned_data["body_owner"]
        body = next(
            (each for each in self.bodies if second and second.memberships.filter(organisation=each)), None
        )
        return {**self.cleaned_data, "themes": lines_of(self.cleaned_data["themes"]), "body": body}


class MilestoneForm(forms.Form):
    """A point to reach."""

    title = line("What is reached")
    due = DatePartsField(label="By")
    due_precision = forms.ChoiceField(label="Given as a", choices=Item.Precision.choices)
    reported_by_force = forms.BooleanField(label="It is the force's own forecast", required=False)


class CommentForm(forms.Form):
    """What an owner says."""

    text = words("Comment", 4)


class NoteForm(forms.Form):
    """Practice that was found good."""

    title = line("Title")
    text = words("What is done, and what it brought", 8)


class ShareForm(forms.Form):
    """The forces that may read a note."""

    forces = forms.ModelMultipleChoiceField(
        label="Share it with", queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(data)
        others = Organisation.objects.filter(kind=Organisation.Kind.FORCE).exclude(pk=force.pk)
        self.fields["forces"].queryset = others.order_by("name", "pk")  # type: ignore[attr-defined]
