"""The public register in numbers: items by age, by theme and by force. No number ranks forces."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router, Schema

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.pictures import ages_of, burdens, themes_of
from peelian.apps.organisations.queries import forces_in_scope
from peelian.interfaces.api.answers import value_answer
from peelian.interfaces.api.asking import parameters, read_question
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS
from peelian.interfaces.api.public.grades import ForceName, force_name

router = Router(tags=["items"])


class AgeOut(Schema):
    """How many open items are so old, by kind."""

    open_for: str
    kinds: dict[str, int]
    count: int


class ThemeOut(Schema):
    """The items of forces under one theme; days are counted over the open ones whose day is known."""

    theme: str
    title: str
    open: int
    forces: int
    half_open_days: int | None
    longest_open_days: int | None
    repeated: int
    ended: int


class ForceNumbers(Schema):
    """What is asked of one force, and by whom."""

    force: ForceName
    open: int
    origins: dict[str, int]
    immediate: int
    due_soon: int
    overdue: int
    raised_in_year: int


class ItemNumbers(Schema):
    """The register in numbers on one day."""

    day: date
    ages: list[AgeOut]
    themes: list[ThemeOut]
    forces: list[ForceNumbers]


COLUMNS = (
    "force.slug", "force.name", "open", *(f"origins.{origin}" for origin in Item.Origin.values), "immediate",
    "due_soon", "overdue", "raised_in_year",
)  # fmt: skip


@router.get(
    "/items/numbers",
    response={200: ItemNumbers, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((), paged=False),
)
def item_numbers(request: HttpRequest) -> HttpResponseBase:
    """The register in numbers: open items by age, items by theme, and what is asked of each force, by name.

    The CSV form holds the forces.
    """
    question = read_question(request, (), paged=False)
    today, published = timezone.localdate(), Item.objects.published()
    value = ItemNumbers(
        day=today,
        ages=[
            AgeOut(open_for=band.words, kinds=band.kinds, count=band.count)
            for band in ages_of(published, today)
        ],
        themes=[ThemeOut(**asdict(line)) for line in themes_of(published, today)],
        forces=[
            ForceNumbers(force=force_name(line.force), open=line.open, **_figures(line))
            for line in burdens(published, forces_in_scope(), today)
        ],
    )
    rows = [each.model_dump(mode="json") for each in value.forces]
    return value_answer(request, question, value, COLUMNS, rows)


def _figures(line: Any) -> dict[str, Any]:
    names = ("origins", "immediate", "due_soon", "overdue", "raised_in_year")
    return {name: getattr(line, name) for name in names}
