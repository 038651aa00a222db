"""Recording, changing and withdrawing evidence; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.links import Link, check_links
from peelian.apps.evidence.models import EvidenceItem, EvidenceLink
from peelian.apps.evidence.queries import published_inspection_of
from peelian.apps.evidence.values import EvidenceValues, check_evidence, earliest_day
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError

FIELDS = tuple(EvidenceValues.__dataclass_fields__)


@service("evidence.record_evidence")
def record_evidence(
    *,
    actor: User,
    inspectorate: Organisation,
    values: EvidenceValues,
    force: Organisation | None = None,
    inspection: Inspection | None = None,
    links: Collection[Link] = (),
    is_demonstration: bool = False,
) -> EvidenceItem:
    """Add an item to the register, for one inspection or for a force between inspections.

    Evidence of a force may be dated on any day; the next inspection of the force draws it in.
    `links` are pairs of an area or pillar and a characteristic, which may be left empty.
    """
    require_role(actor, inspectorate, *WORKERS, to="record evidence")
    force = force or (inspection.force if inspection else None)
    _check_place(inspectorate, force, inspection)
    _check_values(values, inspectorate, force, inspection)
    check_links(inspection, links)
    told: dict[str, Any] = {
        "inspectorate": inspectorate,
        "force": force,
        "inspection": inspection,
        "recorded_by": actor,
        **values.for_storage(),
    }
    in_use = EvidenceItem.objects.filter(withdrawn_reason="")
    keep_once(inspection or force or inspectorate, in_use.filter(**told), f"'{values.title}'")
    item = EvidenceItem.objects.create(is_demonstration=is_demonstration, **told)
    EvidenceLink.objects.bulk_create(
        EvidenceLink(evidence=item, target=target, characteristic=characteristic)
        for target, characteristic in dict.fromkeys(links)
    )
    record_event(
        actor=actor,
        action="evidence.record_evidence",
        subject=item,
        organisation=item.tenant,
        summary=f"Evidence was recorded: {item.title}.",
        details={"kind": item.kind, "links": [list(link) for link in links]},
    )
    return item


@service("evidence.update_evidence")
def update_evidence(
    *, actor: User, evidence: EvidenceItem, values: EvidenceValues, expected_version: int
) -> EvidenceItem:
    """Change an item; every earlier version stays in its history."""
    require_role(actor, evidence.tenant, *WORKERS, to="change evidence")
    current = lock_for_edit(evidence, expected_version, FIELDS)
    require_in_use(current)
    _check_values(values, current.inspectorate, current.force, current.inspection)
    changes = save_edit(current, values.for_storage())
    record_event(
        actor=actor,
        action="evidence.update_evidence",
        subject=current,
        organisation=current.tenant,
        summary=f"Evidence was changed: {current.title}.",
        details=changes,
    )
    return current


@service("evidence.withdraw_evidence")
def withdraw_evidence(
    *, actor: User, evidence: EvidenceItem, reason: str, expected_version: int
) -> EvidenceItem:
    """Take an item out of use with a reason. It stays in the register, and nothing new can lean on it."""
    require_role(actor, evidence.tenant, *WORKERS, to="withdraw evidence")
    current = lock_for_edit(evidence, expected_version, FIELDS)
    require_in_use(current)
    problems = Problems()
    problems.need("reason", reason, "Withdrawing evidence needs a reason. Say why it may no longer be used.")
    problems.raise_if_any()
    save_edit(current, {"withdrawn_reason": reason.strip()})
    record_event(
        actor=actor,
        action="evidence.withdraw_evidence",
        subject=current,
        organisation=current.tenant,
        summary=f"Evidence was withdrawn: {current.title}. Reason: {reason.strip()}",
    )
    return current


def require_in_use(evidence: EvidenceItem) -> None:
    """Refuse to change evidence that was withdrawn, or on which a published report rests."""
    if evidence.is_withdrawn:
        raise RefusalError(
            "refused", f"'{evidence.title}' was withdrawn and stays as it is. Record a new item instead."
        )
    published = published_inspection_of(evidence)
    if published is not None:
        raise RefusalError(
            "refused",
            f"'{evidence.title}' belongs to {published.title}, which is published, and stays as it was "
            "then. Record a new item instead.",
        )


def _check_place(
    inspectorate: Organisation, force: Organisation | None, inspection: Inspection | None
) -> None:
    problems = Problems()
    if inspection is not None and inspection.inspectorate_id != inspectorate.pk:
        problems.add("inspection", None, f"The inspection is not one of {inspectorate.name}. Choose another.")
    elif inspection is not None and inspection.force is not None and force != inspection.force:
        problems.add(
            "force",
            force,
            f"{inspection.title} looks at {inspection.force.name}, not at {force}. Choose one of them.",
        )
    if force is None and inspection is None:
        problems.add("force", None, "The evidence belongs to no force and no inspection. Name one of them.")
    if force is not None and force.kind != Organisation.Kind.FORCE:
        problems.add(
            "force", force.name, f"{force.name} is no police force. Name the force the evidence is about."
        )
    if inspection is not None and inspection.state == Inspection.State.PUBLISHED:
        problems.add(
            "inspection",
            inspection.reference,
            f"{inspection.title} is published. Record the evidence for the force: its next inspection draws it in.",
        )
    problems.raise_if_any()


def _check_values(
    values: EvidenceValues,
    inspectorate: Organisation,
    force: Organisation | None,
    inspection: Inspection | None,
) -> None:
    check_evidence(
        values,
        earliest=earliest_day(inspection),
        today=timezone.localdate(),
        known_names=_names_of_people(inspectorate, force),
    )


def _names_of_people(inspectorate: Organisation, force: Organisation | None) -> list[str]:
    """Return the names of the people of the inspectorate and the force, none of which stands for a role."""
    organisations = [inspectorate.pk] + ([force.pk] if force else [])
    members = User.objects.filter(memberships__organisation__in=organisations, is_demonstration=False)
    return list(members.values_list("name", flat=True).distinct())
