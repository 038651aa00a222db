"""The rules on the regime of England and Wales, where the rule itself is what is checked."""

from datetime import date

import pytest

from peelian.catalogue import load_catalogue
from peelian.rules.clocks import clock_deadline, due_words, months_after
from peelian.rules.comparability import GradePoint, compare_grades
from peelian.rules.errors import InvalidValueError
from peelian.rules.figures import PercentageChange, Period, Rate
from peelian.rules.gates import (
    EvidenceSupport,
    GradeFacts,
    PublicationFacts,
    finalise_gates,
    grade_gates,
    publication_gates,
)
from peelian.rules.national_totals import grade_totals, national_sum
from peelian.rules.programme import require_round_year
from peelian.rules.returns_status import returns_status
from peelian.rules.terminology import check_body_names, expand_synonyms

CATALOGUE = load_catalogue()
TEN_GRADES = {
    "recording-data-about-crime": "good",
    "treating-the-public": "adequate",
    "preventing-crime": "inadequate",
    "responding-to-the-public": "adequate",
    "investigating-crime": "requires-improvement",
    "protecting-vulnerable-people": "requires-improvement",
    "managing-offenders": "adequate",
    "disrupting-serious-organised-crime": "adequate",
    "building-the-workforce": "requires-improvement",
    "planning-and-value-for-money": "inadequate",
}


def facts(framework, target, grade, **extra):
    version = CATALOGUE.frameworks[framework]
    return GradeFacts(
        framework=version,
        scale=CATALOGUE.scales[version.scale],
        target=target,
        grade=grade,
        inspector="The inspector of the force",
        reasons="The findings bear it out.",
        evidence=(EvidenceSupport(reference="E-1"),),
        **extra,
    )


def codes(results):
    return [result.code for result in results]


@pytest.mark.item("S-018")
def test_effectiveness_2015_to_2016_improved_by_one_tier():
    comparison = compare_grades(
        CATALOGUE,
        GradePoint("peel-2015", "effectiveness", "requires-improvement"),
        GradePoint("peel-2016", "effectiveness", "good"),
    )

    assert (comparison.outcome, comparison.words) == ("improved", "improved by one tier")


@pytest.mark.item("S-028")
def test_2016_good_and_2022_adequate_are_not_comparable():
    comparison = compare_grades(
        CATALOGUE,
        GradePoint("peel-2016", "preventing-crime", "good"),
        GradePoint("peel-2021-22", "preventing-crime", "adequate"),
    )
    [reason] = [step.reason for step in CATALOGUE.comparability.breaks if step.later == "peel-2021-22"]

    assert (comparison.words, comparison.tiers, comparison.reason) == ("not comparable", None, reason)


@pytest.mark.item("S-019")
def test_a_first_time_topic_has_no_baseline():
    topic = "abuse-of-authority-for-sexual-gain"
    comparison = compare_grades(
        CATALOGUE,
        GradePoint("peel-2015", topic, "good"),
        GradePoint("peel-2016", topic, "good", first_time=True),
    )

    assert comparison.words == "no baseline"


@pytest.mark.parametrize("framework", ["peel-2021-22", "peel-2023-25"])
def test_grades_of_2021_22_compare_only_with_themselves(framework):
    comparison = compare_grades(
        CATALOGUE,
        GradePoint("peel-2021-22", "preventing-crime", "good"),
        GradePoint(framework, "preventing-crime", "good"),
    )

    assert comparison.words == {"peel-2021-22": "unchanged", "peel-2023-25": "not comparable"}[framework]


def test_specialist_capabilities_take_no_grade_in_2016():
    assert codes(grade_gates(facts("peel-2016", "specialist-capabilities", "good"))) == ["area-ungraded"]


def test_adequate_is_no_grade_of_2016():
    assert codes(grade_gates(facts("peel-2016", "effectiveness", "adequate"))) == ["grade-not-on-scale"]


def test_crime_recording_is_graded_only_when_tested():
    target = "recording-data-about-crime"
    untested = grade_gates(facts("peel-2021-22", target, "good"))
    tested = grade_gates(
        facts("peel-2021-22", target, "good", components_done=frozenset({"crime-data-integrity"}))
    )

    assert (codes(untested), tested) == (["area-not-tested"], ())


