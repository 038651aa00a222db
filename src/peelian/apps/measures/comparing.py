"""The comparison that a release makes: what would be published of it as it stands."""

from __future__ import annotations

from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.models import MeasureRelease
from peelian.records.comparison import MeasureComparison, compare_forces


def comparison_of(release: MeasureRelease) -> MeasureComparison:
    """Set the forces of a release side by side; its notes are those that will be printed."""
    known = regime().forces
    rows = release.values.select_related("force", "release")
    supplied = [row.supplied(known[row.force.slug].region if row.force.slug in known else "") for row in rows]
    notes = (release.denominator_note, release.note)
    return compare_forces(
        release.measured,
        supplied,
        period=release.covered,
        source=release.source,
        denominator_source=release.denominator_source,
        note=" ".join(note for note in notes if note),
    )
