"""How the results of a review are told, and what requests about them hold."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, LongLine, Name

Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)]


class MeasuredOut(Schema):
    """A question answered for all cases or a group: the count and, where the base allows it, the estimate.

    `words` is the estimate as reports print it. Percentages are absent where the count stands alone.
    """

    group: str
    k: int
    n: int
    small_base: bool
    percent: float | None
    half_width_pp: float | None
    lower_percent: float | None
    upper_percent: float | None
    confidence: float | None
    method: str
    words: str
    problem: str


class ResultOut(Schema):
    """What a review says on one question, for all cases and for each group of them."""

    question: str
    text: str
    polarity: str
    sentence: str
    measured: list[MeasuredOut]


class ResultsOut(Schema):
    """The results of a review: frozen where it is closed, else as the finished cases stand now."""

    review_id: UUID
    is_frozen: bool
    sha256: str
    results: list[ResultOut]


class MeasureRoundOut(Schema):
    """One round of a measure, and the change since the round before."""

    period: str
    source: str
    own: bool
    words: str
    lower_percent: float | None
    upper_percent: float | None
    change: str
    z: float | None


class VolumeOut(Schema):
    """A number of crimes that follows from a rate."""

    estimate: float
    lower: float
    upper: float
    sentence: str


class VolumesOut(Schema):
    """What a recording rate means in crimes."""

    recorded: int
    source: str
    unrecorded: VolumeOut
    additional: VolumeOut | None


class OneResultOut(Schema):
    """One question with its rounds and volumes."""

    result: ResultOut
    rounds: list[MeasureRoundOut]
    volumes: VolumesOut | None


class TableOut(Schema):
    """Rows from which results are computed, as `peelian estimate` reads them. They name no case and no reviewer."""

    name: str
    rows: int
    questions: list[str]
    groups: list[str]
    address: str


class ClosedOut(Schema):
    """The record that closing a review froze."""

    sha256: str
    closed_at: datetime


class Earlier(Body):
    """A result of an earlier round as it was published."""

    question: Line
    period: dict[str, Any]
    value_percent: Percent
    half_width_pp: Percent
    source: LongLine
    group: Line = ""


class EarlierOut(Schema):
    """A published result, kept as it was published."""

    id: UUID
    question: str
    group: str
    period: dict[str, Any]
    value_percent: str
    half_width_pp: str
    source: str


class RecordedCrime(Edit):
    """How many crimes the force recorded in the year."""

    recorded: Annotated[int, Field(ge=1, le=10**9)]
    source: LongLine


class Wanted(Body):
    """A result that is to be a figure."""

    key: Name
    question: Line
    kind: Name = "count"
    group: Line = ""


class Figures(Body):
    """Results that become figures, under a finding or under a part of the report."""

    wanted: list[Wanted]
    finding: UUID | None = None
    part: Name = ""
