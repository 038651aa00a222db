"""How an estimate is told: level, interval, missing outcomes, and the base below which a count stands alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from peelian.stats.argument_checks import require_between, require_choice
from peelian.stats.design_intervals import INTERVAL_METHODS
from peelian.stats.estimate import SmallBase

DEFAULT_METHOD = "korn-graubard"


@dataclass(frozen=True)
class Choices:
    """How an estimate is told.

    Parameters
    ----------
    method : the interval of a proportion; other quantities have a Wald interval with t,
        or with z under ``wald-z``.
    confidence : the level.
    missing : ``refuse`` or ``drop`` rows whose outcome is missing.
    small_base : below which base the sentence is a count alone.
    """

    method: str = DEFAULT_METHOD
    confidence: float = 0.95
    missing: str = "refuse"
    small_base: SmallBase = field(default_factory=SmallBase)

    def __post_init__(self) -> None:
        require_choice("method", self.method, tuple(INTERVAL_METHODS))
        require_choice("missing", self.missing, ("refuse", "drop"))
        require_between("confidence", self.confidence, 0, 1)
