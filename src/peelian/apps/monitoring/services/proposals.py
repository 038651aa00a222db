"""A move between stages: proposed by one person, told to the force, answered by it, decided by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Unpack

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.services.work import require_words
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.monitoring.models import Representation, StageProposal
from peelian.apps.monitoring.policies import PROPOSERS, roles_to_move
from peelian.apps.monitoring.queries import stage_set_on
from peelian.apps.monitoring.services.checks import check_likely, check_not_ahead, sentences
from peelian.apps.monitoring.services.content import ProposalContent, checked_content
from peelian.apps.monitoring.services.deciding import decided, require_decidable
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import StageSet
from peelian.rules.clocks import months_after
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words
from peelian.rules.transitions import STAGE_MOVE, next_state

NOTICE_DAYS = 7
"""As many days as a force has at least to answer a notice."""
OPEN_STATES = (StageProposal.State.DRAFT, StageProposal.State.NOTICE_GIVEN)
SHOWN = ("stage", "triggers", "reasons", "evidence", "exit_criteria", "state")


@service("monitoring.propose_move")
def propose_move(
    *, actor: User, inspectorate: Organisation, force: Organisation, **content: Unpack[ProposalContent]
) -> StageProposal:
    """Propose that a force moves to another stage of the regime in force today."""
    require_role(actor, inspectorate, *PROPOSERS, to="propose a move between stages of monitoring")
    Organisation.objects.select_for_update().get(pk=force.pk)
    if StageProposal.objects.filter(force=force, state__in=OPEN_STATES).exists():
        raise RefusalError(
            "refused", f"A proposal on {force.name} is open already. Have it decided, or withdraw it, first."
        )
    proposal = StageProposal(
        inspectorate=inspectorate, force=force, stage_set=_stages().identifier, proposed_by=actor
    )
    for name, value in checked_content(proposal, content).items():
        setattr(proposal, name, value)
    proposal.save(force_insert=True)
    _tell(actor, proposal, "propose_move", f"A move of {force.name} to {proposal.stage} is proposed.")
    return proposal


@service("monitoring.change_proposal")
def change_proposal(
    *, actor: User, proposal: StageProposal, expected_version: int, **content: Unpack[ProposalContent]
) -> StageProposal:
    """Change a proposal of which no notice was given. What the force was told stays as it was told."""
    require_role(actor, proposal.inspectorate, *PROPOSERS, to="change a proposal")
    current = lock_for_edit(proposal, expected_version, SHOWN)
    if current.state != StageProposal.State.DRAFT:
        raise RefusalError(
            "refused",
            f"The proposal is at '{current.get_state_display().lower()}', so its text stays as it is. "
            "Withdraw it and propose anew.",
        )
    changes = save_edit(current, checked_content(current, content))
    _tell(actor, current, "change_proposal", "The proposal is changed.", **changes)
    return current


@service("monitoring.give_notice")
def give_notice(
    *, actor: User, proposal: StageProposal, represent_by: date, expected_version: int
) -> StageProposal:
    """Tell the force what is proposed and why, and by which day it may answer."""
    today = timezone.localdate()
    first, last = today + timedelta(days=NOTICE_DAYS), months_after(today, 12)
    if not first <= represent_by <= last:
        raise RefusalError(
            "refused",
            f"The force needs time to answer, and the notice has to end: give a day from {day_words(first)} "
            f"to {day_words(last)}, not {day_words(represent_by)}.",
        )
    told = _step(
        actor,
        proposal,
        "give-notice",
        expected_version,
        notice_given_on=today,
        represent_by=represent_by,
    )
    _tell(
        actor,
        told,
        "give_notice",
        f"Notice was given to {told.force.name}: answers by {day_words(represent_by)}.",
    )
    return told


@service("monitoring.make_representations")
def make_representations(*, actor: User, proposal: StageProposal, text: str) -> Representation:
    """Answer a notice for the force. What was said is kept as it was; the force may add to it until the last day."""
    require_role(
        actor, proposal.force, *roles_to_move("make-representations"), to="make representations for the force"
    )
    text = require_words(text, "The representations are empty. Write what the force says to the notice.")
    current = StageProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    today = timezone.localdate()
    if current.state != StageProposal.State.NOTICE_GIVEN or current.represent_by is None:
        raise RefusalError("refused", "There is no notice to be answered, or it has been decided on already.")
    if today > current.represent_by:
        raise RefusalError(
            "refused",
            f"The last day for representations was {day_words(current.represent_by)}. "
            "Write to the inspectorate, which may withdraw the notice and give it anew.",
        )
    before = current.representations.filter(text=text).order_by("made_on").first()
    if before is not None:
        raise RefusalError(
            "refused",
            f"These words stand among the representations already, made on {day_words(before.made_on)}. "
            "Nothing was added. Write what is to be said beside them.",
        )
    made = Representation.objects.create(proposal=current, text=text, made_by=actor, made_on=today)
    record_event(
        actor=actor,
        action="monitoring.make_representations",
        subject=current,
        organisation=current.force,
        summary=f"{current.force.name} made representations on the proposed stage of monitoring.",
    )
    return made


@service("monitoring.decide_move")
def decide_move(
    *,
    actor: User,
    proposal: StageProposal,
    effective_on: date,
    reasons: str,
    expected_version: int,
    factors: Sequence[str] = (),
    next_review_on: date | None = None,
) -> StageProposal:
    """Decide that a proposed move takes place: the decision is public from then on.

    The second person decides, once the force has answered or could have. `reasons` are what the public reads.
    When a force leaves a closer stage, what is still open of its causes of concern is put down with the decision.
    """
    problems = Problems()
    problems.need("reasons", reasons, "The decision has no reasons. Say why it was made.")
    check_not_ahead("effective_on", effective_on, "The decision", problems)
    if next_review_on is not None and next_review_on <= effective_on:
        problems.add(
            "next_review_on",
            next_review_on,
            "The next review comes after the decision. Give a later day.",
        )
    check_likely("next_review_on", next_review_on, problems)
    problems.raise_if_any()
    current = _step(actor, proposal, "decide", expected_version)
    require_decidable(actor, current, effective_on)
    return decided(actor, current, effective_on, reasons.strip(), sentences(factors), next_review_on)


@service("monitoring.withdraw_proposal")
def withdraw_proposal(
    *, actor: User, proposal: StageProposal, reason: str, expected_version: int
) -> StageProposal:
    """Take a proposal back. A force that was given notice of it goes on seeing it, with the reason."""
    reason = require_words(reason, "Withdrawing a proposal needs a reason. Say why it is taken back.")
    withdrawn = _step(actor, proposal, "withdraw", expected_version, withdrawn_reason=reason)
    _tell(actor, withdrawn, "withdraw_proposal", f"The proposal is withdrawn. {reason}")
    return withdrawn


def _step(
    actor: User, proposal: StageProposal, action: str, expected_version: int, **values: Any
) -> StageProposal:
    """Move a proposal one step on, as the table of transitions says."""
    roles = roles_to_move(action)
    require_role(actor, proposal.inspectorate, *roles, to=f"{action.replace('-', ' ')} a move between stages")
    current = lock_for_edit(proposal, expected_version, SHOWN)
    role = next(role for role in roles if has_role(actor, current.inspectorate, role))
    state = next_state(STAGE_MOVE, current.state, action, role)
    if action != "decide":
        save_edit(current, {"state": state, **values})
    return current


def _stages() -> StageSet:
    stages = stage_set_on(timezone.localdate())
    if stages is None:
        raise RefusalError(
            "refused", "No regime of monitoring is in force today. Record it in the catalogue first."
        )
    return stages


def _tell(actor: User, proposal: StageProposal, action: str, summary: str, **details: Any) -> None:
    """Tell the log of the inspectorate; nothing public has changed."""
    record_event(
        actor=actor,
        action=f"monitoring.{action}",
        subject=proposal,
        organisation=proposal.inspectorate,
        summary=summary,
        details=details,
    )
