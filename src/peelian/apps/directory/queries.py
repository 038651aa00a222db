"""Reading the directory of a force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from peelian.apps.directory.models import DirectoryEntry, ForceRelation, PartnerForum, ReportSent
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation


@dataclass(frozen=True)
class Group:
    """How many entries of one kind and group type a directory holds."""

    kind: str
    group_type: str
    title: str
    count: int


@dataclass(frozen=True)
class Relation:
    """How another force stands to the one that asks."""

    other: Organisation
    kind: str
    title: str
    since: date | None
    note: str


def entries_of(force: Organisation) -> QuerySet[DirectoryEntry]:
    """Every entry of a force with the number of forums in which it sits, by kind, group type and name."""
    return (
        DirectoryEntry.objects.filter(force=force)
        .annotate(forum_count=Count("forums"))
        .order_by("kind", "group_type", "name", "pk")
    )


def entries_by_group_type(force: Organisation) -> list[Group]:
    """The groups of a directory in the order of the catalogue; groups without an entry are left out."""
    counted = {
        (kind, group_type): count
        for kind, group_type, count in DirectoryEntry.objects.filter(force=force)
        .order_by()
        .values_list("kind", "group_type")
        .annotate(count=Count("pk"))
    }
    directory = regime().directory
    return [
        Group(kind, group_type, directory.words(kind, group_type), counted[kind, group_type])
        for kind, group_type in directory.pairs
        if (kind, group_type) in counted
    ]


def areas_of(force: Organisation) -> list[str]:
    """The parts of the force's area that entries name, in order."""
    found = DirectoryEntry.objects.filter(force=force).exclude(area="").order_by("area")
    return list(found.values_list("area", flat=True).distinct())


def forums_of(force: Organisation) -> QuerySet[PartnerForum]:
    """Forums of a force with the number of their members, by title."""
    return (
        PartnerForum.objects.filter(force=force)
        .annotate(member_count=Count("members"))
        .order_by("title", "pk")
    )


def forum_count(forum: PartnerForum) -> int:
    """How many organisations sit in a forum."""
    return forum.members.count()


def reports_of(force: Organisation) -> QuerySet[ReportSent]:
    """The log of reports of a force, latest first."""
    return ReportSent.objects.filter(force=force).select_related("recipient").order_by("-sent_on", "pk")


def reports_to(entry: DirectoryEntry) -> QuerySet[ReportSent]:
    """What a force sent to one organisation, latest first."""
    return entry.reports.order_by("-sent_on", "pk")


def relations_of(force: Organisation) -> list[Relation]:
    """How other forces stand to a force, whichever of the two recorded it; by kind and name."""
    found = ForceRelation.objects.filter(Q(first=force) | Q(second=force)).select_related("first", "second")
    told = [
        Relation(
            each.second if each.first_id == force.pk else each.first,
            each.kind,
            each.get_kind_display(),
            each.since,
            each.note,
        )
        for each in found
    ]
    return sorted(told, key=lambda each: (each.kind, each.other.name))
