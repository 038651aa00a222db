import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from peelian.rendering.report_value import ReportValue, canonical_json, content_hash, short_hash
from tests.rendering.sample import sample_document, sample_report


def test_report_cannot_change_after_it_is_made() -> None:
    value = sample_report()

    with pytest.raises(ValidationError, match="frozen"):
        value.title = "Another title"  # type: ignore[misc]


def test_report_comes_back_equal_from_its_canonical_json() -> None:
    value = sample_report()

    assert ReportValue.model_validate_json(canonical_json(value)) == value


def test_content_hash_does_not_depend_on_the_order_of_fields() -> None:
    backwards = dict(reversed(list(sample_document().items())))

    assert content_hash(ReportValue.model_validate(backwards)) == content_hash(sample_report())


def test_content_hash_is_the_same_in_another_process() -> None:
    code = (
        "from tests.rendering.sample import sample_report;"
        "from peelian.rendering.report_value import content_hash;"
        "print(content_hash(sample_report()))"
    )

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == content_hash(sample_report())


def test_content_hash_changes_with_one_word() -> None:
    assert content_hash(sample_report(central_question="Is it safe?")) != content_hash(sample_report())


def test_short_hash_is_the_beginning_of_the_content_hash() -> None:
    value = sample_report()

    assert content_hash(value).startswith(short_hash(value))
    assert len(short_hash(value)) == 12


def test_canonical_json_has_sorted_keys_and_no_spaces() -> None:
    written = canonical_json(sample_report())

    again = json.dumps(json.loads(written), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert written == again


def test_unresolved_reference_is_refused() -> None:
    with pytest.raises(ValidationError, match="unresolved reference"):
        sample_report(changes=["Recorded crime is {{figure:G-061}}."])


def _unknown_field(document: dict[str, Any]) -> None:
    document["colour"] = "red"


def _no_recommendation(document: dict[str, Any]) -> None:
    document["areas"][1]["causes_of_concern"][0] = {
        "id": "c",
        "title": "t",
        "text": "x",
        "recommendations": [],
    }


def _unknown_extent(document: dict[str, Any]) -> None:
    document["areas"][0]["findings"][0] = {"id": "f", "headline": "h", "extent": "everywhere"}


def _version_zero(document: dict[str, Any]) -> None:
    document["version"] = 0


def _loose_date(document: dict[str, Any]) -> None:
    document["areas"][2]["areas_for_improvement"] = [
        {
            "id": "i",
            "reference": "r",
            "kind": "area-for-improvement",
            "text": "t",
            "addressee": "a",
            "due": "May",
        }
    ]


def _same_figure_twice(document: dict[str, Any]) -> None:
    document["about_the_data"]["figures"] *= 2


def _same_chart_number_twice(document: dict[str, Any]) -> None:
    document["areas"][2]["charts"] *= 2


def _same_area_twice(document: dict[str, Any]) -> None:
    document["areas"].append({"identifier": "preventing-crime", "title": "Again", "label": "Not graded"})


@pytest.mark.parametrize("spoil", [_same_figure_twice, _same_chart_number_twice, _same_area_twice])
def test_name_used_twice_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(json.dumps(sample_document()))
    spoil(document)

    with pytest.raises(ValidationError, match="more than once"):
        ReportValue.model_validate(document)


@pytest.mark.parametrize(
    "spoil", [_unknown_field, _no_recommendation, _unknown_extent, _version_zero, _loose_date]
)
def test_malformed_report_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(json.dumps(sample_document()))
    spoil(document)

    with pytest.raises(ValidationError):
        ReportValue.model_validate(document)


def test_report_finds_its_figures_charts_and_findings() -> None:
    value = sample_report()

    figure = value.figure("G-085")

    assert figure is not None
    assert figure.words == "75 of 77"
    assert value.figure("G-999") is None
    assert [chart.number for chart in value.charts()] == [2]
    assert [finding.id for finding in value.findings()] == [
        "call-times",
        "recording-better",
        "teams-taken-away",
        "risk-at-first-contact",
    ]
