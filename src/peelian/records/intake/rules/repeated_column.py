"""Two columns of the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault
from peelian.records.intake.sources import reduced


def find(file: FileFacts) -> Iterable[Fault]:
    """Name each column that occurs more than once."""
    if file.source is None:
        return
    times = Counter(reduced(cell) for cell in file.header if cell.strip())
    for name, seen in times.items():
        if seen > 1:
            yield Fault(f"The column '{name}' occurs {seen} times. Keep one.", column=name)


RULE = FactRule(
    identifier="repeated-column",
    title="Repeated column",
    severity="file",
    meaning="Two columns have the same name, so that it cannot be told which is meant.",
    find=find,
)
