"""The reference page of standards: item by item which standard covers it, then every standard in full."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.cited_documents import source_words
from peelian.catalogue.standard_coverage import CoveredItem, coverage, coverage_words, last_versions
from peelian.catalogue.standard_words import KIND_WORDS, applies_to, check_words
from peelian.catalogue.standards import RateStandard, ScoreStandard, Standard

PROOF = "tests/conformance/test_standards.py::test_planted_exceptions_are_found_on_duckdb"
OPENING = (
    "What a force's records are expected to show. Each standard carries planted records, and a test finds exactly "
    f"the planted exceptions among them: `{PROOF}`, with the name of the standard and the number of the example in "
    "brackets. `peelian records standards` checks a folder of records against them all; "
    "[Write a standard](../how-to/write-a-standard.md) says how one is written."
)


def standards_page(catalogue: Catalogue, note: str) -> str:
    """Return the page as Markdown."""
    covered = coverage(catalogue)
    parts = [f"# Standards\n\n{note} {OPENING}", f"## Coverage\n\n{coverage_words(covered)}."]
    for title, group in groupby(covered, key=lambda each: f"{each.item.section} {each.item.section_title}"):
        parts.append(f"### {title}\n\n" + "\n".join(_coverage_table(group)))
    parts.append("## Every standard")
    parts += [_section(standard, catalogue) for standard in last_versions(catalogue)]
    return "\n\n".join(parts) + "\n"


def _coverage_table(covered: Iterator[CoveredItem]) -> Iterator[str]:
    yield "| Item | What it is | Standard | Question or measure | Test |\n|---|---|---|---|---|"
    for each in covered:
        links = ", ".join(f"[{found.title}](#{anchor(found)})" for found in each.standards) or "none yet"
        judged = ", ".join(f"`{found}`" for found in _judged_by(each)) or "its records"
        proofs = ", ".join(f"`[{found.reference}-1]`" for found in each.standards) or "none yet"
        yield f"| {each.item.identifier} | {each.item.name} | {links} | {judged} | {proofs} |"


def _judged_by(covered: CoveredItem) -> Iterator[str]:
    for standard in covered.standards:
        if isinstance(standard, ScoreStandard):
            yield f"{standard.parameters.instrument} {standard.parameters.question}"
        if isinstance(standard, RateStandard):
            yield standard.parameters.measure


def anchor(standard: Standard) -> str:
    """Return the name by which the page links to a standard."""
    return f"standard-{standard.identifier}"


def _section(standard: Standard, catalogue: Catalogue) -> str:
    valid = f"from {standard.valid_from}" + (f" to {standard.valid_to}" if standard.valid_to else "")
    lines = [
        f"({anchor(standard)})=\n### {standard.title}",
        f"`{standard.identifier}`, version {standard.version}, valid {valid}. {KIND_WORDS[standard.kind]}. "
        f"Items: {', '.join(standard.items)}. Source: {source_words(catalogue, standard.source)}.",
        f"Expected: {standard.expected}",
        f"Applies to: {applies_to(standard)}",
        f"Checked: {check_words(standard)}",
        f"A failure means: {standard.failure}",
    ]
    lines += [f"Note: {standard.note}"] if standard.note else []
    return "\n\n".join(lines)
