"""Reviews for tests of their pages."""

from __future__ import annotations

from typing import Any

from peelian.apps.reviews.models import Review
from tests.apps.reviews.world import Row, drawn, given_out, inspector, keys, loaded, planned

QUESTION = "reasonable-grounds-recorded"
FOUND = "search-object-found"


def rows_of(number: int) -> list[Row]:
    """A frame of searches with what the question set knows of each."""
    return [
        {
            "reference": key,
            "ethnicity": "white" if at % 2 else "ethnic-minority",
            "object": "drugs",
            "day": "2021-03-01",
        }
        for at, key in enumerate(keys(number))
    ]


def framed(number: int = 60, **fields: Any) -> Review:
    """A review with its frame loaded."""
    return loaded(planned(**fields), rows_of(number))


def in_hand(cases: int = 4, *, twice: int = 0) -> Review:
    """A review whose cases are given to two reviewers, who answer for them."""
    review = drawn(framed(double_marking_percent=twice), {"size": cases})
    given_out(review, inspector("First Reviewer"), inspector("Second Reviewer"))
    return Review.objects.get(pk=review.pk)
