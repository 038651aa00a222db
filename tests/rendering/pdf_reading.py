"""What the tests read from a PDF: its structure, its text and its claims."""

import io
import re
from collections import Counter
from typing import Any

from pypdf import PdfReader


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def structure_names(reader: PdfReader) -> Counter[str]:
    """Count the names of all elements in the structure tree."""
    found: Counter[str] = Counter()
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    waiting: list[Any] = [root.get_object()]
    while waiting:
        node = waiting.pop()
        if "/S" in node:
            found[node["/S"]] += 1
        children = node.get("/K", [])
        children = children if isinstance(children, list) else [children]
        plain = (child.get_object() for child in children)
        waiting.extend(child for child in plain if isinstance(child, dict))
    return found


def alternative_texts(reader: PdfReader) -> set[str]:
    """Collect the alternative texts of all objects."""
    texts: set[str] = set()
    for number in range(1, len(reader.xref.get(0, {})) + 1):
        node = reader.get_object(number)
        if isinstance(node, dict) and "/Alt" in node:
            texts.add(str(node["/Alt"]))
    return texts


def whole_text(reader: PdfReader) -> str:
    """Return the text of all pages with every run of white space as one space."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
