"""Findings as lists: by progress and extent, by what they inform, and what is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding, Suggestion
from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import Area
from peelian.rules.suggestions import strength_of


def findings_filtered(
    user: Viewer,
    *,
    inspection: Inspection | None = None,
    target: str = "",
    progress: str = "",
    extent: str = "",
    too_early: bool | None = None,
    notable_practice: bool | None = None,
    text: str = "",
) -> QuerySet[Finding]:
    """Findings that the user may read, narrowed by whatever is given."""
    wanted: dict[str, Any] = {
        "inspection": inspection,
        "target": target,
        "progress": progress,
        "extent": extent,
        "too_early": too_early,
        "notable_practice": notable_practice,
        "headline__icontains": text,
    }
    given = {name: value for name, value in wanted.items() if value not in (None, "")}
    found: QuerySet[Finding] = Finding.objects.visible_to(user).filter(**given)
    return found.select_related("inspection").order_by("inspection__title", "target", "position", "headline")


def findings_informing(inspection: Inspection, target: str) -> list[Finding]:
    """Findings of other areas that say they feed this one."""
    return [finding for finding in inspection.findings.all() if target in finding.also_informs]


def vsa_findings_linked_to(inspection: Inspection, area: str) -> list[Finding]:
    """Findings of the ungraded, staged assessment of service to victims that feed a graded area."""
    staged = {a.identifier for a in inspection.framework.areas if a.stages and a.grading == "ungraded"}
    return [finding for finding in findings_informing(inspection, area) if finding.target in staged]


def future_checks_for(
    user: Viewer, force: Organisation, *, before: Inspection | None = None
) -> QuerySet[Finding]:
    """What inspectors promised to look at again in a force: the work list of its next assessment.

    With `before`, only promises of inspections whose window ended before that inspection's window did.
    """
    found: QuerySet[Finding] = (
        Finding.objects.visible_to(user).filter(inspection__force=force).exclude(future_check="")
    )
    if before is not None:
        found = found.filter(inspection__window_end__lt=before.window_end).exclude(inspection=before)
    return found.select_related("inspection").order_by(
        "inspection__window_end", "target", "position", "headline"
    )


@dataclass(frozen=True)
class NeedsAndPractice:
    """What an area needs to improve, and what others can learn from it."""

    improvement_needs: tuple[str, ...]
    notable_practice: tuple[Finding, ...]


def improvement_needs_and_notable_practice(inspection: Inspection, target: str) -> NeedsAndPractice:
    """Both lists for one area: the titles of its items, and its findings of notable practice."""
    needs = inspection.items.filter(target=target).order_by("position").values_list("title", flat=True)
    practice = inspection.findings.filter(target=target, notable_practice=True)
    return NeedsAndPractice(tuple(needs), tuple(practice))


@dataclass(frozen=True)
class EffectCounts:
    """How many findings of an inspection are too early to assess, counted apart from the others."""

    too_early: int
    assessed: int


def effect_counts(inspection: Inspection) -> EffectCounts:
    early = inspection.findings.filter(too_early=True).count()
    return EffectCounts(early, inspection.findings.count() - early)


def suggestions_of_strength(user: Viewer, inspection: Inspection, strength: str = "") -> list[Suggestion]:
    """Suggestions of an inspection, of one strength or of all, by any wording of that strength."""
    visible = Finding.objects.visible_to(user).filter(inspection=inspection)
    found = Suggestion.objects.filter(finding__in=visible).select_related("finding")
    if not strength:
        return list(found)
    return [suggestion for suggestion in found if strength_of(suggestion.strength) == strength_of(strength)]


def stages_of(area: Area, findings: list[Finding]) -> list[tuple[str, str, list[Finding]]]:
    """Each stage of an area: its title, what is expected, then what was found."""
    return [
        (
            stage.title,
            stage.expectation,
            [finding for finding in findings if finding.stage == stage.identifier],
        )
        for stage in area.stages
    ]
