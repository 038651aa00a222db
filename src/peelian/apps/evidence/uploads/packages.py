"""Office and OpenDocument packages: nothing that unpacks without end, no macros, no locks, no declared types."""

from __future__ import annotations

import io
import zipfile

from peelian.workbooks.packages import DECLARATION_FOUND, part_that_declares_types

MAX_PARTS = 10_000
MAX_UNPACKED_BYTES = 300_000_000
_CHUNK = 1 << 20
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("xl/macrosheets/", "basic/", "scripts/")


def package_problem(data: bytes) -> str:
    """Return what is wrong with a package, or nothing.

    Every part is unpacked in small pieces and counted, since the size that a package declares may lie;
    unpacking also checks each part against its checksum.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            problem = _parts_problem(parts) or _unpacking_problem(package, parts)
            return problem or (DECLARATION_FOUND if part_that_declares_types(package) else "")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return "It is damaged and cannot be unpacked."


def _parts_problem(parts: list[zipfile.ZipInfo]) -> str:
    if len(parts) > MAX_PARTS:
        return f"It holds {len(parts):,} parts, more than the {MAX_PARTS:,} that are allowed."
    if any(part.flag_bits & 0x1 for part in parts):
        return "It is protected by a password, so it cannot be checked."
    if any(_leaves_the_package(part.filename) for part in parts):
        return "It holds a part that would be written outside its own folder."
    if any(_is_macro(part.filename) for part in parts):
        return "It holds macros. Save it without macros."
    return ""


def _unpacking_problem(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    unpacked = 0
    for part in parts:
        with package.open(part) as stream:
            while piece := stream.read(_CHUNK):
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED_BYTES:
                    return f"It unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB."
    return ""


def _leaves_the_package(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]


def _is_macro(name: str) -> bool:
    path = name.replace("\\", "/").lower()
    return path.rsplit("/", 1)[-1] in _MACRO_PARTS or path.startswith(_MACRO_FOLDERS)
