"""One measure of one period from a public file as a table of forces, in the form that a release of values takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelian.records.published.values import PublishedFile, PublishedValue
from peelian.stats.errors import StatsError

COLUMNS = ("force", "numerator", "denominator", "value", "reason")
LISTED = 12


def release_rows(
    file: PublishedFile, measure: str, period: str | None = None, where: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """Return a row a force: the value with its numerator and denominator where the file has them, or the reason.

    Parameters
    ----------
    measure
        One of the measures of the file's format.
    period
        The period as the file tells it; it may be left out where the file has one.
    where
        Words of the breakdowns, such as ``{"Ethnicity": "All"}``, until one value a force is left.

    Raises
    ------
    StatsError
        ``choice-unknown`` where nothing is left, ``choice-open`` where a force has several values left.
    """
    asked = dict(where or {})
    chosen = [value for value in file.of_forces if value.measure == measure]
    if not chosen:
        raise _unknown("measure", measure, [each.identifier for each in file.format.measures])
    if period is not None:
        chosen = _narrowed(chosen, "period", period, [value.period for value in chosen])
    groups = dict.fromkeys(name for value in chosen for name, _ in value.breakdown)
    for name, words in asked.items():
        if name not in groups:
            raise _unknown("group", name, list(groups))
        held = [dict(value.breakdown).get(name, "") for value in chosen]
        chosen = _narrowed(chosen, name, words, held)
    _refuse_several(chosen)
    beside = {(value.sheet, value.row, value.measure): value for value in file.values}
    return [_row(value, beside, file) for value in chosen]


def _narrowed(
    values: Sequence[PublishedValue], name: str, wanted: str, held: Sequence[str]
) -> list[PublishedValue]:
    left = [value for value, word in zip(values, held, strict=True) if word == wanted]
    if not left:
        raise _unknown(name, wanted, sorted(set(held)))
    return left


def _refuse_several(values: Sequence[PublishedValue]) -> None:
    """Say what is still open where a force has more than one value."""
    if len({value.force for value in values}) == len(values):
        return
    several = next(value.force for value in values if sum(each.force == value.force for each in values) > 1)
    first = [value for value in values if value.force == several]
    told = {"period": sorted({value.period for value in first})}
    for name in dict.fromkeys(name for value in first for name, _ in value.breakdown):
        told[name] = sorted({dict(value.breakdown).get(name, "") for value in first})
    choices = "; ".join(f"{name}: {_listed(words)}" for name, words in told.items() if len(words) > 1)
    raise StatsError(
        "choice-open",
        f"{several} has {len(first)} values. Choose one of each: {choices}.",
        {"choices": told},
    )


def _unknown(name: str, given: str, held: Sequence[str]) -> StatsError:
    return StatsError(
        "choice-unknown",
        f"There is no {name} '{given}' here. Choose one of: {_listed(held)}.",
        {"name": name, "given": given, "allowed": list(held)},
    )


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - LISTED} more" if len(words) > LISTED else ""
    return ", ".join(word or "blank" for word in words[:LISTED]) + more


def _row(
    value: PublishedValue, beside: Mapping[tuple[str, int, str], PublishedValue], file: PublishedFile
) -> dict[str, str]:
    ratio = next((each for each in file.format.recomputed if each.printed == value.measure), None)
    parts = {"numerator": ratio.numerator, "denominator": ratio.denominator} if ratio else {}
    numbers = {name: beside[value.sheet, value.row, measure] for name, measure in parts.items()}
    return {
        "force": value.force,
        "numerator": _printed(numbers.get("numerator")),
        "denominator": _printed(numbers.get("denominator")),
        "value": _printed(value),
        "reason": value.missing.capitalize(),
    }


def _printed(value: PublishedValue | None) -> str:
    return "" if value is None or value.value is None else f"{value.value:f}"
