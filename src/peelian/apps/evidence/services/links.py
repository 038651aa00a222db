"""Linking evidence to areas and characteristics."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.links import check_links
from peelian.apps.evidence.models import EvidenceItem, EvidenceLink
from peelian.apps.evidence.services.register import require_in_use
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError


@service("evidence.link_evidence")
def link_evidence(
    *, actor: User, evidence: EvidenceItem, target: str, characteristic: str = ""
) -> EvidenceLink:
    """Say that evidence speaks to an area or pillar, and in it to a characteristic where one is named."""
    require_role(actor, evidence.tenant, *WORKERS, to="link evidence")
    current = EvidenceItem.objects.select_for_update().get(pk=evidence.pk)
    require_in_use(current)
    check_links(current.inspection, [(target, characteristic)])
    link, made = EvidenceLink.objects.get_or_create(
        evidence=current, target=target, characteristic=characteristic
    )
    if not made:
        raise RefusalError("refused", f"'{current.title}' is already linked to {characteristic or target}.")
    _log(actor, "evidence.link_evidence", link, "was linked to")
    return link


@service("evidence.unlink_evidence")
def unlink_evidence(*, actor: User, link: EvidenceLink) -> None:
    """Take back that evidence speaks to something."""
    require_role(actor, link.evidence.tenant, *WORKERS, to="unlink evidence")
    require_in_use(EvidenceItem.objects.select_for_update().get(pk=link.evidence_id))
    _log(actor, "evidence.unlink_evidence", link, "is no longer linked to")
    link.delete()


def _log(actor: User, action: str, link: EvidenceLink, verb: str) -> None:
    record_event(
        actor=actor,
        action=action,
        subject=link.evidence,
        organisation=link.evidence.tenant,
        summary=f"'{link.evidence.title}' {verb} {link.characteristic or link.target}.",
        details={"target": link.target, "characteristic": link.characteristic},
    )
