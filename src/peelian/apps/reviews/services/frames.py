"""Loading a frame: the list of all cases from which the sample is drawn."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import FrameStratum, Review
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of, refused, statistics_refused
from peelian.apps.reviews.services.planning import require_state
from peelian.records.sampling.kept_frame import FrameColumns, KeptFrame, as_table, frame_columns, keep_frame
from peelian.stats.errors import StatsError

FRAME_KINDS = (".csv", ".parquet", ".xlsx")
FRAME_MAX_BYTES = 1_000_000_000


@service("reviews.load_frame")
def load_frame(
    *, actor: User, review: Review, expected_version: int, name: str, content: File, columns: FrameColumns
) -> Review:
    """Load the frame of a review from a CSV, Parquet or XLSX file, in place of an earlier one.

    A column that has the name of a case field is taken as that field. A file with any fault is refused as a
    whole with all its faults, and what was loaded before stays.
    """
    require_role(actor, review.tenant, *MANAGERS, to="load the frame of a review")
    current = lock_for_edit(review, expected_version, ("frame_name", "frame_rows"))
    require_state(current, Review.State.PLANNED, to="load a frame")
    with tempfile.TemporaryDirectory(prefix="peelian-frame-") as folder:
        source = _copied(name, content, Path(folder))
        target = Path(folder) / "kept.parquet"
        with statistics_refused("file"), _told_of(Path(name).name, source):
            taken = _with_own_columns(current, columns, source)
            kept = _kept(current, source, taken, target)
        earlier = current.frame_file.name
        with target.open("rb") as file:
            current.frame_file.save("frame.parquet", File(file), save=False)
    _save(current, kept, Path(name).name[:200], list(taken.facts))
    if earlier:
        storage = current.frame_file.storage
        transaction.on_commit(lambda: storage.delete(earlier))
    record_event(
        actor=actor,
        action="reviews.load_frame",
        subject=current,
        organisation=current.tenant,
        summary=f"A frame of {number_of(kept.rows, 'case')} was loaded for the review '{current.title}'.",
        details={"fingerprint": kept.fingerprint, "populations": kept.populations},
    )
    return current


@contextmanager
def _told_of(name: str, source: Path) -> Iterator[None]:
    """Name the file as the sender does, where a refusal names our copy of it."""
    try:
        yield
    except StatsError as error:
        message = error.message
        for ours in {source.name, source.with_suffix(".csv").name}:
            message = message.replace(ours, name)
        raise StatsError(error.code, message, error.details) from error


def _copied(name: str, content: File, folder: Path) -> Path:
    """Copy what was sent into a folder of our own, under its own ending."""
    ending = Path(name).suffix.lower()
    if ending not in FRAME_KINDS:
        raise refused(
            "file",
            f"'{Path(name).name}' is no file that frames are read from. Load one that ends in "
            f"{', '.join(FRAME_KINDS)}.",
        )
    source = folder / f"frame{ending}"
    size = 0
    with source.open("wb") as file:
        for chunk in content.chunks():
            size += len(chunk)
            if size > FRAME_MAX_BYTES:
                raise refused(
                    "file",
                    f"The file is larger than {FRAME_MAX_BYTES // 1_000_000:,} MB, the most that is read. Load "
                    "fewer columns, or Parquet in place of CSV.",
                )
            file.write(chunk)
    return source


def _with_own_columns(review: Review, columns: FrameColumns, source: Path) -> FrameColumns:
    """Take columns that have the name of a case field, unless another column was named for the field."""
    known = [each.identifier for each in review.instrument.fields]
    wrong = [name for name in columns.facts if name not in known]
    if wrong:
        raise refused(
            "facts",
            f"{review.instrument.title} has no case field {', '.join(wrong)}. "
            f"It has: {', '.join(known) or 'none'}.",
        )
    there = frame_columns(source)
    own = {name: name for name in known if name in there}
    return FrameColumns(columns.key, columns.stratum, columns.day, {**own, **columns.facts}, columns.strata)


def _kept(review: Review, source: Path, columns: FrameColumns, target: Path) -> KeptFrame:
    period = review.population_period
    days = (period.start, period.end) if period.start and period.end else None
    if columns.day and days is None:
        raise refused(
            "day",
            "The period of the review is known in words alone, so no day can be checked against it. Load the frame "
            "without a column of days, or give the review a period with dates.",
        )
    allowed = {each.identifier: each.values for each in review.instrument.fields}
    allowed = {name: values for name, values in allowed.items() if name in columns.facts}
    return keep_frame(as_table(source), columns, target, allowed=allowed, period=days)


def _save(review: Review, kept: KeptFrame, name: str, fields: list[str]) -> None:
    review.frame_name = name
    review.frame_rows = kept.rows
    review.frame_fingerprint = kept.fingerprint
    review.frame_fields = fields
    review.plan = {}
    review.version += 1
    review.save()
    review.strata.all().delete()
    FrameStratum.objects.bulk_create(
        FrameStratum(review=review, stratum=stratum, population=population)
        for stratum, population in kept.populations.items()
    )
