"""Deciding on the monitoring stage of a force. Decisions are public when made and are never edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.apps.monitoring.models import StageDecision
from peelian.apps.monitoring.policies import DECIDERS
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import StageSet
from peelian.rules.errors import RefusalError

Effect = StageDecision.Effect


@service("monitoring.decide_stage")
def decide_stage(
    *,
    actor: User,
    inspectorate: Organisation,
    force: Organisation,
    stage_set: str,
    stage: str,
    effect: str,
    effective_on: date,
    decided_by: str,
    reasons: str,
    factors: Sequence[str] = (),
    effective_precision: str = StageDecision.Precision.DAY,
    source_rank: str = StageDecision.SourceRank.PRIMARY,
    source: str = "",
    note: str = "",
) -> StageDecision:
    """Record that a force enters a stage or stays in it, on a day, with reasons and the one who decided.

    Staying asks for at least one factor that holds the force there. `decided_by` is a name with its office, or
    says that it is not recorded; `actor` is the Chief Inspector who puts the decision on record.
    """
    require_role(actor, inspectorate, *DECIDERS, to="decide on the monitoring stage of a force")
    stages = regime().monitoring
    decision = StageDecision(
        inspectorate=inspectorate,
        force=force,
        stage_set=stage_set,
        stage=stage,
        effect=effect,
        effective_on=effective_on,
        effective_precision=effective_precision,
        decided_by=decided_by,
        reasons=reasons,
        factors=[factor.strip() for factor in factors if factor.strip()],
        source_rank=source_rank,
        source=source,
        note=note,
    )
    problems = Problems()
    problems.need_one_of("stage_set", stage_set, stages, "set of stages")
    if stage_set in stages:
        _check_stage(decision, stages[stage_set], problems)
    _check_account(decision, problems)
    problems.raise_if_any()
    _require_order(decision)
    decision.save(force_insert=True)
    title = stages[stage_set].stage(stage).title
    record_event(
        actor=actor,
        action="monitoring.decide_stage",
        subject=decision,
        organisation=inspectorate,
        summary=f"{force.name} {decision.get_effect_display().lower()} {title}. {reasons}",
        details={"stage": stage, "effective_on": effective_on.isoformat(), "factors": decision.factors},
        public=True,
    )
    return decision


def _check_stage(decision: StageDecision, stages: StageSet, problems: Problems) -> None:
    known = [stage.identifier for stage in stages.stages]
    problems.need_one_of("stage", decision.stage, known, f"stage of {stages.title}")
    ended = stages.valid_to is not None and decision.effective_on > stages.valid_to
    if decision.effective_on < stages.valid_from or ended:
        problems.add(
            "effective_on",
            decision.effective_on,
            f"{stages.title} was not in force on that day. Choose the set of stages that was.",
        )


def _check_account(decision: StageDecision, problems: Problems) -> None:
    problems.need_one_of("effect", decision.effect, Effect.values, "effect of a decision")
    problems.need_one_of(
        "effective_precision",
        decision.effective_precision,
        StageDecision.Precision.values,
        "precision of a date",
    )
    problems.need_one_of(
        "source_rank", decision.source_rank, StageDecision.SourceRank.values, "rank of a source"
    )
    problems.need("reasons", decision.reasons, "The decision has no reasons. Say why it was made.")
    problems.need(
        "decided_by", decision.decided_by, "Name the one who decided, or write that it is not recorded."
    )
    if decision.effect == Effect.STAYS and not decision.factors:
        problems.add(
            "factors", "", "Staying in a stage needs at least one factor that holds the force there."
        )


def _require_order(decision: StageDecision) -> None:
    """Refuse staying where the force is not, and entering where it is."""
    earlier = (
        StageDecision.objects.filter(
            force=decision.force, stage_set=decision.stage_set, effective_on__lte=decision.effective_on
        )
        .order_by("effective_on", "recorded_at")
        .last()
    )
    held = earlier.stage if earlier else regime().monitoring[decision.stage_set].stages[0].identifier
    if decision.effect == Effect.STAYS and held != decision.stage:
        raise RefusalError(
            "refused",
            f"{decision.force.name} is in the stage {held} on that day and cannot stay in {decision.stage}.",
        )
    if decision.effect == Effect.ENTERS and earlier is not None and held == decision.stage:
        raise RefusalError(
            "refused",
            f"{decision.force.name} is in the stage {held} already. Record that it stays, with the factors.",
        )
