"""A file that belongs to no table that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, listed, shown

IN_NAMES = " _-./()'\""
"""Signs that stand in names of columns."""


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how a table is recognised, or that the cells are parted by a sign that is not read."""
    if not file.header or file.source is not None or file.beside_recognised:
        return
    sign = _other_sign(file.header)
    if sign:
        yield Fault(
            f"The cells of its header seem to be parted by {shown(sign)}, which is not read. Save the file with a "
            "comma, a semicolon, a tab or a vertical bar between cells."
        )
    else:
        seen = listed(shown(cell, 30) for cell in file.header)
        yield Fault(
            "It cannot be told which table this is: the file has to be named after the table, such as 'incidents.csv', "
            f"and hold columns of it from the data dictionary. Columns seen: {seen}."
        )


def _other_sign(header: tuple[str, ...]) -> str:
    """The sign that parts the only cell of a header into several words; nothing where there is none."""
    signs = Counter(sign for sign in header[0] if not sign.isalnum() and sign not in IN_NAMES)
    if len(header) > 1 or not signs:
        return ""
    sign = signs.most_common(1)[0][0]
    return sign if all(any(map(str.isalnum, word)) for word in header[0].split(sign)) else ""


RULE = FactRule(
    identifier="unknown-table",
    title="Unknown table",
    severity="file",
    meaning="Neither the name of the file nor its columns tell which table it holds.",
    find=find,
)
