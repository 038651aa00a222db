"""What every change of a release shares: who may, which version was open, and the count of versions."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.policies import COMPILERS
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError

EDITED = ("state", "correction_reason")


def need_source(problems: Problems, source: str) -> None:
    problems.need("source", source, "The release has no source. Say where the values come from.")


def release_to_change(
    actor: User, release: MeasureRelease, expected_version: int, to: str, edited: tuple[str, ...] = EDITED
) -> MeasureRelease:
    """The release, locked; refused where the person may not, it is published, or somebody else changed it."""
    require_role(actor, release.inspectorate, *COMPILERS, to=to)
    current = lock_for_edit(release, expected_version, edited)
    require_draft(current)
    return current


def require_draft(release: MeasureRelease) -> None:
    if not release.is_draft:
        raise RefusalError(
            "refused",
            f"{release} is published and stays as it is. Open a correction of it first, with the reason.",
        )


def next_version(release: MeasureRelease, **values: object) -> None:
    """Store that the release was changed, with the columns given."""
    save_edit(release, values)
