"""What the values of a release were taken from: the collection, and the signed return of each force."""

from __future__ import annotations

from typing import Any

from peelian.apps.measures.models import MeasureRelease
from peelian.apps.returns.covered import covered_period
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.addresses import workspace_address

SHORT_HASH = 12


def returns_context(release: MeasureRelease) -> dict[str, Any]:
    """The collection of a release with its period, and each return that a value was taken from."""
    collection = release.collection
    if collection is None:
        return {"collection": None}
    taken = release.values.filter(taken_from__isnull=False).select_related("force", "taken_from")
    rows = [
        [
            {"text": row.force.name},
            {
                "text": f"Version {row.taken_from.number}",
                "href": workspace_address(
                    "return_version",
                    collection_id=collection.pk,
                    slug=row.force.slug,
                    number=row.taken_from.number,
                ),
            },
            {"text": row.taken_from.sha256[:SHORT_HASH]},
        ]
        for row in taken.order_by("force__name")
        if row.taken_from
    ]
    return {
        "collection": collection,
        "collection_href": workspace_address("collection", collection_id=collection.pk),
        "collection_period": covered_period(collection).words(),
        "taken_columns": headings("Force", "Return", "Fingerprint of its file"),
        "taken_rows": rows,
    }
