"""Words for plain values, shared by the public page, the PDF and the press statement.

Each function takes a value and returns the words a reader sees, so that every
rendering says the same thing in the same way.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from peelian.rendering.plain import Extent, NoneDeclared, Polarity, Progress, Provenance
from peelian.rendering.report_parts import Item
from peelian.rendering.report_value import ReportFramework, ReportTier, Summary, Window

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NOT_RECORDED = "Not recorded"

EXTENT_WORDS: Mapping[Extent, str] = {
    "isolated": "Isolated examples",
    "some": "Found in some cases",
    "most": "Found in most cases",
    "systemic": "Systemic across the force",
    "not-stated": "",
}
PROGRESS_WORDS: Mapping[Progress, str] = {
    "improved": "Improved since the last inspection",
    "unchanged": "Unchanged since the last inspection",
    "worse": "Worse than at the last inspection",
    "new": "Not looked at before",
    "not-stated": "",
}
PROVENANCE_WORDS: Mapping[Provenance, str] = {
    "verified": "verified by inspectors",
    "force-told-us": "the force told us",
    "staff-told-us": "staff told us",
    "third-party": "a third party told us",
}
POLARITY_WORDS: Mapping[Polarity, str] = {
    "favourable": "Strength",
    "adverse": "Weakness",
    "context": "Context",
}
NONE_DECLARED_WORDS: Mapping[NoneDeclared, str] = {
    "none": "No cause of concern, recommendation or area for improvement was found here.",
    "not-applicable": "Areas for improvement do not apply to this part of the framework.",
    "not-recorded": "Causes of concern and areas for improvement are not recorded here.",
}


def date_words(day: date) -> str:
    """Write a day as ``2 March 2017``.

    >>> date_words(date(2017, 3, 2))
    '2 March 2017'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def partial_date_words(text: str) -> str:
    """Write an ISO day or month in words.

    >>> partial_date_words("2017-05")
    'May 2017'
    """
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date_words(date(*parts))
    year, month = parts
    return f"{MONTHS[month - 1]} {year}"


def window_words(window: Window) -> str:
    """Say from which time the evidence comes."""
    if window.start and window.end:
        return f"{date_words(window.start)} to {date_words(window.end)}"
    if window.end:
        return f"up to {date_words(window.end)}"
    if window.start:
        return f"from {date_words(window.start)}"
    return NOT_RECORDED


def number_words(value: float | None, decimals: int | None = None) -> str:
    """Write a number with commas between thousands, or say that there is none.

    >>> number_words(59719724), number_words(21.0, 1), number_words(None)
    ('59,719,724', '21.0', 'Not recorded')
    """
    if value is None:
        return NOT_RECORDED
    return f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"


def small_count_words(count: int) -> str:
    """Write numbers below ten as words and others as figures."""
    return SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else number_words(count)


def joined(words: Iterable[str]) -> str:
    """Join words as a sentence does: ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def tier_of(framework: ReportFramework, grade: str) -> ReportTier | None:
    """Return the tier of the framework's scale with this identifier."""
    return next((tier for tier in framework.tiers if tier.identifier == grade), None)


def grade_label(framework: ReportFramework, grade: str | None) -> str:
    """Return the label of a grade; a grade off the scale is shown as it was given."""
    if grade is None:
        return "Not graded"
    tier = tier_of(framework, grade)
    return tier.label if tier else grade


def tier_position(framework: ReportFramework, grade: str | None) -> int | None:
    """Return the place of a grade on its scale, one for the lowest tier."""
    identifiers = [tier.identifier for tier in framework.tiers]
    return identifiers.index(grade) + 1 if grade in identifiers else None


def tally_words(framework: ReportFramework, summary: Summary) -> str:
    """Count the grades, highest tier first: ``1 good, 4 adequate and 2 inadequate``.

    The count is a description of one report. It is never a score.
    """
    tiers = reversed(framework.tiers)
    counts = ((summary.counts.get(tier.identifier, 0), tier.label.lower()) for tier in tiers)
    return joined(f"{count} {label}" for count, label in counts if count)


def due_words(item: Item) -> str:
    """Say by when an item is to be done."""
    if item.due is not None:
        return f"By {partial_date_words(item.due)}"
    return "Immediately" if item.immediate else "Date not recorded"


def status_words(status: str) -> str:
    """Write a status identifier as words: ``no-longer-relevant`` as ``No longer relevant``."""
    return status.replace("-", " ").capitalize()
