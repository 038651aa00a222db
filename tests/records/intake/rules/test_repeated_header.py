"""The rule 'repeated-header'."""

from pathlib import Path

from peelian.records.intake.rules.repeated_header import RULE, sentence
from tests.records.intake.making import HEADER, checked, good_rows, lines


def test_a_header_inside_the_data_makes_one_finding_and_is_kept_apart(tmp_path: Path):
    again = HEADER.replace(",", " ,")
    (tmp_path / "incidents.csv").write_text(
        lines(*good_rows(2), HEADER, again, *good_rows(1, first=3)), "utf-8"
    )

    report = checked(tmp_path, tmp_path / "out")

    assert (report.rows, report.accepted, report.rejected) == (5, 3, 2)
    assert [
        (found.rule, found.row, found.sentence) for found in report.findings if found.severity == "row"
    ] == [
        (RULE.identifier, 4, sentence()),
        (RULE.identifier, 5, sentence()),
    ]
    kept = (tmp_path / "out" / "rejected" / "incidents" / "incidents.csv.csv").read_text(encoding="utf-8")
    assert kept.splitlines()[1] == f"incidents.csv,4,repeated-header,{HEADER}"


def test_what_follows():
    assert (RULE.severity, sentence()) == (
        "row",
        "The header stands again in this row, as where files were joined. Take the row away.",
    )
