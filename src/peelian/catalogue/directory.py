"""What the directories of forces sort by: kinds of organisations, types of groups, and kinds of reports sent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Sourced
from peelian.catalogue.repeats import repeated_findings
from peelian.catalogue.values import CatalogueValue, Identifier, Text


class DirectoryKind(CatalogueValue):
    """A kind of organisation with which forces work, such as a statutory partner."""

    identifier: Identifier
    title: Text
    note: str = ""


class GroupType(CatalogueValue):
    """A type of partner or community, such as a licensing authority, and the kinds under which it may stand."""

    identifier: Identifier
    title: Text
    kinds: tuple[Identifier, ...]


class ReportKind(CatalogueValue):
    """What a report to another organisation is about, such as organised crime."""

    identifier: Identifier
    title: Text


class Directory(CatalogueValue):
    """The content of `directory.yaml`."""

    kinds: tuple[DirectoryKind, ...] = ()
    group_types: tuple[GroupType, ...] = ()
    report_kinds: tuple[ReportKind, ...] = ()

    @cached_property
    def by_kind(self) -> dict[str, DirectoryKind]:
        """The kinds by identifier."""
        return {each.identifier: each for each in self.kinds}

    @cached_property
    def by_group_type(self) -> dict[str, GroupType]:
        """The types of groups by identifier."""
        return {each.identifier: each for each in self.group_types}

    @cached_property
    def by_report_kind(self) -> dict[str, ReportKind]:
        """The kinds of reports by identifier."""
        return {each.identifier: each for each in self.report_kinds}

    def types_of(self, kind: str) -> tuple[str, ...]:
        """The types of groups under a kind; none where the kind is not divided."""
        return tuple(each.identifier for each in self.group_types if kind in each.kinds)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every kind with each of its types, in the order of the file; an undivided kind has the empty type."""
        return tuple(
            (each.identifier, group_type)
            for each in self.kinds
            for group_type in self.types_of(each.identifier) or ("",)
        )

    def words(self, kind: str, group_type: str) -> str:
        """What people read for a kind and type; an identifier that is no longer known reads as it is."""
        known, divided = self.by_kind.get(kind), self.by_group_type.get(group_type)
        title = known.title if known else kind
        return f"{title}: {divided.title if divided else group_type}" if group_type else title


def directory_findings(read: Sourced[Directory] | None) -> Iterator[CatalogueFinding]:
    """Yield the faults that are seen only when the parts of the file are set side by side."""
    if read is None:
        return
    value, origin = read.value, read.origin
    yield from repeated_findings(origin, "kinds", [each.identifier for each in value.kinds])
    yield from repeated_findings(origin, "group_types", [each.identifier for each in value.group_types])
    yield from repeated_findings(origin, "report_kinds", [each.identifier for each in value.report_kinds])
    known = ", ".join(value.by_kind)
    for number, group_type in enumerate(value.group_types):
        for kind in group_type.kinds:
            if kind not in value.by_kind:
                message = f"There is no kind '{kind}'. Choose from: {known}."
                yield origin.finding(("group_types", number, "kinds"), kind, message)
