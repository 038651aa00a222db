"""The form of a finding, with rows for its strengths and weaknesses and for its weaker asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding, FindingPoint
from peelian.apps.judgements.services import Ask, FindingContent, Point
from peelian.apps.judgements.targets import Target, inspected_targets
from peelian.catalogue import Area
from peelian.interfaces.workspace.editing import (
    PartsMixin,
    PositionField,
    VersionField,
    offer,
    offer_evidence,
)
from peelian.interfaces.workspace.listing import Filters, filter_choice
from peelian.interfaces.workspace.rows import FormWithRows, Row
from peelian.rules.suggestions import STRENGTHS

PLAIN = (
    "headline", "body", "extent", "progress", "too_early", "future_check", "notable_practice", "is_case_example",
    "anonymised", "stage", "sub_theme", "position", "key",
)  # fmt: skip
LISTS = ("characteristics", "also_informs")
STRENGTH_CHOICES = [(each.title.casefold(), each.title) for each in STRENGTHS if not each.tracking_duty]


class PointRow(Row):
    """A strength, a weakness, or context."""

    one = "Point"
    text = forms.CharField(label="What was seen", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    polarity = forms.ChoiceField(
        label="It is a", required=False, choices=[("", "Choose one"), *FindingPoint.Polarity.choices]
    )
    provenance = forms.ChoiceField(
        label="How it is known",
        required=False,
        choices=[("", "Choose one"), *EvidenceItem.Provenance.choices],
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("text"):
            for name, sentence in (
                ("polarity", "Say whether this is a strength, a weakness or context."),
                ("provenance", "Say how this is known."),
            ):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values


class AskRow(Row):
    """Something asked for in weaker words than a recommendation or an area for improvement."""

    one = "Ask"
    text = forms.CharField(label="What is asked", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    strength = forms.ChoiceField(label="In which words", required=False)
    tracked = forms.BooleanField(label="Track it all the same", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stored = str(self.initial.get("strength", ""))
        known = {value for value, _ in STRENGTH_CHOICES}
        kept = [(stored, stored)] if stored and stored not in known else []
        offer(self, "strength", [("", "Choose one"), *STRENGTH_CHOICES, *kept])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("text") and not values.get("strength") and "strength" not in self.errors:
            self.add_error("strength", "Say in which words it is asked.")
        return values


class FindingForm(PartsMixin, FormWithRows):
    """A finding under one area or pillar."""

    row_kinds = {"points": PointRow, "suggestions": AskRow}
    layout = (
        ("What was found", ("headline", "body", "stage", "sub_theme")),
        ("What it speaks to", ("characteristics", "also_informs")),
        ("How far it reaches", ("extent", "progress", "too_early", "future_check", "notable_practice")),
        ("Case examples", ("is_case_example", "anonymised")),
        ("Evidence", ("evidence",)),
        ("Place in the report", ("position", "key")),
    )

    headline = forms.CharField(
        label="Headline", max_length=300, help_text="One sentence that says what was found."
    )
    body = forms.CharField(
        label="Text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Leave a blank line between paragraphs. A figure is called by its key, such as {{figure:G-067}}; "
        "another finding or area by its short name, such as {{area:preventing-crime}}.",
    )
    stage = forms.ChoiceField(label="Stage", required=False)
    sub_theme = forms.ChoiceField(label="Sub-theme", required=False)
    characteristics = forms.MultipleChoiceField(
        label="Characteristics of good performance", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tick each that this finding assesses.",
    )  # fmt: skip
    also_informs = forms.MultipleChoiceField(
        label="Other areas that it feeds", required=False, widget=forms.CheckboxSelectMultiple
    )
    extent = forms.ChoiceField(label="Extent", choices=Finding.Extent.choices)
    progress = forms.ChoiceField(label="Since the last inspection", choices=Finding.Progress.choices)
    too_early = forms.BooleanField(label="It is too early to assess the effect", required=False)
    future_check = forms.CharField(
        label="To look at again next time", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It becomes part of the next inspection's work list.",
    )  # fmt: skip
    notable_practice = forms.BooleanField(label="Notable practice that others can learn from", required=False)
    is_case_example = forms.BooleanField(
        label="It tells of a single case",
        required=False,
        help_text="A second person has to read it before publication.",
    )
    anonymised = forms.BooleanField(label="Nobody can be recognised in it", required=False)
    evidence = forms.MultipleChoiceField(label="Evidence it rests on", required=False)
    position = PositionField()
    key = forms.SlugField(
        label="Short name",
        max_length=120,
        required=False,
        help_text="Used in references. Left empty, it is made from the headline.",
    )
    version = VersionField()

    def __init__(
        self,
        inspection: Inspection,
        target: Target,
        evidence: Sequence[EvidenceItem],
        data: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self._evidence = {str(item.pk): item for item in evidence}
        stages = target.stages if isinstance(target, Area) else ()
        themes = target.sub_themes if isinstance(target, Area) else ()
        offer(self, "stage", [("", "None"), *((each.identifier, each.title) for each in stages)])
        offer(self, "sub_theme", [("", "None"), *((each.identifier, each.title) for each in themes)])
        offer(self, "characteristics", characteristic_choices(inspection, target, self.initial))
        others = [each for each in inspected_targets(inspection) if each != target]
        offer(self, "also_informs", [(each.identifier, each.title) for each in others])
        offer_evidence(self, evidence)

    @property
    def content(self) -> FindingContent:
        """The finding as the service takes it; a field that was not offered stays as it is."""
        values: dict[str, Any] = {
            name: self.cleaned_data[name] for name in (*PLAIN, *LISTS) if name in self.cleaned_data
        }
        for name in ("position", "key"):
            if values.get(name) in (None, ""):
                values.pop(name, None)
        content: FindingContent = {**values}  # type: ignore[typeddict-item]
        content["points"] = [_point(row) for row in self.kept_rows("points")]
        content["suggestions"] = [_ask(row) for row in self.kept_rows("suggestions")]
        content["evidence"] = [self._evidence[chosen] for chosen in self.cleaned_data.get("evidence", [])]
        return content


class FindingFilters(Filters):
    """Filters of the findings of an inspection."""

    text = forms.CharField(label="Words in the headline", required=False, max_length=100)
    extent = filter_choice("Extent", list(Finding.Extent.choices))
    progress = filter_choice("Since the last inspection", list(Finding.Progress.choices))
    flag = filter_choice(
        "Only those", [("too-early", "Too early to assess"), ("notable-practice", "Notable practice")]
    )


class TargetForm(forms.Form):
    """The area or pillar that something is written under."""

    target = forms.ChoiceField(label="Area or pillar", widget=forms.RadioSelect)

    def __init__(self, inspection: Inspection, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "target", target_choices(inspection))


def target_choices(inspection: Inspection) -> list[tuple[str, str]]:
    """The areas and pillars of an inspection, in the order of its framework."""
    return [(each.identifier, each.title) for each in inspected_targets(inspection)]


def characteristic_choices(inspection: Inspection, target: Target, initial: Any) -> list[tuple[str, str]]:
    """The characteristics of the area, and any other that the finding cites already."""
    own = target.characteristics if isinstance(target, Area) else ()
    cited = set(initial.get("characteristics", ())) - {each.identifier for each in own}
    others = [
        each
        for area in inspection.framework.areas
        for each in area.characteristics
        if each.identifier in cited
    ]
    return [(each.identifier, each.text) for each in (*own, *others)]


def initial_of(finding: Finding) -> dict[str, Any]:
    """The finding as its form starts."""
    values = {name: getattr(finding, name) for name in (*PLAIN, *LISTS, "version")}
    return {**values, "evidence": [str(item.pk) for item in finding.evidence.all()]}


def rows_of(finding: Finding) -> dict[str, list[dict[str, Any]]]:
    """The rows of a finding as its form starts."""
    points = [
        {"text": p.text, "polarity": p.polarity, "provenance": p.provenance} for p in finding.points.all()
    ]
    asks = [{"text": s.text, "strength": s.strength, "tracked": s.tracked} for s in finding.suggestions.all()]
    return {"points": points, "suggestions": asks}


def _point(row: dict[str, Any]) -> Point:
    return {"polarity": row["polarity"], "text": row["text"], "provenance": row["provenance"]}


def _ask(row: dict[str, Any]) -> Ask:
    return {"strength": row["strength"], "text": row["text"], "tracked": row["tracked"]}
