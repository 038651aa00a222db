"""The same thing sent twice, as from two windows or by a script that tries again: it is kept once."""

from __future__ import annotations

from typing import Any

from django.db import models

from peelian.rules.errors import RefusalError


def refuse_repeat(things: models.QuerySet[Any], what: str) -> None:
    """Refuse what is on record already just as it is given again.

    Raises
    ------
    RefusalError
        Its code is ``on-record-already``.
    """
    if things.exists():
        raise RefusalError("on-record-already", f"{what} is on record already. Nothing was added.")


def keep_once(parent: models.Model, things: models.QuerySet[Any], what: str) -> None:
    """Refuse a repeat, and lock the parent until the transaction ends: of two that come at once, one waits and sees."""
    type(parent)._default_manager.select_for_update(of=("self",)).get(pk=parent.pk)
    refuse_repeat(things, what)
