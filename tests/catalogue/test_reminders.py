"""The reminders of the catalogue: their faults are found with file and line, and their roles exist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from peelian.catalogue import ENGLAND_AND_WALES, load_catalogue, validate_catalogue
from peelian.catalogue.reminders import Audience, ReminderRule, Reminders, ReminderStep
from peelian.rules.transitions import ROLE_TITLES

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "catalogue.md").read_text(encoding="utf-8")
STEPS = """
audiences:
  - {identifier: owner, title: Owner, named: people, place: owing, roles: [force-liaison]}
rules:
  - clock: item
    title: Item
    steps:
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ENGLAND_AND_WALES, tmp_path / "catalogue"))


@pytest.mark.parametrize("model", [Audience, ReminderRule, Reminders, ReminderStep])
def test_every_field_is_named_on_the_page(model: type[Reminders]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in PAGE] == []


def test_every_audience_has_roles_that_exist() -> None:
    named = {role for audience in load_catalogue().reminders.audiences for role in audience.roles}

    assert named - set(ROLE_TITLES) == set()


@pytest.mark.parametrize(
    ("steps", "line", "message"),
    [
        (
            "      - {identifier: a, days: 0, to: [nobody]}\n",
            8,
            "There is no audience 'nobody'. Choose from: owner.",
        ),
        (
            "      - {identifier: a, days: 0, to: [owner]}\n      - {identifier: a, days: 1, to: [owner]}\n",
            9,
            "'a' is used twice among the steps; each name is used once.",
        ),
        (
            "      - {identifier: a, days: 1, to: [owner]}\n      - {identifier: b, days: 0, to: [owner]}\n",
            9,
            "The steps run from the earliest day to the latest, one to a day; put this one in its place.",
        ),
        (
            "      - {identifier: a, days: 0, to: [owner], rung: Owner}\n",
            8,
            "A rung of the ladder comes after the last day; give it 1 or more days, or take its name away.",
        ),
    ],
)
def test_fault_is_named_with_its_line(folder: Path, steps: str, line: int, message: str) -> None:
    (folder / "reminders.yaml").write_text(STEPS.lstrip() + steps, encoding="utf-8")

    found = [(finding.file, finding.line, finding.message) for finding in validate_catalogue(folder)]

    assert found == [("reminders.yaml", line - 1, message)]


def test_regime_without_the_file_reminds_nobody(folder: Path) -> None:
    (folder / "reminders.yaml").unlink()

    assert validate_catalogue(folder) == []
    assert load_catalogue(folder).reminders == Reminders()
