"""Forms of the scrutiny programme."""

from __future__ import annotations

from django import forms

from peelian.apps.responses.models import Opportunity, ScrutinyItem
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import SMALL, VersionField
from peelian.interfaces.workspace.listing import Filters, filter_choice


class ScrutinyFilters(Filters):
    """Which items of the programme are shown."""

    state = filter_choice("Scrutiny", list(ScrutinyItem.State.choices))
    priority = filter_choice("Priority of the plan", [])
    meeting = filter_choice("Meeting", [])


class ScrutinyForm(forms.Form):
    """What is asked of the force on one item, by when, where, and under which priorities."""

    question = forms.CharField(
        label="Question to the force",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Chief officer, force liaison and owners read it as soon as you save it, and can answer. A changed "
        "question waits for an answer anew.",
    )
    update_due = DatePartsField(
        label="Update to you due",
        help_text="A day from today on. Updates to the inspectorate are due on days of their own.",
    )
    meeting = forms.ChoiceField(label="Meeting", required=False)
    priorities = forms.MultipleChoiceField(
        label="Priorities of the police and crime plan",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": SMALL}),
    )
    version = VersionField()


class EndForm(forms.Form):
    """That a question is answered or the scrutiny has ended, with what came of it."""

    state = forms.ChoiceField(
        label="Your scrutiny is now",
        choices=[
            (each.value, each.label) for each in (ScrutinyItem.State.ANSWERED, ScrutinyItem.State.ENDED)
        ],
        widget=forms.RadioSelect,
    )
    result = forms.CharField(label="What came of it", widget=forms.Textarea(attrs={"rows": 4}))
    version = VersionField()


class MeetingForm(forms.Form):
    """A meeting at which the body asks the force how items stand."""

    body = forms.ChoiceField(label="For which body", widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=200)
    held_on = DatePartsField(label="Date", help_text="It may lie ahead.")
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class PriorityForm(forms.Form):
    """A priority of the police and crime plan."""

    body = forms.ChoiceField(label="For which body", widget=forms.RadioSelect)
    title = forms.CharField(label="Priority", max_length=200)
    plan = forms.CharField(label="Plan and its years", max_length=200, help_text="Such as Plan 2016 to 2020.")


class OpportunityForm(forms.Form):
    """Something to explore."""

    body = forms.ChoiceField(label="For which body", widget=forms.RadioSelect)
    area = forms.ChoiceField(label="Area", choices=Opportunity.Area.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="What is to be explored", widget=forms.Textarea(attrs={"rows": 4}))
    owner = forms.CharField(label="Who follows it", max_length=150)


class FundingForm(forms.Form):
    """What the body pays for."""

    body = forms.ChoiceField(label="For which body", widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=200)
    funder = forms.CharField(
        label="Who pays", max_length=200, required=False, help_text="Left empty, the body itself."
    )
    aim = forms.CharField(label="Aim", widget=forms.Textarea(attrs={"rows": 3}))
    result_due = DatePartsField(label="Result due", help_text="By when it is said what came of it.")


class ResultForm(forms.Form):
    """What came of an opportunity."""

    result = forms.CharField(label="What came of it", widget=forms.Textarea(attrs={"rows": 4}))
