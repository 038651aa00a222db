"""The gate for texts that the PDF of a report cannot print."""

from collections.abc import Iterable, Iterator

from peelian.rules.gates.results import GateResult, tripped


def text_gates(texts: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[GateResult]:
    """Yield a gate for each text that cannot be printed, given its place and its characters without a glyph."""
    for place, characters in texts:
        named = ", ".join(
            f"{each if each.isprintable() else ''} (U+{ord(each):04X})".strip() for each in characters
        )
        yield tripped(
            "unprintable-text",
            f"The PDF has no sign for these characters: {named}. They stand in: {place}. "
            "Write them in words, or take them out.",
            place,
        )
