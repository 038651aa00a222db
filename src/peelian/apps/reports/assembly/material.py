"""Everything that a report is made of, read from the database once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Prefetch

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import FieldworkIssue, Figure, Finding, Judgement
from peelian.apps.reports.models import AreaText, Chart, ObservationPoint, ReportDraft
from peelian.catalogue import Area, Framework, Pillar, Scale

Row = TypeVar("Row")


@dataclass(frozen=True)
class Material:
    """The rows of one inspection, in the order in which a report prints them.

    `findings`, `items`, `none_declared` and `charts` stand by the identifier of their area or pillar.
    """

    inspection: Inspection
    framework: Framework
    scale: Scale
    draft: ReportDraft
    area_texts: dict[str, AreaText]
    judgements: dict[str, Judgement]
    findings: dict[str, list[Finding]]
    figures: tuple[Figure, ...]
    items: dict[str, list[Item]]
    none_declared: dict[str, list[NoneDeclared]]
    charts: dict[str, list[Chart]]
    points: tuple[ObservationPoint, ...]
    issues: tuple[FieldworkIssue, ...]
    components_done: frozenset[str]

    @property
    def service_area(self) -> Area | None:
        """The area that follows victims through stages, where the framework has one."""
        return next((area for area in self.framework.areas if area.stages), None)

    @property
    def targets(self) -> tuple[Pillar | Area, ...]:
        """The pillars and areas of this inspection, in the order of the framework."""
        inspected = {*self.inspection.areas, self.inspection.pillar}
        return tuple(
            target
            for target in self.framework.targets
            if target.identifier in inspected or self.holds_something(target.identifier)
        )

    @property
    def sections(self) -> tuple[Pillar | Area, ...]:
        """The targets that have a section of their own in the report.

        What is reported separately, and a pillar above the areas, stands there only with something to say;
        the service to victims has its own part.
        """
        return tuple(
            target
            for target in self.targets
            if target != self.service_area
            and (self.holds_something(target.identifier) or not _is_optional(target, self.inspection))
        )

    def holds_something(self, target: str) -> bool:
        """Whether anything was written, found, graded or asked for under an area or pillar."""
        groups = (self.area_texts, self.findings, self.items, self.none_declared, self.charts)
        return any(group.get(target) for group in groups) or self.grade_of(target) is not None

    def grade_of(self, target: str) -> str | None:
        """The one stored grade of an area or pillar: the sentence, the badge and the table all come from it."""
        judgement = self.judgements.get(target)
        return judgement.grade if judgement and judgement.state != Judgement.State.NONE else None

    def all_findings(self) -> list[Finding]:
        return [finding for group in self.findings.values() for finding in group]

    def all_items(self) -> list[Item]:
        return [item for group in self.items.values() for item in group]


def _is_optional(target: Pillar | Area, inspection: Inspection) -> bool:
    if isinstance(target, Pillar):
        return target.identifier != inspection.pillar
    return target.grading == "separate"


def gather_material(inspection: Inspection) -> Material:
    """Read the material of a report in a fixed number of queries."""
    draft = ReportDraft.objects.filter(inspection=inspection).first()
    return Material(
        inspection=inspection,
        framework=inspection.framework,
        scale=inspection.scale,
        draft=draft or ReportDraft(inspection=inspection),
        area_texts={text.target: text for text in inspection.area_texts.all()},
        judgements={
            row.target: row for row in inspection.judgements.select_related("final_by", "provisional_by")
        },
        findings=_by_target(_findings(inspection)),
        figures=tuple(inspection.figures.select_related("finding")),
        items=_by_target(_items(inspection)),
        none_declared=_by_target(inspection.none_declared.all()),
        charts=_by_target(inspection.charts.all()),
        points=tuple(inspection.observation_points.prefetch_related("findings")),
        issues=tuple(inspection.fieldwork_issues.all()),
        components_done=frozenset(
            inspection.components.filter(state="done").values_list("component", flat=True)
        ),
    )


def _findings(inspection: Inspection) -> Iterable[Finding]:
    shown = Figure.objects.filter(shown=True)
    found: Iterable[Finding] = inspection.findings.select_related("second_reader").prefetch_related(
        "points", "suggestions", "evidence", Prefetch("figures", queryset=shown)
    )
    return found


def _items(inspection: Inspection) -> Iterable[Item]:
    found: Iterable[Item] = (
        inspection.items.filter(national__isnull=True)
        .select_related("force", "parent")
        .prefetch_related("deliverables")
    )
    return found


def _by_target(rows: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.target].append(row)
    return dict(grouped)
