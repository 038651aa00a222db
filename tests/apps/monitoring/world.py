"""Proposals and decisions on stages of monitoring, made through the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.monitoring import services
from peelian.apps.monitoring.models import StageDecision, StageProposal
from peelian.apps.organisations.models import Organisation, Role
from tests.apps.world import make_force, make_inspectorate, make_person

ENTERING: dict[str, Any] = {
    "stage": "engage",
    "triggers": ["concern-not-answered"],
    "reasons": "The force has not answered the cause of concern on how it records crime.",
    "evidence": [
        {"text": "Review of crime records", "day": date(2022, 11, 4)},
        {"text": "Letter of the chief constable", "day": date(2023, 1, 20)},
    ],
    "exit_criteria": ["Crime is recorded within a day.", "Supervisors check each refusal."],
}
LEAVING: dict[str, Any] = {
    "stage": "scan",
    "triggers": [],
    "reasons": "The force records crime in time, and has done so for a year.",
    "evidence": [{"text": "Revisit of crime records", "day": date(2023, 3, 1)}],
    "exit_criteria": [],
}


def hmi() -> User:
    return make_person(make_inspectorate(), Role.HMI)


def hmcic() -> User:
    return make_person(make_inspectorate(), Role.HMCIC, name="Chief Inspector Example")


def chief(force: Organisation | None = None) -> User:
    return make_person(force or make_force(), Role.CHIEF_OFFICER)


def propose(force: Organisation | None = None, actor: User | None = None, **content: Any) -> StageProposal:
    return services.propose_move(
        actor=actor or hmi(),
        inspectorate=make_inspectorate(),
        force=force or make_force(),
        **{**ENTERING, **content},
    )


def notice(proposal: StageProposal, represent_by: date, actor: User | None = None) -> StageProposal:
    return services.give_notice(
        actor=actor or hmi(),
        proposal=proposal,
        represent_by=represent_by,
        expected_version=fresh(proposal).version,
    )


def answer(proposal: StageProposal, text: str = "We accept what was found.") -> Any:
    return services.make_representations(actor=chief(proposal.force), proposal=proposal, text=text)


def decide_on(proposal: StageProposal, effective_on: date, **values: Any) -> StageProposal:
    given: dict[str, Any] = {
        "actor": hmcic(),
        "reasons": proposal.reasons,
        "expected_version": fresh(proposal).version,
        **values,
    }
    return services.decide_move(proposal=proposal, effective_on=effective_on, **given)


def entered(today: date, force: Organisation | None = None) -> StageDecision:
    """The force is in Engage by a decision of the day, answered on the day."""
    proposal = notice(propose(force), today + timedelta(days=14))
    answer(proposal)
    decision = decide_on(proposal, today).decision
    assert decision is not None
    return decision


def fresh(proposal: StageProposal) -> StageProposal:
    """The proposal as it stands now."""
    return StageProposal.objects.get(pk=proposal.pk)
