"""Deciding whether two items that look alike ask the same. The product suggests; a person decides."""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import ComparedPair, Item, ItemLink
from peelian.apps.followup.services.lineage import join
from peelian.apps.followup.services.work import require_words
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError


@service("followup.confirm_duplicate")
def confirm_duplicate(*, actor: User, item: Item, other: Item, reason: str) -> ItemLink:
    """Say that two items ask the same, and link the later to the earlier; both stay as they are."""
    pair = _decide(actor, item, other, reason, same=True)
    earlier, later = sorted((item, other), key=lambda one: (one.raised_on or one.listed_on, one.created_at))
    link, _ = join(later=later, earlier=earlier, kind=ItemLink.Kind.DUPLICATES, note=pair.reason)
    _tell(actor, pair, "asks the same as")
    return link


@service("followup.refuse_duplicate")
def refuse_duplicate(*, actor: User, item: Item, other: Item, reason: str) -> ComparedPair:
    """Say that two items that look alike ask for different things, so that they are not suggested again."""
    pair = _decide(actor, item, other, reason, same=False)
    _tell(actor, pair, "does not ask the same as")
    return pair


def _decide(actor: User, item: Item, other: Item, reason: str, *, same: bool) -> ComparedPair:
    for each in (item, other):
        require_role(actor, each.inspectorate, *WORKERS, to="decide whether items ask the same")
    reason = require_words(reason, "The decision needs a reason. Say what both ask for.")
    if item.pk == other.pk:
        raise RefusalError("refused", "An item always asks the same as itself. Choose another.")
    first, second = sorted((item, other), key=lambda one: one.pk)
    if ComparedPair.objects.filter(first=first, second=second).exists():
        raise RefusalError("refused", f"'{first.title}' and '{second.title}' were compared already.")
    return ComparedPair.objects.create(
        first=first,
        second=second,
        same=same,
        reason=reason,
        decided_by=actor,
        decided_on=timezone.localdate(),
    )


def _tell(actor: User, pair: ComparedPair, words: str) -> None:
    public = pair.same and Item.State.DRAFT not in (pair.first.state, pair.second.state)
    record_event(
        actor=actor,
        action="followup.compare_items",
        subject=pair.first,
        organisation=pair.tenant,
        summary=f"'{pair.first.title}' {words} '{pair.second.title}'. {pair.reason}",
        details={"second": str(pair.second_id), "same": pair.same},
        public=public,
    )
