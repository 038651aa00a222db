"""The Cleveland report of the tour is whole, agrees with its sources and refers to nothing that is not there."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from peelian.catalogue import load_catalogue
from peelian.rules.figures import Count, Estimate, PercentageChange, Quantity, Rate, Share, Statement
from peelian.rules.references import dangling_references
from peelian.rules.suggestions import STRENGTHS
from peelian.rules.vague_words import VAGUE_WORDS
from tests.demonstration.content import (
    FOLDER,
    area_findings,
    evidence_items,
    figure_entries,
    figure_value,
    findings,
    read,
    report,
    texts,
    victim_findings,
)

FRAMEWORK = load_catalogue().frameworks["peel-2021-22"]
GRADED_AREAS = [area["identifier"] for area in report()["areas"]]
PARTS = {"summary", "changes", "observations", "service-to-victims", "about-the-data"}


def recorded_figures():
    """Return what the sources record of each figure."""
    path = Path(__file__).parent / "recorded_figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.name)
def test_every_content_file_is_readable(path):
    assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict)


def test_every_recorded_figure_is_present_once():
    assert list(figure_entries()) == list(recorded_figures())


def main_value(figure, entry):
    """Return the number or words that the list of figures calls the value."""
    if isinstance(figure, Count):
        return figure.k
    if isinstance(figure, Estimate | PercentageChange | Share):
        return figure.value_percent
    if isinstance(figure, Quantity | Rate):
        return figure.value
    return entry["recorded"]


@pytest.mark.parametrize("key", list(recorded_figures()))
def test_a_figure_keeps_its_recorded_value(key):
    recorded, entry, figure = recorded_figures()[key], figure_entries()[key], figure_value(key)
    value = main_value(figure, entry)
    if isinstance(figure, Statement):
        assert str(value) == recorded["value"]
    else:
        assert Decimal(value) == Decimal(recorded["value"])


@pytest.mark.parametrize("key", [key for key, row in recorded_figures().items() if row["half_width_pp"]])
def test_an_estimate_keeps_its_recorded_half_width(key):
    figure = figure_value(key)
    assert isinstance(figure, Estimate)
    assert figure.half_width_pp == Decimal(recorded_figures()[key]["half_width_pp"])


@pytest.mark.parametrize(
    "key", [key for key, row in recorded_figures().items() if row["denominator"] and key != "G-171"]
)
def test_a_count_keeps_its_recorded_base(key):
    figure, recorded = figure_value(key), recorded_figures()[key]
    assert isinstance(figure, Count)
    assert (figure.k, figure.n) == (int(recorded["numerator"]), int(recorded["denominator"]))


def test_a_base_known_only_as_a_limit_is_not_printed_as_a_base():
    assert figure_value("G-171").words() == "2 children"
    assert figure_entries()["G-171"]["recorded_base"] == {"bound": "more than", "value": 50}


@pytest.mark.parametrize("key", [key for key, row in recorded_figures().items() if row["comparison"]])
def test_a_comparison_keeps_its_recorded_value(key):
    compared = figure_value(key).comparison.value
    assert Decimal(main_value(compared, {})) == Decimal(recorded_figures()[key]["comparison"])


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("G-062", "96.4 percent (confidence interval +/- 2.0 percentage points)"),
        ("G-065", "89.9 percent (confidence interval +/- 2.6 percentage points)"),
        ("G-068", "more than 2,600 crimes"),
        ("G-093", "37 percent increase (base not given)"),
        ("G-098", "75 of 77"),
        ("G-110", "18 of 87"),
        ("G-126", "1.8 per 1,000 population"),
        ("G-134", "29.9 per 1,000 population"),
    ],
)
def test_a_figure_prints_as_its_report_did(key, words):
    assert figure_value(key).words() == words


@pytest.mark.parametrize(
    ("key", "compliant"),
    [("G-098", "75 of 77"), ("G-110", "69 of 87"), ("G-113", "5 of 19"), ("G-100", "55 of 70")],
)
def test_a_count_knows_whether_it_counts_failures(key, compliant):
    assert figure_value(key).compliance().words() == compliant


def test_only_numbers_older_than_the_window_are_old():
    window_start = report()["window"]["start"]
    old = [key for key in figure_entries() if figure_value(key).is_older_than(window_start)]
    assert old == ["G-088", "G-093", "G-129", "G-148"]


def test_every_finding_has_its_own_identifier():
    repeated = [name for name, times in Counter(f["id"] for f in findings()).items() if times > 1]
    assert repeated == []


def test_each_figure_stands_at_one_known_place():
    known = {"finding": {f["id"] for f in findings()}, "area": set(GRADED_AREAS), "part": PARTS}
    astray = [
        key
        for key, entry in figure_entries().items()
        if [entry[kind] in names for kind, names in known.items() if kind in entry] != [True]
    ]
    assert astray == []


def test_findings_list_exactly_the_figures_placed_at_them():
    listed = {f["id"]: f["figures"] for f in findings() if f["figures"]}
    placed: dict[str, list[str]] = {}
    for key, entry in figure_entries().items():
        if "finding" in entry:
            placed.setdefault(entry["finding"], []).append(key)
    assert listed == placed


def test_no_text_refers_to_a_thing_that_is_missing():
    known = {
        "figure": set(figure_entries()),
        "finding": {f["id"] for f in findings()},
        "area": {area.identifier for area in FRAMEWORK.areas},
    }
    assert dangling_references(texts(report()), known) == ()


def test_the_ten_grades_stand_in_the_order_of_the_framework():
    order = [area.identifier for area in FRAMEWORK.areas if area.identifier in GRADED_AREAS]
    assert order == GRADED_AREAS
    assert Counter(area["grade"] for area in report()["areas"]) == {
        "good": 1,
        "adequate": 4,
        "requires-improvement": 3,
        "inadequate": 2,
    }


def test_every_graded_area_gives_its_reasons():
    assert [area["identifier"] for area in report()["areas"] if not area["reasons"].strip()] == []


@pytest.mark.parametrize("area", report()["areas"], ids=GRADED_AREAS)
def test_every_characteristic_of_an_area_is_cited_by_its_findings(area):
    cited = {name for finding in area_findings(area) for name in finding["characteristics"]}
    target = FRAMEWORK.target(area["identifier"])
    assert cited == {characteristic.identifier for characteristic in target.characteristics}


def test_the_service_to_victims_follows_its_six_stages():
    stages = [stage["identifier"] for stage in report()["service_to_victims"]["stages"]]
    assert stages == [stage.identifier for stage in FRAMEWORK.target("service-to-victims").stages]


def test_findings_on_victims_feed_graded_areas_and_cite_no_characteristic():
    assert [f["id"] for f in victim_findings() if not set(f["also_informs"]) <= set(GRADED_AREAS)] == []
    assert [f["id"] for f in victim_findings() if f["characteristics"] or not f["also_informs"]] == []


def test_organised_crime_keeps_its_three_sub_themes():
    area = next(a for a in report()["areas"] if a["identifier"] == "disrupting-serious-organised-crime")
    target = FRAMEWORK.target(area["identifier"])
    assert [t["identifier"] for t in area["sub_themes"]] == [t.identifier for t in target.sub_themes]


def test_the_observations_are_signed_and_each_point_rests_on_findings():
    observations, known = report()["observations"], {f["id"] for f in findings()}
    assert observations["signatory"] == {
        "name": "HM Chief Inspector of Constabulary",
        "office": "Observations retold in other words for this demonstration. Nothing here is a quotation.",
    }
    assert len(observations["points"]) == 8
    assert [p["heading"] for p in observations["points"] if not set(p["findings"]) & known] == []
    assert {name for point in observations["points"] for name in point["findings"]} - known == set()


def test_suggestions_and_quantity_words_are_known_to_the_rules():
    strengths = {strength.identifier for strength in STRENGTHS}
    ranks = {s["ranked_as"] for f in findings() for s in f["suggestions"]}
    words = {w["words"] for f in findings() for w in f.get("quantity_words", [])}
    assert ranks - strengths == set()
    assert words - set(VAGUE_WORDS) == set()


def test_four_findings_are_to_be_looked_at_again_and_two_are_too_early():
    assert [f["id"] for f in findings() if f["future_check"]] == [
        "fair-treatment-understanding",
        "stop-search-monitoring",
        "risk-at-first-contact",
        "entry-routes",
    ]
    assert [f["id"] for f in findings() if f["too_early"]] == [
        "stop-search-monitoring",
        "risk-at-first-contact",
    ]


def test_every_case_example_is_anonymised_and_read_by_a_second_person():
    examples = [f["case_example"] for f in findings() if "case_example" in f]
    usernames = {account["username"] for account in read("accounts")["accounts"]}
    assert len(examples) == 4
    assert [e for e in examples if not e["anonymised"] or e["second_reader"] not in usernames] == []


def test_the_charts_leave_the_missing_number_open():
    charts = read("charts")
    assert [(chart["number"], chart["bars"][0]["value"]) for chart in charts["charts"]] == [
        (2, figure_value("G-126").bare_words().split()[0]),
        (3, figure_value("G-134").bare_words().split()[0]),
    ]
    assert charts["not_recorded"][0]["number"] == 1
    assert [e["force"] for e in charts["charts"][1]["exclusions"]] == ["hampshire", "city-of-london"]


def test_evidence_of_the_tour_is_marked_as_demonstration():
    assert [item["id"] for item in evidence_items() if item["demonstration"] is not True] == []


def test_a_source_that_the_report_does_not_name_is_not_made_up():
    unnamed = [k for k in figure_entries() if "not stated" in figure_value(k).source]
    assert [k for k in unnamed if figure_value(k).provenance != "not-stated"] == []
    assert [key for key in ("G-093", "G-117", "G-128", "G-148", "G-175") if key not in unnamed] == []


def test_every_figure_shown_has_its_source_and_period():
    """Where the report gives no date, the period says so in words."""
    shown = [key for key, entry in figure_entries().items() if entry.get("shown", True)]
    assert [key for key in shown if figure_value(key).period is None or not figure_value(key).source] == []
