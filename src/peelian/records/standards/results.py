"""What checks of standards came to: plain values that say themselves in words and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["met", "exceptions", "not-run"]


@dataclass(frozen=True)
class Exceptional:
    """One exception: the key of the row, or of what is missing, and what is wrong with it."""

    force: str
    key: str
    detail: str


@dataclass(frozen=True)
class ForceResult:
    """How one force stands: how many rows the standard applies to, and how many exceptions there are."""

    force: str
    relevant: int
    exceptions: int
    words: str


@dataclass(frozen=True)
class ForceLeftOut:
    """What of a force could not be checked against a standard, and why: so many rows, or all where none is told."""

    force: str
    reason: str
    rows: int | None = None


@dataclass(frozen=True)
class StandardResult:
    """The check of one standard.

    `shown` holds the first exceptions; `file` names where all of them are, inside the folder of
    results. `reason` says why a standard could not be checked, `left_out` for which forces or rows alone.
    """

    standard: str
    version: int
    title: str
    kind: str
    items: tuple[str, ...]
    state: State
    relevant: int = 0
    exceptions: int = 0
    forces: tuple[ForceResult, ...] = ()
    shown: tuple[Exceptional, ...] = ()
    file: str = ""
    reason: str = ""
    left_out: tuple[ForceLeftOut, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> StandardResult:
        """Return the result that plain values stand for."""
        forces = tuple(ForceResult(**each) for each in kept["forces"])
        shown = tuple(Exceptional(**each) for each in kept["shown"])
        left_out = tuple(ForceLeftOut(**each) for each in kept.get("left_out", ()))
        return cls(
            **{**kept, "items": tuple(kept["items"]), "forces": forces, "shown": shown, "left_out": left_out}
        )

    @property
    def unjudged(self) -> int:
        """How many rows the standard applies to and cannot judge."""
        return sum(each.rows or 0 for each in self.left_out)

    def sentence(self) -> str:
        """Return the result in one line."""
        if self.state == "not-run":
            return f"not checked: {self.reason}"
        plural = "" if self.exceptions == 1 else "s"
        return f"{self.exceptions:,} exception{plural}, {self.relevant:,} relevant"


def force_words(kind: str, relevant: int, failed: int) -> str:
    """Return how a force stands, in words.

    A share is printed for a coverage. Where an exception need not be a row, as with gaps between
    meetings, the two numbers stand beside each other.

    >>> force_words("coverage", 10, 3), force_words("deadline", 10, 3)
    ('70 percent (7 of 10)', '7 of 10')
    >>> force_words("cadence", 12, 1)
    '1 exception, 12 relevant'
    """
    if kind == "coverage" and relevant:
        return f"{_percent(relevant - failed, relevant)} percent ({relevant - failed:,} of {relevant:,})"
    if kind in ("cadence", "list", "recency"):
        return f"{failed:,} exception{'' if failed == 1 else 's'}, {relevant:,} relevant"
    return f"{relevant - failed:,} of {relevant:,}"


def _percent(part: int, base: int) -> int:
    """A whole percentage, half up; nothing short of all is printed as 100."""
    rounded = (200 * part + base) // (2 * base)
    return 99 if rounded == 100 and part < base else rounded
