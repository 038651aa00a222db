"""Putting decisions on the monitoring stage of a force on record. They are public when made and never edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.apps.monitoring.models import StageDecision, StageProposal
from peelian.apps.monitoring.policies import DECIDERS
from peelian.apps.monitoring.services.checks import check_criteria, check_likely, check_not_ahead
from peelian.apps.monitoring.services.putting import put_on_record
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import StageSet
from peelian.rules.periods import day_words

PAST_DAYS = 30
"""A decision younger than so many days is none of the past: the move can still be proposed."""
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

    Entering is put on record this way only of the past, with its source: before any move of the force was told to
    it here, and no later than some weeks ago. Any other move is proposed, so that the force can answer. Staying is
    the outcome of a periodic review: it asks for at least one factor that holds the force there, and may say when
    it is reviewed next. `decided_by` is a name with its office, or says that it is not recorded; `actor` is the
    Chief Inspector who puts the decision on record. A decision of a better source `replaces` one of a lesser
    source, which stays readable beside it.
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
    if effect == Effect.ENTERS:
        _check_past(decision, problems)
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


def _check_past(decision: StageDecision, problems: Problems) -> None:
    """A move takes the way of a proposal, or it was decided before it could: nobody moves a force alone."""
    problems.need("source", decision.source, "Name the source that tells of the past decision.")
    last = timezone.localdate() - timedelta(days=PAST_DAYS)
    told = StageProposal.objects.filter(force=decision.force, notice_given_on__isnull=False)
    first_told = told.order_by("notice_given_on").values_list("notice_given_on", flat=True).first()
    if first_told is not None:
        last = min(last, first_told - timedelta(days=1))
    if decision.effective_on > last:
        problems.add(
            "effective_on",
            decision.effective_on,
            f"Only a decision up to {day_words(last)} is put on record as one of the past. Propose the move instead: "
            "the force is given notice, may answer, and another person decides.",
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
    check_likely("next_review_on", decision.next_review_on, problems)
