"""Items as plain rows for downloads: read column by column, so that a hundred thousand of them stay small and quick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, QuerySet, Subquery, Value, When

from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.queries.register import work_readable_by
from peelian.apps.organisations.access import Viewer

CHUNK = 2_000
READ = (
    "pk", "kind", "state", "state_reason", "ended_on", "force__slug", "force__name", "addressee", "addressee_name",
    "target", "title", "text", "immediate", "due", "due_precision", "raised_on", "raised_precision",
    "inspection__reference", "origin_cycle", "theme", "origin", "origin_body", "source", "source_rank", "matched",
    "parent", "superseded_by", "note",
)  # fmt: skip
COLUMNS = (
    "id", "kind", "state", "state_reason", "ended_on", "force", "addressee", "area", "title", "text", "immediate",
    "due", "due_precision", "raised_on", "raised_precision", "inspection", "cycle", "theme", "origin", "origin_body",
    "source", "source_rank", "matched", "part_of", "superseded_by", "note",
)  # fmt: skip
"""What anybody may read of an item."""
WORK_COLUMNS = ("owner", "stage", "progress", "last_update_on")
"""What the force and the inspectorate read of the work on it."""

Row = tuple[Any, ...]


def item_rows(items: QuerySet[Item]) -> Iterator[Row]:
    """The items in their order, as cells of `COLUMNS`."""
    for row in items.select_related(None).values_list(*READ).iterator(chunk_size=CHUNK):
        yield _cells(row)


def worked_rows(user: Viewer, items: QuerySet[Item]) -> Iterator[Row]:
    """The items in their order, as cells of `COLUMNS` and `WORK_COLUMNS`.

    The cells of the work are empty where the user may not read it.
    """
    owners = Ownership.objects.filter(item=OuterRef("pk"), until__isnull=True).values("owner__name")
    may_read = Case(
        When(work_readable_by(user), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    found = items.select_related(None).annotate(owner_name=Subquery(owners[:1]), may_read=may_read)
    work = ("owner_name", "stage", "progress", "last_update_on")
    for *row, may, owner, stage, progress, told in found.values_list(*READ, "may_read", *work).iterator(
        chunk_size=CHUNK
    ):
        yield (*_cells(tuple(row)), *((owner, stage, progress, told) if may else ("",) * len(work)))


def _cells(row: Row) -> Row:
    (
        key, kind, state, reason, ended, slug, force, addressee, named, target, title, text, immediate, due,
        due_precision, raised, raised_precision, inspection, cycle, theme, origin, body, source, rank, matched, parent,
        later, note,
    ) = row  # fmt: skip
    whom = named or (
        force if addressee == Item.Addressee.FORCE and force else Item.Addressee(addressee).label
    )
    return (
        str(key), kind, state, reason, ended, slug or "", whom, target, title, text, immediate, due,
        due_precision if due else "", raised, raised_precision if raised else "", inspection or "", cycle, theme,
        origin, body, source, rank, matched, str(parent or ""), str(later or ""), note,
    )  # fmt: skip
