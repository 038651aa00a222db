"""Putting an item under the theme by which items of all forces are looked at together."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role


def check_theme(theme: str, problems: Problems) -> None:
    """Note a theme that the regime does not name; none at all is allowed."""
    if theme:
        problems.need_one_of("theme", theme, [each.identifier for each in regime().themes], "theme")


@service("followup.assign_theme")
def assign_theme(*, actor: User, item: Item, theme: str, expected_version: int) -> Item:
    """Put an item under a theme of the regime, or under none; what it asks for stays as it is."""
    require_role(actor, item.inspectorate, *WORKERS, to="give an item its theme")
    problems = Problems()
    check_theme(theme, problems)
    problems.raise_if_any()
    current = lock_for_edit(item, expected_version, ("theme",))
    changes = save_edit(current, {"theme": theme})
    record_event(
        actor=actor,
        action="followup.assign_theme",
        subject=current,
        organisation=current.tenant,
        summary=f"'{current.title}' stands under the theme {theme or 'none'}.",
        details=changes,
        public=current.state != Item.State.DRAFT,
    )
    return current
