"""The parts a report is assembled from: findings, items, figures, charts, areas.

Each class is a frozen, plain value. The order of fields is the order in which a
reader meets them; empty parts are empty tuples and absent parts are ``None``.
"""

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from peelian.rendering.plain import (
    Extent,
    ItemKind,
    NoneDeclared,
    PlainValue,
    Polarity,
    Progress,
    Provenance,
)

PARTIAL_DATE = r"^\d{4}-\d{2}(-\d{2})?$"


class Point(PlainValue):
    """One strength, weakness or piece of context inside a finding."""

    polarity: Polarity
    text: str
    provenance: Provenance | None = None


class Suggestion(PlainValue):
    """Advice weaker than an area for improvement, with the strength as printed."""

    strength: str
    text: str


class Finding(PlainValue):
    """What the inspection found, under its own headline."""

    id: str
    headline: str
    body: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    extent: Extent = "not-stated"
    progress: Progress = "not-stated"
    too_early: bool = False
    future_check: str | None = None
    notable_practice: bool = False
    characteristics: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    attribution: Provenance | None = None


class Deliverable(PlainValue):
    """A dated product that an item asks for; ``due`` is a day or a month."""

    text: str
    due: str | None = Field(default=None, pattern=PARTIAL_DATE)


class Item(PlainValue):
    """A recommendation or an area for improvement, as it is tracked afterwards."""

    id: str
    reference: str
    kind: ItemKind
    text: str
    addressee: str
    due: str | None = Field(default=None, pattern=PARTIAL_DATE)
    immediate: bool = False
    deliverables: tuple[Deliverable, ...] = ()
    status: str = "open"
    source_rank: str = "primary"


class CauseOfConcern(PlainValue):
    """A serious or systemic shortcoming with the recommendations that answer it."""

    id: str
    title: str
    text: str
    recommendations: tuple[Item, ...] = Field(min_length=1)


class SubTheme(PlainValue):
    """A named division of an area, with its own findings."""

    identifier: str
    title: str
    findings: tuple[Finding, ...] = ()


class Stage(PlainValue):
    """A stage of the service to victims: what is expected, then what was found."""

    identifier: str
    title: str
    expectation: str
    findings: tuple[Finding, ...] = ()


class ChartBar(PlainValue):
    """One bar; ``value`` is ``None`` where the figure is not recorded."""

    label: str
    value: float | None
    marked: bool = False


class Exclusion(PlainValue):
    """A force left out of a comparison, and why."""

    force: str
    reason: str


class Chart(PlainValue):
    """A numbered comparison between forces, with mean and outlier lines if known."""

    number: int = Field(ge=1)
    title: str
    caption: str
    unit: str
    bars: tuple[ChartBar, ...]
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    period: str | None = None
    source: str
    note: str | None = None
    exclusions: tuple[Exclusion, ...] = ()


class Signatory(PlainValue):
    """A named person and the office in which that person signs."""

    name: str
    office: str


class CrossReference(PlainValue):
    """A pointer to another part of the same report."""

    target: str
    text: str


class ReportArea(PlainValue):
    """One area of the framework as the report treats it."""

    identifier: str
    title: str
    sentence: str | None = None
    grade: str | None = None
    label: str
    grading_note: str | None = None
    introduction: tuple[str, ...] = ()
    definition: str | None = None
    findings: tuple[Finding, ...] = ()
    sub_themes: tuple[SubTheme, ...] = ()
    causes_of_concern: tuple[CauseOfConcern, ...] = ()
    areas_for_improvement: tuple[Item, ...] = ()
    none_declared: NoneDeclared | None = None
    charts: tuple[Chart, ...] = ()
    reasons: tuple[str, ...] = ()
    accountable: Signatory | None = None
    cross_references: tuple[CrossReference, ...] = ()


class FigureRecord(PlainValue):
    """A published figure: its own JSON, its words, and where it stands.

    The fields named here are common to every kind of figure. The numbers that
    belong to one kind only (``k`` and ``n``, ``value_percent``, ...) are kept
    beside them exactly as the figure wrote them.
    """

    model_config = ConfigDict(extra="allow")

    key: str
    kind: str
    measure: str
    words: str
    period: dict[str, Any] | str | None = None
    period_words: str | None = None
    source: str
    provenance: str | None = None
    polarity: str = "unknown"
    note: str | None = None
    reading_note: str | None = None
    finding: str | None = None
    area: str | None = None


class Observation(PlainValue):
    """A headed point of the inspector's observations and the findings under it."""

    heading: str
    text: str
    findings: tuple[str, ...] = ()


class Observations(PlainValue):
    """The signed opening of the report."""

    introduction: tuple[str, ...] = ()
    points: tuple[Observation, ...] = ()
    closing: tuple[str, ...] = ()
    signatory: Signatory | None = None


class ServiceToVictims(PlainValue):
    """The ungraded account of the service that victims receive, stage by stage."""

    introduction: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    findings: tuple[Finding, ...] = ()


class DataSource(PlainValue):
    """Where figures came from: the release, its period and the figures that use it."""

    name: str
    release: str | None = None
    period: str | None = None
    figures: tuple[str, ...] = ()


class MethodUsed(PlainValue):
    """The exact version of the method behind figures: the question set as it stood, by its hash.

    ``algorithm`` names how the sample was drawn, ``record`` the frozen answers that the figures follow from.
    """

    identifier: str
    title: str
    version: str
    sha256: str
    algorithm: str
    record: str
    figures: tuple[str, ...] = ()


class DataNote(PlainValue):
    """A headed explanation about the data."""

    heading: str
    text: str


class AboutTheData(PlainValue):
    """Sources, notes and every figure of the report."""

    introduction: tuple[str, ...] = ()
    sources: tuple[DataSource, ...] = ()
    notes: tuple[DataNote, ...] = ()
    figures: tuple[FigureRecord, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    methods: tuple[MethodUsed, ...] = ()


class GradeLine(PlainValue):
    """One line of the grade table; ``as_of`` is set when carried from another date."""

    target: str
    title: str
    grade: str
    label: str
    sentence: str
    as_of: date | None = None


class UngradedLine(PlainValue):
    """A part of the framework that carries no grade in this report, and why."""

    target: str
    title: str
    reason: str
