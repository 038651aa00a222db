"""What forces returned in a closed collection, turned into the rows that a release takes."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from peelian.apps.inspections.problems import Problems
from peelian.apps.returns.covered import covered_period
from peelian.apps.returns.models import Collection
from peelian.apps.returns.queries import exclusions
from peelian.apps.returns.values import ReturnedValue, returned_values
from peelian.records.comparison import MeasureDefinition
from peelian.rules.periods import Period


def period_fault(period: Period, collection: Collection) -> str:
    """Why the returns of a collection cannot be the values of a period; empty where both are of the same days.

    A collection whose days are not known is taken at the word of those who choose it.
    """
    asked = covered_period(collection)
    days = [(period.start, asked.start), (period.end, asked.end)]
    if all(None in pair or pair[0] == pair[1] for pair in days):
        return ""
    return (
        f"The release is of the period '{period.words()}', and the collection '{collection.title}' asked about "
        f"'{asked.words()}'. Begin a release of the period of the collection, or choose another collection."
    )


def rows_of_collection(
    collection: Collection, measured: MeasureDefinition, numerator: str, denominator: str
) -> list[dict[str, str]]:
    """One row a force: the sums of its rows, and the reason of each force that was unable to supply.

    Raises
    ------
    RefusalError
        The collection is not closed.
    InvalidValueError
        A column is not among those of the returns, or a plain value was returned more than once or in another unit.
    """
    found = returned_values(collection)
    _check_columns({each.column for each in found}, measured, numerator, denominator)
    if measured.basis == "value":
        _check_unit(found, numerator, measured.unit)
        single = _single(found, numerator)
        rows = {slug: {"value": str(value), "unit": measured.unit} for slug, value in single.items()}
    else:
        counted, bases = _sums(found, numerator), _sums(found, denominator)
        rows = {slug: _parts(counted[slug], bases.get(slug)) for slug in counted}
    unable = {slug: {"reason": reason} for slug, reason in exclusions(collection).items()}
    return [{"force": slug, **row} for slug, row in sorted({**rows, **unable}.items())]


def _check_columns(known: set[str], measured: MeasureDefinition, numerator: str, denominator: str) -> None:
    problems = Problems()
    if not denominator and measured.basis != "value" and not measured.rests_on_population:
        kind = "share" if measured.basis == "share" else "rate"
        problems.add(
            "denominator",
            denominator,
            f"'{measured.title}' is a {kind} of {measured.base_unit or 'what the denominator counts'}, so it needs a "
            "denominator. Choose the column that holds it.",
        )
    for name, column in (("numerator", numerator), ("denominator", denominator)):
        if column or name == "numerator":
            problems.need_one_of(name, column, sorted(known), "column of the returns")
    problems.raise_if_any()


def _check_unit(found: tuple[ReturnedValue, ...], column: str, unit: str) -> None:
    """A plain value is counted in what its column says, which must be what the measure is counted in."""
    problems = Problems()
    for given in sorted({each.unit for each in found if each.column == column} - {unit}):
        problems.add(
            "numerator",
            column,
            f"'{column}' is counted in {given or 'nothing that the request names'}, and the measure in {unit}. "
            "Choose a column of the same unit, or bring the values in as a file that says their unit.",
        )
    problems.raise_if_any()


def _sums(found: tuple[ReturnedValue, ...], column: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in found:
        if each.column == column:
            sums[each.force] += each.value
    return dict(sums)


def _single(found: tuple[ReturnedValue, ...], column: str) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    problems = Problems()
    for each in (each for each in found if each.column == column):
        if each.force in values:
            problems.add(
                "numerator",
                column,
                f"{each.force} returned more than one value of '{column}', and a value without a base cannot be added "
                "up. Choose a column with one value a force.",
            )
        values[each.force] = each.value
    problems.raise_if_any()
    return values


def _parts(numerator: Decimal, denominator: Decimal | None) -> dict[str, str]:
    parts = {"numerator": f"{numerator.normalize():f}"}
    return parts if denominator is None else {**parts, "denominator": f"{denominator.normalize():f}"}
