"""The database itself keeps published grades as they were."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from peelian.apps.judgements.models import GradeRecord
from tests.apps.world import framework_version, make_force, make_inspectorate

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> GradeRecord:
    return GradeRecord.objects.create(
        inspectorate=make_inspectorate(),
        force=make_force(),
        framework_version=framework_version("peel-2016"),
        target="effectiveness",
        status="graded",
        grade="good",
        as_of=date(2017, 3, 2),
        source="The published report",
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE judgements_graderecord SET grade = 'outstanding'",
        "UPDATE judgements_graderecord SET as_of = '2018-01-01'",
        "DELETE FROM judgements_graderecord",
    ],
)
def test_database_refuses_to_change_a_published_grade(record: GradeRecord, sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    record.refresh_from_db()
    assert (record.grade, record.as_of) == ("good", date(2017, 3, 2))


def test_standing_may_become_corrected(record: GradeRecord) -> None:
    record.standing = GradeRecord.Standing.CORRECTED
    record.save()

    record.refresh_from_db()
    assert record.standing == "corrected"


def test_every_column_but_the_standing_is_frozen() -> None:
    """A column added later cannot be forgotten in the trigger."""
    from importlib import import_module

    frozen = import_module("peelian.apps.judgements.migrations.0002_frozen_grade_records").FROZEN
    columns = [column.column for column in GradeRecord._meta.concrete_fields]
    assert sorted(frozen) == sorted(set(columns) - {"standing"})
