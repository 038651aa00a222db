"""What the press counts, a program can read: the same numbers of grades as in the report."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.mark.item("S-222")
def test_program_reads_one_four_three_and_two_grades_of_cleveland(client: Client) -> None:
    summary = client.get("/api/v1/publications/cleveland-2021-22").json()["report"]["summary"]

    counts = [summary["counts"][tier] for tier in ("good", "adequate", "requires-improvement", "inadequate")]
    assert counts == [1, 4, 3, 2]
    assert sum(counts) == len(summary["grades"]) == 10
