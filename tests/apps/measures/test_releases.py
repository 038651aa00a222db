"""Bringing values into a release, leaving forces out, publishing and correcting."""

from __future__ import annotations

import math
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from peelian.apps.audit.models import AuditEvent
from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.models import ForceValue, MeasurePublication, MeasureRelease
from peelian.apps.measures.queries import (
    measure_publication,
    published_periods,
    releases,
    releases_to_publish,
    series_of_force,
)
from peelian.apps.measures.services import (
    cancel_correction,
    discard_release,
    edit_release,
    exclude_force,
    import_values,
    open_correction,
    publish_release,
    restore_force,
)
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from peelian.rules.periods import Period
from tests.apps.measures.made import (
    INCIDENTS,
    analyst,
    make_filled_release,
    make_publication,
    make_release,
    publisher,
    rows_of_all_forces,
)
from tests.apps.world import make_all_forces, make_force, make_inspectorate, make_person

pytestmark = pytest.mark.django_db


def findings(error: InvalidValueError) -> list[tuple[int, str]]:
    listed = error.details["findings"]
    assert isinstance(listed, list)
    return [(each["row"], each["field"]) for each in listed]


@pytest.mark.item("S-103", "S-104")
def test_rate_rests_on_the_mid_2020_population_where_no_other_is_given() -> None:
    make_force("cleveland")
    actor = analyst()
    release = make_release(actor, denominator_note="")

    import_values(
        actor=actor,
        release=release,
        expected_version=1,
        rows=[{"force": "Cleveland Police", "numerator": "17,020"}],
    )

    row = ForceValue.objects.get()
    release.refresh_from_db()
    assert row.denominator == regime().population("cleveland").value
    assert INCIDENTS.words(row.value) == "29.9 per 1,000 population"  # type: ignore[arg-type]
    assert release.denominator_source == regime().population("cleveland").source


@pytest.mark.item("S-104")
def test_another_population_without_a_note_is_refused() -> None:
    make_force("cleveland")
    actor = analyst()
    release = make_release(actor, denominator_note="")
    rows = [{"force": "cleveland", "numerator": "17020", "denominator": "560000"}]

    with pytest.raises(InvalidValueError) as refused:
        import_values(actor=actor, release=release, expected_version=1, rows=rows)

    assert findings(refused.value) == [(2, "denominator")]
    assert ForceValue.objects.count() == 0


def test_every_fault_of_a_table_is_told_at_once_and_nothing_is_kept() -> None:
    make_all_forces()
    actor = analyst()
    release = make_release(actor)
    rows = [
        {"force": "cleveland", "numerator": "-3", "denominator": "1000"},
        {"force": "nowhere", "numerator": "3", "denominator": "1000"},
        {"force": "durham", "numerator": "3", "denominator": "0"},
        {"force": "durham", "numerator": "3", "denominator": "1000"},
        {"force": "kent"},
        {"force": "essex", "numerator": "10", "denominator": "1000", "value": "11.0"},
        {"force": "dorset", "numerator": "1.5", "denominator": "many"},
    ]

    with pytest.raises(InvalidValueError) as refused:
        import_values(actor=actor, release=release, expected_version=1, rows=rows)

    assert findings(refused.value) == [
        (2, "numerator"),
        (3, "force"),
        (4, "denominator"),
        (5, "force"),
        (6, "reason"),
        (7, "value"),
        (8, "numerator"),
        (8, "denominator"),
    ]
    assert ForceValue.objects.count() == 0


PARTS = {"force": "cleveland", "numerator": "25099", "denominator": "1107597"}
"""They give 22.660769214795634 and so on."""


@pytest.mark.parametrize("value", ["22.660769214795632", "22.660769215", "22.7"])
def test_a_value_agrees_with_its_parts_at_its_own_decimals_and_at_no_more_than_are_kept(value: str) -> None:
    make_force("cleveland")
    actor = analyst()
    release = make_release(actor)

    import_values(actor=actor, release=release, expected_version=1, rows=[{**PARTS, "value": value}])

    assert str(ForceValue.objects.get().value) == "22.660769215"


@pytest.mark.parametrize("value", ["22.660779214795632", "22.660769214", "22.6"])
def test_a_value_that_differs_in_what_is_kept_is_refused(value: str) -> None:
    make_force("cleveland")
    actor = analyst()
    release = make_release(actor)

    with pytest.raises(InvalidValueError) as refused:
        import_values(actor=actor, release=release, expected_version=1, rows=[{**PARTS, "value": value}])

    assert findings(refused.value) == [(2, "value")]


