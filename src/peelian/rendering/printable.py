"""Which texts of a report the fonts of its PDF cannot print.

PDF/UA asks for a glyph for every character, so a report with one that no font has
cannot be laid out at all. What the fonts cover is not listed here: each text that goes
beyond plain ASCII is set once, by the same Typst with the same fonts, and the answer kept.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import typst

from peelian.rendering.report_value import ReportValue

STANDARD: Final = "ua-1"
PAGE: Final = b"""#set document(title: "Characters")
#set text(font: "Libertinus Serif", lang: "en")
#par(json(bytes(sys.inputs.text)))"""
NAMES: Final = {
    "headline": "finding",
    "heading": "point",
    "reference": "item",
    "key": "figure",
    "measure": "figure",
    "title": "part",
}
"""Fields that name the thing they belong to, and what such a thing is called; the first that is there counts."""


@dataclass(frozen=True)
class UnprintableText:
    """A text that cannot be printed: where it stands, and its characters that no font has."""

    place: str
    characters: tuple[str, ...]


def unprintable_texts(value: ReportValue) -> tuple[UnprintableText, ...]:
    """Return every text of the report that the PDF cannot print, in reading order."""
    parts = value.model_dump(mode="json").items()
    places = [
        each
        for part, node in parts
        for each in _texts(node, "report" if isinstance(node, str) else part.replace("_", " "), part)
    ]
    found = ((place, unprintable_characters(text)) for place, text in places)
    return tuple(UnprintableText(place, characters) for place, characters in found if characters)


def unprintable_characters(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no font of the PDF has, each once.

    Examples
    --------
    >>> unprintable_characters("Gwent \u2013 Heddlu Gwent")
    ()
    >>> unprintable_characters("Good \\U0001f600") == ("\\U0001f600",)
    True
    """
    beyond = "".join(dict.fromkeys(each for each in text if not _is_plain(each)))
    if not beyond or _prints(beyond):
        return ()
    return tuple(each for each in beyond if not _prints(each))


def embedded_fonts() -> typst.Fonts:
    """Return the fonts that Typst carries, the only ones of the PDF."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _is_plain(character: str) -> bool:
    return " " <= character <= "~" or character in "\n\r\t"


@lru_cache(maxsize=4096)
def _prints(text: str) -> bool:
    compiler = typst.Compiler(input=PAGE, font_paths=embedded_fonts())
    try:
        compiler.compile(format="pdf", sys_inputs={"text": json.dumps(text)}, pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True


def _texts(node: Any, place: str, field: str) -> Iterator[tuple[str, str]]:
    """Yield each text with the nearest thing that has a name, and the field in which it stands."""
    if isinstance(node, str):
        yield (f"{place}, {field.replace('_', ' ')}", node)
    elif isinstance(node, dict):
        here = _name(node) or place
        for key, each in node.items():
            yield from _texts(each, here, str(key))
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each, place, field)


def _name(node: dict[str, Any]) -> str:
    return next((f"{what} '{node[key]}'" for key, what in NAMES.items() if node.get(key)), "")
