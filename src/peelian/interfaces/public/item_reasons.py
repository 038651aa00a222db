"""Why an item was asked of forces that stood out: the published comparison, and the force's own value in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.replaced import replaced_basis


@dataclass(frozen=True)
class AskedBecause:
    """What stood out, where it is published, and what a newer version of the comparison says."""

    words: str
    href: str
    replaced: tuple[str, ...]


def asked_because(item: Item) -> AskedBecause | None:
    """The reason of an item that a comparison led to; None for items that something else led to."""
    run = item.outlier_run
    if run is None:
        return None
    address = f"{reverse('public:measure', args=[run.measure])}?period={run.period_end.isoformat()}"
    address += f"&version={run.version_number}"
    replaced = replaced_basis(item)
    found = run.comparison.force(item.force.slug) if item.force else None
    if found is None or item.force is None:
        return AskedBecause(item.exception_note, address, replaced)
    told = ", ".join(part for part in (found.printed, found.label, found.rank_words) if part)
    words = f"{run.title}, {run.comparison.period_words}: {told}."
    return AskedBecause(words, f"{address}&force={item.force.slug}", replaced)
