import json
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

import peelian.catalogue
from peelian.rendering.charts import chart_picture, chart_words
from peelian.rendering.map import ForceShapes, MapValue, force_map_svg, load_shapes, map_legend
from peelian.rendering.map_patterns import pattern_fill
from peelian.rendering.report_parts import Chart
from peelian.rendering.report_view import report_view
from tests.rendering.sample import CHART, sample_document, sample_report

SVG = "{http://www.w3.org/2000/svg}"
BOUNDARIES = Path(peelian.catalogue.__file__).parent / "england_and_wales" / "boundaries.json"


@pytest.fixture
def shapes() -> ForceShapes:
    return load_shapes(BOUNDARIES)


def names_of(svg: str) -> set[str]:
    return {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}


def attributes_of(svg: str) -> set[str]:
    return {name for element in ElementTree.fromstring(svg).iter() for name in element.attrib}


def test_chart_has_title_and_description_and_is_named_by_both() -> None:
    root = ElementTree.fromstring(chart_picture(sample_report().charts()[0]).svg)

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "chart-2-title chart-2-desc"
    assert root.findtext(f"{SVG}title") == CHART["title"]
    assert root.findtext(f"{SVG}desc") == chart_words(sample_report().charts()[0])


def test_chart_holds_no_script_link_style_or_event() -> None:
    svg = chart_picture(sample_report().charts()[0]).svg

    assert names_of(svg) & {"script", "a", "style", "image", "use", "foreignObject"} == set()
    assert {
        name for name in attributes_of(svg) if name.startswith("on") or "href" in name or name == "style"
    } == set()


def test_chart_uses_the_fonts_of_the_system() -> None:
    families = {
        element.attrib["font-family"]
        for element in ElementTree.fromstring(chart_picture(sample_report().charts()[0]).svg).iter()
        if "font-family" in element.attrib
    }

    assert families == {"system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"}


def test_chart_table_says_what_is_not_recorded() -> None:
    assert chart_picture(sample_report().charts()[0]).rows == (
        ("Cleveland", "29.9"),
        ("Durham", "24.1"),
        ("Northumbria", "21.0"),
        ("Cumbria", "12.5"),
        ("Kent", "Not recorded"),
    )


def test_chart_of_one_recorded_value_is_drawn_without_lines() -> None:
    one = Chart(
        number=3,
        title="T",
        caption="C",
        unit="per 1,000",
        bars=[{"label": "Cleveland", "value": 1.8}],
        source="S",
    )

    picture = chart_picture(one)

    assert picture.description == "Bar chart of one force with a recorded value."
    assert picture.rows == (("Cleveland", "1.8"),)


def test_chart_of_one_value_beside_its_mean_shows_bar_line_and_both_numbers() -> None:
    one = Chart.model_validate(
        {**CHART, "bars": [{"label": "Cleveland Police", "value": 29.9, "marked": True}], "mean": 19.8}
    )

    drawn = ElementTree.fromstring(chart_picture(one).svg)

    texts = [each.text for each in drawn.iter(f"{SVG}text")]
    assert [text for text in texts if text in ("Cleveland Police  29.9", "mean 19.8")] == [
        "Cleveland Police  29.9",
        "mean 19.8",
    ]


def test_report_prints_one_lone_bar_as_a_table_with_its_mean() -> None:
    document = deepcopy(sample_document())
    lone = {**CHART, "bars": [{"label": "Cleveland Police", "value": 29.9, "marked": True}]}
    document["areas"][2]["charts"] = [lone]
    value = sample_report(areas=document["areas"])

    shown = report_view(value, {chart.number: chart_picture(chart) for chart in value.charts()})

    chart = shown["areas"][2]["charts"][0]
    assert chart["drawn"] is False
    assert chart["rows"] == [["Cleveland Police", "29.9"], ["Mean of forces", "19.8"]]


def test_labels_have_room_for_a_wider_font() -> None:
    short, long = (
        Chart.model_validate({**CHART, "mean": None, "bars": [{"label": label, "value": 1.5}]})
        for label in ("A", "A" * 31)
    )

    left = [float(_origin(chart_picture(chart).svg)) for chart in (short, long)]

    assert left[1] - left[0] >= 30 * 8


def _origin(svg: str) -> str:
    """Where the axis stands from the left edge of the picture."""
    return svg.split("translate(")[1].split(",")[0]


