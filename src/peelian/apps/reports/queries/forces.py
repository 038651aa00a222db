"""What the public page of a force shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import open_items
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries.grade_history import (
    FrameworkGrades,
    GradeHistoryRow,
    history_by_framework,
)
from peelian.apps.monitoring.queries import StageOnDay, stage_on
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries.publications import published_reports


@dataclass(frozen=True)
class ForcePage:
    """A force as the public sees it.

    Parameters
    ----------
    current
        The grades under the latest framework, each beside the one before it.
    history
        Every framework, newest first, each with whether it compares with the one before.
    open_items
        What has been asked of the force and is not finished.
    stage
        The stage of monitoring on the day with the decision behind it, or None before any regime.
    publications
        Its reports, latest first.
    """

    force: Organisation
    current: tuple[GradeHistoryRow, ...]
    history: tuple[FrameworkGrades, ...]
    open_items: tuple[Item, ...]
    stage: StageOnDay | None
    publications: tuple[Publication, ...]

    @property
    def graded(self) -> tuple[GradeHistoryRow, ...]:
        """The current rows that carry a grade."""
        return tuple(row for row in self.current if row.record.status == GradeRecord.Status.GRADED)


def force_public_page(force: Organisation, on: date) -> ForcePage:
    """Gather the public page of a force as it stands on a day."""
    history = tuple(reversed(history_by_framework(force)))
    return ForcePage(
        force=force,
        current=history[0].rows if history else (),
        history=history,
        open_items=tuple(open_items(force)),
        stage=stage_on(force, on),
        publications=tuple(published_reports().filter(force=force)),
    )
