"""The one way in which a decision comes to stand: in order with the others, and never twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import StageDecision
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words

Effect = StageDecision.Effect
RANKS = [
    StageDecision.SourceRank.PRESS,
    StageDecision.SourceRank.SECONDARY,
    StageDecision.SourceRank.PRIMARY,
]


def put_on_record(
    actor: User,
    action: str,
    decision: StageDecision,
    *,
    replaces: StageDecision | None = None,
    left_open: Iterable[Item] = (),
) -> StageDecision:
    """Save a checked decision, once it fits those that stand. The force is locked, so that two never overlap."""
    Organisation.objects.select_for_update().get(pk=decision.force_id)
    if replaces is not None:
        _require_better(decision, replaces)
    standing = _standing(decision, replaces)
    _require_one_a_day(decision, standing)
    _require_order(decision, standing)
    if replaces is not None:
        StageDecision.objects.filter(pk=replaces.pk).update(superseded_by=decision.pk)
    decision.save(force_insert=True)
    decision.left_open.set(left_open)
    title = regime().monitoring[decision.stage_set].stage(decision.stage).title
    record_event(
        actor=actor,
        action=f"monitoring.{action}",
        subject=decision,
        organisation=decision.inspectorate,
        summary=f"{decision.force.name} {decision.get_effect_display().lower()} {title}. {decision.reasons}",
        details={
            "stage": decision.stage,
            "effective_on": decision.effective_on.isoformat(),
            "factors": decision.factors,
            "triggers": decision.triggers,
            "replaces": str(replaces.pk) if replaces else "",
        },
        public=True,
    )
    return decision


def _standing(decision: StageDecision, replaces: StageDecision | None) -> list[StageDecision]:
    found = StageDecision.objects.filter(force=decision.force, superseded_by__isnull=True)
    return list(found.exclude(pk=replaces.pk) if replaces else found)


def _require_better(decision: StageDecision, replaces: StageDecision) -> None:
    """A source gives way to a better one only, and only once."""
    current = StageDecision.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
    if current.force_id != decision.force_id or current.superseded_by_id is not None:
        raise RefusalError(
            "refused",
            "The entry to be replaced is not a standing one of this force. Choose one that stands in its timeline.",
        )
    if RANKS.index(StageDecision.SourceRank(decision.source_rank)) <= RANKS.index(
        StageDecision.SourceRank(current.source_rank)
    ):
        raise RefusalError(
            "refused",
            f"The entry to be replaced rests on: {current.get_source_rank_display().lower()}. "
            "Only a better source takes its place.",
        )


def _require_one_a_day(decision: StageDecision, standing: Sequence[StageDecision]) -> None:
    if any(each.effective_on == decision.effective_on for each in standing):
        raise RefusalError(
            "decisions-overlap",
            f"A decision on {decision.force.name} stands on {day_words(decision.effective_on)} already. "
            "Two decisions on one day contradict each other. Give another day.",
        )


def _require_order(decision: StageDecision, standing: Sequence[StageDecision]) -> None:
    """Refuse staying where the force is not, entering where it is, and what a later decision contradicts."""
    same = [each for each in standing if each.stage_set == decision.stage_set]
    line = sorted([*same, decision], key=lambda each: each.effective_on)
    held: str = regime().monitoring[decision.stage_set].stages[0].identifier
    for number, each in enumerate(line):
        wrong = (each.stage != held) if each.effect == Effect.STAYS else (number > 0 and each.stage == held)
        if wrong and each is decision:
            raise RefusalError("decisions-overlap", _contradiction(decision, held))
        if wrong:
            raise RefusalError(
                "decisions-overlap",
                f"The decision of {day_words(each.effective_on)} that {decision.force.name} "
                f"{each.get_effect_display().lower()} {each.stage} would contradict this one. "
                "Give a day after it, or replace it.",
            )
        held = each.stage


def _contradiction(decision: StageDecision, held: str) -> str:
    name = decision.force.name
    if decision.effect == Effect.STAYS:
        return f"{name} is in the stage {held} on that day and cannot stay in {decision.stage}."
    return f"{name} is in the stage {held} already. Record that it stays, with the factors."
