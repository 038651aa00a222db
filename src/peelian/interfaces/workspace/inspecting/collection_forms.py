"""Forms of collections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import CollectionReply
from peelian.apps.returns.services import PRECISIONS
from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.look.dates import DatePartsField


class CollectionForm(forms.Form):
    """A request for data, before any force sees it."""

    inspectorate = forms.ModelChoiceField(
        label="Inspectorate", queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Title", max_length=200, help_text="What is asked for.")
    slug = forms.SlugField(label="Short name", max_length=80, help_text="Such as workforce-2022")
    period = forms.CharField(label="Period", max_length=120, help_text="Such as year ending 31 March 2022")
    requested_on = DatePartsField(label="Date of the request")
    requested_precision = forms.ChoiceField(
        label="How exactly the date is known",
        choices=[(name, f"To the {name}") for name in PRECISIONS],
        widget=forms.RadioSelect,
        initial="day",
    )

    def __init__(self, inspectorates: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspectorate"].queryset = inspectorates  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """The day on which a collection opens."""

    opened_on = DatePartsField(label="Opened on")


class ReplyForm(forms.Form):
    """What a force did about a collection."""

    state = forms.ChoiceField(
        label="What the force did",
        choices=[
            (CollectionReply.State.ANSWERED, "It answered"),
            (CollectionReply.State.UNABLE, "It is unable to supply the data"),
        ],
        widget=HintedRadioSelect(
            hints={
                CollectionReply.State.UNABLE: "The force is named with its reason under figures that leave it out."
            }
        ),
    )
    answered_on = DatePartsField(label="Answered on", required=False)
    reason = forms.CharField(
        label="Why it is unable", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """An answer has its day; the reason of a force that is unable is asked for by the service."""
        cleaned = super().clean() or self.cleaned_data
        answered = cleaned.get("state") == CollectionReply.State.ANSWERED
        if answered and not cleaned.get("answered_on") and "answered_on" not in self.errors:
            self.add_error("answered_on", "Give the day on which the force answered.")
        return cleaned
