"""Likeness of texts: as the plain reference has it, for any texts."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.records.standards.similarity import near_copies
from tests.conformance.reference import likeness

CONNECTION = ibis.duckdb.connect()
WORDS = st.lists(
    st.sampled_from(["plan", "risk", "visit", "No change.", "naïve", "Öffnen", "-", "7"]), max_size=6
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=2, max_size=5)


def copies(texts: list[str], at_least: float, at: str | None = None) -> dict[str, float]:
    rows = ibis.memtable(
        pa.table(
            {
                "force": ["cleveland"] * len(texts),
                "thing": ["F1"] * len(texts),
                "number": [f"E{number}" for number in range(len(texts))],
                "at": list(range(len(texts))),
                "text": texts,
            }
        )
    )
    found = near_copies(rows, key=rows["number"], within=["thing"], column="text", at_least=at_least, at=at)
    return {row["key"]: row["likeness"] for row in CONNECTION.to_pyarrow(found).to_pylist()}


@settings(max_examples=30)
@given(texts=TEXTS, at_least=st.sampled_from([0.5, 0.9, 1.0]))
def test_copies_are_those_of_the_reference(texts: list[str], at_least: float) -> None:
    expected = {
        f"E{one}": max(scores)
        for one, text in enumerate(texts)
        if (
            scores := [
                score
                for two, other in enumerate(texts)
                if one != two and (score := likeness(text, other)) >= at_least
            ]
        )
    }

    assert copies(texts, at_least) == pytest.approx(expected)


def test_only_the_later_one_is_a_copy_where_the_time_counts() -> None:
    found = copies(["Plan reviewed.", "plan  reviewed", "Something else"], 0.9, at="at")

    assert found == {"E1": 1.0}


def test_a_blank_text_copies_nothing() -> None:
    assert copies(["", "...", ""], 0.5) == {}
