"""How forces are graded: the scales, what may be compared, and each framework in full."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import framework_versions, regime
from peelian.catalogue import Area, Pillar, Scale, Tier
from peelian.catalogue.frameworks import is_graded
from peelian.interfaces.public.grade_words import as_of_words
from peelian.interfaces.public.national import recorded_grades
from peelian.interfaces.public.pages import framework_or_404, page
from peelian.rules.comparability import FrameworkComparability, compare_frameworks
from peelian.rules.gates import GATE_TABLE

GRADING_WORDS = {
    "graded": "Graded",
    "ungraded": "Not graded",
    "when-tested": "Graded only when tested",
    "separate": "Inspected and reported separately",
}
ALIAS_WORDS = {
    "title": "title",
    "judgement": "in a judgement",
    "press": "in the press",
    "question": "as a question",
}


@dataclass(frozen=True)
class ShownScale:
    """A scale with its tiers, best first, and the frameworks that use it."""

    scale: Scale
    tiers: tuple[tuple[int, Tier], ...]
    frameworks: tuple[FrameworkVersion, ...]


@dataclass(frozen=True)
class ShownTarget:
    """A pillar or area with the words that a page prints of it."""

    target: Pillar | Area
    grading: str
    aliases: tuple[tuple[str, str], ...]
    areas: tuple[ShownTarget, ...] = ()


@dataclass(frozen=True)
class Step:
    """Two frameworks in succession, and whether their grades may be compared."""

    earlier: FrameworkVersion
    later: FrameworkVersion
    comparability: FrameworkComparability


@require_safe
def how_we_grade(request: HttpRequest) -> HttpResponse:
    """The scales with their meaning, which frameworks compare, and the gates before a grade stands."""
    versions = list(framework_versions())
    context = {
        "scales": _scales(versions),
        "versions": versions[::-1],
        "steps": _steps(versions)[::-1],
        "gates": GATE_TABLE,
    }
    return page(request, "how_we_grade.html", context)


@require_safe
def framework(request: HttpRequest, identifier: str) -> HttpResponse:
    """One framework: its question, pillars, areas and characteristics, with the other names they go by."""
    version = framework_or_404(identifier)
    value = version.framework
    free = [area for area in value.areas if not area.pillar]
    position = len(version.scale.tiers)
    context = {
        "version": version,
        "framework": value,
        "published": as_of_words(value.published, value.published_precision),
        "pillars": [_shown(pillar, value.areas_of(pillar.identifier)) for pillar in value.pillars],
        "areas": [_shown(area) for area in free],
        "tiers": [(place, tier) for place, tier in enumerate(version.scale.tiers, start=1)][::-1],
        "steps": position,
        "compared": _beside(version, list(framework_versions())),
        "recorded": [each for each in recorded_grades() if each.version.pk == identifier],
    }
    return page(request, "framework.html", context)


def _scales(versions: list[FrameworkVersion]) -> list[ShownScale]:
    found: dict[str, list[FrameworkVersion]] = {}
    for version in versions:
        found.setdefault(version.scale.identifier, []).append(version)
    return [
        ShownScale(used[0].scale, tuple(enumerate(used[0].scale.tiers, start=1))[::-1], tuple(used))
        for used in reversed(found.values())
    ]


def _steps(versions: list[FrameworkVersion]) -> list[Step]:
    known = [version for version in versions if version.pk in regime().frameworks]
    return [
        Step(earlier, later, compare_frameworks(regime(), earlier.pk, later.pk))
        for earlier, later in pairwise(known)
    ]


def _beside(version: FrameworkVersion, versions: list[FrameworkVersion]) -> list[Step]:
    """The framework beside every other one, newest first."""
    known = regime().frameworks
    others = [other for other in versions if other.pk != version.pk and {other.pk, version.pk} <= set(known)]
    return [
        Step(version, other, compare_frameworks(regime(), version.pk, other.pk)) for other in reversed(others)
    ]


def _shown(target: Pillar | Area, areas: tuple[Area, ...] = ()) -> ShownTarget:
    if isinstance(target, Area):
        grading = GRADING_WORDS[target.grading]
    else:
        grading = GRADING_WORDS["graded" if is_graded(target) else "ungraded"]
    aliases = tuple((alias.text, ALIAS_WORDS[alias.kind]) for alias in target.aliases)
    return ShownTarget(target, grading, aliases, tuple(_shown(area) for area in areas))
