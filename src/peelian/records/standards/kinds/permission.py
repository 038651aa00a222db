"""Permission: what was done was done by the right role, with what must be recorded, for an allowed reason."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from peelian.catalogue.standards import PermissionStandard
from peelian.records.standards.checked import Checked, Records, exceptions, listed
from peelian.records.standards.kinds.completeness import lacked


def check(standard: PermissionStandard, records: Records) -> Checked:
    """Return the acts, and those that were not allowed with what speaks against each."""
    named = standard.parameters
    rows, tests = lacked(records.relevant(standard), named.also_needs, records)
    against = [(test, f"no {words}") for test, words in tests]
    if named.column is not None:
        words = f"{named.column.replace('_', ' ').replace('.', ' ')} not allowed"
        against.append((_outside(named.column, named.allowed), words))
    if named.allowed_reasons is not None:
        reasons = named.allowed_reasons
        against.append((_outside(reasons.column, reasons.one_of), "reason not allowed"))
    refused = rows.filter(reduce(or_, [test(rows) for test, _ in against]))
    detail = listed([(test(refused), words) for test, words in against])
    return Checked(rows, exceptions(refused, records.key(refused, standard.table), detail))


def _outside(column: str, allowed: Any) -> Any:
    """Whether a column holds none of the allowed values; blank is none of them."""
    return lambda table: ~table[column].isin(list(allowed)).fill_null(False)
