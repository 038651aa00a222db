"""Charts of measures: sorted bars, funnel, one force over time."""

from __future__ import annotations

import time

from lxml import etree

from peelian.rendering import control_chart, force_bars, funnel_chart
from peelian.rendering.control_chart import TimePoint, control_chart_svg
from peelian.rendering.drawing import round_ticks
from peelian.rendering.force_bars import BarLines, ForceBar, force_bars_svg
from peelian.rendering.funnel_chart import FunnelPoint, funnel_svg

SVG = "{http://www.w3.org/2000/svg}"
LINES = BarLines((20.0, "20.0"), (15.0, "15.0"), (25.0, "25.0"))


def words_in(svg: str) -> list[str]:
    """Every text of the picture, in its order."""
    root = etree.fromstring(svg.encode())
    return [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]


def bars(count: int, marked: int = -1) -> list[ForceBar]:
    return [ForceBar(f"Force {each:02}", float(each), f"{each}.0", each == marked) for each in range(count)]


def test_bars_stand_from_the_largest_value_down() -> None:
    found = words_in(force_bars_svg("Title", "Words", bars(4), unit="per 1,000"))

    assert found == [
        "Force 03", "3.0", "Force 02", "2.0", "Force 01", "1.0", "Force 00", "0.0", "per 1,000",
    ]  # fmt: skip


def test_mean_and_lines_are_drawn_with_their_numbers() -> None:
    svg = force_bars_svg("Title", "Words", bars(30), unit="per 1,000", lines=LINES)

    assert [words for words in words_in(svg) if words in ("15.0", "mean 20.0", "25.0")].count(
        "mean 20.0"
    ) == 1
    assert svg.count('stroke-dasharray="2 4"') == 2
    assert svg.count('stroke-dasharray="7 4"') == 1


def test_only_the_marked_force_has_a_pointer() -> None:
    plain, marked = (force_bars_svg("T", "W", bars(43, each), unit="u") for each in (-1, 7))

    assert (plain.count("<path"), marked.count("<path")) == (0, 1)


def test_chart_of_43_forces_is_drawn_within_a_quarter_of_a_second() -> None:
    start = time.perf_counter()

    force_bars_svg("Title", "Words", bars(43, 5), unit="per 1,000", lines=LINES)

    assert time.perf_counter() - start < 0.25


def edges(svg: str) -> list[float]:
    """Where drawn rectangles and lines end, from the left."""
    root = etree.fromstring(svg.encode())
    rectangles = [float(each.get("x")) + float(each.get("width")) for each in root.iter(f"{SVG}rect")]
    return rectangles + [float(each.get("x2")) for each in root.iter(f"{SVG}line")]


def test_narrow_bars_have_the_width_of_a_phone_and_say_the_same() -> None:
    wide, narrow = (
        force_bars_svg("T", "W", bars(43, 5), unit="per 1,000", lines=LINES, layout=layout)
        for layout in (force_bars.WIDE, force_bars.NARROW)
    )

    assert etree.fromstring(narrow.encode()).get("width") == "360"
    assert max(edges(narrow)) <= 360
    assert words_in(narrow) == words_in(wide)


def test_long_name_is_set_smaller_on_a_phone() -> None:
    names = ("Kent", "Hampshire and Isle of Wight")
    svg = force_bars_svg(
        "T", "W", [ForceBar(name, 1.0, "1.0") for name in names], unit="u", layout=force_bars.NARROW
    )

    sizes = {
        each.text: int(each.get("font-size")) for each in etree.fromstring(svg.encode()).iter(f"{SVG}text")
    }
    assert (sizes[names[0]], sizes[names[1]]) == (13, 10)


def test_bars_stand_in_the_order_given_where_that_is_asked_for() -> None:
    found = words_in(force_bars_svg("T", "W", bars(2), unit="u", sort=False))

    assert found == ["Force 00", "0.0", "Force 01", "1.0", "u"]


def test_narrow_funnel_and_trend_stay_within_a_phone() -> None:
    points = [FunnelPoint(f"Force {each}", 1e6 * each, 10.0, 5.0, 15.0, 2.0, 18.0) for each in (1, 2, 9)]
    periods = [TimePoint(str(year), 10.0, 8.0, 12.0) for year in range(2007, 2016)]

    drawn = [
        funnel_svg("T", "W", points, centre=10.0, size_words="s", unit="u", panel=funnel_chart.NARROW),
        control_chart_svg("T", "W", periods, unit="u", centre=10.0, panel=control_chart.NARROW),
    ]

    assert [max(edges(svg)) <= 360 for svg in drawn] == [True, True]
    assert [words for words in words_in(drawn[1]) if words.startswith("20")] == [
        "2007", "2009", "2011", "2013", "2015",
    ]  # fmt: skip


def test_names_are_escaped() -> None:
    svg = force_bars_svg("<b>", "a & b", [ForceBar("<i>", 1.0, "1 & 2")], unit="<u>")

    assert words_in(svg) == ["<i>", "1 & 2", "<u>"]


def test_funnel_names_the_forces_beyond_and_the_marked_one() -> None:
    points = [
        FunnelPoint("Small", 1000.0, 10.0, 5.0, 15.0, 2.0, 18.0),
        FunnelPoint("Marked", 2000.0, 11.0, 6.0, 14.0, 4.0, 16.0, marked=True),
        FunnelPoint("Far", 3000.0, 30.0, 7.0, 13.0, 6.0, 14.0, beyond=True),
    ]

    found = words_in(funnel_svg("T", "W", points, centre=10.0, size_words="population", unit="rate"))

    assert [name for name in ("Small", "Marked", "Far") if name in found] == ["Marked", "Far"]


def test_limits_are_drawn_only_where_every_period_has_them() -> None:
    whole = [TimePoint(str(year), 10.0, 8.0, 12.0) for year in (2013, 2014, 2015)]
    gap = [*whole, TimePoint("2016", 10.0)]

    drawn = [control_chart_svg("T", "W", points, unit="rate").count("<polyline") for points in (whole, gap)]

    assert drawn == [3, 1]


def test_last_period_is_always_labelled() -> None:
    points = [TimePoint(str(year), 10.0) for year in range(1990, 2020)]

    found = words_in(control_chart_svg("T", "W", points, unit="rate"))

    assert found[-1] == "2019"
    assert len([word for word in found if word.startswith(("19", "20"))]) < 30


def test_ticks_are_round_and_reach_the_highest_value() -> None:
    assert [round_ticks(each)[-1] for each in (0.0, 0.3, 7.0, 29.9, 101.0)] == [1.0, 0.3, 8.0, 30.0, 125.0]
