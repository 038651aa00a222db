"""Evidence, earlier inspections, national grades and accounts of the tour hold together."""

from collections import Counter

import pytest

from peelian.apps.organisations.models import ROLES_BY_KIND, Role
from peelian.catalogue import load_catalogue
from peelian.catalogue.frameworks import is_graded
from tests.demonstration.content import evidence_items, findings, inspection, read, read_rows, report

CATALOGUE = load_catalogue()
FRAMEWORK = CATALOGUE.frameworks["peel-2021-22"]
SOURCE_RANKS = {"primary", "secondary", "press"}


def linked_to(area):
    """Return the evidence without a use limit that speaks to an area."""
    return [
        item
        for item in evidence_items()
        if item["use_limit"] == "none" and area in {link["target"] for link in item["links"]}
    ]


def test_evidence_uses_kinds_limits_and_markings_of_the_catalogue():
    limits = {kind.identifier: kind.use_limit for kind in CATALOGUE.evidence_kinds}
    markings = {marking.identifier for marking in CATALOGUE.markings}
    assert [i["id"] for i in evidence_items() if limits.get(i["kind"]) != i["use_limit"]] == []
    assert {item["marking"] for item in evidence_items()} - markings == set()
    assert set(limits) - {item["kind"] for item in evidence_items()} == {
        "inspection-report",
        "public-feedback",
    }


def test_evidence_links_lead_to_areas_characteristics_and_findings():
    targets = {area.identifier: {c.identifier for c in area.characteristics} for area in FRAMEWORK.areas}
    links = [link for item in evidence_items() for link in item["links"]]
    assert [link for link in links if link["target"] not in targets] == []
    named = [link for link in links if "characteristic" in link]
    assert [link for link in named if link["characteristic"] not in targets[link["target"]]] == []
    assert {name for i in evidence_items() for name in i["findings"]} == {f["id"] for f in findings()}


@pytest.mark.parametrize("area", [area["identifier"] for area in report()["areas"]])
def test_every_graded_area_and_characteristic_rests_on_evidence(area):
    linked = linked_to(area)
    shown = {link.get("characteristic") for item in linked for link in item["links"]}
    wanted = {c.identifier for c in FRAMEWORK.target(area).characteristics}
    assert wanted - shown == set()
    assert [item["id"] for item in linked if item["provenance"] == "verified"] != []


def test_evidence_of_limited_use_supports_nothing():
    limited = [item for item in evidence_items() if item["use_limit"] != "none"]
    assert [item["kind"] for item in limited] == ["workforce-survey", "context", "context"]
    assert [item["id"] for item in limited if item["links"] or item["findings"]] == []


def test_interviews_name_a_role_and_the_partnership_meeting_its_partners():
    spoken = [i for i in evidence_items() if i["kind"] in {"interview", "focus-group"}]
    meetings = {i["forum"]: i["attendance_count"] for i in evidence_items() if i["kind"] == "observation"}
    assert [i["id"] for i in spoken if not i["interviewee_role"]] == []
    assert meetings["Serious and organised crime partnership meeting"] == 23


@pytest.mark.parametrize(
    ("framework", "target"), [("peel-2016", "effectiveness"), ("peel-2017", "legitimacy")]
)
def test_the_two_national_lists_hold_all_forces(framework, target):
    forces = {
        row["force"]
        for row in read_rows("national-grades")
        if (row["framework"], row["target"], row["record_status"]) == (framework, target, "final")
    }
    assert forces == {slug for slug, force in CATALOGUE.forces.items() if force.in_scope}


def test_every_national_grade_fits_its_framework():
    astray = []
    for number, row in enumerate(read_rows("national-grades"), start=2):
        framework = CATALOGUE.frameworks[row["framework"]]
        tiers = {tier.identifier for tier in CATALOGUE.scales[framework.scale].tiers}
        graded = row["status"] in {"graded", "carried-forward"}
        fits = is_graded(framework.target(row["target"])) and (row["grade"] in tiers) == graded
        if not fits or row["source_rank"] not in SOURCE_RANKS or not row["source"]:
            astray.append(number)
    assert astray == []


