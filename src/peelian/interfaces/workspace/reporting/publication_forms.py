"""Forms of publication: the day, the reason of a correction, the press statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from peelian.apps.inspections.models import Inspection
from peelian.apps.reports.models import Publication
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import offer


class PublishForm(forms.Form):
    """The day of publication."""

    published_on = DatePartsField(label="Day of publication", help_text="Today, or an earlier day.")


class RoundPublishForm(PublishForm):
    """The reports of a round that are published together."""

    inspections = forms.MultipleChoiceField(
        label="Reports", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="All of the chosen ones are published, or none.",
    )  # fmt: skip
    field_order = ("inspections", "published_on")

    def __init__(self, ready: Sequence[Inspection], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self._ready = {str(each.pk): each for each in ready}
        offer(self, "inspections", [(key, each.title) for key, each in self._ready.items()])

    @property
    def chosen(self) -> list[Inspection]:
        return [self._ready[key] for key in self.cleaned_data.get("inspections", [])]


class StartCorrectionForm(forms.Form):
    """Why a published report is opened again."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers see it. Say what was wrong.",
    )


class CorrectionForm(StartCorrectionForm, PublishForm):
    """The corrected version, with its reason and its day."""

    field_order = ("reason", "published_on")


class PressForm(forms.Form):
    """Who speaks, what that person says, and the findings that are named."""

    speaker = forms.CharField(label="Who speaks", max_length=200, help_text="Name and office.")
    quote = forms.CharField(label="Quotation", widget=forms.Textarea(attrs={"rows": 6}))
    findings = forms.MultipleChoiceField(
        label="Findings",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="One to six of the report, favourable and adverse in the measure of its grades.",
    )

    def __init__(self, publication: Publication, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "findings", [(each.id, each.headline) for each in publication.report.findings()])
