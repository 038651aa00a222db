"""What a finding may hold, and what is checked before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from django.utils.text import slugify

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Finding, FindingPoint, Suggestion
from peelian.apps.judgements.targets import Target, characteristics_of, known_target, require_inspected
from peelian.catalogue import Area
from peelian.rules.errors import InvalidValueError, PeelianError
from peelian.rules.suggestions import strength_of


class Point(TypedDict):
    """A strength, a weakness or context, with how the inspectorate knows it."""

    polarity: str
    text: str
    provenance: str


class Ask(TypedDict, total=False):
    """A weaker ask, by the words of its strength; tracked on choice."""

    strength: str
    text: str
    tracked: bool


class FindingContent(TypedDict, total=False):
    """All that a person may write in a finding; what is left out stays as it is."""

    key: str
    sub_theme: str
    stage: str
    position: int
    headline: str
    body: str
    extent: str
    progress: str
    too_early: bool
    future_check: str
    notable_practice: bool
    is_case_example: bool
    anonymised: bool
    characteristics: Sequence[str]
    also_informs: Sequence[str]
    points: Sequence[Point]
    suggestions: Sequence[Ask]
    evidence: Iterable[EvidenceItem]


COLUMNS = (
    "key", "sub_theme", "stage", "position", "headline", "body", "extent", "progress", "too_early", "future_check",
    "notable_practice", "is_case_example", "anonymised", "characteristics", "also_informs",
)  # fmt: skip
PARTS = ("points", "suggestions", "evidence")
WORDING = {"headline", "body", "points"}
"""What a second reader reads: a change of any of these asks for a new reading."""


def columns_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """The values that stand in columns of the finding itself, lists as plain lists.

    Raises
    ------
    TypeError
        A name is not part of a finding: a fault of the program, not of what a person typed.
    """
    unknown = sorted(set(content) - set(COLUMNS) - set(PARTS))
    if unknown:
        raise TypeError(f"A finding holds no {', '.join(unknown)}.")
    values = {name: content[name] for name in COLUMNS if name in content}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def check_finding(finding: Finding, content: Mapping[str, Any]) -> None:
    """Refuse a finding with every fault named at once.

    Parameters
    ----------
    finding
        With the new column values set, not yet saved.
    content
        As given by the person; its points, suggestions and evidence are checked from here.
    """
    problems = Problems()
    target = require_inspected(finding.inspection, finding.target)
    problems.need("headline", finding.headline, "The finding has no headline. Say it in one sentence.")
    problems.need_one_of("extent", finding.extent, Finding.Extent.values, "extent")
    problems.need_one_of("progress", finding.progress, Finding.Progress.values, "progress")
    _check_place(finding, target, problems)
    _check_characteristics(finding, problems)
    _check_informed_areas(finding, problems)
    _check_points(content.get("points", ()), problems)
    _check_suggestions(content.get("suggestions", ()), problems)
    _check_key(finding, problems)
    problems.raise_if_any()
    require_usable_evidence(finding.inspection, content.get("evidence", ()))


def require_usable_evidence(inspection: Inspection, evidence: Iterable[EvidenceItem]) -> None:
    """Refuse evidence of another inspectorate, of another force, or withdrawn."""
    for item in evidence:
        foreign = item.inspectorate_id != inspection.inspectorate_id
        elsewhere = bool(item.force_id and inspection.force_id and item.force_id != inspection.force_id)
        if foreign or elsewhere:
            raise InvalidValueError(
                "invalid-value",
                f"Some of the evidence does not belong to {inspection.title}. Link evidence of this force that your "
                "own inspectorate holds.",
                {
                    "findings": [
                        {"field": "evidence", "value": str(item.pk), "message": "Not of this inspection."}
                    ]
                },
            )
        if item.withdrawn_reason:
            raise InvalidValueError(
                "invalid-value",
                f"The evidence {item.title} has been withdrawn ({item.withdrawn_reason}). Link other evidence.",
                {"findings": [{"field": "evidence", "value": str(item.pk), "message": "Withdrawn."}]},
            )


def _short(slug: str, most: int) -> str:
    """As many whole words of a name as there is room for."""
    if len(slug) <= most:
        return slug
    return slug[: most + 1].rpartition("-")[0] or slug[:most]


def free_key(inspection: Inspection, headline: str) -> str:
    """A short name for the finding that no other finding of the inspection bears."""
    stem = _short(slugify(headline), 100) or "finding"
    taken = set(inspection.findings.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def keep_parts(finding: Finding, content: Mapping[str, Any]) -> None:
    """Replace the points, suggestions and evidence that were given; leave the others as they are."""
    if "points" in content:
        finding.points.all().delete()
        FindingPoint.objects.bulk_create(
            FindingPoint(finding=finding, position=number, **point)
            for number, point in enumerate(content["points"], 1)
        )
    if "suggestions" in content:
        finding.suggestions.all().delete()
        Suggestion.objects.bulk_create(Suggestion(finding=finding, **ask) for ask in content["suggestions"])
    if "evidence" in content:
        finding.evidence.set(content["evidence"])


def parts_of(finding: Finding) -> dict[str, list[Any]]:
    """The points, suggestions and evidence of a finding in plain values, for the log."""
    return {
        "points": list(finding.points.values("polarity", "text", "provenance")),
        "suggestions": list(finding.suggestions.values("strength", "text", "tracked")),
        "evidence": sorted(str(key) for key in finding.evidence.values_list("pk", flat=True)),
    }


def _check_place(finding: Finding, target: Target, problems: Problems) -> None:
    themes = [theme.identifier for theme in target.sub_themes] if isinstance(target, Area) else []
    stages = [stage.identifier for stage in target.stages] if isinstance(target, Area) else []
    if finding.sub_theme:
        problems.need_one_of("sub_theme", finding.sub_theme, themes, f"sub-theme of {target.title}")
    if finding.stage:
        problems.need_one_of("stage", finding.stage, stages, f"stage of {target.title}")


def _check_characteristics(finding: Finding, problems: Problems) -> None:
    framework = finding.inspection.framework
    for identifier in sorted(set(finding.characteristics) - characteristics_of(framework)):
        problems.add(
            "characteristics",
            identifier,
            f"'{identifier}' is no characteristic of {framework.title}. Choose from its list.",
        )


def _check_informed_areas(finding: Finding, problems: Problems) -> None:
    for identifier in finding.also_informs:
        try:
            known_target(finding.inspection.framework, identifier)
        except PeelianError as error:
            problems.add("also_informs", identifier, error.message)
        if identifier == finding.target:
            problems.add(
                "also_informs", identifier, "The finding stands in this area already. Name only other areas."
            )


def _check_points(points: Sequence[Point], problems: Problems) -> None:
    for point in points:
        problems.need("points", point["text"], "A point has no text. Write it, or remove the point.")
        problems.need_one_of("points", point["polarity"], FindingPoint.Polarity.values, "polarity of a point")
        problems.need_one_of(
            "points", point["provenance"], EvidenceItem.Provenance.values, "provenance of a point"
        )


def _check_suggestions(suggestions: Sequence[Ask], problems: Problems) -> None:
    for ask in suggestions:
        problems.need(
            "suggestions", ask["text"], "A suggestion has no text. Write it, or remove the suggestion."
        )
        try:
            strength_of(ask["strength"])
        except InvalidValueError as error:
            problems.add("suggestions", ask["strength"], error.message)


def _check_key(finding: Finding, problems: Problems) -> None:
    problems.need_address("key", finding.key, 120)
    others = finding.inspection.findings.exclude(pk=finding.pk)
    if others.filter(key=finding.key).exists():
        problems.add(
            "key", finding.key, f"Another finding here is called '{finding.key}'. Choose another name."
        )
