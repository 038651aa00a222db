"""The errors of the statistics: a stable code, a sentence that a person can act on, and the values seen."""

from __future__ import annotations

from collections.abc import Mapping


class StatsError(ValueError):
    """Base of the tree.

    Parameters
    ----------
    code
        Stable name for machines, for example ``"single-unit-stratum"``.
    message
        One or more sentences: what was seen, what is allowed, what to do.
    details
        Plain values. Where data is bad, ``details["findings"]`` lists every finding at once.
    """

    def __init__(self, code: str, message: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: dict[str, object] = dict(details or {})
