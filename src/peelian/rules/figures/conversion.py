"""Plain JSON values back to figures, without loss."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from peelian.rules.errors import InvalidValueError
from peelian.rules.figures.amounts import Quantity, Share, Statement
from peelian.rules.figures.base import Figure, FigureComparison
from peelian.rules.figures.rates import PercentageChange, Rate
from peelian.rules.figures.samples import Count, Estimate
from peelian.rules.periods import period_from_json

FIGURE_KINDS: dict[str, type[Figure]] = {
    kind.kind: kind for kind in (Count, Estimate, Rate, PercentageChange, Share, Quantity, Statement)
}

DERIVED_KEYS = frozenset({"words", "derived", "period_words", "finding", "area"})
"""Keys that follow from the rest, or say where a report prints the figure; passed over when read."""

TEXTS = (
    "key", "measure", "source", "provenance", "polarity", "bound", "note", "reading_note", "method", "base_source",
    "base_unit", "unit", "text",
)  # fmt: skip
WHOLE_NUMBERS = ("k", "n", "numerator", "base", "new", "per", "decimals")
LARGEST_WHOLE_NUMBER = 10**12 - 1
"""As many digits as other numbers of a figure may have before the point."""
NAMED_VALUES = ("period", "comparison")
NEVER_EMPTY = frozenset({"key", "measure", "source", "provenance", "polarity", "note", "reading_note"})


def figure_from_json(data: Mapping[str, Any]) -> Figure:
    """Build a figure from plain values.

    Numbers may be given as strings to keep their printed decimals ("2.0").

    Raises
    ------
    InvalidValueError
        The kind is not known, a field is unknown or missing, or the values contradict
        one another.
    """
    if not isinstance(data, Mapping):
        raise InvalidValueError("figure-invalid", f"A figure is given as named values, not as {data!r}.")
    kind = FIGURE_KINDS.get(str(data.get("kind")))
    if kind is None:
        raise InvalidValueError(
            "figure-invalid",
            f"Figure {data.get('key')}: the kind is {data.get('kind')!r}. "
            f"Use one of: {', '.join(FIGURE_KINDS)}.",
        )
    values = {name: value for name, value in data.items() if name not in DERIVED_KEYS | {"kind"}}
    _refuse_unknown_fields(kind, values)
    _refuse_other_types(values)
    if values.get("period") is not None:
        values["period"] = period_from_json(values["period"])
    if values.get("comparison") is not None:
        values["comparison"] = comparison_from_json(values["comparison"])
    return _build(kind, values)


def _build(kind: type[Figure], values: dict[str, Any]) -> Figure:
    try:
        return kind(**values)
    except TypeError as error:
        raise InvalidValueError(
            "figure-invalid",
            f"Figure {values.get('key')}: a field of a {kind.kind} is missing or of a wrong type ({error}).",
        ) from error


def _refuse_unknown_fields(kind: type[Figure], values: Mapping[str, Any]) -> None:
    known = [field.name for field in fields(kind)]
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise InvalidValueError(
            "figure-invalid",
            f"Figure {values.get('key')}: a {kind.kind} has no field {', '.join(unknown)}. "
            f"Its fields are: {', '.join(known)}.",
        )


def _refuse_other_types(values: Mapping[str, Any]) -> None:
    """Refuse a value that is not of the type of its field; None stands for a field that may be left empty."""
    for names, kind, words in (
        (TEXTS, str, "text"),
        (WHOLE_NUMBERS, int, "a whole number"),
        (NAMED_VALUES, Mapping, "named values"),
    ):
        for name in names:
            value = values.get(name)
            left_empty = value is None and not (name in NEVER_EMPTY and name in values)
            if not left_empty and (isinstance(value, bool) or not isinstance(value, kind)):
                raise InvalidValueError(
                    "figure-invalid",
                    f"Figure {values.get('key')}: {name} is {str(value)[:40]!r}. Give {words}.",
                    {"field": name},
                )
    for name in WHOLE_NUMBERS:
        number = values.get(name)
        if number is not None and abs(number) > LARGEST_WHOLE_NUMBER:
            raise InvalidValueError(
                "figure-invalid",
                f"Figure {values.get('key')}: {name} is too large to print. Give a number of at most 12 digits.",
                {"field": name},
            )


def comparison_from_json(data: Mapping[str, Any]) -> FigureComparison:
    """Build what a figure is set beside from plain values."""
    value = data.get("value")
    return FigureComparison(
        claim=str(data.get("claim", "")),
        direction=data.get("direction", "none"),
        value=figure_from_json(value) if value is not None else None,
        against=str(data.get("against", "")),
    )