def test_row_with_a_fault_gets_no_second_finding_that_follows_from_it() -> None:
    make_all_forces()
    actor = analyst()
    share = INCIDENTS.model_copy(update={"basis": "share", "unit": "percent"})
    release = make_release(actor, definition=share)

    with pytest.raises(InvalidValueError) as refused:
        import_values(
            actor=actor,
            release=release,
            expected_version=1,
            rows=[{"force": "cleveland", "numerator": "3", "denominator": "2"}],
        )

    assert refused.value.message == "Row 2: 3 of 2 is more than all."


@pytest.mark.item("S-004")
def test_release_is_not_published_while_one_of_43_forces_has_neither_value_nor_reason() -> None:
    rows = rows_of_all_forces()
    actor = analyst()
    release = make_release(actor)
    imported = import_values(actor=actor, release=release, expected_version=1, rows=rows[1:])
    missing = Organisation.objects.get(slug=rows[0]["force"]).name

    with pytest.raises(RefusalError) as refused:
        publish_release(actor=publisher(), release=release, expected_version=2)

    assert imported.missing == (missing,)
    assert refused.value.details == {"missing": [missing]}
    import_values(
        actor=actor,
        release=release,
        expected_version=2,
        rows=[{"force": rows[0]["force"], "reason": "Unable to supply"}],
    )
    assert publish_release(actor=publisher(), release=release, expected_version=3).comparison.n == 42


@pytest.mark.item("S-111")
def test_city_of_london_and_hampshire_excluded_leave_41_forces_and_the_note() -> None:
    actor = analyst()
    release = make_filled_release(actor, hampshire=900)
    for slug, reason in (("hampshire", "Incomplete data"), ("city-of-london", "Not comparable")):
        release.refresh_from_db()
        exclude_force(
            actor=actor,
            release=release,
            expected_version=release.version,
            force=Organisation.objects.get(slug=slug),
            reason=reason,
        )
    release.refresh_from_db()

    published = publish_release(actor=publisher(), release=release, expected_version=release.version)

    assert published.comparison.n == 41
    assert published.comparison.exclusions_note == (
        "Left out of mean, lines and rank: City of London Police (Not comparable); Hampshire and Isle of Wight "
        "Constabulary (Incomplete data)."
    )


@pytest.mark.item("S-111")
def test_restored_force_counts_again_and_leaving_out_needs_a_reason() -> None:
    actor = analyst()
    release = make_filled_release(actor)
    force = make_force("kent")

    with pytest.raises(InvalidValueError):
        exclude_force(actor=actor, release=release, expected_version=2, force=force, reason="  ")
    exclude_force(actor=actor, release=release, expected_version=2, force=force, reason="Incomplete")
    restore_force(actor=actor, release=release, expected_version=3, force=force)

    assert release.values.get(force=force).exclusion == ""


def test_values_brought_in_again_replace_those_before_and_keep_why_a_force_is_left_out() -> None:
    actor = analyst()
    release = make_filled_release(actor)
    exclude_force(
        actor=actor, release=release, expected_version=2, force=make_force("kent"), reason="Incomplete"
    )

    import_values(
        actor=actor,
        release=release,
        expected_version=3,
        rows=[{"force": "kent", "numerator": "77", "denominator": "1000"}],
    )

    row = release.values.get(force=make_force("kent"))
    assert (row.numerator, row.exclusion) == (77, "Incomplete")
    assert release.values.count() == 43


@pytest.mark.item("S-005", "S-117")
def test_values_of_a_force_out_of_scope_change_no_total_and_leave_the_note() -> None:
    make_force("btp", in_scope=False)
    rows = rows_of_all_forces()
    actor = analyst()
    release = make_release(actor)
    import_values(actor=actor, release=release, expected_version=1, rows=rows)
    import_values(
        actor=actor,
        release=release,
        expected_version=2,
        rows=[{"force": "btp", "numerator": "50000"}],
    )

    published = publish_release(actor=publisher(), release=release, expected_version=3)

    total = published.comparison.total
    assert total is not None
    assert (total.numerator, total.forces) == (sum(10 + place for place in range(43)), 43)
    assert total.scope_note.startswith("British Transport Police is not inspected and not part of this total")


