"""Loading the demonstration step by step, each step whole or not at all.

Every step runs in one transaction that ends with its own entry in the audit log. A load that was
interrupted is therefore run again from the first step that the log does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event

LOADER = SystemActor("demonstration")
ACTION = "demonstration.load_step"


@dataclass(frozen=True)
class Step:
    """One step of the load.

    Parameters
    ----------
    name
        Stays the same for ever: the log knows the step by it.
    title
        What a person reads while it runs.
    load
        Does the step, and yields whenever one more thing stands.
    """

    name: str
    title: str
    load: Callable[[], Iterator[object]]


Progress = Callable[[Step, int], None]
"""Told which step runs and how many things it has loaded so far."""


def loaded_steps() -> frozenset[str]:
    """Names of the steps that the log says were loaded."""
    events = AuditEvent.objects.filter(action=ACTION, outcome=AuditEvent.Outcome.DONE)
    return frozenset(details["step"] for details in events.values_list("details", flat=True))


def steps_to_load(steps: Sequence[Step]) -> list[Step]:
    """The steps that are still missing, in their order."""
    done = loaded_steps()
    return [step for step in steps if step.name not in done]


def load_step(step: Step, progress: Progress) -> None:
    """Load one step in one transaction and put it on record."""
    progress(step, 0)
    with transaction.atomic():
        count = 0
        for count, _ in enumerate(step.load(), start=1):
            progress(step, count)
        record_event(
            actor=LOADER,
            action=ACTION,
            summary=f"The demonstration loaded: {step.title.lower()} ({count}).",
            details={"step": step.name, "count": count},
        )
