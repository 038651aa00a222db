"""Where renderings are kept."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def own_renderings(tmp_path: Path) -> Path:
    return tmp_path / "renderings"
