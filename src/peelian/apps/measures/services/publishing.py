"""Publishing a release, which freezes it, and opening its correction, which becomes a new version."""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.comparing import comparison_of
from peelian.apps.measures.models import MeasurePublication, MeasureRelease
from peelian.apps.measures.policies import PUBLISHERS
from peelian.apps.measures.services.cancelling import as_it_stands
from peelian.apps.measures.services.changing import EDITED, next_version, require_draft
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.errors import RefusalError
from peelian.rules.number_words import of_number


@service("measures.publish_release")
def publish_release(*, actor: User, release: MeasureRelease, expected_version: int) -> MeasurePublication:
    """Publish a release: the comparison is made, frozen and hashed, and open to everybody.

    Every force in scope must have a value, or a reason for having none.
    """
    require_role(actor, release.inspectorate, *PUBLISHERS, to="publish a release of a measure")
    current = lock_for_edit(release, expected_version, EDITED)
    require_draft(current)
    _require_every_force(current)
    before = current.publications.filter(superseded_by__isnull=True).first()
    compared = comparison_of(current)
    if before is not None and compared == before.comparison:
        raise RefusalError(
            "refused",
            f"Nothing in {current} differs from version {before.version_number}, so there is nothing to correct. "
            "Change what is wrong, or cancel the correction.",
        )
    now = timezone.now()
    published = MeasurePublication.objects.create(
        release=current,
        measure=current.measure,
        title=current.measured.title,
        period_end=current.period_end,
        version_number=before.version_number + 1 if before else 1,
        value=compared.model_dump(mode="json"),
        definition_hash=current.definition_hash,
        content_hash=compared.content_hash,
        correction_reason=current.correction_reason,
        supersedes=before,
        published_on=timezone.localdate(now),
        published_at=now,
        published_by=actor,
        is_demonstration=current.is_demonstration,
    )
    next_version(current, state=MeasureRelease.State.PUBLISHED, before_correction={})
    record_event(
        actor=actor,
        action="measures.publish_release",
        subject=published,
        organisation=current.tenant,
        summary=f"Published: {published}.",
        details={"content_hash": published.content_hash, "correction_reason": published.correction_reason},
        public=True,
    )
    return published


@service("measures.open_correction")
def open_correction(
    *, actor: User, release: MeasureRelease, expected_version: int, reason: str
) -> MeasureRelease:
    """Open a published release for correction. What is published stays until the new version is."""
    require_role(actor, release.inspectorate, *PUBLISHERS, to="open a correction")
    current = lock_for_edit(release, expected_version, EDITED)
    if current.is_draft:
        raise RefusalError("refused", f"{current} is open already. Change it and publish it.")
    problems = Problems()
    problems.need(
        "reason", reason, "A correction needs a reason, which is published with it. Say what was wrong."
    )
    problems.raise_if_any()
    next_version(
        current,
        state=MeasureRelease.State.DRAFT,
        before_correction=as_it_stands(current),
        correction_reason=reason.strip(),
    )
    record_event(
        actor=actor,
        action="measures.open_correction",
        subject=current,
        organisation=current.tenant,
        summary=f"A correction was opened: {current}: {current.correction_reason}",
        details={"reason": current.correction_reason},
    )
    return current


def _require_every_force(release: MeasureRelease) -> None:
    missing = forces_in_scope().exclude(pk__in=release.values.values("force"))
    names = list(missing.values_list("name", flat=True))
    if names:
        raise RefusalError(
            "refused",
            f"{of_number(len(names), 'force')} {'has' if len(names) == 1 else 'have'} neither a value nor a reason for "
            f"having none: {', '.join(names)}. Bring them in first; a force that cannot supply is named with its "
            "reason.",
            {"missing": names},
        )
