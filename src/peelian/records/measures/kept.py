"""What a pass found is kept under what it was asked, so that an interrupted run goes on where it stood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peelian.catalogue.measures import Measure
from peelian.records.measures.scope import Days

FORM = 2
"""The form of what is kept; another one is worked out again."""


@dataclass(frozen=True)
class Kept:
    """A folder of finished parts.

    Parameters
    ----------
    folder : where the parts lie; it is made when the first is kept.
    records : the fingerprint of the records.
    engine : the name of the engine.
    """

    folder: Path
    records: str
    engine: str

    def read(self, measure: Measure, role: str, keys: Iterable[str], days: Days) -> list[Any] | None:
        """Return what was kept, or None where nothing is, or where it was cut short."""
        path = self._path(measure, role, keys, days)
        try:
            rows: list[Any] = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return rows

    def write(self, measure: Measure, role: str, keys: Iterable[str], days: Days, rows: list[Any]) -> None:
        """Keep what a pass found; a file appears whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(measure, role, keys, days)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(rows), encoding="utf-8")
        unfinished.replace(path)

    def _path(self, measure: Measure, role: str, keys: Iterable[str], days: Days) -> Path:
        asked = {
            "form": FORM,
            "measure": measure.model_dump(mode="json", exclude={"examples"}),
            "role": role,
            "keys": list(keys),
            "days": [days.first.isoformat(), days.last.isoformat()],
            "records": self.records,
            "engine": self.engine,
            "clock": "London",
        }
        key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:24]
        return self.folder / f"{measure.identifier}-{role}-{key}.json"
