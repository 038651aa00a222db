"""Items counted by theme, age and force: zeros told, drafts left out, forces by name and never ranked."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.followup.queries.pictures import (
    NO_THEME,
    ages_of,
    burdens,
    forces_under_theme,
    theme_title,
    themes_of,
)
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.queries import forces_in_scope
from tests.apps.world import make_all_forces, make_force
from tests.interfaces.public.made import make_item

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 1)
THEME = "domestic-abuse"


def published() -> object:
    return Item.objects.published()


def test_themes_tell_how_many_how_long_and_how_often_repeated() -> None:
    first = make_item(theme=THEME, raised_on=date(2022, 3, 1), state="closed", state_reason="Met.")
    second = make_item(theme=THEME, raised_on=date(2023, 2, 19))
    make_item(make_force("kent"), theme=THEME, raised_on=date(2023, 1, 30))
    make_item(make_force("kent"), theme=THEME, raised_on=None)
    make_item(theme=THEME, state="draft")
    make_item(theme="given-up-theme")
    ItemLink.objects.create(later=second, earlier=first, kind="repeats")
    ItemLink.objects.create(later=second, earlier=first, kind="reframes")

    lines = {line.theme: line for line in themes_of(published(), TODAY)}  # type: ignore[arg-type]

    line = lines[THEME]
    assert (line.open, line.forces, line.ended, line.repeated) == (3, 2, 1, 1)
    assert (line.half_open_days, line.longest_open_days) == (20, 30)
    assert list(lines) == [*(each.identifier for each in regime().themes), "given-up-theme", NO_THEME]
    assert (lines["crime-recording"].open, lines["crime-recording"].half_open_days) == (0, None)
    assert theme_title("given-up-theme") == "Given up theme"


def test_theme_shows_the_43_forces_by_name_with_zeros() -> None:
    make_all_forces()
    make_item(make_force("kent"), theme=THEME, raised_on=date(2020, 1, 1))
    make_item(make_force("kent"), theme=THEME, raised_on=date(2021, 1, 1))
    make_item(make_force("kent"), theme=THEME, state="closed", state_reason="Met.")
    make_item(make_force("durham"), theme="")

    lines = forces_under_theme(published(), THEME)  # type: ignore[arg-type]
    without = forces_under_theme(published(), NO_THEME)  # type: ignore[arg-type]

    assert [line.force for line in lines] == list(forces_in_scope())
    assert len(lines) == 43
    told = [(line.force.slug, line.open, line.oldest, line.ended) for line in lines if line.open]
    assert told == [("kent", 2, date(2020, 1, 1), 1)]
    assert [line.force.slug for line in without if line.open] == ["durham"]


def test_ages_go_by_full_months_and_name_what_is_not_recorded() -> None:
    for day in ((2022, 9, 2), (2022, 9, 1), (2022, 3, 1), (2021, 3, 2), (2019, 3, 1), (2010, 1, 1)):
        make_item(raised_on=date(*day), kind="recommendation")
    make_item(raised_on=None)
    make_item(raised_on=date(2010, 1, 1), state="closed", state_reason="Met.")

    bands = ages_of(published(), TODAY)  # type: ignore[arg-type]

    assert [(band.words, band.count) for band in bands] == [
        ("Less than 6 months", 1),
        ("6 months to 1 year", 1),
        ("1 to 2 years", 2),
        ("2 to 4 years", 0),
        ("4 years or more", 2),
        ("Day not recorded", 1),
    ]
    assert bands[-1].kinds == {"cause-of-concern": 0, "recommendation": 0, "area-for-improvement": 1}


@pytest.mark.item("S-160", "S-162")
def test_burden_counts_what_is_asked_of_each_force_in_the_order_of_names() -> None:
    kent, durham = make_force("kent"), make_force("durham")
    make_item(kent, immediate=True, raised_on=date(2022, 3, 2))
    make_item(
        kent, due=date(2023, 2, 28), origin="coroner", origin_body="A coroner", raised_on=date(2021, 1, 1)
    )
    make_item(kent, due=date(2023, 5, 1), raised_on=date(2022, 3, 1))
    make_item(kent, state="closed", state_reason="Met.", due=date(2023, 4, 1), raised_on=date(2023, 1, 1))
    make_item(durham, state="draft")

    lines = burdens(published(), forces_in_scope(), TODAY)  # type: ignore[arg-type]

    assert [line.force for line in lines] == [durham, kent]
    told = lines[1]
    assert (told.open, told.immediate, told.due_soon, told.overdue, told.raised_in_year) == (3, 1, 1, 1, 2)
    assert {origin: n for origin, n in told.origins.items() if n} == {"inspectorate": 2, "coroner": 1}
    assert (lines[0].open, lines[0].overdue) == (0, 0)