def test_published_version_is_frozen_and_holds_its_hash() -> None:
    published = make_publication()

    assert published.comparison.content_hash == published.content_hash
    with pytest.raises(RefusalError):
        published.save()
    with pytest.raises(RefusalError):
        published.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        MeasurePublication.objects.filter(pk=published.pk).update(title="Other")


def test_altered_content_is_not_shown() -> None:
    published = make_publication()
    published.value["n"] = 12

    with pytest.raises(RefusalError) as refused:
        _ = published.comparison

    assert refused.value.code == "publication-altered"


def test_correction_is_a_new_version_with_a_reason_and_the_old_stays() -> None:
    first = make_publication()
    release, signer, actor = first.release, publisher(), analyst()
    with pytest.raises(RefusalError):
        import_values(
            actor=actor, release=release, expected_version=3, rows=[{"force": "kent", "numerator": "1"}]
        )
    open_correction(actor=signer, release=release, expected_version=3, reason="Kent counted twice.")
    assert measure_publication(first.measure) == first
    import_values(
        actor=actor,
        release=release,
        expected_version=4,
        rows=[{"force": "kent", "numerator": "1", "denominator": "1000"}],
    )

    second = publish_release(actor=signer, release=release, expected_version=5)

    assert (second.version_number, second.correction_reason) == (2, "Kent counted twice.")
    assert measure_publication(first.measure) == second
    assert first.comparison.force("kent") != second.comparison.force("kent")
    assert second.supersedes == first


def test_release_is_changed_by_nobody_who_opened_an_older_version() -> None:
    actor = analyst()
    release = make_filled_release(actor)

    with pytest.raises(StaleEditError):
        exclude_force(
            actor=actor, release=release, expected_version=1, force=make_force("kent"), reason="Why"
        )


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PUBLICATIONS, Role.ADMINISTRATOR])
def test_others_bring_no_values_in(role: Role) -> None:
    release = make_release()

    with pytest.raises(NotPermittedError):
        import_values(
            actor=make_person(make_inspectorate(), role),
            release=release,
            expected_version=1,
            rows=[{"force": "kent", "numerator": "1"}],
        )


def test_analyst_does_not_publish() -> None:
    release = make_filled_release()

    with pytest.raises(NotPermittedError):
        publish_release(actor=analyst(), release=release, expected_version=2)


def test_release_is_seen_by_staff_of_its_inspectorate_alone() -> None:
    release = make_release()
    force = make_force("cleveland")

    assert list(releases(analyst())) == [release]
    assert list(releases(make_person(force, Role.FORCE_LIAISON))) == []
    assert list(releases(make_person(make_inspectorate("other"), Role.HMI))) == []


def test_one_release_a_measure_and_period() -> None:
    make_release()

    with pytest.raises(InvalidValueError):
        make_release()

    assert MeasureRelease.objects.count() == 1


def test_period_that_is_not_over_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        make_release(period=Period.year_ending(date(2062, 3, 31)))

    assert refusal.value.message == (
        "The period ends on 31 March 2062, which has not come yet. Give a period that is over."
    )


def test_sources_and_notes_of_a_draft_are_changed_and_logged() -> None:
    release = make_release()
    words = {"source": "Another source", "denominator_source": "", "denominator_note": "", "note": "Read it."}

    edit_release(actor=analyst(), release=release, expected_version=1, **words)

    release.refresh_from_db()
    assert {name: getattr(release, name) for name in words} == words
    event = AuditEvent.objects.get(action="measures.edit_release")
    assert event.details["after"]["note"] == "Read it."
    with pytest.raises(InvalidValueError):
        edit_release(actor=analyst(), release=release, expected_version=2, **{**words, "source": " "})


def test_draft_is_discarded_with_its_reason_and_the_period_is_free_again() -> None:
    release = make_filled_release()

    with pytest.raises(InvalidValueError):
        discard_release(actor=analyst(), release=release, expected_version=2, reason=" ")
    discard_release(actor=analyst(), release=release, expected_version=2, reason="Begun for the wrong year.")

    event = AuditEvent.objects.get(action="measures.discard_release", outcome="done")
    assert (event.details["reason"], event.details["values"]) == ("Begun for the wrong year.", 43)
    assert MeasureRelease.objects.count() == 0
    assert make_release().version == 1


def test_release_with_a_published_version_is_not_discarded() -> None:
    release = make_publication().release
    opened = open_correction(
        actor=publisher(), release=release, expected_version=release.version, reason="A value was wrong."
    )

    with pytest.raises(RefusalError):
        discard_release(
            actor=analyst(), release=opened, expected_version=opened.version, reason="Not needed."
        )

    assert MeasureRelease.objects.count() == 1


