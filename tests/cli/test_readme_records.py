"""The commands that the README gives for records run in the order in which they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Give

README = Path(__file__).resolve().parents[2] / "README.md"
PROGRAM = ".venv/bin/peelian "
INCIDENTS = """incident_id,force,opened_at,domestic_abuse,delayed,delay_notice_at
I1,cleveland,2021-05-01T10:00:00Z,true,true,
I2,cleveland,2021-06-01T10:00:00Z,false,,
I3,cleveland,never,true,,
"""


def commands_under(heading: str) -> list[list[str]]:
    """The words of each command of a part of the README."""
    part = README.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    block = re.findall(r"```text\n(.*?)```", part, re.DOTALL)[0]
    return [
        shlex.split(line.removeprefix(PROGRAM)) for line in block.splitlines() if line.startswith(PROGRAM)
    ]


def test_records_are_checked_held_against_the_standards_and_measured(
    give: Give, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "incidents.csv").write_text(INCIDENTS, encoding="utf-8")

    check, standards, measures = commands_under("What the records say")

    assert [give(*each).exit_code for each in (check, standards, measures)] == [1, 1, 0]
    written = ("checked/report.html", "against-standards/standards.csv", "measured/measures.csv")
    assert [name for name in written if not (tmp_path / name).is_file()] == []
    told = (tmp_path / "measured" / "measures.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1:4] for line in told if line.startswith("domestic-abuse-incidents-month,")] == [
        ["cleveland", "month: 2021-05", "1"]
    ]
