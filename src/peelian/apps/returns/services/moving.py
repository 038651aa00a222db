"""One step of the table of transitions of a collection, for the services that check its conditions."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.organisations.access import require_role
from peelian.apps.returns.models import Collection
from peelian.apps.returns.policies import COLLECTORS
from peelian.rules.transitions import COLLECTION, find_transition


def locked_for(actor: User, collection: Collection, action: str) -> tuple[Collection, str]:
    """Return the collection, locked until the transaction ends, and the state that the action leads to.

    Raises
    ------
    NotPermittedError, RefusalError
        The person may not do it, or it is not possible in the present state.
    """
    require_role(actor, collection.tenant, *COLLECTORS, to=f"{action} a collection")
    current = Collection.objects.select_for_update().get(pk=collection.pk)
    move = find_transition(COLLECTION, current.state, action, COLLECTORS[0])
    return current, move.next_state
