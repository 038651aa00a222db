"""`peelian import measures`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.organisations.models import Role
from tests.apps.measures.made import INCIDENTS, analyst
from tests.apps.world import make_all_forces, make_inspectorate, make_person
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db
RESULTS = "measure,force,breakdown,numerator,denominator,value,unit,status,first_day,last_day"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "values.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def given(give: Give, path: Path, *more: str, email: str = "") -> Any:
    period = ("--period", "year-ending-2022-03-31", "--source", "Records of forces")
    return give("import", "measures", path, *period, "--by", email or analyst().email, *more)


def test_results_of_the_records_engine_become_one_release_a_measure(give: Give, tmp_path: Path):
    days = "2021-04-01,2022-03-31"
    slugs = [force.slug for force in make_all_forces()]
    path = written(
        tmp_path,
        RESULTS,
        *(f"incidents-per-1000,{slug},,17020,567943,29.97,per 1000,value,{days}" for slug in slugs[:1]),
        *(f"calls-abandoned,{slug},,,,0.25,percent,value,{days}" for slug in slugs),
        f"calls-abandoned,{slugs[0]},month: 2022-01,,,0.5,percent,value,{days}",
        f"repeat-callers,{slugs[0]},,1,2,0.5,percent,value,{days}",
    )

    answer = given(give, path, "--denominator-note", "As counted", "--json")

    told = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert [
        (each["measure"], each["begun"], each["values"], len(each["missing"])) for each in told["releases"]
    ] == [
        ("incidents-per-1000", True, 1, 42),
        ("calls-abandoned", True, 43, 0),
    ]
    assert "Passed over, since they are no measures with one value a force: repeat-callers." in answer.stderr
    assert set(
        ForceValue.objects.filter(release__measure="calls-abandoned").values_list("value", flat=True)
    ) == {25}


def test_every_finding_is_told_and_nothing_is_taken(give: Give, tmp_path: Path):
    make_all_forces()
    path = written(
        tmp_path, "force,numerator,denominator,value", "nowhere,1,2,", "kent,,,29.9", "essex,-3,5,"
    )

    answer = given(give, path, "--measure", INCIDENTS.identifier)
    as_json = given(give, path, "--measure", INCIDENTS.identifier, "--json")

    assert answer.exit_code == 1
    assert answer.stderr == (
        "Error: values.csv: 3 findings, and nothing was taken.\n"
        "  Row 2: 'nowhere' is no force. Give its name, code or short name.\n"
        "  Row 3: The value is 29.9, without numerator and denominator, and nothing says what it is counted in. Put "
        "its unit into the column unit: 'per 1,000 population'.\n"
        "  Row 4: The numerator is '-3'. Give a number of 0 or more, or nothing.\n"
    )
    assert [each["row"] for each in json.loads(as_json.stdout)["findings"]] == [2, 3, 4]
    assert MeasureRelease.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "is not in UTF-8 (byte 0)"),
        (b"PK\x03\x04\x00\x00", "holds characters that are no text"),
        (b"force;value\nkent;3\n", "has no rows under a heading with a column 'force'"),
        (b"x" * (5 * 1024 * 1024 + 1), "has 5,242,881 bytes"),
    ],
)
def test_file_that_is_no_table_of_values_is_refused(
    give: Give, tmp_path: Path, content: bytes, sentence: str
):
    path = tmp_path / "values.csv"
    path.write_bytes(content)

    answer = given(give, path, "--measure", INCIDENTS.identifier)

    assert answer.exit_code == 1
    assert sentence in answer.stderr


@pytest.mark.parametrize(
    ("more", "sentence"),
    [((), "The rows name no measure."), (("--measure", "nothing"), "is called nothing.")],
)
def test_measure_has_to_be_known(give: Give, tmp_path: Path, more: tuple[str, ...], sentence: str):
    path = written(tmp_path, "force,numerator", "kent,3")

    answer = given(give, path, *more)

    assert answer.exit_code == 2
    assert sentence in answer.stderr


def test_somebody_without_the_role_is_refused(give: Give, tmp_path: Path):
    path = written(tmp_path, "force,numerator", "kent,3")
    inspector = make_person(make_inspectorate(), Role.INSPECTOR)

    answer = given(give, path, "--measure", INCIDENTS.identifier, email=inspector.email)

    assert answer.exit_code == 1
    assert MeasureRelease.objects.count() == 0
