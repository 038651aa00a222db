"""Turn a schema fault into a sentence that the author of a file can act on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

_PLAIN_WORDS = {
    "string_type": "Words are expected here; put the value in quotation marks.",
    "string_too_short": "The text is empty; fill it in.",
    "string_pattern_mismatch": "Use small letters, digits and hyphens only, such as 'responding-to-the-public'.",
    "int_type": "A whole number is expected here.",
    "int_parsing": "A whole number is expected here.",
    "bool_type": "Only true or false is allowed here.",
    "bool_parsing": "Only true or false is allowed here.",
    "date_type": "A date is expected here, such as 2017-03-02.",
    "date_parsing": "A date is expected here, such as 2017-03-02.",
    "date_from_datetime_parsing": "A date is expected here, such as 2017-03-02.",
    "date_from_datetime_inexact": "A date without a time is expected here, such as 2017-03-02.",
    "tuple_type": "A list is expected here.",
    "model_type": "A group of named fields is expected here.",
}


def fault_words(model: type[BaseModel], error: Any) -> str:
    """Return the sentence for one error of a pydantic validation of `model`.

    Parameters
    ----------
    model
        The type the data was checked against; it knows which fields are allowed.
    error
        One entry of `ValidationError.errors()`.
    """
    location = error["loc"]
    name = str(location[-1]) if location else ""
    seen = error["input"]
    if error["type"] == "missing":
        return f"The field '{name}' is missing; add it."
    if error["type"] == "extra_forbidden":
        return _unknown_field_words(name, _fields_at(model, location[:-1]))
    if error["type"] == "literal_error":
        return f"'{seen}' is not allowed; choose one of {error['ctx']['expected']}."
    if error["type"] == "too_short":
        return f"At least {error['ctx']['min_length']} entry is needed here."
    sentence = _PLAIN_WORDS.get(error["type"], f"{error['msg'].removeprefix('Value error, ')}.")
    return sentence if isinstance(seen, dict | list) or seen is None else f"'{seen}' was seen. {sentence}"


def _unknown_field_words(name: str, allowed: list[str]) -> str:
    """Say that a field is unknown, and which was probably meant."""
    close = get_close_matches(name, allowed, n=1)
    advice = f"Did you mean '{close[0]}'?" if close else f"Allowed fields: {', '.join(allowed)}."
    return f"The field '{name}' is not known here. {advice}"


def _fields_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Follow a location into nested models and return the fields allowed there."""
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_within(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside an annotation such as `tuple[Area, ...]` or `Declared | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_within(part))), None)
