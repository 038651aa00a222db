"""Bringing the values of forces into a release, every fault named before any row is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.measures.result_rows import rows_of_measure
from peelian.apps.measures.return_rows import period_fault, rows_of_collection
from peelian.apps.measures.services.changing import next_version, release_to_change
from peelian.apps.measures.value_rows import ValueRowReader
from peelian.apps.organisations.queries import forces_in_scope
from peelian.apps.returns.queries import standing_returns
from peelian.rules.errors import RefusalError
from peelian.rules.number_words import of_number


@dataclass(frozen=True)
class ImportedValues:
    """How many forces got a value, how many have none with a reason, and who of those in scope is still missing."""

    values: int
    without: int
    missing: tuple[str, ...]


@service("measures.import_values")
def import_values(
    *,
    actor: User,
    release: MeasureRelease,
    expected_version: int,
    rows: Iterable[Mapping[str, str]],
    file: str = "",
) -> ImportedValues:
    """Take the values of forces from rows of a table; a force that has a row already gets the new one.

    Columns are force, numerator, denominator, value, unit and reason, or those that `peelian records measures`
    writes, of which the rows of this measure are taken. A value without numerator and denominator needs its unit. A
    rate on the population is formed on the estimate of reference where no denominator is given. Why a force is left
    out stays as it was.

    Raises
    ------
    InvalidValueError
        Its details hold ``findings``: row, field, value and message of every fault. The header is row 1,
        as in a spreadsheet.
    """
    current = release_to_change(actor, release, expected_version, "bring in values of a measure")
    reader = ValueRowReader(current)
    given = rows_of_measure(list(rows), current.measured)
    read = [reader.read(number, row) for number, row in given]
    reader.refuse_faults()
    _keep(current, [each for each in read if each is not None])
    columns = {"denominator_source": reader.denominator_source} if reader.denominator_source else {}
    next_version(current, **columns)
    result = _result(current)
    record_event(
        actor=actor,
        action="measures.import_values",
        subject=current,
        organisation=current.tenant,
        summary=f"Values of {of_number(len(read), 'force')} were brought into {current}.",
        details={"file": file, "rows": len(read), "missing": list(result.missing)},
    )
    return result


@service("measures.take_returns")
def take_returns(
    *, actor: User, release: MeasureRelease, expected_version: int, numerator: str, denominator: str = ""
) -> ImportedValues:
    """Take the values of the release's collection, which is closed, and who was unable to supply and why.

    `numerator` and `denominator` are columns of the returns; several rows of a force are added up. For a measure
    that is a plain value, `numerator` is the column with the value, of which a force returned one.
    """
    current = release_to_change(actor, release, expected_version, "take returns into a release")
    if current.collection is None:
        raise RefusalError("refused", f"{current} rests on no collection, so there are no returns to take.")
    if fault := period_fault(current.covered, current.collection):
        raise RefusalError("refused", fault)
    rows = rows_of_collection(current.collection, current.measured, numerator, denominator)
    reader = ValueRowReader(current)
    read = [reader.read_of_force(row) for row in rows]
    reader.refuse_faults()
    standing = {each.reply.force_id: each for each in standing_returns(current.collection)}
    kept = [each for each in read if each is not None]
    for each in kept:
        each.taken_from = standing.get(each.force_id)
    _keep(current, kept)
    columns = {"denominator_source": reader.denominator_source} if reader.denominator_source else {}
    next_version(current, **columns)
    result = _result(current)
    record_event(
        actor=actor,
        action="measures.take_returns",
        subject=current,
        organisation=current.tenant,
        summary=f"Returns of '{current.collection.title}' were taken into {current}.",
        details={
            "numerator": numerator,
            "denominator": denominator,
            "rows": len(rows),
            "collection": str(current.collection.pk),
            "returns": {
                each.force.slug: {"version": each.taken_from.number, "sha256": each.taken_from.sha256}
                for each in kept
                if each.taken_from
            },
        },
    )
    return result


def _keep(release: MeasureRelease, read: list[ForceValue]) -> None:
    """Write rows in place of those that the same forces had."""
    standing = {each.force_id: each for each in release.values.all()}
    for each in read:
        before = standing.get(each.force_id)
        each.exclusion = before.exclusion if before else ""
    release.values.filter(force__in=[each.force_id for each in read]).delete()
    ForceValue.objects.bulk_create(read)


def _result(release: MeasureRelease) -> ImportedValues:
    held = list(release.values.values_list("force_id", "value"))
    missing = forces_in_scope().exclude(pk__in=[force for force, _ in held])
    given = sum(value is not None for _, value in held)
    return ImportedValues(given, len(held) - given, tuple(missing.values_list("name", flat=True)))
