"""Texts that were copied: how alike two texts are, and which rows nearly repeat another.

The likeness of two texts is 1 - d / n, where d is the number of letters to insert, delete or
replace to turn one into the other (Levenshtein, 1966) and n the length of the longer. Case,
punctuation and spacing do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis

LEFT, RIGHT = "left_", "right_"


def plain_text(column: Any) -> Any:
    """Return a text in small letters and figures, parted by single spaces."""
    return column.lower().re_replace("[^a-z0-9]+", " ").strip()


def near_copies(rows: Any, *, key: Any, within: Sequence[str], column: str, at_least: float,
                at: str | None = None) -> Any:  # fmt: skip
    """Return the keys of rows whose text is at least so alike to another's, with the greatest likeness.

    Parameters
    ----------
    rows : the rows, with a column `force`.
    key : the key of each row as text.
    within : columns that two rows share when they belong together.
    column : the text; a blank is no copy.
    at_least : the likeness from which a text counts as copied, from 0 to 1.
    at : where it is given, only an earlier row makes a later one a copy, never the other way round.
    """
    shared = ["force", *within]
    kept = {**{name: rows[name] for name in shared}, "key": key, "text": plain_text(rows[column])}
    if at is not None:
        kept["at"] = rows[at]
    texts = rows.select(**kept)
    texts = texts.filter(texts["text"].fill_null("") != "")
    left = texts.rename({LEFT + name: name for name in texts.columns})
    right = texts.rename({RIGHT + name: name for name in texts.columns})
    other = left[LEFT + "key"] != right[RIGHT + "key"]
    if at is not None:
        tied = (right[RIGHT + "at"] == left[LEFT + "at"]) & (right[RIGHT + "key"] < left[LEFT + "key"])
        other = (right[RIGHT + "at"] < left[LEFT + "at"]) | tied
    pairs = left.join(right, [*(left[LEFT + name] == right[RIGHT + name] for name in shared), other])
    lengths = [pairs[side + "text"].length() for side in (LEFT, RIGHT)]
    pairs = pairs.mutate(longer=_larger(*lengths), shorter=_smaller(*lengths))
    # The likeness cannot pass the ratio of the lengths, so that most pairs are never compared.
    pairs = pairs.filter(pairs["shorter"] >= pairs["longer"] * at_least)
    distance = pairs[LEFT + "text"].levenshtein(pairs[RIGHT + "text"])
    pairs = pairs.mutate(likeness=1 - distance / pairs["longer"])
    pairs = pairs.filter(pairs["likeness"] >= at_least)
    return pairs.group_by(force=pairs[LEFT + "force"], key=pairs[LEFT + "key"]).aggregate(
        likeness=pairs["likeness"].max()
    )


def _larger(left: Any, right: Any) -> Any:
    return ibis.greatest(left, right)


def _smaller(left: Any, right: Any) -> Any:
    return ibis.least(left, right)
