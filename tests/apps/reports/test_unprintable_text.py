"""What the PDF cannot print is neither shown to the force nor published nor put into a correction."""

from __future__ import annotations

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.reports.models import AccuracyCheck, Publication
from peelian.apps.reports.services import correct_report, publish_report, share_for_accuracy_check
from peelian.rules.errors import GateBlockedError
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import (
    CLOSES,
    PUBLISHED,
    chief_inspector_of,
    published,
    publisher_of,
    signed_off,
    written_inspection,
)

pytestmark = pytest.mark.django_db


def spoil(inspection: Inspection) -> None:
    finding = inspection.findings.order_by("pk").first()
    assert finding is not None
    type(finding).objects.filter(pk=finding.pk).update(headline="Doors are open \U0001f600")


def test_sharing_is_refused_and_leaves_the_draft_where_it_was() -> None:
    inspection = written_inspection()
    spoil(inspection)

    with pytest.raises(GateBlockedError, match="U\\+1F600"):
        share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)

    assert not AccuracyCheck.objects.exists()


def test_publishing_is_refused() -> None:
    inspection = signed_off(written_inspection())
    spoil(inspection)

    with pytest.raises(GateBlockedError, match="Doors are open"):
        publish_report(actor=publisher_of(inspection), inspection=inspection, published_on=PUBLISHED)

    assert not Publication.objects.exists()


def test_correcting_is_refused() -> None:
    publication = published(written_inspection())
    spoil(publication.inspection)

    with pytest.raises(GateBlockedError, match="U\\+1F600"):
        correct_report(
            actor=chief_inspector_of(publication.inspection), publication=publication, reason="A wrong word."
        )

    assert Publication.objects.count() == 1
