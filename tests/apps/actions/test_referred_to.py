"""A referral names the outside body as it was called on the day."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.actions.models import AllegationReferral
from peelian.apps.actions.queries import referral_words


@pytest.mark.item("S-216")
@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2017, 10, 3), "Referred to the IPCC on 3 October 2017."),
        (date(2018, 1, 8), "Referred to the IOPC on 8 January 2018."),
    ],
)
def test_referral_of_2017_shows_the_ipcc_and_one_of_2018_its_successor(day: date, words: str) -> None:
    case = AllegationReferral(reference="A-1", received_on=day, referred_on=day)

    assert referral_words(case, date(2026, 11, 22)) == words