def test_a_corrected_grade_keeps_the_one_it_replaced():
    rows = [row for row in read_rows("national-grades") if row["force"] == "northamptonshire"]
    corrected = {r["record_status"]: r["grade"] for r in rows if r["framework"] == "peel-2023-25"}
    assert corrected == {"superseded": "adequate", "corrected": "requires-improvement"}


def test_effectiveness_2016_holds_nine_areas_for_improvement_by_question():
    effectiveness = inspection("cleveland-effectiveness-2016")
    counts = Counter(item["target"] for item in effectiveness["items"])
    assert counts == {
        "investigating-crime": 2,
        "protecting-vulnerable-people": 5,
        "serious-organised-crime": 2,
    }
    assert [(q["target"], q["answer"]) for q in effectiveness["questions"]] == [
        ("preventing-crime", "none"),
        ("investigating-crime", "items"),
        ("protecting-vulnerable-people", "items"),
        ("serious-organised-crime", "items"),
        ("specialist-capabilities", "not-applicable"),
    ]
    assert (effectiveness["causes_of_concern"], effectiveness["recommendations"]) == ([], [])


def test_one_area_for_improvement_carries_two_dated_deliverables():
    items = inspection("cleveland-effectiveness-2016")["items"]
    dated = [item for item in items if "deliverables" in item]
    assert [item["id"] for item in dated] == ["cleveland-2016-afi-evidential-difficulties"]
    assert [str(d["due"]) for d in dated[0]["deliverables"]] == ["2017-05-01", "2017-06-01"]
    assert len(dated[0]["deliverables"][0]["parts"]) == 3
    assert dated[0]["immediate"] is True


def test_earlier_inspections_name_targets_and_findings_that_exist():
    known = {f["id"] for f in findings()}
    for earlier in read("cleveland-history")["inspections"]:
        framework = CATALOGUE.frameworks[earlier["framework"]]
        for item in earlier.get("items", []):
            assert framework.target(item["target"]).identifier == item["target"]
            assert set(item.get("later_findings", [])) - known == set()
        for grade in earlier["grades"]:
            assert grade["grade"] in {t.identifier for t in CATALOGUE.scales[framework.scale].tiers}


def test_cleveland_grades_said_to_stand_in_the_national_list_do_so():
    listed = {
        (row["framework"], row["target"], row["grade"])
        for row in read_rows("national-grades")
        if row["force"] == "cleveland" and row["record_status"] == "final"
    }
    claimed = {
        (earlier["framework"], grade["target"], grade["grade"])
        for earlier in read("cleveland-history")["inspections"]
        for grade in earlier["grades"]
        if grade["record"] == "national-grades"
    }
    assert listed == claimed


def test_items_told_by_the_press_stay_unmatched():
    told = read("cleveland-history")["press_recommendations_2021_22"]
    assert (told["source_rank"], told["status"], len(told["items"])) == ("press", "unmatched", 5)


def test_monitoring_begins_with_the_press_account_of_2019():
    stages = CATALOGUE.monitoring["scan-engage"]
    decisions = read("cleveland-history")["monitoring"]["decisions"]
    assert [(d["stage"], d["effect"], d["effective_precision"], d["source_rank"]) for d in decisions] == [
        ("engage", "enters", "year", "press"),
        ("engage", "stays", "day", "primary"),
    ]
    assert {d["stage"] for d in decisions} <= {stage.identifier for stage in stages.stages}
    assert decisions[1]["factors"] == ["Instability in the chief officer team.", "Pressure of demand."]


def test_accounts_cover_every_role_and_hold_no_password():
    content = read("accounts")
    kinds = {organisation["slug"]: organisation["kind"] for organisation in content["organisations"]}
    accounts = content["accounts"]
    assert {account["role"] for account in accounts} == {role.value for role in Role}
    assert [a["username"] for a in accounts if a["role"] not in ROLES_BY_KIND[kinds[a["organisation"]]]] == []
    assert len({a["username"] for a in accounts}) == len(accounts)
    assert {key for account in accounts for key in account} == {"username", "name", "organisation", "role"}
