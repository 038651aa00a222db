"""Releases of measures that wait for somebody who publishes, for the page that tells a person what waits."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.apps.accounts.models import User
from peelian.apps.measures.policies import PUBLISHERS
from peelian.apps.measures.queries import releases_to_publish
from peelian.apps.organisations.access import organisations_with_role
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section


def measures_to_publish(user: User) -> Iterator[Section]:
    """Drafts that have a value, or a reason for none, of every force in scope; nothing where none waits."""
    found = list(releases_to_publish(user)[:SHOWN]) if organisations_with_role(user, *PUBLISHERS) else []
    if not found:
        return
    rows: list[list[Cell]] = [
        [
            {"text": each.measured.title, "href": workspace_address("release", release_id=each.pk)},
            {"text": each.covered.words()},
            {"text": f"Correction: {each.correction_reason}" if each.correction_reason else "New release"},
        ]
        for each in found
    ]
    more = [("All releases of measures", workspace_address("releases"))]
    yield Section(
        "measures-to-publish",
        "Measures that wait for publication",
        ("Measure", "Period", "What it is"),
        rows,
        "",
        more,
    )
