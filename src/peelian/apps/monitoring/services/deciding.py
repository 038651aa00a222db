"""What has to hold before a proposed move is decided, and what the decision puts down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.edits import save_edit
from peelian.apps.monitoring.models import ExitCriterion, StageDecision, StageProposal
from peelian.apps.monitoring.queries import exit_criteria_of, stage_on
from peelian.apps.monitoring.services.putting import put_on_record
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import day_words


def require_decidable(actor: User, proposal: StageProposal, effective_on: date) -> None:
    """Refuse deciding alone, before the force could answer, or over exit criteria that nobody assessed."""
    if proposal.proposed_by_id == actor.pk:
        raise NotPermittedError(
            "second-person-needed",
            "You proposed this move, so another person has to decide on it.",
        )
    today = timezone.localdate()
    if proposal.notice_given_on is None or proposal.represent_by is None:
        raise RefusalError("refused", "No notice was given to the force. Give it first.")
    if today <= proposal.represent_by and not proposal.representations.exists():
        raise RefusalError(
            "notice-running",
            f"{proposal.force.name} may answer the notice until {day_words(proposal.represent_by)} and has not yet. "
            "Decide after that day, or once its representations are in.",
        )
    if effective_on < proposal.notice_given_on:
        raise RefusalError(
            "refused",
            f"The decision cannot lie before the notice of {day_words(proposal.notice_given_on)}. Give a later day.",
        )
    if _leaves(proposal):
        _require_assessed(proposal)


def decided(
    actor: User,
    proposal: StageProposal,
    effective_on: date,
    reasons: str,
    factors: Sequence[str],
    next_review_on: date | None,
) -> StageProposal:
    """Put the decision on record with all that the proposal gathered, and tie the two together."""
    days = sorted(date.fromisoformat(each["day"]) for each in proposal.evidence)
    latest = proposal.representations.last()
    leaves = _leaves(proposal)
    decision = put_on_record(
        actor,
        "decide_move",
        StageDecision(
            inspectorate=proposal.inspectorate,
            force=proposal.force,
            stage_set=proposal.stage_set,
            stage=proposal.stage,
            effect=StageDecision.Effect.ENTERS,
            effective_on=effective_on,
            decided_by=", ".join(part for part in (actor.name, actor.office) if part),
            reasons=reasons,
            factors=list(factors),
            criteria_version=proposal.criteria_version,
            triggers=proposal.triggers,
            evidence_from=days[0] if days else None,
            evidence_to=days[-1] if days else None,
            notice_given_on=proposal.notice_given_on,
            represented_on=latest.made_on if latest else None,
            next_review_on=next_review_on,
        ),
        left_open=_open_concerns(proposal) if leaves else (),
    )
    ExitCriterion.objects.bulk_create(
        ExitCriterion(decision=decision, text=text, position=place)
        for place, text in enumerate(() if leaves else proposal.exit_criteria)
    )
    save_edit(proposal, {"state": StageProposal.State.DECIDED, "decided_by": actor, "decision": decision})
    return proposal


def _leaves(proposal: StageProposal) -> bool:
    """Whether the move leads to milder monitoring."""
    held = stage_on(proposal.force, timezone.localdate())
    stages = regime().monitoring[proposal.stage_set]
    return held is not None and stages.is_closer(held.stage.identifier, than=proposal.stage)


def _require_assessed(proposal: StageProposal) -> None:
    waiting = [
        each.text.rstrip(".")
        for each in exit_criteria_of(proposal.force, timezone.localdate())
        if each.result in ("", ExitCriterion.Result.NOT_YET)
    ]
    if waiting:
        raise RefusalError(
            "exit-criteria-open",
            f"No final result is recorded for: {'; '.join(waiting)}. "
            "Record whether it is met or the force leaves for other reasons, with reasons.",
        )


def _open_concerns(proposal: StageProposal) -> list[Item]:
    """Causes of concern of the force that go on being open; leaving does not need every one of them closed."""
    return list(
        Item.objects.filter(
            force=proposal.force,
            inspectorate=proposal.inspectorate,
            kind=Item.Kind.CAUSE_OF_CONCERN,
            state=Item.State.OPEN,
        )
    )
