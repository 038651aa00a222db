"""Permission: what was done was done by the right role, with what must be recorded, for an allowed reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

import ibis

from peelian.catalogue.standards import PermissionStandard
from peelian.records.expressions import is_missing
from peelian.records.standards.checked import Checked, Records, exceptions, listed
from peelian.records.standards.kinds.completeness import lacked

Test = Callable[[Any], Any]
"""Whether something speaks against each row of a table."""
Words = Callable[[Any], Any]
"""What it is, in words, for each row."""


def check(standard: PermissionStandard, records: Records) -> Checked:
    """Return the acts, and those that were not allowed with what speaks against each."""
    named = standard.parameters
    rows, tests = lacked(records.relevant(standard), named.also_needs, records)
    against: list[tuple[Test, Words]] = [(test, _plain(f"no {words}")) for test, words in tests]
    if named.column is not None:
        against += _outside(named.column, named.allowed)
    if named.allowed_reasons is not None:
        against += _outside(named.allowed_reasons.column, named.allowed_reasons.one_of)
    refused = rows.filter(reduce(or_, [test(rows) for test, _ in against]))
    detail = listed([(test(refused), words(refused)) for test, words in against])
    return Checked(rows, exceptions(refused, records.key(refused, standard.table), detail))


def _outside(path: str, allowed: Iterable[object]) -> Iterator[tuple[Test, Words]]:
    """Yield the tests by which a column holds none of the allowed values, with their words: it is blank, or another."""
    name = path.replace("_", " ").replace(".", " ")
    values = list(allowed)
    yield (lambda rows: is_missing(rows[path])), _plain(f"no {name}")
    yield (
        lambda rows: ~is_missing(rows[path]) & rows[path].notin(values),
        lambda rows: ibis.literal(f"{name} not allowed: ") + rows[path].cast("string"),
    )


def _plain(words: str) -> Words:
    return lambda rows: ibis.literal(words)
