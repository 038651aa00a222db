"""The comparison of forces as one frozen value: what is published, hashed, and drawn, word for word."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from peelian.records.comparison.definition import MeasureDefinition


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ComparedForce(Frozen):
    """A force that takes part. `z` and `label` are missing where fewer than three forces have a value."""

    slug: str
    name: str
    numerator: int | None
    denominator: int | None
    value: float
    printed: str
    rank: int
    tied: int
    rank_words: str
    z: float | None
    label: str


class ForceLeftOut(Frozen):
    """A force that takes no part in mean, lines, rank or second opinion, and why."""

    slug: str
    name: str
    reason: str
    kind: Literal["excluded", "small-base", "no-value", "out-of-scope"]


class ShapiroWilkTest(Frozen):
    """One test of normality."""

    w: float
    p: float


class Lines(Frozen):
    """One standard deviation each side of the unweighted mean, and the route that led there."""

    mean: float
    sd: float
    route: Literal["plain", "log"]
    route_reason: str
    shapiro_plain: ShapiroWilkTest | None
    shapiro_log: ShapiroWilkTest | None
    lower: float
    upper: float
    expected_share: float
    actual_share: float
    outside: int


class FunnelForce(Frozen):
    """A force among its funnel limits, with the p that is adjusted for the many comparisons."""

    slug: str
    name: str
    denominator: float
    value: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float
    label: str
    q: float


class SecondOpinion(Frozen):
    """The funnel plot with overdispersion, and the false-discovery rate beside it."""

    kind: Literal["rate", "proportion"]
    centre: float
    overdispersion: str
    phi: float
    tau2: float
    forces: tuple[FunnelForce, ...]
    beyond: tuple[str, ...]
    discovered: tuple[str, ...]
    sentence: str


class PeerComparison(Frozen):
    """A force beside the others of its group; the groups are data and say what they are."""

    slug: str
    group: str
    others: int
    mean_of_others: float | None
    difference: float | None
    rank: int


class NationalTotal(Frozen):
    """Numerators and denominators of the forces in scope added up, with a note where a force is out of scope."""

    numerator: int
    denominator: int | None
    value: float | None
    printed: str
    forces: int
    scope_note: str


class ReturnTaken(Frozen):
    """The signed version of a force's return that its value was taken from, by the fingerprint of its file."""

    slug: str
    name: str
    version: int
    sha256: str


class CollectionTaken(Frozen):
    """The closed collection that values were taken from, and the return of each force that gave one."""

    title: str
    period_words: str
    closed_on: date
    sha256: str
    returns: tuple[ReturnTaken, ...]


class MeasureComparison(Frozen):
    """Everything that a reader is told of one measure in one period."""

    definition: MeasureDefinition
    period: dict[str, Any]
    period_words: str
    period_end: date
    source: str
    denominator_source: str
    note: str
    n: int
    lines: Lines | None
    forces: tuple[ComparedForce, ...]
    left_out: tuple[ForceLeftOut, ...]
    second_opinion: SecondOpinion | None
    second_opinion_note: str
    peers: tuple[PeerComparison, ...]
    peer_note: str
    total: NationalTotal | None
    expected_note: str
    exclusions_note: str
    collection: CollectionTaken | None = None

    def force(self, slug: str) -> ComparedForce | None:
        """The force among those compared; None where it is left out or unknown."""
        return next((each for each in self.forces if each.slug == slug), None)

    def return_of(self, slug: str) -> ReturnTaken | None:
        """The return that the value of a force was taken from; None where it came another way."""
        taken = self.collection.returns if self.collection else ()
        return next((each for each in taken if each.slug == slug), None)

    def words(self, value: float | Decimal) -> str:
        return self.definition.words(value)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON: the name under which everything made of the value is kept."""
        return hash_of(self.model_dump(mode="json"))


def hash_of(value: dict[str, Any]) -> str:
    """SHA-256 of plain values written with sorted keys and without spaces.

    Zero has no sign here, since a database that keeps numbers as decimals gives none back.
    """
    text = json.dumps(_unsigned_zero(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _unsigned_zero(value: Any) -> Any:
    if isinstance(value, float):
        return value + 0.0
    if isinstance(value, dict):
        return {name: _unsigned_zero(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_unsigned_zero(each) for each in value]
    return value
