"""Forms of the parts of a report that are written for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding
from peelian.apps.reports.models import ObservationPoint, ReportDraft
from peelian.apps.reports.services import DraftContent
from peelian.catalogue import Framework
from peelian.interfaces.look.choices import HintedCheckboxes
from peelian.interfaces.workspace.editing import SMALL, PositionField, VersionField, offer
from peelian.interfaces.workspace.rows import FormWithRows, Row

REFERENCES = "Leave a blank line between paragraphs. A figure is called by its key, such as {{figure:G-067}}."


class NoteRow(Row):
    """A headed explanation about the data."""

    one = "Note"
    heading = forms.CharField(label="Heading", required=False, max_length=200)
    text = forms.CharField(label="Text", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class SourceRow(Row):
    """A source told in more detail."""

    one = "Source"
    name = forms.CharField(label="Name", required=False, max_length=300)
    release = forms.CharField(label="Release", required=False, max_length=200)
    period = forms.CharField(label="Period", required=False, max_length=200)
    figures = forms.CharField(
        label="Keys of its figures", required=False, help_text="With commas between them."
    )

    def values(self) -> dict[str, Any]:
        values = super().values()
        keys = [key.strip() for key in values["figures"].split(",") if key.strip()]
        optional = {name: values[name] or None for name in ("release", "period")}
        return {"name": values["name"], **optional, "figures": keys}


@dataclass(frozen=True)
class DraftPart:
    """A part of the report as it is written: its title, its fields, and its sets of rows."""

    title: str
    fields: tuple[str, ...]
    rows: tuple[str, ...] = ()
    hint: str = ""


SERVICE = "service-to-victims"
DRAFT_PARTS: dict[str, DraftPart] = {
    "summary": DraftPart("Summary", ("summary",), hint="The table of grades is added by itself."),
    "changes": DraftPart(
        "Changes to the framework",
        ("changes",),
        hint="Only where this report tells them in its own words. Otherwise the first round of a framework prints the "
        "framework's own account.",
    ),
    "observations": DraftPart(
        "Observations: opening, closing and signature",
        ("observations_introduction", "observations_closing", "signatory_name", "signatory_office"),
    ),
    SERVICE: DraftPart("Service to victims: opening", ("service_introduction",)),
    "about-the-data": DraftPart(
        "About the data",
        ("data_introduction",),
        ("data_notes", "data_sources"),
        "Every figure is listed by itself, with its source and period.",
    ),
}
LABELS = {
    "summary": "Summary",
    "changes": "Changes",
    "observations_introduction": "Opening words",
    "observations_closing": "Closing words",
    "signatory_name": "Name of the one who signs",
    "signatory_office": "Office",
    "service_introduction": "Opening words",
    "data_introduction": "Opening words",
}
SIGNATURE = ("signatory_name", "signatory_office")


class DraftForm(FormWithRows):
    """One written part of the report."""

    row_kinds = {"data_notes": NoteRow, "data_sources": SourceRow}

    def __init__(self, part: DraftPart, data: Any = None, **options: Any) -> None:
        self.row_kinds = {name: kind for name, kind in type(self).row_kinds.items() if name in part.rows}
        super().__init__(data, **options)
        for name in part.fields:
            self.fields[name] = _short(name) if name in SIGNATURE else _long(name)
        self.fields["version"] = VersionField(initial=options.get("initial", {}).get("version", 1))

    @property
    def content(self) -> DraftContent:
        """The part as the service takes it."""
        written = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        rows = {name: self.kept_rows(name) for name in self.rows}
        content: DraftContent = {**written, **rows}  # type: ignore[typeddict-item]
        return content


class AreaTextForm(forms.Form):
    """The opening words of an area, and the note beside its grade."""

    introduction = forms.CharField(
        label="Opening words", required=False, widget=forms.Textarea(attrs={"rows": 8}), help_text=REFERENCES
    )
    grading_note = forms.CharField(
        label="Note beside the grade", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Printed beside the grade, or in its place where there is none.",
    )  # fmt: skip
    version = VersionField()


class PointForm(forms.Form):
    """A headed point of the observations and the findings it rests on."""

    heading = forms.CharField(label="Heading", max_length=300)
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 6}), help_text=REFERENCES)
    findings = forms.MultipleChoiceField(
        label="Findings it rests on", required=False, help_text="At least one before publication."
    )
    position = PositionField()
    version = VersionField()

    def __init__(self, inspection: Inspection, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        written = list(inspection.findings.order_by("target", "position", "headline"))
        self._findings = {str(each.pk): each for each in written}
        hints = {str(each.pk): inspection.framework.target(each.target).title for each in written}
        self.fields["findings"].widget = HintedCheckboxes(hints=hints, attrs={"class": SMALL})
        offer(self, "findings", [(key, each.headline) for key, each in self._findings.items()])

    @property
    def chosen_findings(self) -> list[Finding]:
        return [self._findings[key] for key in self.cleaned_data.get("findings", [])]


def draft_parts(framework: Framework) -> dict[str, DraftPart]:
    """The parts that reports of a framework have, the staged service under the name it has there."""
    staged = next((area for area in framework.areas if area.stages), None)
    parts = {name: part for name, part in DRAFT_PARTS.items() if name in framework.report_parts}
    if staged is not None:
        parts[SERVICE] = replace(DRAFT_PARTS[SERVICE], title=f"{staged.title}: opening")
    return {name: parts[name] for name in DRAFT_PARTS if name in parts}


def draft_initial(draft: ReportDraft, part: DraftPart) -> dict[str, Any]:
    """A written part as its form starts."""
    return {name: getattr(draft, name) for name in (*part.fields, "version")}


def draft_rows(draft: ReportDraft) -> dict[str, list[dict[str, Any]]]:
    """Notes and sources as the rows of the form start."""
    sources = [{**each, "figures": ", ".join(each.get("figures", ()))} for each in draft.data_sources]
    return {"data_notes": draft.data_notes, "data_sources": sources}


def point_initial(point: ObservationPoint) -> dict[str, Any]:
    """A stored point as its form starts."""
    findings = [str(each.pk) for each in point.findings.all()]
    plain = {name: getattr(point, name) for name in ("heading", "text", "position", "version")}
    return {**plain, "findings": findings}


def _long(name: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 10})
    return forms.CharField(label=LABELS[name], required=False, widget=area, help_text=REFERENCES)


def _short(name: str) -> forms.CharField:
    return forms.CharField(label=LABELS[name], required=False, max_length=150)
