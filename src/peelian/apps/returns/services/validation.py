"""Rounds of validation: odd values are found and asked about; forces correct them or say why they are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED, require_role
from peelian.apps.returns.models import (
    Collection,
    CollectionReply,
    Return,
    ValidationQuestion,
    ValidationRound,
)
from peelian.apps.returns.policies import COLLECTORS, can_answer_question
from peelian.apps.returns.queries import missing_sign_offs, standing_returns
from peelian.apps.returns.rounds import current_round
from peelian.records.returned.odd_values import odd_values
from peelian.records.returned.templates import ReturnTemplate
from peelian.rules.denominators import REFERENCE
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.number_words import of_number
from peelian.rules.periods import day_words


@service("returns.open_validation_round")
def open_validation_round(
    *, actor: User, collection: Collection, opened_on: date, note: str = "", number: int | None = None
) -> ValidationRound:
    """Begin the next round: the signed returns are set beside one another, and every odd value becomes a question.

    A value that a force has explained in an earlier round is not asked about again while it stands. While a force
    has not signed off in the round before, the next needs a note that says why it opens. `number` is the round that
    the person meant to open; somebody else may have opened it meanwhile.
    """
    require_role(actor, collection.tenant, *COLLECTORS, to="open a round of validation")
    current = Collection.objects.select_for_update().get(pk=collection.pk)
    if not current.is_open:
        raise RefusalError("refused", f"'{current.title}' is not open, so its returns are not validated.")
    next_number = current_round(current) + 1
    _refuse_second_opening(current, number, next_number)
    standing = standing_returns(current)
    if not standing:
        raise RefusalError("refused", "No return is signed off yet, so there is nothing to validate.")
    _refuse_day(current, opened_on)
    _refuse_unfinished(current, next_number - 1, note)
    made = ValidationRound.objects.create(
        collection=current,
        number=next_number,
        note=note.strip(),
        opened_on=opened_on,
        opened_by=actor,
    )
    asked = list(_new_questions(current, made, standing))
    ValidationQuestion.objects.bulk_create(asked)
    record_event(
        actor=actor,
        action="returns.open_validation_round",
        subject=current,
        organisation=current.tenant,
        summary=f"Round {made.number} of validation of '{current.title}' was opened with "
        f"{of_number(len(asked), 'question')}.",
        details={"round": made.number, "returns": len(standing), "questions": len(asked)},
    )
    return made


@service("returns.ask_validation_question")
def ask_validation_question(*, actor: User, reply: CollectionReply, text: str) -> ValidationQuestion:
    """Ask a force about its return in the present round, beside what was found automatically."""
    require_role(actor, reply.tenant, *COLLECTORS, to="ask about a return")
    collection = Collection.objects.select_for_update().get(pk=reply.collection_id)
    latest = collection.rounds.last()
    if not collection.is_open or latest is None:
        raise RefusalError("refused", "No round of validation is open. Open one, then ask.")
    problems = Problems()
    problems.need("text", text, "The question is empty. Say what looks odd.")
    problems.raise_if_any()
    asked = ValidationQuestion.objects.create(
        reply=reply, round=latest, kind=ValidationQuestion.Kind.ASKED, text=text.strip()
    )
    record_event(
        actor=actor,
        action="returns.ask_validation_question",
        subject=asked,
        organisation=collection.tenant,
        summary=f"{reply.force.name} was asked about its return to '{collection.title}'.",
        details={"round": latest.number, "text": asked.text},
    )
    return asked


@service("returns.answer_validation_question")
def answer_validation_question(
    *, actor: User, question: ValidationQuestion, answer: str, expected_version: int
) -> ValidationQuestion:
    """Say why a value is right as it stands.

    A later answer replaces an earlier one that was seen, by `expected_version`; both are in the log.
    """
    if not can_answer_question(actor, question):
        raise NotPermittedError(
            NOT_PERMITTED,
            "You cannot answer this question: the force that was asked does, while the collection is open.",
        )
    current = lock_for_edit(question, expected_version, ("answer",))
    problems = Problems()
    problems.need("answer", answer, "The answer is empty. Say why the value is right.")
    problems.raise_if_any()
    before = current.answer
    current.answer = answer.strip()
    current.answered_by = actor
    current.version += 1
    current.save(update_fields=["answer", "answered_by", "version"])
    record_event(
        actor=actor,
        action="returns.answer_validation_question",
        subject=current,
        organisation=current.tenant,
        summary=f"{current.reply.force.name} answered a question about its return.",
        details={"before": before, "after": current.answer},
    )
    return current


def _refuse_second_opening(collection: Collection, number: int | None, next_number: int) -> None:
    if number is not None and number != next_number:
        raise RefusalError(
            "refused",
            f"Round {number} of '{collection.title}' is not the next: the next is round {next_number}. Somebody may "
            "have opened a round since you looked. See the validation before you open another.",
        )


def _refuse_day(collection: Collection, opened_on: date) -> None:
    """A round opens by today, and not before the collection or the round before it; two may open on one day."""
    days = [
        day for day in (collection.opened_on, *collection.rounds.values_list("opened_on", flat=True)) if day
    ]
    first = max(days, default=None)
    problems = Problems()
    if opened_on > timezone.localdate():
        problems.add(
            "opened_on", opened_on, f"{day_words(opened_on)} has not come yet. Give a day up to today."
        )
    elif first is not None and opened_on < first:
        problems.add(
            "opened_on",
            opened_on,
            f"{day_words(opened_on)} is before the collection, or the round before, was opened: {day_words(first)}. "
            "Give a later day.",
        )
    problems.raise_if_any()


def _refuse_unfinished(collection: Collection, held: int, note: str) -> None:
    """A round is finished once every force that has answered has signed off in it."""
    missing = [each.force for each in missing_sign_offs(collection) if each.round == held]
    if missing and not note.strip():
        raise RefusalError(
            "refused",
            f"Round {held} is not finished: not signed off by {', '.join(missing)}. Wait for the sign-off, or say in "
            "the note why the next round opens all the same.",
        )


def _new_questions(
    collection: Collection, made: ValidationRound, standing: list[Return]
) -> Iterator[ValidationQuestion]:
    template = collection.return_template
    if template is None:
        return
    explained = set(
        ValidationQuestion.objects.filter(round__collection=collection)
        .exclude(answer="")
        .values_list("reply", "kind", "row", "column", "value")
    )
    for question in [*_outliers(template, made, standing), *_sums(made, standing)]:
        told = (question.reply_id, question.kind, question.row, question.column, question.value)
        if told not in explained:
            yield question


def _outliers(
    template: ReturnTemplate, made: ValidationRound, standing: list[Return]
) -> Iterator[ValidationQuestion]:
    """Values outside the lines of the forces in scope; those out of scope are not compared."""
    compared = {each.reply.force.slug: each for each in standing if each.reply.force.in_scope}
    populations = {each.force: each.value for each in regime().populations if each.reference == REFERENCE}
    for odd in odd_values(template, {slug: each.rows for slug, each in compared.items()}, populations):
        yield ValidationQuestion(
            reply=compared[odd.force].reply,
            round=made,
            kind=ValidationQuestion.Kind.OUTLIER,
            row=odd.row,
            column=odd.column,
            value=odd.value,
            text=odd.sentence,
        )


def _sums(made: ValidationRound, standing: list[Return]) -> Iterator[ValidationQuestion]:
    """Sums that did not add up when the version was sent."""
    for version in standing:
        for found in version.findings:
            if found["rule"] != "sum":
                continue
            yield ValidationQuestion(
                reply=version.reply,
                round=made,
                kind=ValidationQuestion.Kind.SUM,
                row=found["row_key"],
                column=found["column"],
                value=found["value"],
                text=found["sentence"],
            )
