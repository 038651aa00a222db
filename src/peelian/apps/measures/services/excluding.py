"""Leaving a force out of a comparison, always with a reason, and taking it back in."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.measures.services.changing import next_version, release_to_change
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError


@service("measures.exclude_force")
def exclude_force(
    *, actor: User, release: MeasureRelease, expected_version: int, force: Organisation, reason: str
) -> ForceValue:
    """Leave a force out of mean, lines, rank and every other comparison; the reason is printed with them."""
    current = release_to_change(actor, release, expected_version, "leave a force out")
    problems = Problems()
    problems.need("reason", reason, "A force is left out only with a reason. Say why, for the reader.")
    problems.raise_if_any()
    row = _row(current, force)
    return _saved(actor, current, row, reason.strip(), f"left out: {reason.strip()}", "exclude_force")


@service("measures.restore_force")
def restore_force(
    *, actor: User, release: MeasureRelease, expected_version: int, force: Organisation
) -> ForceValue:
    """Take a force back into the comparison."""
    current = release_to_change(actor, release, expected_version, "take a force back in")
    row = _row(current, force)
    if not row.exclusion:
        raise RefusalError("refused", f"{force.name} is not left out of {current}.")
    return _saved(actor, current, row, "", "taken back in", "restore_force")


def _row(release: MeasureRelease, force: Organisation) -> ForceValue:
    row: ForceValue | None = release.values.filter(force=force).select_related("force").first()
    if row is None:
        raise RefusalError("refused", f"{force.name} has no row in {release}. Bring in its value first.")
    return row


def _saved(
    actor: User, release: MeasureRelease, row: ForceValue, exclusion: str, words: str, act: str
) -> ForceValue:
    was, row.exclusion = row.exclusion, exclusion
    row.save(update_fields=["exclusion"])
    next_version(release)
    record_event(
        actor=actor,
        action=f"measures.{act}",
        subject=release,
        organisation=release.tenant,
        summary=f"{row.force.name} in {release}: {words}.",
        details={"force": row.force.slug, "before": was, "after": exclusion},
    )
    return row
