"""Results are kept under what was asked and of which records, so that an interrupted run goes on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peelian.catalogue.standards import Standard
from peelian.records.standards.results import StandardResult

FORM = 2
"""The form of what is kept; another one is worked out again."""


@dataclass(frozen=True)
class KeptStandards:
    """A folder of results, one file a standard, with the exceptions of each beside it.

    Parameters
    ----------
    folder : where the results lie.
    records : the fingerprint of the records.
    engine : the name of the engine.
    """

    folder: Path
    records: str
    engine: str

    def read(self, standard: Standard, today: date) -> StandardResult | None:
        """Return the result of the same check of the same records; None where there is none, or half of one."""
        try:
            kept = json.loads(self._path(standard).read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        if kept["key"] != self._key(standard, today) or not (self.folder / kept["result"]["file"]).is_file():
            return None
        return StandardResult.from_dict(kept["result"])

    def write(self, standard: Standard, today: date, result: StandardResult) -> None:
        """Keep a result; its file appears whole or not at all."""
        kept = {"key": self._key(standard, today), "result": result.to_dict()}
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(standard)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(path)

    def exceptions_path(self, standard: Standard) -> Path:
        """Return where all the exceptions of a standard are written."""
        return self.folder / f"{standard.reference}.parquet"

    def _path(self, standard: Standard) -> Path:
        return self.folder / f"{standard.reference}.json"

    def _key(self, standard: Standard, today: date) -> str:
        asked = {
            "form": FORM,
            "standard": standard.model_dump(mode="json", exclude={"examples"}),
            "today": today.isoformat(),
            "records": self.records,
            "engine": self.engine,
        }
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