def test_chart_with_markup_in_its_words_stays_well_formed() -> None:
    odd = Chart.model_validate({**CHART, "title": "<b>&</b>", "bars": [{"label": "A & B <c>", "value": 2}]})

    root = ElementTree.fromstring(chart_picture(odd).svg)

    assert root.findtext(f"{SVG}title") == "<b>&</b>"


def test_chart_of_all_forces_fits_a_printed_page() -> None:
    bars = [{"label": f"Force {number}", "value": number + 0.5} for number in range(43)]
    root = ElementTree.fromstring(chart_picture(Chart.model_validate({**CHART, "bars": bars})).svg)

    assert float(root.attrib["height"]) <= 1.3 * float(root.attrib["width"])


def test_same_chart_is_drawn_the_same() -> None:
    chart = sample_report().charts()[0]

    assert chart_picture(chart) == chart_picture(chart)


def test_boundaries_hold_the_43_forces_and_their_attribution(shapes: ForceShapes) -> None:
    assert len({shape.slug for shape in shapes.forces}) == 43
    assert "Open Government Licence v3.0" in shapes.attribution
    assert BOUNDARIES.stat().st_size < 60_000
    assert all("code" in force for force in json.loads(BOUNDARIES.read_text())["forces"])


def test_map_links_each_force_with_its_name_and_value(shapes: ForceShapes) -> None:
    values = {"cleveland": MapValue("Cleveland Police", "Good", 4)}
    svg = force_map_svg(shapes, values, "Grades", "One force is graded.", {"cleveland": "/forces/cleveland/"})
    root = ElementTree.fromstring(svg)

    links = [(link.attrib["href"], link.attrib["aria-label"]) for link in root.iter(f"{SVG}a")]

    assert links == [("/forces/cleveland/", "Cleveland Police: Good")]
    assert root.findtext(f"{SVG}title") == "Grades"
    assert root.findtext(f"{SVG}desc") == "One force is graded."


def test_map_shows_every_force_and_the_city_of_london_as_a_dot(shapes: ForceShapes) -> None:
    values = {shape.slug: MapValue(shape.slug, "Good", 4) for shape in shapes.forces}
    svg = force_map_svg(shapes, values, "T", "D", {slug: f"/{slug}/" for slug in values})
    links = {link.attrib["href"]: link for link in ElementTree.fromstring(svg).iter(f"{SVG}a")}

    dots = [href for href, link in links.items() if link.find(f"{SVG}circle") is not None]

    assert len(links) == 43
    assert dots == ["/city-of-london/"]


def test_map_legend_counts_each_value_from_the_highest_and_holds_no_script(shapes: ForceShapes) -> None:
    values = {
        "kent": MapValue("Kent", "Good", 4),
        "essex": MapValue("Essex", "Good", 4),
        "surrey": MapValue("Surrey", "Inadequate", 1),
        "sussex": MapValue("Sussex", "Not recorded"),
    }
    svg = force_map_svg(shapes, values, "T", "D", {})

    legend = [line.text_content() for line in html.fromstring(map_legend(values.values())).iter("li")]

    assert legend == ["Good (2)", "Inadequate (1)", "Not recorded (1)"]
    assert names_of(svg) & {"script", "style", "image", "a", "text"} == set()


@pytest.mark.parametrize(("slug", "drawn"), [("kent", "path"), ("city-of-london", "circle")])
def test_map_outlines_the_force_in_question_over_all_others(
    shapes: ForceShapes, slug: str, drawn: str
) -> None:
    values = {shape.slug: MapValue(shape.slug, "Good", 4) for shape in shapes.forces}
    links = {shape.slug: f"/{shape.slug}/" for shape in shapes.forces}

    last = list(ElementTree.fromstring(force_map_svg(shapes, values, "T", "D", links, slug)))[-1]
    unmarked = list(ElementTree.fromstring(force_map_svg(shapes, values, "T", "D", links)))[-1]

    assert (last.attrib["class"], last.attrib["pointer-events"]) == ("peelian-map__mark", "none")
    assert {line.tag for line in last} == {f"{SVG}{drawn}"}
    assert unmarked.tag == f"{SVG}a"


@pytest.mark.parametrize(("steps", "fills"), [(5, [1, 2, 3, 4, 5]), (4, [1, 2, 4, 5]), (2, [1, 5]), (1, [1])])
def test_fill_follows_the_place_on_a_scale_of_any_length(steps: int, fills: list[int]) -> None:
    drawn = [pattern_fill(place, steps) for place in range(1, steps + 1)]

    assert drawn == [f"url(#map-step-{fill})" for fill in fills]
    assert pattern_fill(None, steps) == "url(#map-none)"
