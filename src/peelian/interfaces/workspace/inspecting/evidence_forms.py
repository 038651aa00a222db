"""Forms of the evidence register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.uploads.formats import ALLOWED_WORDS
from peelian.apps.evidence.values import EvidenceValues
from peelian.apps.frameworks.queries import framework_versions, regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.catalogue import EvidenceKind, Framework
from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.inspecting.forms import area_choices
from peelian.interfaces.workspace.listing import Choices

ROLE, MEETING, COUNT = "interviewee_role", "forum", "attendance_count"
DOCUMENT = ("document_owner", "document_date", "document_version")
DETAILS_BY_KIND: dict[str, tuple[str, ...]] = {
    "interview": (ROLE,),
    "focus-group": (ROLE, COUNT),
    "observation": (MEETING, COUNT),
    "document": DOCUMENT,
    "self-assessment": DOCUMENT,
    "desk-review": DOCUMENT,
    "inspection-report": DOCUMENT,
    "correspondence": DOCUMENT,
    "workforce-survey": ("survey_responses",),
    "public-feedback": ("public_group", COUNT),
}
"""What is asked only for some kinds of evidence."""

DETAILS = (ROLE, MEETING, COUNT, *DOCUMENT, "survey_responses", "public_group")
PROVENANCE_HINTS = {
    "verified": "Inspectors saw it, counted it or tested it themselves.",
    "force-told-us": "A statement of the force that nobody has verified. Reports keep the attribution.",
    "staff-told-us": "What officers and staff said. Reports keep the attribution.",
    "third-party": "A partner, a victim, another body or published data.",
}


def kind_choices() -> Choices:
    """The kinds of evidence of the regime."""
    return [(kind.identifier, kind.title) for kind in regime().evidence_kinds]


def kind_named(identifier: str) -> EvidenceKind | None:
    """The kind of evidence with this identifier."""
    return next((kind for kind in regime().evidence_kinds if kind.identifier == identifier), None)


def newest_framework() -> Framework | None:
    """The framework whose areas are offered for evidence gathered between inspections."""
    version = framework_versions().last()
    return version.framework if version else None


class EvidencePlaceForm(forms.Form):
    """What kind of evidence it is, and what it is about: the next page asks what belongs to that kind."""

    mark_optional = False  # one of the two places is needed

    kind = forms.ChoiceField(label="Kind of evidence", widget=HintedRadioSelect)
    inspection = forms.ModelChoiceField(
        label="Inspection",
        queryset=Inspection.objects.none(),
        required=False,
        empty_label="None: gathered between inspections",
        help_text="Choose an inspection here, or a force below: one of the two is needed.",
    )
    force = forms.ModelChoiceField(
        label="Force",
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="The force of the inspection",
        help_text="Only where there is no inspection. The force's next inspection draws the evidence in.",
    )

    def __init__(self, inspections: QuerySet[Inspection], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = regime().evidence_kinds
        self.fields["kind"].widget = HintedRadioSelect(hints={kind.identifier: kind.note for kind in kinds})
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["inspection"].queryset = inspections  # type: ignore[attr-defined]
        self.fields["force"].queryset = forces()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An item belongs to an inspection, or to a force between inspections."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("inspection") and not cleaned.get("force"):
            self.add_error("force", "Choose one of the two: an inspection, or a force.")
        return cleaned


class EvidenceForm(forms.Form):
    """The content of an item of evidence of one kind."""

    title = forms.CharField(label="Title", max_length=200, help_text="What it is, in a few words.")
    summary = forms.CharField(
        label="Summary", widget=forms.Textarea, help_text="What was seen, heard or read. No personal names."
    )
    interviewee_role = forms.CharField(
        label="Role of the person", max_length=150, help_text="Such as response sergeant. Never a name."
    )
    forum = forms.CharField(
        label="Meeting or place that was watched", max_length=150, help_text="Such as a partnership meeting."
    )
    attendance_count = forms.IntegerField(label="How many were there", min_value=0)
    document_owner = forms.CharField(label="Owner of the document", max_length=150)
    document_date = DatePartsField(label="Date of the document")
    document_version = forms.CharField(
        label="Version of the document", max_length=60, help_text="Or: not stated."
    )
    survey_responses = forms.IntegerField(
        label="Replies from the force", min_value=0, help_text="Printed with the caveat wherever it is shown."
    )
    public_group = forms.ChoiceField(label="Which group of the public gave it", widget=forms.RadioSelect)
    provenance = forms.ChoiceField(
        label="How we know it",
        choices=EvidenceItem.Provenance.choices,
        widget=HintedRadioSelect(hints=PROVENANCE_HINTS),
    )
    source = forms.CharField(
        label="Source", max_length=200, required=False, help_text="Where to find it again."
    )
    gathered_on = DatePartsField(label="Day it was gathered", help_text="Such as 27 3 2022")
    period_start = DatePartsField(label="First day of the period it speaks of", required=False)
    period_end = DatePartsField(label="Last day of the period it speaks of", required=False)
    marking = forms.ChoiceField(label="Protective marking", widget=HintedRadioSelect)
    use_limit = forms.ChoiceField(
        label="What it may be used for",
        choices=EvidenceItem.UseLimit.choices,
        widget=forms.RadioSelect,
        initial=EvidenceItem.UseLimit.NONE,
    )

    def __init__(self, kind: EvidenceKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        markings = regime().markings
        self.fields["marking"].widget = HintedRadioSelect(
            hints={marking.identifier: marking.note for marking in markings}
        )
        self.fields["marking"].choices = [(marking.identifier, marking.title) for marking in markings]  # type: ignore[attr-defined]
        self.fields["marking"].initial = markings[0].identifier
        groups = [(group.identifier, group.title) for group in regime().public_groups]
        self.fields["public_group"].choices = groups  # type: ignore[attr-defined]
        for name in set(DETAILS) - set(DETAILS_BY_KIND.get(kind.identifier, ())):
            del self.fields[name]
        if kind.use_limit != "none":
            del self.fields["use_limit"]

    @property
    def values(self) -> EvidenceValues:
        """What was typed, as the services take it."""
        names = EvidenceValues.__dataclass_fields__
        given = {name: value for name, value in self.cleaned_data.items() if name in names}
        return EvidenceValues(kind=self.kind.identifier, **given)


class NewEvidenceForm(EvidenceForm):
    """A new item, with the areas that it speaks to."""

    areas = forms.MultipleChoiceField(
        label="Areas it speaks to",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Characteristics can be named afterwards.",
    )

    def __init__(self, kind: EvidenceKind, framework: Framework | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        self.fields["areas"].choices = area_choices(framework) if framework else []  # type: ignore[attr-defined]

    @property
    def links(self) -> list[tuple[str, str]]:
        return [(area, "") for area in self.cleaned_data["areas"]]


class EvidenceEditForm(EvidenceForm):
    """Changing an item."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Taking an item out of use."""

    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class UploadForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(
        label="File",
        help_text=f"{ALLOWED_WORDS}. The content is checked before it is kept.",
        allow_empty_file=True,
    )


class LinkForm(forms.Form):
    """An area, or a characteristic in it."""

    place = forms.ChoiceField(label="Area or characteristic")

    def __init__(self, framework: Framework | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Choose one"), *(_places(framework) if framework else [])]  # type: ignore[attr-defined]

    @property
    def target_and_characteristic(self) -> tuple[str, str]:
        target, _, characteristic = self.cleaned_data["place"].partition("|")
        return target, characteristic


def _places(framework: Framework) -> Iterator[tuple[str, str]]:
    for pillar in framework.pillars:
        yield pillar.identifier, pillar.title
    for area in framework.areas:
        yield area.identifier, area.title
        for characteristic in area.characteristics:
            yield f"{area.identifier}|{characteristic.identifier}", f"{area.title}: {characteristic.text}"