def test_each_step_is_in_the_log() -> None:
    make_publication()

    actions = list(
        AuditEvent.objects.filter(action__startswith="measures.")
        .order_by("sequence")
        .values_list("action", flat=True)
    )
    assert actions == ["measures.begin_release", "measures.import_values", "measures.publish_release"]


def test_force_over_time_is_read_from_what_is_published() -> None:
    actor, signer, rows = analyst(), publisher(), rows_of_all_forces()
    for number in (2022, 2020, 2021):
        release = make_release(actor, period=Period.year_ending(date(number, 3, 31)))
        import_values(actor=actor, release=release, expected_version=1, rows=rows)
        publish_release(actor=signer, release=release, expected_version=2)

    series = series_of_force(published_periods(INCIDENTS.identifier), "cleveland")

    assert series is not None
    assert [point.value.period_end.year for point in series.points] == [2020, 2021, 2022]
    assert all(
        point.lower is not None and math.isclose(point.value.value, series.centre or 0)
        for point in series.points
    )


def reopened(release: MeasureRelease) -> MeasureRelease:
    """The release, published and opened for correction by mistake."""
    published = publish_release(actor=publisher(), release=release, expected_version=release.version).release
    return open_correction(
        actor=publisher(), release=published, expected_version=published.version, reason="Opened by mistake"
    )


def test_correction_that_changes_nothing_is_not_published() -> None:
    release = reopened(make_filled_release())

    with pytest.raises(RefusalError) as refused:
        publish_release(actor=publisher(), release=release, expected_version=release.version)

    assert refused.value.message == (
        "Nothing in Domestic abuse-related incidents, year ending 31 March 2022 differs from version 1, so there is "
        "nothing to correct. Change what is wrong, or cancel the correction."
    )
    assert MeasurePublication.objects.count() == 1


def test_cancelled_correction_puts_words_and_values_back_and_keeps_the_reason_in_the_log() -> None:
    release = make_filled_release()
    exclude_force(
        actor=analyst(),
        release=release,
        expected_version=release.version,
        force=make_force("kent"),
        reason="Incomplete",
    )
    release.refresh_from_db()
    stood = list(
        release.values.values_list("force", "numerator", "denominator", "value", "reason", "exclusion")
    )
    opened = reopened(release)
    rows = rows_of_all_forces(cleveland=99)
    import_values(actor=analyst(), release=opened, expected_version=opened.version, rows=rows)
    opened.refresh_from_db()
    edit_release(
        actor=analyst(),
        release=opened,
        expected_version=opened.version,
        source="Another",
        denominator_source="",
        denominator_note="Others",
        note="Read it",
    )
    opened.refresh_from_db()

    cancel_correction(
        actor=publisher(), release=opened, expected_version=opened.version, reason="The wrong release"
    )

    opened.refresh_from_db()
    assert (opened.state, opened.correction_reason, opened.source, opened.note) == (
        "published",
        "",
        "Data collected from forces, April 2022",
        "",
    )
    assert (
        list(opened.values.values_list("force", "numerator", "denominator", "value", "reason", "exclusion"))
        == stood
    )
    assert MeasurePublication.objects.count() == 1
    event = AuditEvent.objects.get(action="measures.cancel_correction")
    assert event.details == {"reason": "The wrong release", "opened_for": "Opened by mistake"}


def test_only_an_open_correction_is_cancelled_with_a_reason_by_those_who_publish() -> None:
    release = make_filled_release()

    with pytest.raises(RefusalError):
        cancel_correction(
            actor=publisher(), release=release, expected_version=release.version, reason="Why not"
        )
    opened = reopened(release)
    with pytest.raises(InvalidValueError):
        cancel_correction(actor=publisher(), release=opened, expected_version=opened.version, reason=" ")
    with pytest.raises(NotPermittedError):
        cancel_correction(actor=analyst(), release=opened, expected_version=opened.version, reason="No")

    opened.refresh_from_db()
    assert opened.is_draft


def test_release_waits_for_publication_once_no_force_is_missing() -> None:
    user, release = publisher(), make_filled_release()
    first = release.values.all()[0]
    before = list(releases_to_publish(user))
    ForceValue.objects.filter(pk=first.pk).delete()

    assert before == [release]
    assert list(releases_to_publish(user)) == []
    assert list(releases_to_publish(analyst())) == []
