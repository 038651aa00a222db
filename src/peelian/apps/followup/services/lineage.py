"""Linking an item to the earlier one that it repeats, continues, supersedes, reframes or asks the same as."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError


@service("followup.link_items")
def link_items(*, actor: User, later: Item, earlier: Item, kind: str, note: str = "") -> ItemLink:
    """Record that an item takes up an earlier one. A chain never leads back to where it began."""
    require_role(actor, later.inspectorate, *WORKERS, to="link items")
    problems = Problems()
    problems.need_one_of("kind", kind, ItemLink.Kind.values, "kind of link")
    problems.raise_if_any()
    link, made = join(later=later, earlier=earlier, kind=kind, note=note)
    if made:
        record_event(
            actor=actor,
            action="followup.link_items",
            subject=later,
            organisation=later.tenant,
            summary=f"'{later.title}' {link.get_kind_display().lower()} '{earlier.title}'.",
            details={"earlier": str(earlier.pk), "kind": kind, "note": note},
            public=Item.State.DRAFT not in (later.state, earlier.state),
        )
    return link


def join(*, later: Item, earlier: Item, kind: str, note: str) -> tuple[ItemLink, bool]:
    """Link two items where that leads nowhere back, and say whether the link is new; the caller tells the log."""
    if later.inspectorate_id != earlier.inspectorate_id:
        raise RefusalError("refused", "Both items have to be of the same inspectorate.")
    if later.raised_on and earlier.raised_on and earlier.raised_on > later.raised_on:
        raise RefusalError(
            "refused", f"'{earlier.title}' was raised after '{later.title}'. Change their places."
        )
    refuse_circle(later=later, earlier=earlier)
    return ItemLink.objects.get_or_create(later=later, earlier=earlier, kind=kind, defaults={"note": note})


def refuse_circle(*, later: Item, earlier: Item) -> None:
    """Refuse to link an item to one that goes back to it already."""
    if later.pk in _reached_from(earlier):
        raise RefusalError("refused", "The link would lead back to the item itself. Choose an earlier item.")


def _reached_from(item: Item) -> set[object]:
    """The item itself and everything that it goes back to."""
    reached: set[object] = {item.pk}
    step = {item.pk}
    while step:
        step = set(ItemLink.objects.filter(later__in=step).values_list("earlier_id", flat=True)) - reached
        reached |= step
    return reached
