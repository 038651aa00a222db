"""The same step on many items at once: each is taken by its own service and stands in the log; all go, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.followup.services.ownership import name_owner, start_work
from peelian.apps.followup.services.theming import assign_theme
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import InvalidValueError, PeelianError

MOST_TOGETHER = 200
"""As many items as one step takes; more would hold the database for too long."""


def _organisation(named: Any) -> Any:
    return named


@service("followup.name_owner_of_items", refusals_of=_organisation)
def name_owner_of_items(*, actor: User, force: Organisation, items: Sequence[Item], owner: User) -> int:
    """Name one leader as the owner of many items of a force; returns how many."""
    return _each(
        items,
        lambda item: name_owner(actor=actor, item=item, owner=owner, expected_version=item.version),
        force=force,
    )


@service("followup.start_work_on_items", refusals_of=_organisation)
def start_work_on_items(*, actor: User, force: Organisation, items: Sequence[Item]) -> int:
    """Say that the work on many items of a force has begun; returns how many."""
    return _each(
        items, lambda item: start_work(actor=actor, item=item, expected_version=item.version), force=force
    )


@service("followup.assign_theme_to_items", refusals_of=_organisation)
def assign_theme_to_items(
    *, actor: User, inspectorate: Organisation, items: Sequence[Item], theme: str
) -> int:
    """Put many items of an inspectorate under one theme; returns how many."""
    return _each(
        items,
        lambda item: assign_theme(actor=actor, item=item, theme=theme, expected_version=item.version),
        inspectorate=inspectorate,
    )


def _each(items: Sequence[Item], act: Callable[[Item], object], **whose: Organisation) -> int:
    """Take the step on each item, and refuse all of them together where one or more cannot take it.

    Raises
    ------
    InvalidValueError
        Its findings name each item that was refused, with the sentence of its refusal.
    """
    _require_a_number_that_can_be_taken(len(items))
    problems = Problems()
    for item in items:
        try:
            _require_of(item, whose)
            act(item)
        except PeelianError as error:
            problems.add(str(item.pk), item.title, f"{item.title}: {error.message}")
    problems.raise_if_any()
    return len(items)


def _require_a_number_that_can_be_taken(count: int) -> None:
    if not 1 <= count <= MOST_TOGETHER:
        raise InvalidValueError(
            "invalid-value",
            f"{count} items are chosen. Choose at least one and at most {MOST_TOGETHER}.",
            {"field": "items"},
        )


def _require_of(item: Item, whose: dict[str, Organisation]) -> None:
    """Refuse an item of another organisation than the one for which the step is taken."""
    for name, organisation in whose.items():
        if getattr(item, name) != organisation:
            raise InvalidValueError(
                "invalid-value",
                f"It is not an item of {organisation.name}. Leave it out.",
                {"field": "items"},
            )
