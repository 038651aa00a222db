"""Forms of issues told to the force at once, their remedy, and the second look at it."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import FieldworkIssue, Finding
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import offer


class IssueForm(forms.Form):
    """A fault told to the force during the inspection."""

    text = forms.CharField(label="What was told to the force", widget=forms.Textarea(attrs={"rows": 4}))
    raised_on = DatePartsField(label="Day on which it was told")
    finding = forms.ChoiceField(label="Finding it belongs to", required=False)

    def __init__(self, inspection: Inspection, data: Any = None) -> None:
        super().__init__(data)
        self._findings = {str(each.pk): each for each in inspection.findings.order_by("target", "position")}
        offer(
            self, "finding", [("", "None"), *((key, each.headline) for key, each in self._findings.items())]
        )

    @property
    def chosen_finding(self) -> Finding | None:
        return self._findings.get(self.cleaned_data.get("finding", ""))


class RemedyForm(forms.Form):
    """What the force did about it."""

    remedy = forms.CharField(label="What the force did", widget=forms.Textarea(attrs={"rows": 4}))
    remedied_on = DatePartsField(label="Day on which it was done")


class RecheckForm(forms.Form):
    """What inspectors saw when they looked again."""

    result = forms.ChoiceField(
        label="What was seen", choices=FieldworkIssue.Recheck.choices, widget=forms.RadioSelect
    )
    rechecked_on = DatePartsField(label="Day of the second look")
    comment = forms.CharField(label="Comment", required=False, widget=forms.Textarea(attrs={"rows": 3}))
