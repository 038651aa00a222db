"""The report value: everything a published report says, frozen, as plain JSON.

Page, PDF, JSON, CSV and press statement are written from this one value. Its
content hash is printed in all of them, so that two renderings can be known to
say the same.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from peelian.rendering.plain import PlainValue
from peelian.rendering.report_parts import (
    AboutTheData,
    Chart,
    FigureRecord,
    Finding,
    GradeLine,
    Observations,
    ReportArea,
    ServiceToVictims,
    UngradedLine,
)

SCHEMA_VERSION = 1


class Inspectorate(PlainValue):
    """The publishing body under the names it had on the day of publication."""

    name: str
    full_name: str


class ReportForce(PlainValue):
    """The force the report is about, under the name it had on that day."""

    slug: str
    code: str
    name: str


class ReportTier(PlainValue):
    """One step of the scale in use; tiers stand lowest first."""

    identifier: str
    label: str
    meaning: str


class ReportFramework(PlainValue):
    """The framework version to which the inspection is bound."""

    identifier: str
    title: str
    cycle: str
    scale: str
    tiers: tuple[ReportTier, ...]


class Window(PlainValue):
    """The time from which the evidence comes."""

    start: date | None = None
    end: date | None = None


class ReportWarning(PlainValue):
    """A doubt about the report that is shown, never repaired."""

    code: str
    message: str


class Declared(PlainValue):
    """How many areas, and how many graded areas, the report says it holds."""

    areas: int
    graded: int


class Summary(PlainValue):
    """The opening account with the grade table."""

    text: tuple[str, ...] = ()
    grades: tuple[GradeLine, ...] = ()
    ungraded: tuple[UngradedLine, ...] = ()
    declared: Declared | None = None
    counts: dict[str, int] = Field(default_factory=dict)


class ReportValue(PlainValue):
    """A whole report, ready to be rendered in any form."""

    schema_version: int = SCHEMA_VERSION
    reference: str
    version: int = Field(ge=1)
    language: Literal["en", "cy"] = "en"
    title: str
    demonstration: bool
    inspectorate: Inspectorate
    force: ReportForce
    framework: ReportFramework
    central_question: str
    published: date
    correction_reason: str | None = None
    supersedes: int | None = None
    window: Window = Window()
    warnings: tuple[ReportWarning, ...] = ()
    summary: Summary
    changes: tuple[str, ...] = ()
    observations: Observations | None = None
    service_to_victims: ServiceToVictims | None = None
    areas: tuple[ReportArea, ...] = ()
    about_the_data: AboutTheData = AboutTheData()

    @model_validator(mode="after")
    def _references_are_resolved(self) -> Self:
        for text in _texts(self.model_dump(mode="json")):
            if "{{" in text:
                raise ValueError(
                    f"The report still holds an unresolved reference in {text[:80]!r}. "
                    "Replace each {{kind:identifier}} by its words before the report is frozen."
                )
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        _refuse_repeats("area", [area.identifier for area in self.areas])
        _refuse_repeats("chart number", [str(chart.number) for chart in self.charts()])
        _refuse_repeats("finding", [finding.id for finding in self.findings()])
        _refuse_repeats("figure", [figure.key for figure in self.about_the_data.figures])
        return self

    def figure(self, key: str) -> FigureRecord | None:
        """Return the figure with this key, or ``None`` when the report has none."""
        return next((each for each in self.about_the_data.figures if each.key == key), None)

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts of all areas in the order of their numbers."""
        found = (chart for area in self.areas for chart in area.charts)
        return tuple(sorted(found, key=lambda chart: chart.number))

    def findings(self) -> tuple[Finding, ...]:
        """Return every finding of the report in reading order."""
        return tuple(self._walk_findings())

    def _walk_findings(self) -> Iterator[Finding]:
        if self.service_to_victims is not None:
            for stage in self.service_to_victims.stages:
                yield from stage.findings
            yield from self.service_to_victims.findings
        for area in self.areas:
            yield from area.findings
            for theme in area.sub_themes:
                yield from theme.findings


def _refuse_repeats(what: str, names: Sequence[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(
            f"The report names the same {what} more than once: {', '.join(repeated)}. "
            f"Give each {what} one place and one name of its own."
        )


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for each in node.values():
            yield from _texts(each)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each)


def canonical_json(value: ReportValue) -> str:
    """Write the value in the one form that is hashed.

    Parameters
    ----------
    value : ReportValue
        The report.

    Returns
    -------
    str
        JSON with sorted keys, no spaces, and characters written as themselves.
    """
    return _canonical(value.model_dump(mode="json"))


def _canonical(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def content_hash(value: ReportValue) -> str:
    """Return the SHA-256 of the canonical JSON as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()


def stored_hash(plain: Mapping[str, Any]) -> str:
    """Return the content hash of a report as it was stored, without reading it as a report of today."""
    return hashlib.sha256(_canonical(plain).encode("utf-8")).hexdigest()


def short_hash(value: ReportValue) -> str:
    """Return the first twelve digits of the content hash, for footers."""
    return content_hash(value)[:12]
