"""A few rows of another month in a file of one month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, listed
from peelian.records.intake.months import NEARLY_ALL, month_in_name


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of other months in each file whose name tells no month."""
    files: dict[str, Counter[date]] = {}
    for found in table.months:
        files.setdefault(found.file, Counter())[found.month] += found.rows
    for file, counts in files.items():
        month, rows = counts.most_common(1)[0]
        strays = sorted(each for each in counts if each != month)
        if strays and month_in_name(file) is None and rows >= NEARLY_ALL * counts.total():
            number = counts.total() - rows
            yield Fault(
                f"{rows:,} rows of the file are of {month:%B %Y}, and {number:,} of "
                f"{listed(f'{each:%B %Y}' for each in strays)} in universal time; the file may be of local time.",
                column=table.table.period_column or "",
                rows=number,
                file=file,
            )


RULE = FactRule(
    identifier="stray-month",
    title="A few rows of another month",
    severity="warning",
    meaning="Nearly all rows of a file are of one month and a few of another, most often those of the hour after "
    "midnight of summer time.",
    find=find,
)
