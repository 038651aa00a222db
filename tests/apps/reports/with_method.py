"""A published report with a figure that comes from a closed review, and so with a method."""

from __future__ import annotations

from peelian.apps.judgements.services import WantedFigure, flow_results_into_figures
from peelian.apps.reports.models import Publication
from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import Review
from peelian.catalogue import load_catalogue
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import published, written_inspection
from tests.apps.reviews.world import SEARCHES, closed, keys, reviewed, yes_then_no

GROUNDS = "reasonable-grounds-recorded"
DEFINITION = load_catalogue().instruments[SEARCHES].model_dump(mode="json")
HASH = hash_of(DEFINITION)


def published_with_method() -> Publication:
    inspection = written_inspection()
    answers = {GROUNDS: yes_then_no(6, 2), "search-object-found": yes_then_no(3, 5)}
    review = reviewed([{"reference": key} for key in keys(12)], 8, answers, inspection=inspection)
    closed(review)
    flow_results_into_figures(
        actor=lead_of(inspection), review=Review.objects.get(pk=review.pk), wanted=[WantedFigure("F-3", GROUNDS)],
        part="about-the-data",
    )  # fmt: skip
    return published(inspection)
