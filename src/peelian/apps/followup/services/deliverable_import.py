"""What an imported item asks for by a date, as its source tells it."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Deliverable, Item
from peelian.apps.followup.services.item_content import DeliverableContent, keep_deliverables
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError


@service("followup.import_deliverables")
def import_deliverables(
    *, actor: User | SystemActor, item: Item, deliverables: Sequence[DeliverableContent]
) -> list[Deliverable]:
    """Keep the deliverables that the source of an imported item tells of. They are kept once."""
    if isinstance(actor, User):
        require_role(actor, item.inspectorate, *IMPORTERS, to="import deliverables")
    current = Item.objects.select_for_update().get(pk=item.pk)
    if not current.source or current.deliverables.exists():
        raise RefusalError(
            "refused",
            f"'{current.title}' is no imported item, or its deliverables are kept already. Import new items only.",
        )
    problems = Problems()
    for each in deliverables:
        problems.need("deliverables", each.get("text"), "A deliverable has no text. Say what is asked for.")
    problems.raise_if_any()
    keep_deliverables(current, deliverables)
    record_event(
        actor=actor,
        action="followup.import_deliverables",
        subject=current,
        organisation=current.tenant,
        summary=f"Deliverables of '{current.title}' imported: {len(deliverables)}.",
        public=True,
    )
    return list(current.deliverables.all())
