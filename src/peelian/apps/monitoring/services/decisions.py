"""Putting decisions on the monitoring stage of a force on record. They are public when made and never edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.apps.monitoring.models import StageDecision
from peelian.apps.monitoring.policies import DECIDERS
from peelian.apps.monitoring.services.checks import check_criteria, check_not_ahead
from peelian.apps.monitoring.services.putting import put_on_record
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import StageSet

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
    criteria_version: str = "",
    triggers: Sequence[str] = (),
    effective_precision: str = StageDecision.Precision.DAY,
    next_review_on: date | None = None,
    source_rank: str = StageDecision.SourceRank.PRIMARY,
    source: str = "",
    note: str = "",
    replaces: StageDecision | None = None,
) -> StageDecision:
    """Put on record that a force entered a stage or stays in it, on a day, with reasons and the one who decided.

    Staying is the outcome of a periodic review: it asks for at least one factor that holds the force there, and
    may say when it is reviewed next. `decided_by` is a name with its office, or says that it is not recorded;
    `actor` is the Chief Inspector who puts the decision on record. A decision of a better source `replaces` one
    of a lesser source, which stays readable beside it. A move that is still to be decided is proposed instead.
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
        criteria_version=criteria_version,
        triggers=list(triggers),
        next_review_on=next_review_on,
        source_rank=source_rank,
        source=source,
        note=note,
    )
    problems = Problems()
    problems.need_one_of("stage_set", stage_set, stages, "set of stages")
    if stage_set in stages:
        _check_stage(decision, stages[stage_set], problems)
        if criteria_version or triggers:
            check_criteria(stages[stage_set], effective_on, criteria_version, triggers, problems)
    _check_account(decision, problems)
    problems.raise_if_any()
    return put_on_record(actor, "decide_stage", decision, replaces=replaces)


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
    check_not_ahead("effective_on", decision.effective_on, "The decision", problems)
    if decision.effect == Effect.STAYS and not decision.factors:
        problems.add(
            "factors", "", "Staying in a stage needs at least one factor that holds the force there."
        )
    if decision.next_review_on is not None and decision.next_review_on <= decision.effective_on:
        problems.add(
            "next_review_on",
            decision.next_review_on,
            "The next review comes after the decision. Give a later day.",
        )
