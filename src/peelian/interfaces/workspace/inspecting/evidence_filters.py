"""Filters of the evidence register."""

from __future__ import annotations

from django import forms

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.queries import EvidenceFilter
from peelian.apps.frameworks.queries import framework_versions
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.inspecting.evidence_forms import kind_choices
from peelian.interfaces.workspace.listing import Filters, filter_choice


class EvidenceFilters(Filters):
    """Filters of the register."""

    text = forms.CharField(label="Words", required=False, max_length=100)
    kind = filter_choice("Kind", [])
    provenance = filter_choice("How we know it", list(EvidenceItem.Provenance.choices))
    use_limit = filter_choice("Use", list(EvidenceItem.UseLimit.choices))
    area = filter_choice("Area", [])
    forum = forms.CharField(label="Meeting or place", required=False, max_length=100)
    gathered_from = DatePartsField(label="Gathered from", required=False)
    gathered_to = DatePartsField(label="Gathered to", required=False)
    with_withdrawn = forms.BooleanField(label="Show withdrawn items", required=False)
    inspection = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def offer(self) -> None:
        """Add the kinds of the regime and the areas of every framework, newest wording first."""
        areas: dict[str, str] = {}
        for version in framework_versions().reverse():
            for area in version.framework.areas:
                areas.setdefault(area.identifier, area.title)
        self.fields["kind"].choices = [("", "All"), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", "All"), *sorted(areas.items(), key=lambda pair: pair[1])]  # type: ignore[attr-defined]

    @property
    def narrowed(self) -> EvidenceFilter:
        """The filters as the query takes them."""
        names = EvidenceFilter.__dataclass_fields__
        return EvidenceFilter(
            **{name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
        )
