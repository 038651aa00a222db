"""What the regime asks of figures and charts, looked up in the report of the demonstration as readers get it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from peelian.apps.reports.queries import publication_by_reference
from peelian.rendering.report_value import ReportValue
from tests.interfaces.public.made import read, words
from tests.rendering.pdf_reading import opened, whole_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

ADDRESS = "/reports/cleveland-2021-22/"
CAUTION = "A rise here shows fuller recording. It does not show that force is used more often."


def report() -> ReportValue:
    publication = publication_by_reference("cleveland-2021-22")
    assert publication is not None
    return publication.report


@pytest.mark.item("S-114")
@pytest.mark.parametrize("part", ["treating-the-public/", "about-the-data/"])
def test_page_prints_the_caution_beside_the_rise_in_recorded_use_of_force(client: Client, part: str) -> None:
    text = words(read(client, f"{ADDRESS}{part}"))

    assert text.count(CAUTION) == 1
    assert "37 percent increase (base not given)" in text.partition(CAUTION)[0][-400:]


@pytest.mark.item("S-114")
def test_pdf_prints_the_caution_in_the_finding_and_in_the_list_of_figures(
    client: Client, demonstration: Path
) -> None:
    text = whole_text(opened(client.get(f"{ADDRESS}report.pdf").content))

    assert text.count(CAUTION) == 2


@pytest.mark.item("S-114")
def test_json_keeps_the_caution_with_the_change(client: Client) -> None:
    document = json.loads(client.get(f"{ADDRESS}report.json").content)

    figures = document["report"]["about_the_data"]["figures"]
    told = [(each["words"], each["reading_note"]) for each in figures if each["key"] == "G-093"]

    assert told == [("37 percent increase (base not given)", CAUTION)]


@pytest.mark.item("S-118")
def test_the_slot_of_figure_1_is_told_as_missing_and_its_collection_is_on_record(client: Client) -> None:
    told = [each.message for each in report().warnings if each.code == "chart-number-missing"]
    (collection,) = [each for each in report().about_the_data.sources if "Repeat callers" in each.name]

    assert told == ["Figure 1 is missing."]
    assert [chart.number for chart in report().charts()] == [2, 3]
    assert (collection.name, collection.release, collection.period) == (
        "Repeat callers flagged in incidents, collected from forces",
        "as provided in April 2022",
        "period ending 31 March 2022",
    )
    assert "Figure 1 is missing." in words(read(client, ADDRESS))
