"""Nothing a user can meet goes without its line in the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.config.environment import setting_names
from peelian.interfaces.cli.main import main as peelian
from peelian.rules.errors import ERROR_CODES
from peelian.rules.gates import GATES
from scripts.write_reference import PAGES, REFERENCE, commands


def undocumented(names: list[str]) -> list[str]:
    """Names that no page of the reference mentions as code or as a heading."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md")))
    headings = {line.lstrip("# ") for line in text.splitlines() if line.startswith("#")}
    return [name for name in names if f"`{name}`" not in text and name not in headings]


def test_every_setting_is_documented() -> None:
    assert undocumented(setting_names()) == []


def test_every_command_is_documented() -> None:
    assert undocumented([name for name, _ in commands(peelian, "peelian")]) == []


def test_every_error_code_is_documented() -> None:
    assert undocumented(list(ERROR_CODES)) == []


def test_every_gate_is_documented() -> None:
    assert undocumented(list(GATES)) == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_printed_from_the_code_is_current(name: str) -> None:
    page: Path = REFERENCE / name

    assert page.read_text(encoding="utf-8") == PAGES[name](), (
        f"Run 'make reference' and commit docs/reference/{name}."
    )
