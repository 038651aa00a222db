"""Forms of judgements: a grade with its reasons and evidence, and letting a gate pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from peelian.apps.evidence.models import EvidenceItem
from peelian.catalogue import Scale
from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.workspace.editing import VersionField, offer, offer_evidence


class GradeForm(forms.Form):
    """A grade proposed by a person; nothing computes it and nothing fills it in."""

    mark_optional = False
    grade = forms.ChoiceField(label="Grade")
    reasons = forms.CharField(
        label="Reasons",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Why this grade follows from the findings. They are printed in the report.",
    )
    evidence = forms.MultipleChoiceField(
        label="Evidence that supports it", required=False,
        help_text="What is limited to themes, such as a survey, never supports a grade.",
    )  # fmt: skip
    version = VersionField()

    def __init__(
        self, scale: Scale, evidence: Sequence[EvidenceItem], data: Any = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self._evidence = {str(item.pk): item for item in evidence}
        tiers = list(reversed(scale.tiers))
        hints = {tier.identifier: tier.meaning for tier in tiers}
        self.fields["grade"].widget = HintedRadioSelect(hints=hints)
        offer(self, "grade", [(tier.identifier, tier.label) for tier in tiers])
        offer_evidence(self, evidence)

    @property
    def content(self) -> dict[str, Any]:
        """The proposal as the service takes it."""
        values = self.cleaned_data
        return {
            "grade": values["grade"],
            "reasons": values["reasons"],
            "evidence": [self._evidence[chosen] for chosen in values.get("evidence", [])],
            "expected_version": values["version"],
        }


class DeclareChangeForm(forms.Form):
    """The report's own statement that performance fell."""

    statement = forms.CharField(
        label="Statement", widget=forms.Textarea(attrs={"rows": 3}), help_text="The words of the report."
    )
    location = forms.CharField(label="Where the report says it", max_length=200)
    version = VersionField()


class OverrideForm(forms.Form):
    """Why a step may go on although a gate was tripped."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It stays on record beside the grade or the report, with your name and role.",
    )
