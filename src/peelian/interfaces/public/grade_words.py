"""Published grades as display-ready words: one force over the frameworks, breaks said aloud, nothing repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries import FrameworkGrades, GradeHistoryRow
from peelian.catalogue import Pillar
from peelian.catalogue.frameworks import is_graded
from peelian.rendering.presenters import date_words, partial_date_words


@dataclass(frozen=True)
class GradeLine:
    """One published grade in words; ``position`` counts the tiers from one for the lowest."""

    target: str
    title: str
    definition: str
    is_pillar: bool
    grade: str
    label: str
    position: int | None
    tiers: int
    as_of: str
    inspector: str
    comparison: str
    comparison_reason: str
    notes: tuple[str, ...]
    source: str
    source_url: str

    @property
    def standing(self) -> tuple[str, str, str, str]:
        """As of when, by whom and where the grade was published."""
        return (self.as_of, self.inspector, self.source, self.source_url)


@dataclass(frozen=True)
class FrameworkSection:
    """The grades of a force under one framework, and what parts them from the framework before."""

    version: FrameworkVersion
    central_question: str
    lines: tuple[GradeLine, ...]
    not_recorded: tuple[str, ...]
    earlier_title: str
    comparable: bool
    reason: str

    @property
    def definitions(self) -> tuple[GradeLine, ...]:
        """The pillars judged here, whose meaning the page gives."""
        return tuple(line for line in self.lines if line.is_pillar and line.definition)

    @property
    def shared_standing(self) -> GradeLine | None:
        """A line that speaks for all of them, where every grade stands in one report; the page then says it once."""
        alike = len({line.standing for line in self.lines}) == 1
        return self.lines[0] if alike and len(self.lines) > 1 else None


def framework_sections(
    history: list[FrameworkGrades], addresses: Mapping[UUID, str]
) -> list[FrameworkSection]:
    """All frameworks under which a force has published grades, newest first.

    `addresses` maps a publication to where it is read.
    """
    earlier = ["", *(grades.version.title for grades in history)]
    sections = [_section(grades, title, addresses) for grades, title in zip(history, earlier, strict=False)]
    return sections[::-1]


def _section(grades: FrameworkGrades, earlier_title: str, addresses: Mapping[UUID, str]) -> FrameworkSection:
    framework, link = grades.version.framework, grades.with_earlier
    recorded = {row.record.target for row in grades.rows}
    return FrameworkSection(
        version=grades.version,
        central_question=framework.central_question,
        lines=tuple(grade_line(row, addresses) for row in grades.rows),
        not_recorded=tuple(
            target.title
            for target in framework.targets
            if is_graded(target) and target.identifier not in recorded
        ),
        earlier_title=earlier_title,
        comparable=link.comparable if link else True,
        reason=link.reason if link else "",
    )


def grade_line(row: GradeHistoryRow, addresses: Mapping[UUID, str]) -> GradeLine:
    """A published grade with its date, its source and what may be said beside the one before."""
    record, scale = row.record, row.record.framework_version.scale
    target = record.framework_version.framework.target(record.target)
    comparison = row.comparison
    return GradeLine(
        target=record.target,
        title=row.title,
        definition=target.definition,
        is_pillar=isinstance(target, Pillar),
        grade=record.grade,
        label=row.label,
        position=scale.rank(record.grade) + 1 if record.grade else None,
        tiers=len(scale.tiers),
        as_of=as_of_words(record.as_of, record.as_of_precision),
        inspector=record.inspector,
        comparison=comparison.words if comparison else "",
        comparison_reason=comparison.reason if comparison else "",
        notes=_notes(record),
        source=record.source,
        source_url=addresses.get(record.publication, "") if record.publication else record.source_url,
    )


def _notes(record: GradeRecord) -> tuple[str, ...]:
    """What a reader must know of the record: that it is interim, carried forward, or told by others."""
    notes = [
        "Interim" if record.standing == GradeRecord.Standing.INTERIM else "",
        "Carried forward" if record.status == GradeRecord.Status.CARRIED_FORWARD and record.grade else "",
        record.get_source_rank_display() if record.source_rank != GradeRecord.SourceRank.PRIMARY else "",
        record.note,
    ]
    return tuple(note for note in notes if note)


def as_of_words(day: date | None, precision: str) -> str:
    """A date as exactly as it is known: a day, a month or a year."""
    if day is None:
        return ""
    if precision == "year":
        return str(day.year)
    return partial_date_words(f"{day:%Y-%m}") if precision == "month" else date_words(day)
