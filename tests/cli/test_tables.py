"""`peelian import` and `peelian export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup.models import Item
from peelian.apps.judgements.models import GradeRecord
from peelian.demonstration.regime import synchronise_regime
from tests.apps.returns.made import closed, opened
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db

GRADES = """\
force,framework,target,grade,as_of,source
cleveland,peel-2015,effectiveness,requires-improvement,2015,A response
cleveland,peel-2016,effectiveness,good,2017-03-02,The inspectorate's page
"""
FAULTY = """\
force,framework,target,grade,as_of,source
nowhere,peel-2016,effectiveness,adequate,2017,A page
cleveland,peel-2016,effectiveness,good,2017-03-02,
"""


@pytest.fixture(autouse=True)
def known_regime() -> None:
    synchronise_regime()


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_grades_are_imported_once(give: Give, tmp_path: Path):
    path = written(tmp_path, GRADES)

    first = give("import", "grades", path, "--json")
    second = give("import", "grades", path, "--json")

    assert json.loads(first.stdout) == {"added": 2, "known": 0, "findings": []}
    assert json.loads(second.stdout) == {"added": 0, "known": 2, "findings": []}
    assert GradeRecord.objects.count() == 2


def test_every_fault_of_a_table_is_told_and_nothing_is_kept(give: Give, tmp_path: Path):
    path = written(tmp_path, FAULTY)

    answer = give("import", "grades", path, "--json")

    found = [(each["file"], each["row"], each["field"]) for each in json.loads(answer.stdout)["findings"]]
    assert answer.exit_code == 1
    assert found == [("table.csv", 2, "force"), ("table.csv", 2, "grade"), ("table.csv", 3, "source")]
    assert GradeRecord.objects.count() == 0
    assert AuditEvent.objects.filter(outcome="refused").count() == 1


def test_a_table_in_another_encoding_is_refused_with_what_to_do(give: Give, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_bytes(GRADES.replace("A response", "Réponse").encode("latin-1"))

    answer = give("import", "grades", path)

    assert answer.exit_code == 1
    assert "Save it again as CSV in UTF-8" in answer.stderr


def test_a_file_that_is_not_there_is_wrong_use(give: Give, tmp_path: Path):
    assert give("import", "grades", tmp_path / "missing.csv").exit_code == 2


@pytest.mark.parametrize("what", ["grades", "items"])
def test_what_is_exported_can_be_imported_and_is_known(give: Give, tmp_path: Path, what: str):
    give("demo")
    path = tmp_path / "out.csv"
    before = (GradeRecord.objects.count(), Item.objects.count())

    exported = give("export", what, "--out", path)
    imported = give("import", what, path, "--json")

    assert exported.exit_code == 0
    assert json.loads(imported.stdout)["added"] == 0
    assert (GradeRecord.objects.count(), Item.objects.count()) == before


def test_grades_of_one_force_are_exported_as_json(give: Give, tmp_path: Path):
    give("import", "grades", written(tmp_path, GRADES))

    rows = json.loads(give("export", "grades", "--force", "cleveland", "--format", "json").stdout)

    assert [(row["framework"], row["grade"], row["as_of"]) for row in rows] == [
        ("peel-2015", "requires-improvement", "2015"),
        ("peel-2016", "good", "2017-03-02"),
    ]


def test_figures_are_exported_with_source_and_period(give: Give):
    give("demo")

    rows = json.loads(give("export", "figures", "cleveland-2021-22", "--format", "json").stdout)

    found = next(row for row in rows if row["key"] == "G-134")
    assert (found["words"], found["period_words"]) == (
        "29.9 per 1,000 population",
        "year ending 31 March 2022",
    )
    assert found["source"] != ""


def test_figures_of_an_unknown_report_are_refused(give: Give):
    assert give("export", "figures", "nothing").exit_code == 1


@pytest.mark.parametrize("words", [("grades", "--force", "nope"), ("items", "--force", "nope")])
def test_export_of_an_unknown_force_is_refused_with_what_to_do(give: Give, words: tuple[str, ...]):
    answer = give("export", *words)

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "There is no force 'nope'." in answer.stderr


def test_export_of_an_unknown_framework_names_the_known_ones(give: Give):
    answer = give("export", "grades", "--framework", "nope")

    assert answer.exit_code == 1
    assert "There is no framework 'nope'. Frameworks: peel-2014, peel-2015," in answer.stderr


def test_numbers_of_a_closed_collection_are_exported_and_open_ones_refused(
    give: Give, settings: object, tmp_path: Path
):
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    closed("cleveland")
    opened("durham", slug="still-open")

    rows = json.loads(give("export", "returns", "workforce", "--format", "json").stdout)

    assert [(row["force"], row["row"], row["value"]) for row in rows if row["column"] == "men"] == [
        ("cleveland", "2022-03 / officers", "900"),
        ("cleveland", "2022-03 / staff", "300"),
    ]
    refused = give("export", "returns", "still-open")
    assert (refused.exit_code, "is not closed, so its values may still change" in refused.stderr) == (1, True)
    assert "Known: still-open, workforce." in give("export", "returns", "nothing").stderr
