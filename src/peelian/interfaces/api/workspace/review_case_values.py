"""What requests about the cases of a review hold, and how progress, agreement and disagreements are told."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema

from peelian.interfaces.api.problems import ProblemFinding
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Whole
from peelian.interfaces.api.workspace.review_values import CaseOut


class Reviewers(Edit):
    """Those who mark, by e-mail address."""

    reviewers: list[Line]


class Reassignment(Edit):
    """Who marks the case from now on, by e-mail address."""

    reviewer: Line


class Replacement(Edit):
    """Why a case cannot be reviewed; write nothing by which a person or a case could be known."""

    reason: str


class ReplacedOut(Schema):
    """The case that took the place; none where the stratum holds no further case."""

    replacement: CaseOut | None


class ProgressOut(Schema):
    """How far one stratum has come."""

    stratum: str
    population: int
    size: int
    given: int
    finished: int
    second_wanted: int
    second_finished: int
    withdrawn: int


class OpenThings(Schema):
    """What keeps a review from being closed."""

    count: int
    things: list[ProblemFinding]


class CoefficientOut(Schema):
    """A coefficient of agreement with its interval."""

    estimate: float | None
    lower: float | None
    upper: float | None
    sentence: str


class QuestionAgreementOut(Schema):
    """How far the markers agree on one question."""

    question: str
    cases_marked_twice: int
    percent: CoefficientOut | None
    gwet: CoefficientOut | None
    kappa: CoefficientOut | None


class ReviewerAgreementOut(Schema):
    """How far one reviewer agrees with the others."""

    reviewer: str
    answers_compared: int
    same: float | None


class AgreementOut(Schema):
    """Agreement by question and by reviewer."""

    questions: list[QuestionAgreementOut]
    reviewers: list[ReviewerAgreementOut]


class MarkOut(Schema):
    """What one marker answered, and why."""

    value: str
    reason: str
    reference: str


class DisagreementOut(Schema):
    """A question that the two markers of a case answer differently; none stands for no answer."""

    case_id: UUID
    case: int
    item: UUID | None
    question: str
    first: MarkOut | None
    second: MarkOut | None
    settled: MarkOut | None
    may_settle: bool


class CaseDecision(Body):
    """What a third person decides, and why; the version is that of an earlier decision, else 0."""

    question: Line
    value: Line
    reason: str
    reference: str = ""
    item: UUID | None = None
    expected_version: Whole = 0


class DecisionOut(Schema):
    """A decision as it stands."""

    question: str
    value: str
    reason: str
    reference: str
    version: int
