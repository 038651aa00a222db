"""From a force's own file to the printed rate: checked, taken in, measured on the catalogue's population."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from peelian.interfaces.cli.main import main

INCIDENTS = "domestic-abuse-incidents-per-1000"
RIGHT_TO_KNOW = "disclosure-right-to-know-per-1000"


def given(*words: str | Path) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Incidents and applications of Cleveland in the year to 31 March 2022, spread over its days, taken in."""
    folder, out = tmp_path_factory.mktemp("extracts"), tmp_path_factory.mktemp("checked")
    days = [f"2021-{month:02d}-{day:02d}" for month in range(4, 13) for day in range(1, 29)]
    incidents = [f"I{n},Cleveland Police,{days[n % len(days)]}T10:00:00Z,true" for n in range(17_020)]
    others = [f"O{n},Cleveland Police,2021-05-01T10:00:00Z,false" for n in range(50)]
    header = "incident_id,force,opened_at,domestic_abuse"
    (folder / "incidents.csv").write_text("\n".join([header, *incidents, *others, ""]), encoding="utf-8")
    requests = [f"D{n},cleveland,{days[n % len(days)]}T10:00:00Z,know" for n in range(1_013)]
    header = "request_id,force,received_at,kind"
    path = folder / "disclosure_scheme_requests.csv"
    path.write_text("\n".join([header, *requests, ""]), encoding="utf-8")
    report = json.loads(
        given("records", "check", folder, "--out", out, "--today", "2022-04-30", "--json").stdout
    )
    assert (report["accepted"], report["rejected"]) == (17_020 + 50 + 1_013, 0)
    return out


@pytest.mark.parametrize(
    ("measure", "numerator", "printed"),
    [(INCIDENTS, 17_020, "29.9 per 1,000 population"), (RIGHT_TO_KNOW, 1_013, "1.8 per 1,000 population")],
)
def test_the_rate_is_printed_on_the_mid_2020_population(
    checked: Path, measure: str, numerator: int, printed: str
) -> None:
    words = (
        "records",
        "measures",
        checked,
        "--period",
        "year-ending-2022-03-31",
        "--measure",
        measure,
        "--json",
    )

    (value,) = json.loads(given(*words).stdout)["values"]

    assert (value["numerator"], value["denominator"], value["prints"]) == (numerator, 569_768, printed)
