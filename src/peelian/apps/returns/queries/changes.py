"""What changed in a return, told against the version before that the reader may see."""

from __future__ import annotations

from typing import Any

from peelian.apps.organisations.access import Viewer
from peelian.apps.returns.models import Return
from peelian.records.returned.changes import as_sent, cell_changes
from peelian.records.returned.check import Row


def version_before(user: Viewer, version: Return) -> Return | None:
    """The version before that the user may see: outside the force, the one that was signed off before."""
    visible = Return.objects.visible_to(user).filter(reply=version.reply_id, number__lt=version.number)
    return visible.first()


def sent_rows(version: Return) -> tuple[Row, ...]:
    """The rows of a version as they were sent, refused cells among them."""
    return as_sent(version.rows, version.lines, version.findings)


def changes_since(version: Return, earlier: Return | None) -> list[dict[str, Any]]:
    """Cells and rows that differ from an earlier version; none without one.

    What was stored when the version came tells of the version sent just before, which may be signed by nobody.
    """
    if earlier is None:
        return []
    if earlier.number == version.number - 1:
        return list(version.changes)
    template = version.reply.collection.return_template
    if template is None:
        return []
    return [each.to_json() for each in cell_changes(template, sent_rows(earlier), sent_rows(version))]


def change_count_since(version: Return, earlier: Return | None) -> int | None:
    """How many cells and rows differ from an earlier version; None without one."""
    if earlier is None:
        return None
    if earlier.number == version.number - 1:
        return version.change_count
    return len(changes_since(version, earlier))
