"""Items asked of all forces at once."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item
from peelian.apps.followup.services.fanning import fan_out
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.errors import RefusalError


@service("followup.issue_national")
def issue_national(*, actor: User | SystemActor, item: Item) -> list[Item]:
    """Give each force in scope its own item from an open one to all forces, once."""
    if isinstance(actor, User):
        require_role(actor, item.inspectorate, *IMPORTERS, to="issue an item to each force")
    national = Item.objects.select_for_update().get(pk=item.pk)
    if national.addressee != Item.Addressee.ALL_FORCES or national.state != Item.State.OPEN:
        raise RefusalError(
            "refused",
            f"'{national.title}' is no open item to all forces, so it is not given to each of them. "
            "Choose an open item whose addressee is all forces.",
        )
    if national.force_items.exists():
        raise RefusalError("refused", f"Each force has its own item from '{national.title}' already.")
    items = fan_out(national, forces_in_scope())
    tell_of_many(actor, national, items)
    return items


def tell_of_many(actor: User | SystemActor, national: Item, items: Sequence[Item]) -> None:
    record_event(
        actor=actor,
        action="followup.issue_national",
        subject=national,
        organisation=national.tenant,
        summary=f"'{national.title}' is given to {len(items)} forces, an item each.",
        details={"items": [str(item.pk) for item in items]},
        public=True,
    )
