"""Rows of the tables on the page of one force's reply."""

from __future__ import annotations

from collections.abc import Collection as Bag
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from peelian.apps.returns.models import CollectionReply, Return, SignOff, ValidationQuestion
from peelian.apps.returns.queries import change_count_since
from peelian.interfaces.workspace.collecting.places import reply_address
from peelian.rules.periods import day_words

Rows = list[list[dict[str, Any]]]


def version_rows(reply: CollectionReply, versions: Sequence[Return]) -> Rows:
    """Versions of a return that the reader may see, latest first, each with what changed since the one under it."""
    return [
        [
            {
                "text": f"Version {each.number}",
                "href": reply_address(reply, "return_version", number=each.number),
            },
            {"text": f"{timezone.localtime(each.uploaded_at):%-d %B %Y, %H:%M}"},
            {"text": f"{each.row_count:,}"},
            {"text": finding_words(each)},
            {"text": _change_words(each, earlier)},
            {"text": each.name},
        ]
        for each, earlier in zip_longest(versions, versions[1:])
    ]


def unsigned_words(versions: Sequence[Return], signed: Iterable[SignOff], *, is_open: bool) -> str:
    """That a version newer than the one that stands is not signed off, and may still be; empty where none is."""
    standing = max((each.version.number for each in signed), default=None)
    if standing is None or not versions or versions[0].number <= standing:
        return ""
    latest = versions[0].number
    if not is_open:
        return f"Version {latest} was never signed off. Version {standing} is the answer."
    return (
        f"Version {latest} is newer and not signed off. Version {standing} stands as the answer until it is."
    )


def _change_words(version: Return, earlier: Return | None) -> str:
    count = change_count_since(version, earlier)
    return "–" if count is None else f"{count:,}"


def finding_words(version: Return) -> str:
    """How many findings there are, and how many of them have to be mended."""
    if not version.finding_count:
        return "None"
    questions = version.finding_count - version.fault_count
    parts = [f"{version.fault_count:,} to mend"] if version.fault_count else []
    parts += [f"{questions:,} to look at"] if questions else []
    return ", ".join(parts)


def sign_off_rows(signed: Iterable[SignOff]) -> Rows:
    """Sign-offs in their order."""
    return [
        [
            {"text": day_words(timezone.localtime(each.signed_at).date())},
            {"text": f"Version {each.version.number}"},
            {"text": f"Round {each.round}" if each.round else "When sent"},
            {"text": f"{each.signed_by.name}, {each.office.lower()}"},
            {"text": str(each.hours)},
            {"text": each.statement or "–"},
        ]
        for each in signed
    ]


def question_rows(
    reply: CollectionReply, questions: Iterable[ValidationQuestion], answerable: Bag[int]
) -> Rows:
    """Questions of all rounds; one that waits leads to its answer."""
    return [
        [
            {"text": each.text, "href": _answer_address(reply, each) if each.pk in answerable else ""},
            {"text": " / ".join(part for part in (each.row, each.column) if part) or "The whole return"},
            {"text": each.value or "–"},
            {"text": f"Round {each.round.number}"},
            {"text": each.answer or "Waits for an answer"},
        ]
        for each in questions
    ]


def earlier_reasons(reply: CollectionReply) -> list[tuple[str, str]]:
    """Reasons that were given before, latest first, each with its day."""
    told = [
        (day_words(timezone.localtime(each.history_date).date()), each.reason)
        for each in reply.history.order_by("-history_date", "-history_id")
        if each.reason
    ]
    return [each for each in told if each[1] != reply.reason]


def _answer_address(reply: CollectionReply, question: ValidationQuestion) -> str:
    return reply_address(reply, "return_question", question_id=question.pk)
