"""Terms are found by any of their words; names are checked against their day."""

from datetime import date

import pytest

from peelian.catalogue import Body, BodyName, Term
from peelian.rules.terminology import NameFinding, check_body_names, expand_synonyms, preferred_form

ABUSE = Term(preferred="new words", synonyms=("old words", "older words"), valid_from=date(2017, 4, 1))
WATCH = Body(
    identifier="watch",
    kind="inspectorate",
    names=(
        BodyName(short="OWB", full="Old Watch Board", valid_to=date(2017, 7, 18)),
        BodyName(
            short="OWBS",
            full="Old Watch Board and Ships",
            valid_from=date(2017, 7, 19),
            valid_to=date(2022, 9, 8),
        ),
        BodyName(short="OWBS", full="New Watch Board and Ships", valid_from=date(2022, 9, 9)),
    ),
)
SHIPS = Body(
    identifier="ships",
    kind="oversight",
    names=(BodyName(short="SHIP", full="SHIP", valid_from=date(2018, 1, 8)),),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Old  Words", ("Old  Words", "new words", "older words")),
        ("new words", ("new words", "old words", "older words")),
        ("other words", ("other words",)),
    ],
)
def test_a_search_takes_in_every_synonym(text, found):
    assert expand_synonyms(text, [ABUSE]) == found


@pytest.mark.parametrize(
    ("text", "on", "preferred"),
    [
        ("old words", date(2017, 10, 1), "new words"),
        ("old words", date(2016, 12, 1), "old words"),
        ("other words", date(2017, 10, 1), "other words"),
    ],
)
def test_the_preferred_form_is_that_of_the_day(text, on, preferred):
    assert preferred_form(text, [ABUSE], on) == preferred


def test_a_name_used_before_it_existed_is_flagged():
    assert check_body_names("The OWBS found in 2016 that", date(2016, 12, 8), [WATCH]) == (
        NameFinding(
            "OWBS",
            "watch",
            date(2017, 7, 19),
            "'OWBS' is used for 8 December 2016, but the name began on 19 July 2017. Its name then was OWB.",
        ),
    )


def test_a_body_that_did_not_exist_yet_is_flagged():
    [finding] = check_body_names("SHIP was told.", date(2016, 12, 8), [SHIPS])

    assert finding.message == (
        "'SHIP' is used for 8 December 2016, but the name began on 8 January 2018. The body did not yet exist."
    )


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The OWB found that", date(2016, 12, 8)),
        ("The OWB found that", date(2023, 3, 17)),
        ("The OWBS found that", date(2017, 7, 19)),
        ("OWBSX is another word", date(2016, 12, 8)),
    ],
)
def test_names_of_their_day_and_given_up_names_are_not_flagged(text, on):
    assert check_body_names(text, on, [WATCH]) == ()
