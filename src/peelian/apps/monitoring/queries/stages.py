"""The monitoring stage of a force on any day, and how it came to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import ExitCriterion, StageDecision
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import MonitoringStage, StageSet
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class StageOnDay:
    """The stage of a force on a day, and the decision that put or kept it there (None: nobody moved it)."""

    stage_set: StageSet
    stage: MonitoringStage
    decision: StageDecision | None

    @property
    def is_usual(self) -> bool:
        """Whether it is the mildest stage of its set."""
        return self.stage == self.stage_set.stages[0]

    @property
    def day(self) -> str:
        """The day of the decision in words; empty where nobody moved the force."""
        made = self.decision
        return dated_words(made.effective_on, made.effective_precision) if made else ""


@dataclass(frozen=True)
class FoundStage:
    """A stage that a label stands for."""

    stage_set: StageSet
    stage: MonitoringStage


def dated_words(day: date, precision: str) -> str:
    """A day as exactly as it is known.

    >>> dated_words(date(2019, 1, 1), "year")
    '2019'
    """
    if precision == StageDecision.Precision.YEAR:
        return str(day.year)
    return f"{day:%B} {day.year}" if precision == StageDecision.Precision.MONTH else day_words(day)


def stage_timeline(force: Organisation) -> QuerySet[StageDecision]:
    """Every decision on a force, oldest first, with those in whose place a better source stands."""
    return StageDecision.objects.filter(force=force).order_by("effective_on", "recorded_at", "id")


def standing_decisions() -> QuerySet[StageDecision]:
    """Decisions that no better source has replaced, oldest first."""
    return StageDecision.objects.filter(superseded_by__isnull=True).order_by(
        "effective_on", "recorded_at", "id"
    )


def stage_on(force: Organisation, day: date) -> StageOnDay | None:
    """The stage of a force on a day; the mildest where no decision moved it, None before any regime."""
    return _stage(list(standing_decisions().filter(force=force)), day)


def stages_on(forces: Iterable[Organisation], day: date) -> dict[str, StageOnDay]:
    """The stages of several forces on a day by their short names, read in one query."""
    wanted = list(forces)
    decisions: dict[object, list[StageDecision]] = {force.pk: [] for force in wanted}
    for decision in standing_decisions().filter(force__in=wanted):
        decisions[decision.force_id].append(decision)
    found = {force.slug: _stage(decisions[force.pk], day) for force in wanted}
    return {slug: stage for slug, stage in found.items() if stage is not None}


def find_stage_by_label(label: str) -> FoundStage | None:
    """The stage that an official, public or press label stands for, in the newest set that knows it."""
    newest_first = sorted(regime().monitoring.values(), key=lambda stages: stages.valid_from, reverse=True)
    for stages in newest_first:
        identifier = stages.resolve(label)
        if identifier is not None:
            return FoundStage(stages, stages.stage(identifier))
    return None


def forces_in_stage(label: str, day: date) -> list[Organisation]:
    """The forces that a label applies to on a day, by name."""
    found = find_stage_by_label(label)
    if found is None:
        return []
    forces = Organisation.objects.filter(kind=Organisation.Kind.FORCE, in_scope=True).order_by("name")
    stages = stages_on(forces, day)
    return [force for force in forces if force.slug in stages and stages[force.slug].stage == found.stage]


def stage_set_on(day: date) -> StageSet | None:
    """The set of stages in force on a day."""
    for stages in regime().monitoring.values():
        if stages.valid_from <= day and (stages.valid_to is None or day <= stages.valid_to):
            return stages
    return None


def closer_stage_of(force: Organisation, day: date) -> StageDecision | None:
    """The decision by which a force entered the closer stage that it is in on a day; None in the usual stage."""
    held = stage_on(force, day)
    if held is None or held.is_usual:
        return None
    entered = standing_decisions().filter(
        force=force,
        stage_set=held.stage_set.identifier,
        stage=held.stage.identifier,
        effect=StageDecision.Effect.ENTERS,
        effective_on__lte=day,
    )
    return entered.select_related("inspectorate", "force").last()


def exit_criteria_of(force: Organisation, day: date) -> QuerySet[ExitCriterion]:
    """What the force has to show before it leaves the closer stage that it is in on a day."""
    entered = closer_stage_of(force, day)
    if entered is None:
        return ExitCriterion.objects.none()
    return entered.exit_criteria.select_related(
        "decision__force", "decision__inspectorate", "assessed_by"
    ).prefetch_related("assessments__assessed_by")


def _stage(decisions: list[StageDecision], day: date) -> StageOnDay | None:
    stages = stage_set_on(day)
    if stages is None:
        return None
    made = [d for d in decisions if d.stage_set == stages.identifier and d.effective_on <= day]
    if not made:
        return StageOnDay(stages, stages.stages[0], None)
    return StageOnDay(stages, stages.stage(made[-1].stage), made[-1])
