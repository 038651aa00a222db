"""A file so large that the engine reads several parts of it at once."""

import csv
from pathlib import Path

from tests.records.intake.making import GOOD, HEADER, checked

ROWS = 130_000
FAULTS_EVERY = 10_000
PADDING = "x" * 150


def test_rows_of_a_large_file_keep_their_numbers(tmp_path: Path):
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "incidents.csv").open("w", encoding="utf-8") as stream:
        stream.write(HEADER + ",street\n")
        for number in range(2, ROWS + 2):
            row = GOOD.format(number, number % 28 + 1)
            faulty = number % FAULTS_EVERY == 0
            stream.write(f"{row.replace('immediate', 'soon') if faulty else row},{PADDING}\n")

    report = checked(tmp_path / "in", tmp_path / "out")

    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="") as stream:
        rows = [int(found["row"]) for found in csv.DictReader(stream) if found["rule"] == "unknown-code"]
    with (tmp_path / "out" / "rejected" / "incidents" / "incidents.csv.csv").open(encoding="utf-8") as stream:
        apart = [(int(row["rejected_row"]), row["incident_id"]) for row in csv.DictReader(stream)]
    faulty_rows = list(range(FAULTS_EVERY, ROWS + 2, FAULTS_EVERY))
    assert (report.rows, report.accepted) == (ROWS, ROWS - len(faulty_rows))
    assert rows == faulty_rows
    assert apart == [(row, f"I{row}") for row in faulty_rows]
