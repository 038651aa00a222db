"""Cells of CSV files that a spreadsheet would run as a formula, kept from it without losing what they hold.

A cell that begins with a sign by which formulas begin, and is no plain number, stands behind an apostrophe;
so does one that begins with an apostrophe itself. Taking one leading apostrophe away therefore gives every
cell back as it was.
"""

from __future__ import annotations

import re

from peelian.records.duck import quoted_text

RISKY = r"^['=+\-@\t\r]"
"""The beginning of a cell that needs an apostrophe before it."""
NUMBER = r"^[+-]?[0-9.,]+$"
"""A cell that begins with such a sign and is harmless."""


def guarded(text: str) -> str:
    """Return a cell with an apostrophe where it needs one.

    >>> [guarded(cell) for cell in ("=1+1", "-5", "'tis", "plain")]
    ["'=1+1", '-5', "''tis", 'plain']
    """
    return f"'{text}" if re.search(RISKY, text) and not re.search(NUMBER, text) else text


def guarded_sql(cell: str) -> str:
    """Return the SQL of a cell of text with an apostrophe where it needs one."""
    risky = (
        f"regexp_matches({cell}, {quoted_text(RISKY)}) AND NOT regexp_matches({cell}, {quoted_text(NUMBER)})"
    )
    return f"CASE WHEN {risky} THEN '''' || {cell} ELSE {cell} END"
