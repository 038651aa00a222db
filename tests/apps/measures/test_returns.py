"""Taking the values of a closed collection into a release."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.measures.comparing import comparison_of
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.services import begin_release, import_values, take_returns
from peelian.apps.returns.models import Collection, Return
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
        take_returns(
            actor=analyst(), release=release, expected_version=1, numerator="cats", denominator="everybody"
        )

    assert "everybody, men, vacancy_rate, women" in refused.value.message


def test_open_collection_gives_nothing() -> None:
    release = release_of(opened("cleveland"))

    with pytest.raises(RefusalError):
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="women")


def test_release_without_a_collection_has_no_returns() -> None:
    release = release_of(None)

    with pytest.raises(RefusalError):
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="women")


def test_period_of_the_release_is_that_of_the_collection() -> None:
    march = closed(
        "cleveland",
        text=GOOD,
        period="March 2022",
        period_start=date(2022, 3, 1),
        period_end=date(2022, 3, 31),
    )

    with pytest.raises(InvalidValueError) as refused:
        release_of(march)

    assert refused.value.message == (
        "The release is of the period 'year ending 31 March 2022', and the collection 'The workforce' asked about "
        "'March 2022'. Begin a release of the period of the collection, or choose another collection."
    )
    assert MeasureRelease.objects.count() == 0


def test_returns_of_another_period_are_not_taken_into_a_release_that_stands() -> None:
    collection = closed("cleveland", text=GOOD)
    release = release_of(collection)
    Collection.objects.filter(pk=collection.pk).update(period_start=date(2022, 3, 1))

    with pytest.raises(RefusalError) as refused:
        take_returns(
            actor=analyst(), release=release, expected_version=1, numerator="women", denominator="everybody"
        )

    assert "'year ending 31 March 2022', and the collection" in refused.value.message


def test_share_is_not_taken_without_the_column_of_its_denominator() -> None:
    release = release_of(closed("cleveland", text=GOOD))

    with pytest.raises(InvalidValueError) as refused:
        take_returns(actor=analyst(), release=release, expected_version=1, numerator="women")

    assert refused.value.message == (
        "'Women in the workforce' is a share of people, so it needs a denominator. Choose the column that holds it."
    )


def test_fault_in_what_a_force_returned_is_told_by_its_name() -> None:
    release = release_of(closed("cleveland", text=GOOD))

    with pytest.raises(InvalidValueError) as refused:
        take_returns(
            actor=analyst(),
            release=release,
            expected_version=1,
            numerator="vacancy_rate",
            denominator="everybody",
        )

    assert refused.value.message == "Cleveland Police: The numerator is 4.5. Give a whole number."


def test_comparison_names_the_signed_returns_that_its_values_were_taken_from() -> None:
    collection = closed("cleveland", "durham", text=GOOD)
    release = release_of(collection)
    take_returns(
        actor=analyst(), release=release, expected_version=1, numerator="women", denominator="everybody"
    )
    release.refresh_from_db()
    import_values(
        actor=analyst(),
        release=release,
        expected_version=release.version,
        rows=[{"force": "durham", "numerator": "1", "denominator": "2"}],
    )

    taken = comparison_of(release).collection

    signed = Return.objects.get(reply__force__slug="cleveland")
    assert taken is not None
    assert (taken.title, taken.period_words) == ("The workforce", "year ending 31 March 2022")
    assert (taken.closed_on, taken.sha256) == (collection.closed_on, collection.content_sha256)
    assert [(each.slug, each.version, each.sha256) for each in taken.returns] == [
        ("cleveland", 1, signed.sha256)
    ]
    logged = AuditEvent.objects.get(action="measures.take_returns").details["returns"]
    assert logged["cleveland"] == {"version": 1, "sha256": signed.sha256}
