"""The decisions on a force as a reader meets them: latest first, in words, with all that hangs on each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import ExitCriterion, StageDecision
from peelian.apps.monitoring.queries.stages import dated_words, stage_timeline, standing_decisions
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import MonitoringStage, StageSet
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class StageLine:
    """One decision in words.

    Attributes
    ----------
    words
        What it did, such as "Leaves Engage for Scan".
    replaced_by
        The decision of a better source that stands in its place.
    exit_criteria
        What has to be shown to leave the stage that was entered; their results are public once the force has left.
    left_open
        Causes of concern that went on being open when the force left.
    """

    decision: StageDecision
    stage_set: StageSet
    stage: MonitoringStage
    words: str
    day: str
    triggers: tuple[str, ...]
    evidence: str
    replaced_by: StageDecision | None
    exit_criteria: tuple[ExitCriterion, ...]
    left_open: tuple[Item, ...]
    has_left: bool


def stage_lines(force: Organisation) -> list[StageLine]:
    """Every decision on a force, latest first."""
    decisions = stage_timeline(force).select_related("superseded_by")
    lines: list[StageLine] = []
    held: dict[str, str] = {}
    for decision in decisions.prefetch_related("exit_criteria", "left_open"):
        stages = regime().monitoring[decision.stage_set]
        before = held.get(stages.identifier, stages.stages[0].identifier)
        lines.append(_line(decision, stages, before))
        if decision.superseded_by_id is None:
            held[stages.identifier] = decision.stage
    return list(reversed(_with_endings(lines)))


def decision_words(decisions: Iterable[StageDecision]) -> dict[uuid.UUID, str]:
    """What standing decisions did, in the words of the page of each force; the force's earlier ones tell from where."""
    wanted = list(decisions)
    standing = standing_decisions().filter(force__in={each.force_id for each in wanted})
    held: dict[tuple[uuid.UUID, str], str] = {}
    words = {}
    for each in standing.order_by("effective_on", "recorded_at", "id"):
        stages = regime().monitoring[each.stage_set]
        where = (each.force_id, each.stage_set)
        words[each.pk] = _words(each, stages, held.get(where, stages.stages[0].identifier))
        held[where] = each.stage
    return {each.pk: words[each.pk] for each in wanted}


def _line(decision: StageDecision, stages: StageSet, before: str) -> StageLine:
    stage = stages.stage(decision.stage)
    criteria = next((each for each in stages.criteria if each.version == decision.criteria_version), None)
    named = [criteria.trigger(each) for each in decision.triggers] if criteria else []
    return StageLine(
        decision=decision,
        stage_set=stages,
        stage=stage,
        words=_words(decision, stages, before),
        day=dated_words(decision.effective_on, decision.effective_precision),
        triggers=tuple(each.title for each in named if each is not None),
        evidence=_evidence_words(decision.evidence_from, decision.evidence_to),
        replaced_by=decision.superseded_by,
        exit_criteria=tuple(decision.exit_criteria.all()),
        left_open=tuple(decision.left_open.all()),
        has_left=False,
    )


def _words(decision: StageDecision, stages: StageSet, before: str) -> str:
    title = stages.stage(decision.stage).title
    if decision.effect == StageDecision.Effect.STAYS:
        return f"Stays in {title}"
    if stages.is_closer(before, than=decision.stage):
        return f"Leaves {stages.stage(before).title} for {title}"
    return f"Enters {title}"


def _evidence_words(earliest: date | None, latest: date | None) -> str:
    if earliest is None or latest is None:
        return ""
    if earliest == latest:
        return day_words(earliest)
    return f"{day_words(earliest)} to {day_words(latest)}"


def _with_endings(lines: list[StageLine]) -> list[StageLine]:
    """Mark each decision to enter after which the force has left that stage."""
    marked: list[StageLine] = []
    for number, line in enumerate(lines):
        later = (
            each
            for each in lines[number + 1 :]
            if each.stage_set == line.stage_set and each.replaced_by is None
        )
        left = any(each.stage != line.stage for each in later)
        marked.append(replace(line, has_left=left))
    return marked
