"""A file of a kind that holds no records."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, listed
from peelian.records.intake.kinds import ENDINGS

PACKED = (".zip", ".7z", ".gz", ".rar", ".tar", ".tgz", ".bz2", ".xz")
"""Endings of packages that may hold files of records."""


def find(file: FileFacts) -> Iterable[Fault]:
    """Say which kinds are read."""
    if file.special:
        yield Fault("It is no file but a pipe, a socket or a device, which is not read.")
    elif not file.known_kind:
        ending = f"the ending {file.ending}" if file.ending else "no ending"
        todo = " Unpack it, and check what is in it." if file.ending in PACKED else ""
        yield Fault(f"A file with {ending} is not read.{todo} Records are read from {listed(ENDINGS)}.")


RULE = FactRule(
    identifier="unsupported-kind",
    title="Kind of file that is not read",
    severity="note",
    meaning="A file of another kind lies among the records; it is not read.",
    find=find,
)
