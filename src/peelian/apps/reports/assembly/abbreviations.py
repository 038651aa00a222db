"""Short forms that a report uses, and those it never writes out."""

from __future__ import annotations

import re

from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.words import report_texts
from peelian.catalogue import Abbreviation

CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Z&]+[A-Z](?![\w-])")


def used_abbreviations(material: Material, known: tuple[Abbreviation, ...]) -> tuple[Abbreviation, ...]:
    """The abbreviations of the catalogue that stand somewhere in the report."""
    printed = {match for text in report_texts(material) for match in re.findall(r"[\w&]+", text)}
    return tuple(each for each in known if each.text in printed)


def unexpanded_abbreviations(material: Material, known: tuple[Abbreviation, ...]) -> tuple[str, ...]:
    """Short forms in capitals that the catalogue cannot explain and that the report does not explain in brackets."""
    explained = {each.text for each in known}
    texts = list(report_texts(material))
    found = dict.fromkeys(match for text in texts for match in CAPITALS.findall(text))
    return tuple(
        short for short in found if short not in explained and not any(f"({short})" in text for text in texts)
    )
