"""Until when the content of an inspection may change, and until when its grades may."""

from __future__ import annotations

from peelian.apps.inspections.models import Inspection
from peelian.rules.errors import RefusalError
from peelian.rules.transition_words import state_clause

WRITING_CLOSED = (Inspection.State.SIGN_OFF, Inspection.State.PUBLISHED)
"""States of an inspection in which its findings, figures and items stay as they are."""

REMEDIES: dict[str, str] = {
    Inspection.State.SIGN_OFF: "Return it to drafting to change it.",
    Inspection.State.PUBLISHED: "Correct the published report: that makes a new version.",
}


def require_writing_open(inspection: Inspection) -> None:
    """Refuse to change what an inspection holds once it is being signed off or is published."""
    current = _held_still(inspection)
    if current.state in WRITING_CLOSED:
        raise RefusalError(
            "refused",
            f"{current.title} {state_clause(current.state)}, so its content stays as it is. {REMEDIES[current.state]}",
            {"state": current.state},
        )


def require_unpublished(inspection: Inspection) -> None:
    """Refuse to change a grade after its publication."""
    current = _held_still(inspection)
    if current.state == Inspection.State.PUBLISHED:
        raise RefusalError(
            "refused",
            f"{current.title} is published and its grades are frozen. A correction is a new version of the report.",
            {"state": current.state},
        )


def _held_still(inspection: Inspection) -> Inspection:
    """The inspection as it stands now, locked until the change is made, so that it cannot be signed off meanwhile."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)
