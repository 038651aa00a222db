"""Saving an edit so that two people who edit one thing never overwrite each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models

from peelian.rules.errors import StaleEditError

Editable = TypeVar("Editable", bound=models.Model)

COMPARE = "Compare your text with what stands there now, then save again."
LOOK = "Look at what stands there now, and send it again where it still holds."
"""What to do after a stale edit: with a text that was typed, and with a button alone."""


def lock_for_edit(thing: Editable, expected_version: int, fields: tuple[str, ...]) -> Editable:
    """Return the thing as it stands now, locked until the transaction ends.

    `expected_version` is the version that the person opened. When somebody saved in between, the edit
    is refused and the error carries the current values of `fields`, to be shown beside what was typed.

    Raises
    ------
    StaleEditError
        Its details hold ``version`` and ``current``, and in ``words`` what the choices among these are called.
    """
    current = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    version: int = getattr(current, "version")  # noqa: B009  (the type of the model is not known here)
    if version != expected_version:
        raise StaleEditError(
            "stale-edit",
            "This was changed since you opened it, by somebody else or by you in another window: it was at version "
            f"{expected_version} and is at version {version} now. Nothing was overwritten. {COMPARE}",
            {
                "version": version,
                "current": {name: plain(getattr(current, name)) for name in fields},
                "words": _words_of_choices(current, fields),
            },
        )
    return current


def save_edit(current: Editable, values: Mapping[str, Any]) -> dict[str, dict[str, object]]:
    """Write the values to a locked thing as its next version; return before and after of what differs."""
    changed = {name: value for name, value in values.items() if getattr(current, name) != value}
    before = {name: plain(getattr(current, name)) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    setattr(current, "version", getattr(current, "version") + 1)  # noqa: B009, B010  (as above)
    current.save()
    return {"before": before, "after": {name: plain(value) for name, value in changed.items()}}


def _words_of_choices(current: models.Model, fields: tuple[str, ...]) -> dict[str, str]:
    displays = ((name, getattr(current, f"get_{name}_display", None)) for name in fields)
    return {name: str(display()) for name, display in displays if display is not None}


def plain(value: object) -> object:
    """Return a value as the log and the error details can hold it."""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
