"""What somebody else saved meanwhile, in the words of the form that is being refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from peelian.rules.periods import day_words

NOTHING = "Nothing"
LABELS = {"done_count": "How many are done", "target_count": "How many are to be done", "due": "Done by"}
"""What is said for fields that the form at hand does not ask for, where their own names would not do."""


def conflict_rows(form: forms.BaseForm, current: Mapping[str, Any], words: Any = None) -> dict[str, str]:
    """Label and present value of each field; what the form does not ask for is told only where it holds something.

    `words` are those of choices, by field, for fields that the form does not ask for.
    """
    rows = {}
    named: Mapping[str, str] = words or {}
    for name, value in current.items():
        field = form.fields.get(name)
        if field is not None or value not in (None, "", [], {}):
            said = named.get(name) if field is None else None
            rows[_label(field, name)] = said or _words(field, value)
    return rows


def add_stored_rows(form: forms.BaseForm, title: str, stored: Iterable[object]) -> None:
    """Tell what rows beneath a form hold now; without a stale edit there is nothing to tell."""
    conflict: dict[str, str] | None = getattr(form, "conflict", None)
    if conflict is not None:
        conflict[title] = "\n".join(str(each) for each in stored) or NOTHING


def _label(field: forms.Field | None, name: str) -> str:
    return (
        str(field.label) if field and field.label else LABELS.get(name, name.replace("_", " ").capitalize())
    )


def _words(field: forms.Field | None, value: Any) -> str:
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_words(field, each) for each in value)
    if isinstance(value, dict) and "words" in value:
        return str(value["words"])
    if isinstance(field, forms.DateField):
        return day_words(date.fromisoformat(str(value)))
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return _choice_words(field, str(value))
    return str(value)


def _choice_words(field: forms.ChoiceField, value: str) -> str:
    choices: Any = field.choices
    return next((str(label) for key, label in choices if str(key) == value), value)
