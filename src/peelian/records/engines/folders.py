"""Which Parquet files of a folder make up which table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from peelian.rules.errors import InvalidValueError

ENDING = ".parquet"


class OpenedOnDemand(Mapping[str, Any]):
    """Tables by name, each opened when it is first asked for: most questions look at few of them."""

    def __init__(
        self, files: Mapping[str, tuple[Path, ...]], read: Callable[[tuple[Path, ...]], Any]
    ) -> None:
        self._files, self._read = files, read
        self._opened: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._opened:
            self._opened[name] = self._read(self._files[name])
        return self._opened[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def table_files(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Return the files of each table: `<table>.parquet` as a file, or all the files inside `<table>/`.

    Raises
    ------
    InvalidValueError
        `records-not-found` where the folder is missing or holds no table.
    """
    if not folder.is_dir():
        raise InvalidValueError(
            "records-not-found", f"There is no folder {folder}. Check the path.", {"folder": str(folder)}
        )
    found = {_name(path): _files(path) for path in sorted(folder.iterdir()) if _files(path)}
    if not found:
        raise InvalidValueError(
            "records-not-found",
            f"The folder {folder} holds no table: neither a file '<table>{ENDING}' nor a folder '<table>' with "
            "such files. Run 'peelian records check' first; it writes the accepted rows in this form.",
            {"folder": str(folder)},
        )
    return found


def fingerprint(folder: Path) -> str:
    """Return a fingerprint of the record files of a folder: their names, lengths and times of change."""
    seen = [
        (path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for files in table_files(folder).values()
        for path in files
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _name(path: Path) -> str:
    return path.name.removesuffix(ENDING)


def _files(path: Path) -> tuple[Path, ...]:
    if path.name.startswith((".", "_")):
        return ()
    if path.is_file():
        return (path,) if path.suffix == ENDING else ()
    return tuple(sorted(path.glob(f"*{ENDING}")))
