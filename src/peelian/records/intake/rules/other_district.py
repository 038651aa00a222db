"""Places that lie in a district of another force."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted, listed


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file and force whose small area belongs to a district of another force."""
    for found in table.other_districts:
        told = counted(found.rows, f"row of {found.force} lies", f"rows of {found.force} lie")
        yield Fault(
            f"{told} in {listed(found.districts)}, which other forces police. Such rows are accepted as those of the "
            "force that reported them; count them apart in figures by place.",
            column="lsoa_name",
            value=found.districts[0],
            rows=found.rows,
            file=found.file,
        )


RULE = FactRule(
    identifier="other-district",
    title="District of another force",
    severity="warning",
    meaning="The small area of a row belongs to a district that another force polices.",
    find=find,
)
