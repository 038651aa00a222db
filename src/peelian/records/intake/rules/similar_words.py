"""Two spellings in one column that differ so little that one was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted, shown

ALIKE = 0.8
"""Likeness of two spellings from which they are set beside each other."""
SHORTEST = 8
"""Words shorter than this differ by little and mean much: 'male' and 'female'."""


def find(table: TableFacts) -> Iterable[Fault]:
    """Set each word beside the more frequent ones that it is nearly the same as."""
    for words in table.words:
        beside: dict[str, list[str]] = {}
        for pair in _alike(words.counts):
            first, second = sorted(pair, key=lambda word: (-words.counts[word], word))
            beside.setdefault(second, []).append(first)
        for rarer, others in beside.items():
            *before, last = [
                f"{shown(word)} ({counted(words.counts[word], 'row')})" for word in (*others, rarer)
            ]
            kept = "both" if len(others) == 1 else "all"
            yield Fault(
                f"{', '.join(before)} and {last} are nearly the same; {kept} are kept. Say whether they mean "
                "the same before counting them apart.",
                column=words.column,
                value=rarer,
                rows=words.counts[rarer],
            )


def _alike(counts: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """Yield the pairs that are alike and are not told apart by the list itself."""
    for one, other in combinations(sorted(counts), 2):
        small = one.casefold(), other.casefold()
        if min(len(one), len(other)) < SHORTEST or _are_told_apart(one, other):
            continue
        likeness = SequenceMatcher(None, *small, autojunk=False)
        if likeness.real_quick_ratio() >= ALIKE and likeness.ratio() >= ALIKE:
            yield one, other


def _are_told_apart(one: str, other: str) -> bool:
    """Whether a number differs, or a word is one of a group that stands before a dash, as in 'White - Irish'."""
    groups = [word.rpartition(" - ")[0] for word in (one, other)]
    return _digits(one) != _digits(other) or any(groups)


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())


RULE = FactRule(
    identifier="similar-words",
    title="Nearly the same words",
    severity="note",
    meaning="Two words of a column with few different words are nearly the same, so that one may stand for the other.",
    find=find,
)
