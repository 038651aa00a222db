"""Find the browser that the tests drive, or install it where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = (
    "No Chromium was found. Install it (on Debian or Ubuntu: apt-get install chromium) "
    "or name it in the variable PEELIAN_TEST_CHROMIUM, then run this again."
)


class ChromiumMissingError(Exception):
    """No browser is installed and none could be installed."""


def find_chromium() -> Path | None:
    """Path of the browser: the one named by the variable, else the first on PATH."""
    named = os.environ.get("PEELIAN_TEST_CHROMIUM")
    if named:
        return Path(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def find_or_install_chromium() -> Path:
    """Find the browser; root lets the system's package manager install it when absent."""
    found = find_chromium()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium is missing; installing it with apt-get.", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        command = [
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
            "fonts-liberation",
        ]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        found = find_chromium()
    if found is None:
        raise ChromiumMissingError(REMEDY)
    return found
