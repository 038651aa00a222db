"""Changing what a draft of a release says of itself, and discarding one that was begun by mistake."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.services.changing import need_source, release_to_change
from peelian.rules.errors import RefusalError

WORDED = ("source", "denominator_source", "denominator_note", "note")


@service("measures.edit_release")
def edit_release(
    *,
    actor: User,
    release: MeasureRelease,
    expected_version: int,
    source: str,
    denominator_source: str,
    denominator_note: str,
    note: str,
) -> MeasureRelease:
    """Change the sources and notes of a draft. Measure and period stay; another period is another release."""
    current = release_to_change(actor, release, expected_version, "change a release of a measure", WORDED)
    problems = Problems()
    need_source(problems, source)
    problems.raise_if_any()
    given = (source, denominator_source, denominator_note, note)
    changes = save_edit(current, {name: each.strip() for name, each in zip(WORDED, given, strict=True)})
    record_event(
        actor=actor,
        action="measures.edit_release",
        subject=current,
        organisation=current.tenant,
        summary=f"The sources and notes of {current} were changed.",
        details=changes,
    )
    return current


@service("measures.discard_release")
def discard_release(*, actor: User, release: MeasureRelease, expected_version: int, reason: str) -> None:
    """Remove a draft that was never published, with its values. The log keeps what it was and why it went."""
    current = release_to_change(actor, release, expected_version, "discard a release of a measure")
    if current.publications.exists():
        raise RefusalError(
            "refused",
            f"{current} has been published, so it is not discarded. Publish the correction, or cancel it.",
        )
    problems = Problems()
    problems.need("reason", reason, "A release is discarded only with a reason. Say why it goes.")
    problems.raise_if_any()
    record_event(
        actor=actor,
        action="measures.discard_release",
        subject=current,
        organisation=current.tenant,
        summary=f"A draft was discarded: {current}: {reason.strip()}",
        details={
            "measure": current.measure,
            "period": current.period,
            "source": current.source,
            "values": current.values.count(),
            "reason": reason.strip(),
        },
    )
    current.delete()
