"""The page of the reference that lists every measure with its definition, printed from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.catalogue import Catalogue
from peelian.catalogue.cited_documents import source_words
from peelian.catalogue.measures import Measure
from peelian.records.measures.scope import breakdowns_of

POLARITY = {
    "higher-is-better": "higher is better",
    "lower-is-better": "lower is better",
    "neither": "neither higher nor lower is better",
}
KINDS = {
    "count": "a number of rows, or of different values of a column",
    "total": "a sum",
    "rate": "a number over a base: residents, a sum, different values, or rows of another table",
    "share": "rows that count over rows in scope, or one sum over another",
    "split": "the share of each code of a column; the shares of a force sum to 100 percent",
    "within-target": "rows whose value does not pass its target, over rows that have both",
    "mean": "a sum over the rows that have the value",
    "median": "the middle value, with limits by order statistics from six values on",
    "percentile": "a percentile, between the two nearest values where it falls between them",
    "change": "the number in the period against an earlier period, in percent",
    "spread": "the lowest and the highest value of the groups",
    "ratio": "the rate of one group over that of another, with both bases printed",
    "repeats": "the values of a column that occur so many times, over all that occur",
    "attainment": "what was reached over what was to be reached, and whether it was met",
}


def measures_page(catalogue: Catalogue, note: str) -> str:
    """Return the page in Markdown: the kinds, a table of all measures, and each measure in full."""
    measures = catalogue.measures
    parts = [
        f"# Measures\n\n{note} `peelian records measures` works them out; a value is rounded half up at the decimals "
        "of its measure, and below the small base a share is printed as a bare count.",
        "## Kinds\n\n" + "\n".join(f"- **{kind}**: {words}." for kind, words in KINDS.items()),
        f"## All {len(measures)} measures\n\n" + _overview(measures.values()),
        *(_described(measure, catalogue) for measure in measures.values()),
    ]
    return "\n\n".join(parts) + "\n"


def _overview(measures: Iterable[Measure]) -> str:
    rows = [
        f"| [{measure.title}](#{measure.identifier}) | {measure.table} | {measure.kind} | {measure.unit} |"
        for measure in measures
    ]
    return "\n".join(["| Measure | Table | Kind | Unit |", "|---|---|---|---|", *rows])


def _described(measure: Measure, catalogue: Catalogue) -> str:
    facts = {
        "Definition": measure.definition,
        "Reading note": measure.reading_note,
        "Kind and unit": f"{measure.kind}, {measure.unit}; {POLARITY[measure.polarity]}",
        "Table": f"`{measure.table}`",
        "Small base": f"below {measure.small_base} cases the count stands alone"
        if _has_base(measure)
        else "",
        "Breakdowns": ", ".join(breakdowns_of(measure, catalogue.record_tables)),
        "Exclusions": " ".join(exclusion.reason for exclusion in measure.exclusions),
        "Source": source_words(catalogue, measure.source),
        "Items": ", ".join(measure.items),
        "Figures": ", ".join(measure.figures),
        "Example prints": "; ".join(
            f"{group}: {words}" for example in measure.examples for group, words in example.prints.items()
        ),
    }
    lines = [f"- **{name}**: {text}" for name, text in facts.items() if text]
    return f"({measure.identifier})=\n### {measure.title}\n\n`{measure.identifier}`\n\n" + "\n".join(lines)


def _has_base(measure: Measure) -> bool:
    """Whether the measure prints a share, which a small base turns into a count."""
    return measure.kind in ("share", "split", "within-target") and measure.small_base > 0
