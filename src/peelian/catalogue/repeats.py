"""Find names that are used twice where each must be used once."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Origin


def repeated_findings(origin: Origin, field: str, names: Sequence[str]) -> list[CatalogueFinding]:
    """Return a finding for each entry of the list `field` whose name came before."""
    return [
        origin.finding((field, number), name, f"'{name}' is used twice; each name is used once.")
        for number, name in enumerate(names)
        if name in names[:number]
    ]


def repeated_across(named: Sequence[tuple[str, Origin]], field: str) -> list[CatalogueFinding]:
    """Return a finding for each file or row whose name another has used before."""
    first: dict[str, Origin] = {}
    findings = []
    for name, origin in named:
        if name in first:
            message = f"'{name}' is already used in {first[name].file}; each name is used once."
            findings.append(origin.finding((field,), name, message))
        first.setdefault(name, origin)
    return findings
