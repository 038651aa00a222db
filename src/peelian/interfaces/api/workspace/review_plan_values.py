"""What requests about the plan, the frame and the draw of a review hold, and how they are answered."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Version, Whole

Share = Annotated[float, Field(gt=0, lt=1)]


class NewReview(Body):
    """A review to be planned. The period has a kind and its dates, such as {kind: year-ending, date}."""

    instrument: Line
    title: Line
    period: dict[str, Any]
    small_base: Whole = 30
    double_marking_percent: Whole = 10


class ReviewEdit(Edit):
    """A change to a plan; what is left out stays as it is."""

    title: Line = ""
    period: dict[str, Any] = {}
    small_base: Whole = 30
    double_marking_percent: Whole = 10


class FrameForm(Body):
    """Which column of the file says what; `facts` names columns of case fields as field=column."""

    key: Line
    expected_version: Version
    stratum: Line = ""
    day: Line = ""
    strata: list[Line] = []
    facts: list[Line] = []


class PlanBody(Body):
    """A plan: one of sizes, size and half_width_pp, with what else `peelian sample` takes in its plan file."""

    plan: dict[str, Any]


class SamplePlanEdit(Edit):
    """The plan of a sample."""

    plan: dict[str, Any]


class Precision(PlanBody):
    """A plan, and the share that is expected to meet the standard."""

    proportion: Share = 0.5
    confidence: Share = 0.95


class StratumPrecisionOut(Schema):
    """The cases of a stratum and the half-width they buy, in percentage points."""

    stratum: str
    population: int
    size: int
    half_width_pp: float | None


class PrecisionOut(Schema):
    """What a plan buys, in numbers and in a sentence."""

    strata: list[StratumPrecisionOut]
    size: int
    population: int
    half_width_pp: float | None
    sentence: str


class Draw(Edit):
    """The seed of a draw; without one it is chosen by chance and kept."""

    seed: Annotated[str, Field(max_length=120)] = ""


class DoubleMarking(Edit):
    """The share of the sample that two people mark."""

    percent: Whole


class DoubleMarkedOut(Schema):
    """How many cases two people mark."""

    cases: int


class ProofOut(Schema):
    """Whether drawing again gives the same cases from the same frame."""

    same: bool
    frame_same: bool
    drawn: int
    missing: int
    extra: int
    sentence: str