def test_five_of_the_ten_grades_warn_where_no_item_is_linked():
    warned = [
        target
        for target, grade in TEN_GRADES.items()
        if "low-grade-without-item" in codes(finalise_gates(facts("peel-2021-22", target, grade)))
    ]

    assert warned == [
        "preventing-crime",
        "investigating-crime",
        "protecting-vulnerable-people",
        "building-the-workforce",
        "planning-and-value-for-money",
    ]


def published(**changes):
    return PublicationFacts(
        framework=CATALOGUE.frameworks["peel-2021-22"],
        parts_present=frozenset(CATALOGUE.frameworks["peel-2021-22"].report_parts),
        components_done=frozenset({"victim-service-assessment", "crime-data-integrity"}),
        areas_found=("service-to-victims", *TEN_GRADES),
        graded_found=tuple(TEN_GRADES),
        signatory_name="The signatory",
        signatory_office="HM Chief Inspector",
        **changes,
    )


def test_declared_and_found_areas_and_grades_are_told():
    assert [result.message for result in publication_gates(published())] == [
        "12 areas declared, 11 found.",
        "11 graded areas declared, 10 found.",
    ]


def test_figures_of_the_year_ending_march_2021_are_flagged_older():
    arrests = Rate(
        key="G-148",
        measure="arrests",
        source="Home Office",
        value="21",
        period=Period.year_ending(date(2021, 3, 31)),
    )
    use_of_force = PercentageChange(
        key="G-093",
        measure="recorded use of force",
        source="Home Office",
        value_percent=37,
        period=Period.year_ending(date(2021, 3, 31)),
    )
    incidents = Rate(
        key="G-134",
        measure="incidents",
        source="Home Office",
        value="29.9",
        period=Period.year_ending(date(2022, 3, 31)),
    )
    results = publication_gates(
        published(figures=(arrests, use_of_force, incidents), window_start=date(2021, 10, 1))
    )

    assert [r.target for r in results if r.code == "figure-older-than-window"] == ["G-148", "G-093"]


@pytest.mark.item("S-010")
def test_no_peel_round_is_dated_before_2014():
    peel = CATALOGUE.programmes["peel"]

    with pytest.raises(InvalidValueError) as refusal:
        require_round_year(peel, 2013)
    require_round_year(peel, 2014)

    assert refusal.value.code == "before-programme"


@pytest.mark.item("S-004")
def test_a_collection_with_42_replies_shows_one_outstanding():
    asked = [force.slug for force in CATALOGUE.forces_in_scope]
    status = returns_status(asked, set(asked) - {"cleveland"})

    assert (len(asked), status.outstanding, status.words()) == (
        43,
        ("cleveland",),
        "42 of 43 replied, 1 not yet",
    )


@pytest.mark.item("S-005", "S-117")
def test_british_transport_police_change_no_total_and_bring_the_note():
    scale = CATALOGUE.scales["four-tier"]
    inspected = {force.slug: "good" for force in CATALOGUE.forces_in_scope}
    with_btp = {**inspected, "btp": "good"}

    before = grade_totals(inspected, scale, CATALOGUE.forces)
    after = grade_totals(with_btp, scale, CATALOGUE.forces)
    values = national_sum(dict.fromkeys(with_btp, 10), CATALOGUE.forces)

    assert (before.counts["good"], after.counts, values.total) == (43, before.counts, 430)
    assert (before.scope_note, after.scope_note) == (
        "",
        (
            "British Transport Police is not inspected and not part of this total, "
            "which may therefore differ from totals published by others."
        ),
    )


def test_the_statutory_answer_to_a_report_of_2_march_2017_is_due_on_26_april():
    deadline = clock_deadline(CATALOGUE.clocks["police-act-s55"], date(2017, 3, 2), CATALOGUE.holidays)

    assert deadline.last_day == date(2017, 4, 26)


def test_six_months_from_december_2016_are_june_2017():
    assert due_words(months_after(date(2016, 12, 1), 6), "month") == "June 2017"


def test_the_later_name_of_the_inspectorate_is_flagged_for_2016():
    findings = check_body_names("HMICFRS asked forces in 2016", date(2016, 12, 1), CATALOGUE.bodies.values())

    assert [(finding.printed, finding.valid_from) for finding in findings] == [("HMICFRS", date(2017, 7, 19))]


def test_special_measures_and_engage_are_one_search():
    assert expand_synonyms("special measures", CATALOGUE.terms) == (
        "special measures",
        "engage",
        "enhanced monitoring",
    )
