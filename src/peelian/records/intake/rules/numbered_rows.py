"""Rows without an identifier, which are known by their place in the file."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted, listed


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file whose identifier is blank, and say what they are where one column tells."""
    for found in table.numbered:
        kinds = (
            f" {'It is' if found.rows == 1 else 'They are'}: {listed(found.kinds)}." if found.kinds else ""
        )
        yield Fault(
            f"{counted(found.rows, 'row bears', 'rows bear')} no '{found.column}' and "
            f"{'is known by its' if found.rows == 1 else 'are known by their'} place in the file, so that a repeat "
            f"cannot be told from a second event.{kinds}",
            column=found.column,
            rows=found.rows,
            file=found.file,
        )


RULE = FactRule(
    identifier="numbered-rows",
    title="Rows without an identifier",
    severity="note",
    meaning="Rows of a public file bear no identifier; they are accepted and known by the file and their place in it.",
    find=find,
)
