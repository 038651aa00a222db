"""The public record of grades: written at publication, imported, compared, never edited and never ranked."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements import services
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries import (
    compare_grades_of,
    current_grades,
    grade_history,
    history_by_framework,
    national_picture,
    standing_grades,
)
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.judgements.world import AREA, assess_fully, finalise, inspection_of, lead_of, propose
from tests.apps.world import (
    LOADER,
    framework_version,
    make_all_forces,
    make_force,
    make_inspectorate,
    make_person,
)

pytestmark = pytest.mark.django_db


def row(framework: str, grade: str, **fields: str) -> dict[str, str]:
    return {
        "force": "cleveland",
        "framework": framework,
        "target": "effectiveness",
        "grade": grade,
        "as_of": "2017-03-02",
        "source": "Assessment page",
        **fields,
    }


def bring_in(*rows: dict[str, str], actor: Any = LOADER) -> Any:
    framework_version("peel-2016")
    make_force()
    return services.import_grade_records(
        actor=actor, inspectorate=make_inspectorate(), rows=rows, file="grades.csv"
    )


def publish(inspection: Inspection, publication: uuid.UUID) -> list[GradeRecord]:
    publisher = make_person(inspection.inspectorate, Role.PUBLICATIONS)
    return services.write_grade_records(
        actor=publisher, inspection=inspection, publication_id=publication, published_on=date(2023, 3, 17)
    )


def test_publication_writes_a_record_for_each_area_with_the_reason_where_there_is_no_grade() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    finalise(inspection)

    records = {record.target: record for record in publish(inspection, uuid.uuid4())}

    assert (records[AREA].status, records[AREA].grade) == ("graded", "good")
    assert records["service-to-victims"].status == "ungraded"
    assert records["recording-data-about-crime"].status == "not-inspected"
    assert records["managing-offenders"].status == "not-yet-graded"
    assert len(records) == len(inspection.framework.areas)


def test_provisional_grade_is_not_published() -> None:
    inspection = inspection_of()
    propose(inspection)

    records = {record.target: record for record in publish(inspection, uuid.uuid4())}

    assert (records[AREA].status, records[AREA].grade) == ("not-yet-graded", "")


def test_inspector_does_not_publish() -> None:
    inspection = inspection_of()

    with pytest.raises(NotPermittedError):
        services.write_grade_records(
            actor=lead_of(inspection),
            inspection=inspection,
            publication_id=uuid.uuid4(),
            published_on=date(2023, 3, 17),
        )


def test_correction_marks_the_older_records_and_the_newer_ones_stand() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    finalise(inspection)
    first, second = uuid.uuid4(), uuid.uuid4()
    publish(inspection, first)

    services.correct_grade_records(
        actor=make_person(inspection.inspectorate, Role.HMCIC),
        inspection=inspection,
        publication_id=first,
        reason="The force had sent wrong data.",
    )
    publish(inspection, second)

    standing = {record.publication: record.standing for record in GradeRecord.objects.filter(target=AREA)}
    assert standing == {first: "corrected", second: "current"}
    assert inspection.force is not None
    assert {record.publication for record in current_grades(inspection.force)} == {second}


def test_published_record_is_neither_edited_nor_deleted() -> None:
    bring_in(row("peel-2016", "good"))
    record = GradeRecord.objects.get()
    record.grade = "outstanding"

    with pytest.raises(RefusalError, match="never edited"):
        record.save()
    with pytest.raises(RefusalError, match="never deleted"):
        record.delete()

    assert GradeRecord.objects.get().grade == "good"


def test_corrected_record_does_not_become_current_again() -> None:
    bring_in(row("peel-2016", "good"))
    record = GradeRecord.objects.get()
    record.standing = GradeRecord.Standing.CORRECTED
    record.save()
    record.standing = GradeRecord.Standing.CURRENT

    with pytest.raises(RefusalError, match="never edited"):
        record.save()


def test_import_names_every_fault_and_keeps_nothing() -> None:
    with pytest.raises(InvalidValueError) as error:
        bring_in(
            row("peel-2016", "good"),
            row("peel-2016", "adequate", force="nowhere"),
            row("peel-1999", "good", as_of="yesterday", colour="red"),
        )

    findings = error.value.details["findings"]
    assert isinstance(findings, list)
    assert [(each["file"], each["row"], each["field"]) for each in findings] == [
        ("grades.csv", 3, "force"),
        ("grades.csv", 3, "grade"),
        ("grades.csv", 4, "colour"),
        ("grades.csv", 4, "framework"),
        ("grades.csv", 4, "as_of"),
    ]
    assert findings[1]["message"].endswith("Allowed: inadequate, requires-improvement, good, outstanding.")
    assert GradeRecord.objects.count() == 0


def test_import_twice_adds_nothing_and_a_contradiction_is_refused() -> None:
    first = bring_in(row("peel-2016", "good"))
    second = bring_in(row("peel-2016", "good"))

    with pytest.raises(InvalidValueError, match="never edited"):
        bring_in(row("peel-2016", "inadequate"))

    assert (first.added, second.added, second.known, GradeRecord.objects.count()) == (1, 0, 1, 1)


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [("2017-03", date(2017, 3, 1), "month"), ("2015", date(2015, 1, 1), "year")],
)
def test_import_keeps_how_exactly_a_date_is_known(written: str, day: date, precision: str) -> None:
    bring_in(row("peel-2016", "good", as_of=written))

    record = GradeRecord.objects.get()
    assert (record.as_of, record.as_of_precision) == (day, precision)


@pytest.mark.item("S-161")
def test_grade_told_by_the_press_is_marked_so() -> None:
    bring_in(row("peel-2018-19", "inadequate", source_rank="press", source="News broadcast", as_of="2019"))

    record = GradeRecord.objects.get()
    assert (record.source_rank, record.get_source_rank_display()) == ("press", "Press account")


def test_force_imports_no_grades() -> None:
    person = make_person(make_force(), Role.FORCE_LIAISON)

    with pytest.raises(NotPermittedError):
        bring_in(row("peel-2016", "good"), actor=person)


def test_history_says_improved_by_one_tier_within_a_family() -> None:
    bring_in(
        row("peel-2015", "requires-improvement", as_of="2016-02-18"),
        row("peel-2016", "good", standing="interim", as_of="2016-11-03"),
        row("peel-2016", "good"),
    )

    history = grade_history(make_force(), "effectiveness")

    assert [(each.record.framework_version_id, each.record.standing) for each in history] == [
        ("peel-2015", "current"),
        ("peel-2016", "current"),
    ]
    assert history[0].comparison is None
    assert history[1].comparison is not None
    assert history[1].comparison.words == "improved by one tier"


@pytest.mark.item("S-028")
def test_grade_of_2016_beside_2021_is_not_comparable_and_says_why() -> None:
    bring_in(row("peel-2016", "good"))

    comparison = compare_grades_of(make_force(), "effectiveness", "peel-2016", "peel-2021-22")

    assert (comparison.words, comparison.tiers, comparison.shows_direction) == ("not comparable", None, False)
    assert comparison.reason != ""


@pytest.mark.item("S-029")
def test_lower_grade_is_called_a_decline_only_where_the_report_says_so() -> None:
    lower = row("peel-2017", "requires-improvement", as_of="2018-03-22")
    bring_in(row("peel-2016", "good"), lower)
    plain = compare_grades_of(make_force(), "effectiveness", "peel-2016", "peel-2017")

    bring_in(
        {
            **lower,
            "as_of": "2018-04-01",
            "declared_change": "The force is less effective than before.",
            "declared_change_location": "Summary, second paragraph",
        }
    )
    declared = compare_grades_of(make_force(), "effectiveness", "peel-2016", "peel-2017")

    assert (plain.words, plain.cites) == ("one tier lower", "")
    assert (declared.words, declared.cites) == ("declined by one tier", "Summary, second paragraph")


def test_history_by_framework_shows_the_break() -> None:
    bring_in(row("peel-2016", "good"), row("peel-2021-22", "adequate", target=AREA, as_of="2023-03-17"))

    history = history_by_framework(make_force())

    assert [each.version.pk for each in history] == ["peel-2016", "peel-2021-22"]
    assert history[0].with_earlier is None
    assert history[1].with_earlier is not None
    comparison = history[1].rows[0].comparison
    assert comparison is not None
    assert (history[1].with_earlier.comparable, comparison.outcome) == (False, "not-comparable")
    assert comparison.reason == history[1].with_earlier.reason
    assert [record.target for record in current_grades(make_force())] == [AREA]


@pytest.mark.item("S-005")
def test_force_out_of_scope_changes_no_total_and_is_named_in_the_note() -> None:
    make_all_forces()
    bring_in(row("peel-2016", "good"), row("peel-2016", "requires-improvement", force="durham"))
    before = national_picture("peel-2016", "effectiveness")
    make_force("btp", in_scope=False)

    bring_in(row("peel-2016", "good", force="btp"))
    after = national_picture("peel-2016", "effectiveness")

    counts = {"inadequate": 0, "requires-improvement": 1, "good": 1, "outstanding": 0}
    assert (before.counts, before.graded, before.not_recorded, before.scope_note) == (counts, 2, 41, "")
    assert (after.counts, after.graded, after.not_recorded) == (counts, 2, 41)
    assert "British Transport Police" in after.scope_note


@pytest.mark.item("S-160")
def test_no_column_holds_a_rank_or_a_score_over_forces() -> None:
    from django.apps import apps

    names = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.get_fields()
        if any(word in column.name for word in ("ranking", "league", "score", "rank"))
    }

    assert {name for name in names if not name.endswith("source_rank")} == set()


@pytest.mark.parametrize("first", ["primary", "press"])
def test_the_inspectorates_own_publication_stands_before_the_press(first: str) -> None:
    """Whichever is dated later."""
    for rank, day in (("primary", 1), ("press", 2)) if first == "primary" else (("press", 1), ("primary", 2)):
        GradeRecord.objects.create(
            inspectorate=make_inspectorate(),
            force=make_force(),
            framework_version=framework_version("peel-2016"),
            target="effectiveness",
            status="graded",
            grade="good",
            as_of=date(2017, 3, day),
            source_rank=rank,
            source=rank,
        )

    assert [record.source_rank for record in standing_grades(make_force())] == ["primary"]


def test_record_names_the_inspector_who_made_the_grade_final() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    signed = finalise(inspection).final_by
    inspection.accountable_inspector = make_person(inspection.inspectorate, Role.HMI, name="A. Later")
    inspection.save()

    records = {record.target: record for record in publish(inspection, uuid.uuid4())}

    assert signed is not None
    assert (records[AREA].inspector, records["managing-offenders"].inspector) == (signed.name, "A. Later")


def test_national_picture_counts_the_grade_that_stands_on_the_page_of_the_force() -> None:
    bring_in(
        row("peel-2016", "good", as_of="2017-03-02"),
        row("peel-2016", "inadequate", as_of="2018-01-01", source_rank="press", source="A newspaper"),
    )

    (held,) = standing_grades(make_force())
    picture = national_picture("peel-2016", "effectiveness")

    assert (held.grade, picture.counts["good"], picture.counts["inadequate"]) == ("good", 1, 0)


def test_source_that_is_no_page_is_no_link() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        bring_in(row("peel-2016", "good", source_url="javascript:alert(1)"))

    findings = refusal.value.details["findings"]
    assert isinstance(findings, list)
    assert [(each["field"], each["value"]) for each in findings] == [("source_url", "javascript:alert(1)")]
