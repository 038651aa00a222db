"""Where the public files lie: beside the project, or in the folder that PEELIAN_PUBLIC_FILES names."""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(os.environ.get("PEELIAN_PUBLIC_FILES", Path(__file__).resolve().parents[4] / "shared" / "data"))
