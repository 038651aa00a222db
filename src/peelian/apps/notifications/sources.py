"""The parts of the product in which clocks run."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol

from peelian.apps.actions.queries.clocks import clocks_due as of_forces
from peelian.apps.followup.queries.clocks import clocks_due as of_items
from peelian.apps.monitoring.queries.clocks import clocks_due as of_monitoring
from peelian.apps.reports.queries.clocks import clocks_due as of_accuracy_checks
from peelian.apps.responses.queries.clocks import clocks_due as of_responses
from peelian.apps.returns.queries.clocks import clocks_due as of_returns
from peelian.rules.running_clocks import RunningClock


class Source(Protocol):
    """A question for the clocks of one part: all that run, or those due by a day, or those of some organisations."""

    def __call__(
        self,
        today: date,
        *,
        until: date | None = None,
        organisations: Collection[uuid.UUID] | None = None,
    ) -> Iterator[RunningClock]: ...


SOURCES: tuple[Source, ...] = (
    of_items,
    of_forces,
    of_returns,
    of_accuracy_checks,
    of_monitoring,
    of_responses,
)


def running_clocks(
    today: date, *, until: date | None = None, organisations: Collection[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every clock of the product that runs on a day, part by part."""
    for source in SOURCES:
        yield from source(today, until=until, organisations=organisations)
