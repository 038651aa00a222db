"""What no package of an office program holds: a declaration of types (DTD).

By such a declaration a few bytes can stand for millions of words, or for a file of whoever reads them. The standards of
Office forbid it, and no program writes it.
"""

from __future__ import annotations

import re
import zipfile

DECLARATION_FOUND = (
    "It holds a declaration of document types (DTD), which no office program writes. Save it again in the program that "
    "made it, and send that."
)
_DECLARATION = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_LONGEST = 2 * len("<!DOCTYPE")
_PIECE = 1 << 20
_XML = (".xml", ".rels")
_LISTS_OF_PARTS = "meta-inf/"
"""Here old versions of OpenOffice declared the type of the list of parts, which nobody reads as a document."""


def part_that_declares_types(package: zipfile.ZipFile) -> str:
    """Return the name of a part with such a declaration, or nothing."""
    return next((part.filename for part in package.infolist() if _declares_types(package, part)), "")


def _declares_types(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the text of a part declares types, in one byte a letter or in two."""
    name = part.filename.lower()
    if not name.endswith(_XML) or name.startswith(_LISTS_OF_PARTS):
        return False
    tail = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            seen = tail + piece
            if _DECLARATION.search(seen) or (b"\0" in seen and _DECLARATION.search(seen.replace(b"\0", b""))):
                return True
            tail = seen[-_LONGEST:]
    return False
