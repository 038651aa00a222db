"""Answers as they come from the answer page: the controls of its form, or what its script sends."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from django.utils.dateparse import parse_datetime

from peelian.apps.reviews.queries import CaseSheet, SheetPart, SheetQuestion
from peelian.apps.reviews.services import AnswerGiven
from peelian.rules.errors import InvalidValueError

MOST_AT_ONCE = 2000
OF_CASE = "case"


def place_of(part: SheetPart, asked: SheetQuestion) -> str:
    """The name under which the controls of a question stand: the item or the case, and the question."""
    return f"{part.item.pk if part.item else OF_CASE}.{asked.question.identifier}"


def typed_in_form(data: Mapping[str, Any], place: str) -> tuple[str, str, str]:
    """Value, reason and reference of a question as the form was sent."""
    value, reason, reference = (
        plain_text(data.get(f"{place}.{name}", "")) for name in ("value", "reason", "reference")
    )
    return value, reason, reference


def plain_text(text: object) -> str:
    """Text without blanks around it and with the line ends of Unix; browsers send others, like a change."""
    return str(text).replace("\r\n", "\n").strip()


def changed_in_form(sheet: CaseSheet, data: Mapping[str, Any]) -> Iterator[AnswerGiven]:
    """Every answer of the form that differs from what stands.

    The page carries a token of its own, so that a form that is sent twice counts once.
    """
    token = str(data.get("token", ""))[:36]
    numbers = count(1)
    for part in sheet.parts:
        for asked in part.questions:
            number = next(numbers)
            place = place_of(part, asked)
            typed = typed_in_form(data, place)
            if f"{place}.version" not in data or typed == standing(asked):
                continue
            item = part.item.pk if part.item else None
            yield AnswerGiven(
                client_id=f"{token}.{number}",
                question=asked.question.identifier,
                item=item,
                value=typed[0],
                reason=typed[1],
                reference=typed[2],
                expected_version=_whole(data[f"{place}.version"]),
            )


def standing(asked: SheetQuestion) -> tuple[str, str, str]:
    """What stands now as the answer to a question."""
    answer = asked.answer
    return (answer.value, answer.reason, answer.reference) if answer else ("", "", "")


def sent_by_script(body: bytes) -> list[AnswerGiven]:
    """The answers that the page's script sends.

    Raises
    ------
    InvalidValueError
        When what was sent is not a list of answers.
    """
    try:
        listed = json.loads(body)["answers"]
        if not isinstance(listed, list) or len(listed) > MOST_AT_ONCE:
            raise ValueError("not a list")
        return [_answer(each) for each in listed]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidValueError(
            "invalid-value",
            f"What was sent is not a list of at most {MOST_AT_ONCE:,} answers. Load the page again; what you "
            "answered is kept on your device.",
        ) from error


def _answer(each: Mapping[str, Any]) -> AnswerGiven:
    return AnswerGiven(
        client_id=str(each["client_id"]),
        question=str(each["question"]),
        item=uuid.UUID(each["item"]) if each.get("item") else None,
        value=plain_text(each["value"]),
        reason=plain_text(each["reason"]),
        reference=plain_text(each["reference"]),
        expected_version=int(each["expected_version"]),
        client_saved_at=_moment(each.get("at")),
    )


def _moment(text: Any) -> datetime | None:
    moment = parse_datetime(text) if isinstance(text, str) else None
    return moment if moment and moment.tzinfo else None


def _whole(text: Any) -> int:
    return int(text) if str(text).isdecimal() else 0
