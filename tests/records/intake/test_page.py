"""The report of a check as a page."""

from pathlib import Path

import lxml.html

from peelian.catalogue import load_catalogue
from peelian.records.intake.page import intake_page, outcome
from peelian.records.intake.told import kinds_of
from tests.records.intake.making import GOOD, checked, good_rows, lines


def page_of(folder: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(intake_page(checked(folder), load_catalogue().record_tables))


def test_rows_and_findings_stand_on_the_page(tmp_path: Path):
    bad = ["I8,cleveland,<script>,immediate,true,15", "I9,cleveland,never,immediate,true,15"]
    (tmp_path / "incidents.csv").write_text(lines(*good_rows(2), *bad), encoding="utf-8")

    page = page_of(tmp_path)

    assert page.findtext(".//title") == f"Check of {tmp_path.name}: 2 of 4 rows are kept apart."
    (row,) = page.xpath("//table[@aria-labelledby='files']//tbody/tr[th='incidents.csv']")
    assert [cell.text_content() for cell in row] == ["incidents.csv", "Incidents", "4", "2", "2"]
    assert [cell.text_content() for cell in page.xpath("//section[1]//tbody/tr[1]/td")] == [
        "incidents.csv",
        "4",
        "opened_at",
        "'<script>' is not a moment; write it as 2022-03-31T14:05:00Z, in universal time.",
    ]
    assert page.xpath("//script") == []


def test_the_page_shows_the_first_and_counts_the_others(tmp_path: Path):
    bad = [GOOD.format(number, 1).replace("2022", "2062") for number in range(30)]
    (tmp_path / "incidents.csv").write_text(lines(*bad), encoding="utf-8")

    page = page_of(tmp_path)

    assert [text.text_content() for text in page.xpath("//section[1]/p[last() - 1]")] == [
        "20 more findings of this kind are in findings.csv."
    ]


def test_the_page_has_a_language_a_title_and_named_regions(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(lines(*good_rows(1)), encoding="utf-8")

    page = page_of(tmp_path)

    assert page.get("lang") == "en"
    named = [part.get("aria-labelledby") for part in page.xpath("//section | //table")]
    assert [name for name in named if page.get_element_by_id(name) is None] == []
    assert len(page.xpath("//h1")) == 1


def test_the_outcome_is_one_sentence(tmp_path: Path):
    sentences = []
    for rows in (good_rows(2), ["I1,Cleveland Police,31/03/2022,immediate,true,15"]):
        (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")
        sentences.append(outcome(checked(tmp_path)))
    (tmp_path / "incidents.csv").write_text("incident_id,force\nI1,cleveland\n", encoding="utf-8")
    sentences.append(outcome(checked(tmp_path)))

    assert sentences == [
        "All rows are accepted: 2.",
        "All rows are accepted: 1, with warnings to look at.",
        "1 file is left out, and 1 row kept apart in all.",
    ]


def test_what_was_found_stands_first_and_what_many_files_say_alike_is_put_together(tmp_path: Path):
    for number in range(5):
        (tmp_path / f"incidents-{number}.csv").write_text(
            "incident_id,opened_at\nI1,2022-03-01T10:00:00Z\n", encoding="utf-8"
        )

    page = page_of(tmp_path)

    kinds = [
        [" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//table[1]/tbody/tr")
    ]
    assert kinds[0] == ["Missing column", "the file is left out", "5", ""]
    (row,) = page.xpath("//section[1]//tbody/tr")
    assert [" ".join(item.text_content().split()) for item in row.xpath(".//summary | .//li")] == [
        "and 2 more",
        "incidents-3.csv",
        "incidents-4.csv",
    ]


def test_the_bar_beside_the_outcome_is_red_only_where_something_stays_behind(tmp_path: Path):
    marks = []
    for rows in (
        good_rows(2),
        ["I1,Cleveland Police,31/03/2022,immediate,true,15"],
        ["I1,cleveland,never,,,"],
    ):
        (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")
        (said,) = page_of(tmp_path).xpath("//p[contains(@class, 'outcome')]")
        marks.append(said.get("class").split()[1:])

    assert marks == [[], ["warnings"], ["attention"]]


def test_a_file_that_is_left_out_was_found(tmp_path: Path):
    assert outcome(checked(tmp_path)) == "No file of records was found."

    (tmp_path / "incidents.csv").write_bytes(bytes(range(256)) * 10)

    assert outcome(checked(tmp_path)) == "1 file is left out, and no row was read."


def test_two_cells_of_one_row_are_no_two_rows(tmp_path: Path):
    rows = lines("I1,cleveland,never,ever", header="incident_id,force,opened_at,closed_at")
    (tmp_path / "incidents.csv").write_text(rows, encoding="utf-8")

    report = checked(tmp_path)
    page = lxml.html.document_fromstring(intake_page(report, load_catalogue().record_tables))

    assert [kind.extent for kind in kinds_of(report) if kind.rule.severity == "row"] == ["1 file, 2 cells"]
    assert [cell.text_content() for cell in page.xpath("//table[1]/tbody/tr[1]/td")][1:3] == ["1", "2 cells"]
