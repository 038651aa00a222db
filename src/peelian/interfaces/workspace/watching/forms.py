"""Forms of moves between stages of monitoring."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import StageDecision, StageProposal
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import StageCriteria, StageSet
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField
from peelian.interfaces.workspace.rows import FormWithRows, Row


class LinesField(forms.CharField):
    """Sentences, one to a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "widget": forms.Textarea(attrs={"rows": 4}),
                "help_text": "One to a line.",
                "required": False,
                **options,
            }
        )

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class EvidenceRow(Row):
    """One thing that was weighed, and from when it is."""

    one = "Evidence"
    text = forms.CharField(label="What was weighed", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    day = DatePartsField(label="From which day it is", required=False)


class ProposalForm(FormWithRows):
    """A move that is proposed."""

    row_kinds = {"evidence": EvidenceRow}

    stage = forms.ChoiceField(label="Stage to move to", widget=forms.RadioSelect)
    triggers = forms.MultipleChoiceField(
        label="What leads to it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where the force moves to a closer stage.",
    )
    reasons = forms.CharField(
        label="Reasons",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="As the public will read them once it is decided. The force reads them with the notice.",
    )
    exit_criteria = LinesField(
        label="What the force has to show to leave the closer stage",
        help_text="One to a line. They are published with the decision.",
    )
    version = VersionField()

    def __init__(
        self, stages: StageSet, criteria: StageCriteria | None, data: Any = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["stage"].choices = [(each.identifier, each.title) for each in stages.stages]  # type: ignore[attr-defined]
        if criteria is None:
            del self.fields["triggers"]
        else:
            self.fields["triggers"].choices = [(each.identifier, each.title) for each in criteria.triggers]  # type: ignore[attr-defined]
        if self.is_bound:
            return
        self.initial = {**self.initial, "exit_criteria": "\n".join(self.initial.get("exit_criteria", []))}

    @property
    def content(self) -> dict[str, Any]:
        """The proposal as the services take it."""
        names = ("stage", "triggers", "reasons", "exit_criteria")
        plain = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**plain, "evidence": self.kept_rows("evidence")}


def initial_of(proposal: StageProposal) -> dict[str, Any]:
    """A stored proposal as its form starts."""
    names = ("stage", "triggers", "reasons", "exit_criteria", "version")
    return {name: getattr(proposal, name) for name in names}


class NoticeForm(forms.Form):
    """By when the force may answer."""

    represent_by = DatePartsField(
        label="Last day for the force to answer",
        help_text="Nothing is decided before, unless the force has answered.",
    )
    version = VersionField()


class DecideForm(forms.Form):
    """That a proposed move takes place."""

    effective_on = DatePartsField(label="Day of the decision")
    reasons = forms.CharField(
        label="Reasons", widget=forms.Textarea(attrs={"rows": 5}), help_text="The public reads them."
    )
    factors = LinesField(label="Contributing factors")
    next_review_on = DatePartsField(label="Next review by", required=False)
    version = VersionField()


class ReviewForm(forms.Form):
    """A review that ends with the force staying where it is."""

    effective_on = DatePartsField(label="Day of the review")
    decided_by = forms.CharField(label="Decided by", max_length=150, help_text="Name and office.")
    reasons = forms.CharField(
        label="Reasons", widget=forms.Textarea(attrs={"rows": 5}), help_text="The public reads them."
    )
    factors = LinesField(label="Factors that hold the force in the stage")
    next_review_on = DatePartsField(label="Next review by", required=False)


class RecordForm(forms.Form):
    """A decision of the past, by its source."""

    where = forms.ChoiceField(label="Stage")
    effect = forms.ChoiceField(
        label="What was decided", choices=StageDecision.Effect.choices, widget=forms.RadioSelect
    )
    effective_on = DatePartsField(
        label="Since", help_text="Where only the month or year is known, give any day in it."
    )
    effective_precision = forms.ChoiceField(
        label="What is known of that day", choices=StageDecision.Precision.choices, widget=forms.RadioSelect
    )
    decided_by = forms.CharField(
        label="Decided by", max_length=150, help_text="Name and office, or that it is not recorded."
    )
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 4}))
    factors = LinesField(label="Contributing factors")
    source_rank = forms.ChoiceField(
        label="Whose account it is", choices=StageDecision.SourceRank.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label="Source",
        max_length=300,
        help_text="Where the decision can be read, such as a letter or a page.",
    )
    note = forms.CharField(label="Remark", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    replaces = forms.ModelChoiceField(
        label="Entry that it replaces",
        queryset=StageDecision.objects.none(),
        required=False,
        empty_label="None",
        help_text="An account of a lesser source gives way to a better one and stays readable beside it.",
    )

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(data)
        sets = sorted(regime().monitoring.values(), key=lambda each: each.valid_from, reverse=True)
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (f"{stages.identifier}:{stage.identifier}", f"{stages.title}: {stage.title}")
            for stages in sets
            for stage in stages.stages
        ]
        lesser = StageDecision.objects.filter(force=force, superseded_by__isnull=True).exclude(
            source_rank=StageDecision.SourceRank.PRIMARY
        )
        self.fields["replaces"].queryset = lesser.select_related("force")  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The decision as the service takes it."""
        given = dict(self.cleaned_data)
        stage_set, _, stage = given.pop("where").partition(":")
        return {**given, "stage_set": stage_set, "stage": stage}
