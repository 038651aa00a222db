"""The plan of one inspection: what it covers, and whether that fits its round and framework."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from peelian.apps.accounts.models import User
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.policies import ACCOUNTABLE
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.catalogue import Framework
from peelian.rules.periods import day_words

LEADERS = (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who may lead the work of an inspection."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What an inspection covers: kinds, scope, pillar, areas, topics and window."""

    kinds: tuple[str, ...]
    scope: str
    pillar: str
    areas: tuple[str, ...]
    first_time_topics: tuple[str, ...]
    window_start: date
    window_end: date


def default_areas(framework: Framework, pillar: str) -> tuple[str, ...]:
    """Return the areas inspected when nobody chooses: those of the pillar, or of the whole framework.

    Areas that the framework reports separately are left to an inspection of their own.
    """
    areas = framework.areas_of(pillar) if pillar else framework.areas
    return tuple(area.identifier for area in areas if area.grading != "separate")


def default_first_time_topics(framework: Framework, areas: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the areas that the framework examines for the first time."""
    return tuple(area.identifier for area in framework.areas if area.first_time and area.identifier in areas)


def planned_coverage(
    round: Round,
    kinds: Collection[str],
    scope: str,
    pillar: str,
    areas: Collection[str] | None,
    first_time_topics: Collection[str] | None,
    window_start: date | None,
    window_end: date | None,
) -> Coverage:
    """Return what an inspection covers, with what is not given taken from the round and its framework."""
    framework = round.framework_version.framework
    chosen = default_areas(framework, pillar) if areas is None else tuple(areas)
    topics = (
        default_first_time_topics(framework, chosen)
        if first_time_topics is None
        else tuple(first_time_topics)
    )
    return Coverage(
        kinds=tuple(kinds),
        scope=scope,
        pillar=pillar,
        areas=chosen,
        first_time_topics=topics,
        window_start=window_start or round.starts_on,
        window_end=window_end or round.ends_on,
    )


def default_reference(round: Round, force: Organisation | None, pillar: str) -> str:
    """Return the address of an inspection: force and cycle, then what tells it from its neighbours.

    Examples are cleveland-2021-22, cleveland-2016-effectiveness and, in a second round,
    cleveland-2025-27-round-2.
    """
    parts = [force.slug if force else "national", slugify(round.framework_version.cycle.replace("/", "-"))]
    if pillar:
        parts.append(pillar)
    if round.number > 1:
        parts.append(f"round-{round.number}")
    return "-".join(parts)


def default_title(round: Round, force: Organisation | None, pillar: str) -> str:
    """Return the framework's title, the pillar where there is one, and whom the inspection looks at."""
    framework = round.framework_version.framework
    strand = f" ({framework.target(pillar).title.lower()})" if pillar else ""
    return f"{framework.title}{strand}: {force.name if force else 'national'}"


def check_coverage(round: Round, coverage: Coverage, problems: Problems) -> None:
    """Note everything in the coverage that does not fit the round, its framework or the regime."""
    framework = round.framework_version.framework
    _check_kinds(coverage.kinds, problems)
    _check_pillar(round, framework, coverage.pillar, problems)
    _check_areas(framework, coverage, problems)
    if coverage.window_end < coverage.window_start:
        problems.add(
            "window_end",
            coverage.window_end,
            f"The assessment window ends on {day_words(coverage.window_end)}, before it starts on "
            f"{day_words(coverage.window_start)}. Give a later last day.",
        )


def check_force(scope: str, force: Organisation | None, problems: Problems) -> None:
    """Note when scope and force do not fit: one force in scope for its own, none for a national one."""
    problems.need_one_of("scope", scope, Inspection.Scope.values, "scope of an inspection")
    if scope == Inspection.Scope.NATIONAL and force is not None:
        problems.add("force", force.name, f"A national inspection names no force, but {force.name} is given.")
    if scope == Inspection.Scope.FORCE and force is None:
        problems.add("force", None, "The inspection names no force. Name the force that is inspected.")
    if force is not None and force.kind != Organisation.Kind.FORCE:
        problems.add(
            "force", force.name, f"{force.name} is no police force. Name the force that is inspected."
        )
    elif force is not None and not force.in_scope:
        problems.add(
            "force", force.name, f"{force.name} is outside the scope of the programme. Name another force."
        )


def check_inspectors(
    inspectorate: Organisation, lead: User | None, accountable: User | None, problems: Problems
) -> None:
    """Note a lead or accountable inspector who does not hold the role it takes."""
    if lead is not None and not has_role(lead, inspectorate, *LEADERS):
        problems.add("lead_inspector", lead.name, f"{lead.name} is no inspector of {inspectorate.name}.")
    if accountable is not None and not has_role(accountable, inspectorate, *ACCOUNTABLE):
        problems.add(
            "accountable_inspector",
            accountable.name,
            f"{accountable.name} cannot answer for the judgement: name an HM Inspector or HM Chief Inspector "
            f"of {inspectorate.name}.",
        )


def _check_kinds(kinds: tuple[str, ...], problems: Problems) -> None:
    if not kinds:
        problems.add("kinds", None, "The inspection has no kind. Choose one or more.")
    known = [kind.identifier for kind in regime().inspection_kinds]
    for kind in kinds:
        problems.need_one_of("kinds", kind, known, "kind of inspection")


def _check_pillar(round: Round, framework: Framework, pillar: str, problems: Problems) -> None:
    if pillar:
        known = [each.identifier for each in framework.pillars]
        problems.need_one_of("pillar", pillar, known, f"pillar of {framework.title}")
    if round.pillar and pillar != round.pillar:
        problems.add(
            "pillar", pillar, f"The round looks at {round.pillar} alone, so its inspections name that pillar."
        )


def _check_areas(framework: Framework, coverage: Coverage, problems: Problems) -> None:
    if not coverage.areas:
        problems.add("areas", None, "The inspection has no area. Choose one or more.")
    within = framework.areas_of(coverage.pillar) if coverage.pillar else framework.areas
    known = [area.identifier for area in within]
    what = f"area of {framework.title}" + (f" under {coverage.pillar}" if coverage.pillar else "")
    for area in coverage.areas:
        problems.need_one_of("areas", area, known, what)
    for topic in coverage.first_time_topics:
        problems.need_one_of("first_time_topics", topic, coverage.areas, "area of this inspection")
