"""Stopping the ladder of something late, and letting it go on."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.notifications.models import Escalation
from peelian.apps.notifications.policies import can_stop_escalation
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.likely_days import unlikely_words
from peelian.rules.periods import day_words

SHOWN = ("stopped_on", "stopped_until", "stop_reason")


@service("notifications.stop_escalation")
def stop_escalation(
    *, actor: User, escalation: Escalation, reason: str, expected_version: int, until: date | None = None
) -> Escalation:
    """Let a ladder climb no further, for a reason, until a day or until somebody lets it go on.

    Those whom it has reached are still reminded; the thing stays late.
    """
    current = _locked(actor, escalation, expected_version, to="stop this escalation")
    today = timezone.localdate()
    problems = Problems()
    problems.need("reason", reason, "Say why it is stopped, for those who see it stand still.")
    if until is not None and until <= today:
        problems.add("until", until, f"{day_words(until)} is not after today. Give a later day, or none.")
    elif wrong := unlikely_words(until, today):
        problems.add("until", until, wrong)
    problems.raise_if_any()
    if current.stopped_on is not None and (current.stopped_until is None or current.stopped_until > today):
        raise RefusalError(
            "refused", "This escalation is stopped already. Let it go on before stopping it anew."
        )
    save_edit(
        current,
        {
            "stopped_on": today,
            "stopped_until": until,
            "stopped_by": actor,
            "stop_reason": reason.strip(),
        },
    )
    ending = f"until {day_words(until)}" if until else "until somebody lets it go on"
    _tell(
        actor,
        current,
        "stop_escalation",
        f"Escalation of '{current.title}' stopped {ending}: {reason.strip()}",
    )
    return current


@service("notifications.resume_escalation")
def resume_escalation(*, actor: User, escalation: Escalation, expected_version: int) -> Escalation:
    """Let a stopped ladder go on: the next tick takes the rungs whose day has come."""
    current = _locked(actor, escalation, expected_version, to="let this escalation go on")
    if current.stopped_on is None:
        raise RefusalError("refused", "This escalation is not stopped.")
    save_edit(current, {"stopped_on": None, "stopped_until": None, "stopped_by": None, "stop_reason": ""})
    _tell(actor, current, "resume_escalation", f"Escalation of '{current.title}' goes on.")
    return current


def _locked(actor: User, escalation: Escalation, expected_version: int, *, to: str) -> Escalation:
    if not can_stop_escalation(actor, escalation):
        raise NotPermittedError(
            "not-permitted",
            f"You cannot {to}. While it is under way, that is for those whom its next rungs would tell: the local "
            "policing body of the force, or the inspectorate that follows it.",
        )
    return lock_for_edit(escalation, expected_version, SHOWN)


def _tell(actor: User, escalation: Escalation, action: str, summary: str) -> None:
    record_event(
        actor=actor,
        action=f"notifications.{action}",
        subject=escalation,
        organisation=escalation.organisation,
        summary=summary,
    )
