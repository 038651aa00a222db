"""Taking the values of a closed collection into a release."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.services import begin_release, take_returns
from peelian.apps.returns.models import Collection
from peelian.records.comparison import MeasureDefinition
from peelian.rules.errors import InvalidValueError, RefusalError
from peelian.rules.periods import Period
from tests.apps.measures.made import analyst
from tests.apps.returns.made import GOOD, closed, opened
from tests.apps.world import make_force, make_inspectorate

pytestmark = pytest.mark.django_db
WOMEN = MeasureDefinition(
    identifier="women-in-the-workforce",
    title="Women in the workforce",
    definition="The share of officers and staff who are women.",
    unit="percent",
    basis="share",
    base_unit="people",
    source="Returns of forces",
)


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def release_of(collection: Collection | None, definition: MeasureDefinition = WOMEN) -> MeasureRelease:
    return begin_release(
        actor=analyst(),
        inspectorate=make_inspectorate(),
        definition=definition,
        period=Period.year_ending(date(2022, 3, 31)),
        source="Returns of forces, April 2022",
        collection=collection,
    )


def test_rows_of_a_force_are_added_up() -> None:
    release = release_of(closed("cleveland", "durham", text=GOOD))

    taken = take_returns(
        actor=analyst(), release=release, expected_version=1, numerator="women", denominator="everybody"
    )

    row = release.values.get(force=make_force("cleveland"))
    assert (row.numerator, row.denominator) == (1100, 2300)
    assert WOMEN.words(row.value) == "47.8 percent"  # type: ignore[arg-type]
    assert taken.values == 2


def test_plain_value_is_taken_where_a_force_returned_one() -> None:
    vacancies = WOMEN.model_copy(update={"identifier": "vacancies", "basis": "value"})
    release = release_of(closed("cleveland", text=GOOD), vacancies)

    take_returns(actor=analyst(), release=release, expected_version=1, numerator="vacancy_rate")

    assert [str(each.value.normalize()) for each in release.values.all() if each.value] == ["4.5"]


def test_plain_values_are_never_added_up() -> None:
    people = WOMEN.model_copy(update={"identifier": "men", "basis": "value"})
    release = release_of(closed("cleveland", text=GOOD), people)

    with pytest.raises(InvalidValueError):
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="men")


def test_plain_value_of_another_unit_is_refused() -> None:
    hours = WOMEN.model_copy(update={"identifier": "hours", "basis": "value", "unit": "hours"})
    release = release_of(closed("cleveland", text=GOOD), hours)

    with pytest.raises(InvalidValueError) as refused:
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="vacancy_rate")

    assert "'vacancy_rate' is counted in percent, and the measure in hours." in refused.value.message


def test_unknown_column_is_refused_with_those_there_are() -> None:
    release = release_of(closed("cleveland", text=GOOD))

    with pytest.raises(InvalidValueError) as refused:
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="cats")

    assert "everybody, men, vacancy_rate, women" in refused.value.message


def test_open_collection_gives_nothing() -> None:
    release = release_of(opened("cleveland"))

    with pytest.raises(RefusalError):
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="women")


def test_release_without_a_collection_has_no_returns() -> None:
    release = release_of(None)

    with pytest.raises(RefusalError):
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="women")
