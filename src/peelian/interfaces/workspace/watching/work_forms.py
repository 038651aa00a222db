"""Forms of what happens while a force is watched: plans, meetings, exit criteria, notes, context, incidents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.monitoring.models import ContextFactor, ExitCriterion, ImprovementPlan
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField
from peelian.interfaces.workspace.watching.forms import LinesField


class WordsForm(forms.Form):
    """A text and nothing else."""

    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, label: str, data: Any = None, *, hint: str = "") -> None:
        super().__init__(data)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint


class PlanForm(forms.Form):
    """A version of the improvement plan: written, attached, or both."""

    text = forms.CharField(
        label="The improvement plan, or what to know of the document",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What is done by whom by when, for each cause of concern and each exit criterion.",
    )
    file = forms.FileField(
        label="The plan as a document",
        required=False,
        allow_empty_file=True,
        help_text="It is checked before it is kept.",
    )


class PlanViewForm(forms.Form):
    """What the inspectorate makes of a version of the plan."""

    view = forms.ChoiceField(label="View", choices=ImprovementPlan.View.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Reasons", widget=forms.Textarea(attrs={"rows": 4}), help_text="The force reads them."
    )


class MeetingForm(forms.Form):
    """A meeting that is to be held."""

    group = forms.CharField(label="Who meets the force", max_length=200)
    planned_for = DatePartsField(label="Day", help_text="Today or later.")
    agenda = forms.CharField(
        label="Agenda",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The force reads it.",
    )


class MinutesForm(forms.Form):
    """A meeting that was held."""

    held_on = DatePartsField(label="Day on which it was held")
    minutes = forms.CharField(
        label="Minutes", widget=forms.Textarea(attrs={"rows": 6}), help_text="The force reads them."
    )
    agreed = LinesField(label="What was agreed")


class HeldMeetingForm(MinutesForm):
    """A meeting that was held and had not been planned here."""

    group = forms.CharField(label="Who met the force", max_length=200)
    agenda = forms.CharField(
        label="Agenda",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The force reads it.",
    )
    field_order = ("group", "held_on", "agenda", "minutes", "agreed")


class CriterionForm(forms.Form):
    """Whether an exit criterion is met."""

    result = forms.ChoiceField(label="Result", choices=ExitCriterion.Result.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Reasons",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The force reads them at once, the public once the force has left the stage.",
    )
    version = VersionField()


class NoteForm(forms.Form):
    """What was seen on a day."""

    noted_on = DatePartsField(label="Day")
    text = forms.CharField(label="What was seen", widget=forms.Textarea(attrs={"rows": 5}))


class ContextForm(forms.Form):
    """What helped or hindered the force."""

    direction = forms.ChoiceField(
        label="Direction", choices=ContextFactor.Direction.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label="What helped or hindered", widget=forms.Textarea(attrs={"rows": 3}))
    outside_control = forms.BooleanField(label="It lies outside the force's control", required=False)
    outside_reason = forms.CharField(
        label="Why the force could not change it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class IncidentForm(forms.Form):
    """A critical incident that the force declares."""

    inspectorate = forms.ModelChoiceField(
        label="Inspectorate to be told", queryset=Organisation.objects.none(), empty_label=None
    )
    area = forms.ChoiceField(label="Area that it concerns")
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Which service cannot be given as it should, and why. Name no person here.",
    )
    measures = forms.CharField(
        label="Measures",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What the force does meanwhile, such as where demand is sent.",
    )
    started_on = DatePartsField(label="Since")

    def __init__(self, inspectorates: QuerySet[Organisation], data: Any = None) -> None:
        super().__init__(data)
        self.fields["inspectorate"].queryset = inspectorates  # type: ignore[attr-defined]
        latest = framework_versions().last()
        areas = latest.framework.areas if latest else ()
        self._framework = latest.pk if latest else ""
        self.fields["area"].choices = [(each.identifier, each.title) for each in areas]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The incident as the service takes it: areas are those of the latest framework."""
        given = dict(self.cleaned_data)
        target = given.pop("area")
        return {**given, "framework": self._framework, "target": target}


class IncidentEndForm(forms.Form):
    """That an incident is over."""

    ended_on = DatePartsField(label="Last day")
    ending = forms.CharField(label="How it ended", widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """What the force did about an issue that it was told of."""

    remedy = forms.CharField(label="What the force did", widget=forms.Textarea(attrs={"rows": 4}))
    remedied_on = DatePartsField(label="Day on which it was done")
