"""A report is published whole, signed, and with every difference told."""

import dataclasses
from datetime import date

import pytest

from peelian.rules.figures import Count, Period
from peelian.rules.gates import (
    CaseExampleFacts,
    ConcernFacts,
    ObservationFacts,
    PublicationFacts,
    publication_gates,
)
from tests.rules.made_up import FIRST, THIRD

SOUND = PublicationFacts(
    framework=THIRD,
    round_number=1,
    parts_present=frozenset({"summary", "changes", "observations", "areas", "about-the-data"}),
    components_done=frozenset({"walk"}),
    areas_found=("harbour", "tides", "lamps", "reef"),
    graded_found=("harbour", "lamps", "reef"),
    signatory_name="The chief watcher",
    signatory_office="Head of the watch",
    observations=(ObservationFacts(heading="Ships", findings=("ships-met",)),),
    concerns=(ConcernFacts(reference="C-1", recommendations=1),),
    chart_numbers=(1, 2),
    window_start=date(2003, 1, 1),
    case_examples=(CaseExampleFacts(reference="one-ship", anonymised=True, second_reader="Reader two"),),
)


def figure(period):
    return Count(key="G-1", measure="ships", source="Harbour book", k=1, n=2, period=period)


def told(**changes):
    results = publication_gates(dataclasses.replace(SOUND, **changes))
    return [(result.code, result.severity, result.message) for result in results]


def test_a_sound_report_trips_no_gate():
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"areas_found": ("harbour", "tides", "lamps")},
            ("areas-declared", "warn", "4 areas declared, 3 found."),
        ),
        (
            {"graded_found": ("harbour", "lamps")},
            ("grades-declared", "warn", "3 graded areas declared, 2 found."),
        ),
        (
            {"parts_present": SOUND.parts_present - {"about-the-data"}},
            ("report-part-missing", "block", "The part 'about the data' is missing. Write it first."),
        ),
        (
            {"parts_present": SOUND.parts_present - {"changes"}},
            (
                "changes-missing",
                "block",
                (
                    "This is a report of the first round of Watch 2003. "
                    "Print what changed in method since the round before."
                ),
            ),
        ),
        (
            {"round_number": 2},
            (
                "changes-repeated",
                "warn",
                (
                    "The changes of Watch 2003 are printed in round 2, "
                    "though they belong to the reports of its first round."
                ),
            ),
        ),
        (
            {"components_done": frozenset()},
            (
                "required-component-missing",
                "block",
                (
                    "The walk along the coast is not done. Watch 2003 requires it in every assessment; "
                    "record it before going on."
                ),
            ),
        ),
        (
            {"provisional": ("harbour",)},
            (
                "grade-not-final",
                "block",
                "The grade for Watching the harbour is not final. Have the accountable inspector make it final.",
            ),
        ),
        (
            {"signatory_office": " "},
            (
                "observations-without-signatory",
                "block",
                "The observations are not signed. Give the name and the office of the signatory.",
            ),
        ),
        (
            {"observations": (ObservationFacts(heading="Ships"),)},
            (
                "observation-without-finding",
                "block",
                "The point 'Ships' is linked to no finding. Link the finding that it rests on.",
            ),
        ),
        (
            {"concerns": (ConcernFacts(reference="C-2", recommendations=0),)},
            (
                "concern-without-recommendation",
                "block",
                "Cause of concern C-2 has no recommendation. Write at least one.",
            ),
        ),
        (
            {"figures": (figure(Period.year_ending(date(2002, 3, 31))),)},
            (
                "figure-older-than-window",
                "warn",
                (
                    "Figure G-1 (year ending 31 March 2002) is older than the assessment window, "
                    "which starts on 1 January 2003."
                ),
            ),
        ),
        ({"chart_numbers": (2, 3)}, ("chart-number-missing", "warn", "Figure 1 is missing.")),
        (
            {"chart_numbers": (1, 2, 2)},
            (
                "chart-number-repeated",
                "block",
                "2 charts are numbered Figure 2. Give each its own number.",
            ),
        ),
        (
            {"dangling_references": ("{{area:reef}}",)},
            (
                "dangling-reference",
                "block",
                (
                    "The reference '{{area:reef}}' leads nowhere. "
                    "Point it to something in the report, or remove it."
                ),
            ),
        ),
        (
            {"case_examples": (CaseExampleFacts(reference="one-ship", anonymised=False),)},
            (
                "case-example-unchecked",
                "block",
                (
                    "Case example one-ship is not marked anonymised and has no second reader. "
                    "Have it checked first."
                ),
            ),
        ),
        (
            {"unexpanded_abbreviations": ("HMS",)},
            ("abbreviation-unexpanded", "warn", "'HMS' is used without being written out."),
        ),
    ],
)
def test_each_gate_is_tripped_by_its_own_fault(changes, expected):
    assert told(**changes) == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"round_number": 2, "parts_present": SOUND.parts_present - {"changes"}},
        {"figures": (figure(Period.year_ending(date(2003, 3, 31))), figure(None))},
        {"figures": (figure(Period.day(date(1990, 1, 1))),), "window_start": None},
        {"chart_numbers": ()},
    ],
)
def test_what_is_in_order_trips_nothing(changes):
    assert told(**changes) == []


def test_a_framework_without_observations_needs_no_signatory_and_declares_nothing():
    facts = PublicationFacts(framework=FIRST, parts_present=frozenset({"summary", "areas"}))

    assert publication_gates(facts) == ()
