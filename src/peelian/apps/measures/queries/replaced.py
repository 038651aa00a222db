"""What became of a published version that a newer one replaced, and what the newest says of a force."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.apps.measures.models import MeasurePublication
from peelian.records.comparison import ComparedForce
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class Replacement:
    """A version that somebody used, and the newest version of the same release."""

    older: MeasurePublication
    newest: MeasurePublication

    @property
    def words(self) -> str:
        """That the version was replaced, by which, when and why."""
        return (
            f"Version {self.newest.version_number} replaced version {self.older.version_number} of "
            f"'{self.older.title}', {self.older.value['period_words']}, on {day_words(self.newest.published_on)}: "
            f"{self.newest.correction_reason.rstrip('.')}."
        )

    def says_of(self, slug: str) -> str:
        """What the newest version says of a force: its value and place, or why it is left out."""
        number = self.newest.version_number
        compared = self.newest.comparison
        now = compared.force(slug)
        if now is not None:
            still = "still " if now == self.older.comparison.force(slug) else ""
            return f"Version {number} {still}says {_place(now)}."
        out = next((each for each in compared.left_out if each.slug == slug), None)
        if out is None:
            return f"Version {number} does not hold the force."
        return f"Version {number} leaves {out.name} out: {out.reason.rstrip('.')}."

    def label_of(self, slug: str) -> str:
        """How the newest version calls a force; empty where it leaves the force out."""
        force = self.newest.comparison.force(slug)
        return force.label if force else ""


def replacement_of(published: MeasurePublication) -> Replacement | None:
    """The newest version of the same release; None where the given one is the newest."""
    newest = MeasurePublication.objects.current().filter(release=published.release_id).first()
    return None if newest is None or newest.pk == published.pk else Replacement(published, newest)


def _place(force: ComparedForce) -> str:
    return ", ".join(part for part in (force.printed, force.label, force.rank_words) if part)
