import csv
import io
import json

import pytest

from peelian.rendering.csv_export import FIGURE_COLUMNS, csv_text, figures_csv, grades_csv, guarded
from peelian.rendering.json_export import report_document, report_json
from peelian.rendering.report_value import content_hash
from tests.rendering.sample import sample_document, sample_report


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_document_holds_the_report_and_its_hash() -> None:
    value = sample_report()

    document = json.loads(report_json(value))

    assert document == report_document(value)
    assert document["content_hash"] == content_hash(value)
    assert document["report"] == value.model_dump(mode="json")


def test_json_document_keeps_numbers_words_period_and_source_of_figures() -> None:
    figures = {
        figure["key"]: figure
        for figure in report_document(sample_report())["report"]["about_the_data"]["figures"]
    }

    assert (figures["G-061"]["value_percent"], figures["G-061"]["half_width_pp"]) == ("96.4", "2.0")
    assert (figures["G-085"]["k"], figures["G-085"]["n"], figures["G-085"]["words"]) == (75, 77, "75 of 77")
    assert figures["G-120"]["period_words"] == "year ending 31 March 2022"
    assert figures["G-120"]["source"] == "Case-file review for this inspection"


def test_grades_csv_has_one_row_a_part_of_the_framework() -> None:
    rows = rows_of(grades_csv(sample_report()))

    assert [(row["target"], row["label"], row["reason"]) for row in rows] == [
        ("recording-data-about-crime", "Good", ""),
        ("preventing-crime", "Inadequate", ""),
        ("responding-to-the-public", "Adequate", ""),
        ("service-to-victims", "", "This part of the framework is not graded."),
    ]
    assert {row["content_hash"] for row in rows} == {content_hash(sample_report())}


def test_grade_without_its_own_date_is_as_of_publication() -> None:
    value = sample_report()

    rows = rows_of(grades_csv(value))

    assert [row["as_of"] for row in rows] == [
        *((line.as_of or value.published).isoformat() for line in value.summary.grades),
        "",
    ]


def test_figures_csv_writes_numbers_words_and_period() -> None:
    rows = {row["key"]: row for row in rows_of(figures_csv(sample_report()))}

    assert tuple(rows["G-085"]) == FIGURE_COLUMNS
    assert (rows["G-085"]["k"], rows["G-085"]["n"], rows["G-085"]["words"]) == ("75", "77", "75 of 77")
    assert rows["G-061"]["period"] == "year ending 31 March 2022"


def test_figures_csv_writes_the_period_of_a_figure_from_its_plain_form() -> None:
    document = sample_document()
    document["about_the_data"]["figures"] = [
        {
            "key": "G-1",
            "kind": "share",
            "measure": "m",
            "words": "5 percent",
            "source": "s",
            "period": {"kind": "year-ending", "date": "2022-03-31"},
        }
    ]

    rows = rows_of(figures_csv(sample_report(about_the_data=document["about_the_data"])))

    assert rows[0]["period"] == "year ending 31 March 2022"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_looks_like_a_formula_is_guarded(start: str) -> None:
    assert guarded(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("cell", [-3.5, 12, None, "plain", "a=b", ""])
def test_number_or_plain_cell_stays_as_it_is(cell: object) -> None:
    assert guarded(cell) == cell


def test_csv_ends_rows_and_quotes_as_rfc_4180_says() -> None:
    assert csv_text(("a", "b"), [{"a": 'say "x", y', "b": -1}]) == 'a,b\r\n"say ""x"", y",-1\r\n'
