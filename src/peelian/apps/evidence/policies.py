"""Who may read and change the evidence register, asked for one item or for all."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation


def evidence_readable_by(user: Viewer) -> QuerySet[EvidenceItem]:
    """Evidence that the user may read: that of the inspectorates whose staff the user belongs to."""
    return EvidenceItem.objects.visible_to(user)


def can_read_evidence(user: Viewer, evidence: EvidenceItem) -> bool:
    return evidence_readable_by(user).filter(pk=evidence.pk).exists()


def evidence_editable_by(user: Viewer) -> QuerySet[EvidenceItem]:
    """Evidence that the user may change, link, add files to or withdraw: none that is withdrawn already."""
    return EvidenceItem.objects.filter(
        inspectorate__in=organisations_with_role(user, *WORKERS), withdrawn_reason=""
    )


def can_edit_evidence(user: Viewer, evidence: EvidenceItem) -> bool:
    return evidence_editable_by(user).filter(pk=evidence.pk).exists()


def inspectorates_supplied_with_evidence_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates in whose register the user may record evidence."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *WORKERS)
    )


def can_supply_evidence(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_supplied_with_evidence_by(user).filter(pk=inspectorate.pk).exists()
