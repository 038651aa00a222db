"""The chart of percentages with their intervals."""

from __future__ import annotations

from lxml import etree

from peelian.rendering.interval_chart import NARROW, IntervalRow, interval_chart_svg

ROWS = [
    IntervalRow("All cases", "35 of 40", 87.5, 74.9, 95.2),
    IntervalRow("Ethnicity of the person searched: ethnic-minority", "17 of 21"),
]
SVG = "{http://www.w3.org/2000/svg}"


def test_every_row_stands_in_the_description_and_only_estimates_have_marks() -> None:
    picture = etree.fromstring(interval_chart_svg("Grounds", ROWS).encode())

    assert picture.findtext(f"{SVG}title") == "Grounds"
    assert picture.findtext(f"{SVG}desc") == (
        "All cases: 35 of 40; Ethnicity of the person searched: ethnic-minority: 17 of 21."
    )
    assert [each.get("cx") for each in picture.iter(f"{SVG}circle")] == ["602.5"]


def test_a_long_label_keeps_its_end() -> None:
    picture = etree.fromstring(interval_chart_svg("Grounds", ROWS).encode())

    labels = [each.text for each in picture.iter(f"{SVG}text") if each.get("text-anchor") == "end"]

    assert labels == ["All cases", "…he person searched: ethnic-minority"]


def test_an_estimate_without_limits_has_no_line() -> None:
    picture = etree.fromstring(interval_chart_svg("One", [IntervalRow("All", "1", 50.0)]).encode())

    widths = [each.get("stroke-width") for each in picture.iter(f"{SVG}line")]

    assert widths == [None] * 5


def test_on_a_phone_the_label_stands_above_its_mark() -> None:
    picture = etree.fromstring(interval_chart_svg("Grounds", ROWS, "narrow", NARROW).encode())

    labels = [each for each in picture.iter(f"{SVG}text") if each.get("paint-order")]
    marks = [int(each.get("cy", "0")) for each in picture.iter(f"{SVG}circle")]
    assert picture.get("width") == "360"
    assert [each.text for each in labels] == ["All cases", "…y of the person searched: ethnic-minority"]
    assert int(labels[0].get("y", "0")) < marks[0]
