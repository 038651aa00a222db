"""The comparison that a release makes: what would be published of it as it stands."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.returns.covered import covered_period
from peelian.records.comparison import CollectionTaken, MeasureComparison, ReturnTaken, compare_forces


def comparison_of(release: MeasureRelease) -> MeasureComparison:
    """Set the forces of a release side by side; its notes are those that will be printed."""
    known = regime().forces
    rows = release.values.select_related("force", "release", "taken_from")
    supplied = [row.supplied(known[row.force.slug].region if row.force.slug in known else "") for row in rows]
    notes = (release.denominator_note, release.note)
    return compare_forces(
        release.measured,
        supplied,
        period=release.covered,
        source=release.source,
        denominator_source=release.denominator_source,
        note=" ".join(note for note in notes if note),
        collection=_collection_taken(release, rows),
    )


def _collection_taken(release: MeasureRelease, rows: Iterable[ForceValue]) -> CollectionTaken | None:
    """The collection, and the signed returns whose values stand in the release; None where there are none."""
    returns = [
        ReturnTaken(
            slug=row.force.slug,
            name=row.force.name,
            version=row.taken_from.number,
            sha256=row.taken_from.sha256,
        )
        for row in rows
        if row.taken_from
    ]
    collection = release.collection
    if collection is None or collection.closed_on is None or not returns:
        return None
    return CollectionTaken(
        title=collection.title,
        period_words=covered_period(collection).words(),
        closed_on=collection.closed_on,
        sha256=collection.content_sha256,
        returns=tuple(returns),
    )
