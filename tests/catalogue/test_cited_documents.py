"""A citation is printed so that a reader can follow it."""

from __future__ import annotations

import re

import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.cited_documents import CITED, cited_documents, source_words

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("002:18", "PEEL 2021/22: Cleveland Police (March 2023), line 18"),
        ("002:41-43,132", "PEEL 2021/22: Cleveland Police (March 2023), lines 41 to 43, 132"),
        (
            "Force contact records (003:10)",
            "Force contact records (Broadcast news on Cleveland Police (March 2023), line 10)",
        ),
        ("Home Office counting rules", "Home Office counting rules"),
        ("999:4", "999:4"),
    ],
)
def test_cited_number_becomes_a_title_with_its_lines(source: str, words: str) -> None:
    assert source_words(CATALOGUE, source) == words


def test_every_document_that_a_standard_or_measure_cites_is_listed() -> None:
    sources = [standard.source for standard in CATALOGUE.standards]
    sources += [measure.source for measure in CATALOGUE.measures.values()]
    cited = {match[1] for source in sources for match in re.finditer(CITED, source)}

    assert cited - set(cited_documents(CATALOGUE)) == set()
