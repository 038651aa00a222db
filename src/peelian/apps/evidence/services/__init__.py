"""Every change of state of the evidence register."""

from peelian.apps.evidence.services.files import attach_file, open_evidence_file
from peelian.apps.evidence.services.links import link_evidence, unlink_evidence
from peelian.apps.evidence.services.register import record_evidence, update_evidence, withdraw_evidence

__all__ = [
    "attach_file",
    "link_evidence",
    "open_evidence_file",
    "record_evidence",
    "unlink_evidence",
    "update_evidence",
    "withdraw_evidence",
]
