"""Loading the whole demonstration for tests, in a data folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.test import override_settings

from peelian.demonstration.load import load_demonstration
from peelian.demonstration.regime import synchronise_regime
from peelian.demonstration.steps import Step


def nothing_to_show(step: Step, count: int) -> None:
    """Progress that nobody watches."""


@contextmanager
def loaded_demonstration(folder: Path) -> Iterator[None]:
    """The demonstration while it lasts; afterwards the database is as it was."""
    with override_settings(VAR=folder), transaction.atomic():
        synchronise_regime()
        load_demonstration(nothing_to_show)
        yield
        transaction.set_rollback(True)
