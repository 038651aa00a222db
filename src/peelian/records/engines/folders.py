"""Which Parquet files of a folder make up which table."""

from __future__ import annotations

from pathlib import Path

from peelian.rules.errors import InvalidValueError

ENDING = ".parquet"


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


def _name(path: Path) -> str:
    return path.name.removesuffix(ENDING)


def _files(path: Path) -> tuple[Path, ...]:
    if path.name.startswith((".", "_")):
        return ()
    if path.is_file():
        return (path,) if path.suffix == ENDING else ()
    return tuple(sorted(path.glob(f"*{ENDING}")))
