"""A process of the server has loaded what readers need before the first of them asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STARTED = """
import sys
import peelian.config.wsgi
from django.urls import get_resolver
print("peelian.interfaces.workspace.urls" in sys.modules, get_resolver()._populated)
"""


def test_routes_are_loaded_before_the_first_request(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", STARTED],
        env={"PEELIAN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "peelian.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "True True\n"
