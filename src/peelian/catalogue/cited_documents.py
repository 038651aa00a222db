"""The documents that standards and measures cite, and a citation as a reader can follow it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.findings import CatalogueError
from peelian.catalogue.reading import Reader
from peelian.catalogue.values import CatalogueValue, Text

DOCUMENTS = "records/documents.csv"
CITED = re.compile(r"\b(\d{3}):([\d,-]+)")


class CitedDocument(CatalogueValue):
    """A published document with its short number; lines are counted in its text."""

    identifier: Text
    title: Text
    published: Text


def cited_documents(catalogue: Catalogue) -> Mapping[str, CitedDocument]:
    """Return the documents by their numbers; none where the catalogue lists none."""
    return _documents(catalogue.root) if catalogue.root and (catalogue.root / DOCUMENTS).is_file() else {}


def source_words(catalogue: Catalogue, source: str, *, lines: bool = True) -> str:
    """Return a source with each cited number as a title: "002:18" names the report and, where asked, its line 18."""
    documents = cited_documents(catalogue)

    def words(match: re.Match[str]) -> str:
        document = documents.get(match[1])
        if document is None:
            return match[0]
        title = f"{document.title} ({document.published})"
        numbers = match[2].rstrip(",")
        plural = "s" if "," in numbers or "-" in numbers else ""
        told = numbers.replace(",", ", ").replace("-", " to ")
        return f"{title}, line{plural} {told}" if lines else title

    return CITED.sub(words, source)


@lru_cache(maxsize=8)
def _documents(root: Path) -> Mapping[str, CitedDocument]:
    reader = Reader(root)
    found = reader.csv_rows(root / DOCUMENTS, CitedDocument)
    if reader.findings:
        raise CatalogueError(root.name, reader.findings)
    return {sourced.value.identifier: sourced.value for sourced in found}
