"""What is published is proved, and what was altered behind the triggers is named and not shown."""

from __future__ import annotations

import pytest
from django.test import Client

from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import verify_publications
from peelian.rules.errors import RefusalError
from tests.apps.reports.altering import alter, alter_summary
from tests.apps.reports.made_up import RESPONDING, corrected, published

pytestmark = pytest.mark.django_db


def test_what_is_published_and_corrected_holds() -> None:
    corrected(published())

    proof = verify_publications()

    assert (proof.holds, proof.publications, proof.reason) == (True, 2, "")


def test_altered_content_is_named_and_not_served(client: Client) -> None:
    publication = published()
    alter_summary(publication)

    proof = verify_publications()
    served = [
        client.get(f"/reports/{publication.reference}/{ending}").status_code
        for ending in ("", "report.pdf", "report.json", "report.csv", "figures.csv")
    ]

    assert (proof.publications, proof.reason) == (
        0,
        f"The content of {publication} differs from its content hash.",
    )
    assert served == [404] * 5
    with pytest.raises(RefusalError, match="is not shown"):
        _ = Publication.objects.get().report


def test_content_altered_with_its_hash_differs_from_the_log() -> None:
    publication = published()
    alter_summary(publication, with_hash=True)

    assert verify_publications().reason == f"The log tells another content hash of {publication}, or none."


def test_grade_that_differs_from_the_report_is_named() -> None:
    publication = published()
    alter(
        "judgements_graderecord",
        "UPDATE judgements_graderecord SET grade = 'outstanding' WHERE target = %s",
        RESPONDING,
    )

    assert verify_publications().reason == (
        f"The public record of grades has 'outstanding' for {RESPONDING}, and {publication} prints 'good'."
    )


def test_version_that_only_the_log_knows_is_missed() -> None:
    published()
    alter("reports_publication", "DELETE FROM reports_publication")

    assert verify_publications().reason == "A version that the log tells of is missing from the database."
