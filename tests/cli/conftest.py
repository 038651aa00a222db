"""Giving commands in a data folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from peelian.interfaces.cli.main import main

Give = Callable[..., Result]


@pytest.fixture
def give(settings: Any, tmp_path: Path) -> Give:
    """Give a command as a person would, and return what it answered."""
    settings.VAR = tmp_path / "var"

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return run
