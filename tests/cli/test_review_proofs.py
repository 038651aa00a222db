"""`peelian audit verify` and `doctor` on what closing a review froze."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from peelian.apps.audit.triggers import KEPT_TABLES, missing_triggers
from peelian.apps.reviews.figures import figure_of
from peelian.apps.reviews.models import Review, ReviewRecord
from peelian.apps.reviews.queries import review_results
from peelian.rules.errors import RefusalError
from tests.apps.reports.altering import alter
from tests.apps.reviews.world import analyst, closed, keys, reviewed, yes_then_no
from tests.cli.conftest import Give
from tests.interfaces.workspace.reading import main, signed_in
from tests.interfaces.workspace.reviewing_world import FOUND, QUESTION

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[2] / "src" / "peelian" / "apps"


def closed_review() -> Review:
    answers = {QUESTION: yes_then_no(30, 6), FOUND: yes_then_no(30, 6)}
    closed(reviewed([{"reference": key} for key in keys(60)], 36, answers))
    return Review.objects.get()


def altered(record: ReviewRecord) -> None:
    results: list[dict[str, Any]] = json.loads(json.dumps(record.results))
    results[0]["measured"][0]["published"]["estimate"] = 0.964
    alter("reviews_reviewrecord", "UPDATE reviews_reviewrecord SET results = %s", json.dumps(results))


def test_a_record_that_was_changed_is_named_and_the_missing_guards_with_it(give: Give) -> None:
    review = closed_review()
    sound = json.loads(give("audit", "verify", "--json").stdout)
    altered(ReviewRecord.objects.get())

    verified, examined = give("audit", "verify"), give("doctor")

    fault = f"The content of the record of the review '{review}' differs from its hash."
    assert (sound["holds"], sound["reviews"], sound["missing_triggers"]) == (True, 1, [])
    assert verified.exit_code == 1
    assert verified.stderr == (
        f"Error: The audit log holds, but not what is frozen. {fault} The database lacks what keeps frozen rows from "
        f"being changed: {', '.join(missing_triggers())}.\n"
    )
    assert f"FAULT  frozen results of reviews: {fault}" in examined.stdout
    assert f"FAULT  guards of frozen rows: missing: {', '.join(missing_triggers())}" in examined.stdout


def test_results_that_were_changed_are_not_shown() -> None:
    review = closed_review()
    altered(ReviewRecord.objects.get())

    shown = signed_in(analyst()).get(f"/workspace/reviews/{review.pk}/results/")

    assert review_results(analyst(), review).is_whole is False
    assert "are not shown: what is stored differs from what was frozen" in main(shown)
    assert "96.4" not in main(shown)
    with pytest.raises(RefusalError):
        figure_of(review, QUESTION, "count", "G-1")


def test_every_table_that_a_migration_keeps_is_looked_for() -> None:
    kept = {
        call.split('keep_rows("')[1].split('"')[0]
        for path in SOURCE.rglob("migrations/*.py")
        for call in path.read_text(encoding="utf-8").splitlines()
        if 'keep_rows("' in call
    }

    assert sorted(kept) == list(KEPT_TABLES)
    assert missing_triggers() == []
