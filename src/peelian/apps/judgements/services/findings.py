"""Writing, changing and removing findings, and the second reading of case examples."""

from __future__ import annotations

from typing import Unpack

from django.db.models import ProtectedError

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.judgements.measured_numbers import require_backed_words
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.openness import require_writing_open
from peelian.apps.judgements.services.finding_content import (
    COLUMNS,
    PARTS,
    WORDING,
    FindingContent,
    check_finding,
    columns_in,
    free_key,
    keep_parts,
    parts_of,
)
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError


@service("judgements.write_finding")
def write_finding(
    *, actor: User, inspection: Inspection, target: str, **content: Unpack[FindingContent]
) -> Finding:
    """Write a finding under an area or pillar. Logged with its headline."""
    _require_writer(actor, inspection)
    finding = Finding(inspection=inspection, target=target, written_by=actor, **columns_in(content))
    finding.key = finding.key or free_key(inspection, finding.headline)
    check_finding(finding, content)
    finding.save(force_insert=True)
    keep_parts(finding, content)
    record_event(
        actor=actor,
        action="judgements.write_finding",
        subject=finding,
        organisation=finding.tenant,
        summary=f"Finding written under {target} of {inspection.title}: {finding.headline}",
        details={"target": target, "key": finding.key, **parts_of(finding)},
    )
    return finding


@service("judgements.update_finding")
def update_finding(
    *, actor: User, finding: Finding, expected_version: int, **content: Unpack[FindingContent]
) -> Finding:
    """Change what is given of a finding and leave the rest. A change of wording undoes the second reading."""
    _require_writer(actor, finding.inspection)
    current = lock_for_edit(finding, expected_version, COLUMNS)
    values = columns_in(content)
    proposed = Finding(
        **{name: getattr(current, name) for name in ("id", "inspection", "target", *COLUMNS)} | values
    )
    check_finding(proposed, content)
    require_backed_words(current, proposed.headline, proposed.body)
    if any(name in WORDING for name in content):
        values |= {"written_by": actor, "second_reader": None}
    earlier = parts_of(current)
    changes = save_edit(current, values)
    keep_parts(current, content)
    later = parts_of(current)
    for name in (name for name in PARTS if earlier[name] != later[name]):
        changes["before"][name], changes["after"][name] = earlier[name], later[name]
    record_event(
        actor=actor,
        action="judgements.update_finding",
        subject=current,
        organisation=current.tenant,
        summary=f"Finding changed in {current.inspection.title}: {current.headline}",
        details=changes,
    )
    return current


@service("judgements.remove_finding")
def remove_finding(*, actor: User, finding: Finding, expected_version: int) -> None:
    """Remove a finding from a draft, unless figures, issues or report texts rest on it. Its text stays in the log."""
    _require_writer(actor, finding.inspection)
    current = lock_for_edit(finding, expected_version, COLUMNS)
    record_event(
        actor=actor,
        action="judgements.remove_finding",
        subject=current,
        organisation=current.tenant,
        summary=f"Finding removed from {current.inspection.title}: {current.headline}",
        details={
            "target": current.target,
            "key": current.key,
            "body": current.body,
            "future_check": current.future_check,
            **parts_of(current),
        },
    )
    try:
        current.delete()
    except ProtectedError as error:
        kinds = sorted({str(thing._meta.verbose_name_plural) for thing in error.protected_objects})
        raise RefusalError(
            "refused",
            f"The finding cannot be removed: {', '.join(kinds)} rest on it. Move or remove those first.",
        ) from error


@service("judgements.confirm_case_example")
def confirm_case_example(*, actor: User, finding: Finding, expected_version: int) -> Finding:
    """A second person has read the case example and found nobody recognisable in it. The writer cannot do it."""
    _require_writer(actor, finding.inspection)
    current = lock_for_edit(finding, expected_version, COLUMNS)
    if not current.is_case_example:
        raise RefusalError(
            "refused", "This finding is not marked as a case example, so it needs no second reader."
        )
    if not current.anonymised:
        raise RefusalError(
            "refused", "The case example is not marked as anonymised. Take out what identifies people."
        )
    if current.written_by_id == actor.pk:
        raise RefusalError(
            "refused", "You wrote this case example. Somebody else has to read it before publication."
        )
    save_edit(current, {"second_reader": actor})
    record_event(
        actor=actor,
        action="judgements.confirm_case_example",
        subject=current,
        organisation=current.tenant,
        summary=f"Case example read by a second person: {current.headline}",
    )
    return current


def _require_writer(actor: User, inspection: Inspection) -> None:
    require_role(actor, inspection.inspectorate, *WORKERS, to="write findings")
    require_writing_open(inspection)
