"""The page of one case: its parts with what is expected, their questions, and the reviewer's own answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from peelian.apps.organisations.access import Viewer
from peelian.apps.reviews.completeness import needed_fields
from peelian.apps.reviews.final_answers import Answers, marks_of
from peelian.apps.reviews.models import Answer, Assignment, CaseItem, Review
from peelian.catalogue import CaseField, Instrument, Part, Question
from peelian.rules.scoring import relevant


@dataclass(frozen=True)
class SheetQuestion:
    """A question with the answer that stands; `asked` says whether it applies by the other answers."""

    question: Question
    answer: Answer | None
    asked: bool

    @property
    def version(self) -> int:
        """The version to send with the next save; 0 where there is no answer."""
        return self.answer.version if self.answer else 0


@dataclass(frozen=True)
class SheetPart:
    """A part of the instrument as it is answered for the case, or for one item of it."""

    part: Part
    expectation: str
    item: CaseItem | None
    questions: tuple[SheetQuestion, ...]


@dataclass(frozen=True)
class CaseSheet:
    """One case as its reviewer sees it. The key stands here and on no page beyond the reviewers'."""

    assignment: Assignment
    key: str
    facts: dict[str, str]
    frame_facts: dict[str, str]
    missing_facts: tuple[CaseField, ...]
    items: tuple[CaseItem, ...]
    parts: tuple[SheetPart, ...]

    @property
    def answered(self) -> int:
        """How many of the questions that apply have an answer."""
        return sum(bool(each.answer and each.answer.value) for each in self._asked)

    @property
    def to_answer(self) -> int:
        """How many questions apply; free text may stay empty and is not counted."""
        return len(self._asked)

    @property
    def _asked(self) -> list[SheetQuestion]:
        questions = (each for part in self.parts for each in part.questions)
        return [each for each in questions if each.asked and each.question.is_scored]


def case_sheet(user: Viewer, assignment: Assignment) -> CaseSheet:
    """Return the sheet of a case with the answers of one marker, as far as the user may see them.

    Raises
    ------
    Assignment.DoesNotExist
        When the case is not open to the user.
    """
    current: Assignment = (
        Assignment.objects.visible_to(user)
        .select_related("case__review__inspection__framework_version", "reviewer")
        .get(pk=assignment.pk)
    )
    case, review = current.case, current.case.review
    instrument = review.instrument
    items = tuple(case.items.all())
    answers = {
        (answer.item_id, answer.question): answer
        for answer in Answer.objects.visible_to(user).filter(assignment=current)
    }
    missing = [name for name in needed_fields(instrument, "") if not case.all_facts.get(name)]
    return CaseSheet(
        assignment=current,
        key=case.key,
        facts=case.all_facts,
        frame_facts=dict(case.frame_facts),
        missing_facts=tuple(field for field in instrument.fields if field.identifier in missing),
        items=items,
        parts=tuple(_parts(review, current, items, answers)),
    )


def _parts(
    review: Review,
    assignment: Assignment,
    items: tuple[CaseItem, ...],
    answers: Mapping[tuple[UUID | None, str], Answer],
) -> Iterator[SheetPart]:
    """The parts in order; one that repeats stands once for each item of its kind."""
    instrument = review.instrument
    for part in instrument.parts:
        of_kind = [item for item in items if item.kind == part.repeats_for] if part.repeats_for else [None]
        for item in of_kind:
            facts = assignment.case.all_facts if item is None else {**assignment.case.all_facts, **item.facts}
            given = {} if _is_hidden(answers, assignment) else marks_of(assignment, item)
            yield SheetPart(
                part,
                expectation_of(review, instrument, part),
                item,
                tuple(
                    SheetQuestion(
                        question,
                        answers.get((item.pk if item else None, question.identifier)),
                        applies(question, given, facts),
                    )
                    for question in instrument.questions_of(part.identifier)
                ),
            )


def expectation_of(review: Review, instrument: Instrument, part: Part) -> str:
    """What is expected in a part: its own words, or those of the stage of the framework."""
    if part.stage is None:
        return part.expectation
    stages = {stage.identifier: stage.expectation for stage in review.inspection.framework.stages}
    return stages.get(part.stage, part.expectation)


def applies(question: Question, answers: Answers, facts: Mapping[str, str]) -> bool:
    """Whether a question is put to the reviewer, who may then say that it is not relevant."""
    return question.relevance.rule in ("always", "judged") or relevant(question, answers, facts)


def _is_hidden(answers: Mapping[tuple[UUID | None, str], Answer], assignment: Assignment) -> bool:
    """Whether there are answers that the viewer may not see, since marking is blind."""
    return not answers and assignment.answers.exists()
