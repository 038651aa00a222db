"""Bars of numbers: every number in words, lengths in proportion, nothing but well-formed SVG."""

from __future__ import annotations

from lxml import etree

from peelian.rendering.count_bars import LONGEST, WIDTH, CountBar, count_bars_svg

BARS = [CountBar("Less than 6 months", 2_000), CountBar("1 to 2 years <late>", 500), CountBar("None", 0)]


def test_bars_are_in_proportion_and_carry_their_numbers() -> None:
    drawn = etree.fromstring(count_bars_svg("Open items by age", BARS))

    assert [float(bar.get("width")) for bar in drawn.iter("{*}rect")] == [LONGEST, LONGEST / 4, 1]
    assert [words.text for words in drawn.iter("{*}text")] == [
        "Less than 6 months", "2,000", "1 to 2 years <late>", "500", "None", "0",
    ]  # fmt: skip
    assert drawn.find("{*}desc").text == "Less than 6 months: 2,000; 1 to 2 years <late>: 500; None: 0."
    assert float(drawn.get("width")) == WIDTH


def test_all_zeros_are_drawn() -> None:
    assert 'width="1"' in count_bars_svg("Nothing", [CountBar("None", 0)])
