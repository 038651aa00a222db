"""The sections of a response as words, for every page that shows one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peelian.documents.response_form import QUOTED, TYPES, ResponseForm
from peelian.rendering.presenters import paragraphs

TEXTS = ("executive_summary", "judgement", "findings", "force_response", "body_comment", "reply")
NOT_KNOWN = "Not known"
NOT_RECORDED = "not-recorded"
ANSWERS = {"none": "No areas for improvement", "not-graded": "Not graded, so no areas for improvement"}


def response_words(form: ResponseForm) -> dict[str, Any]:
    """What `look/response.html` shows of a form: details first, then the sections."""
    labels = [label for name, label in TYPES if name in form.inspection_types]
    quoted = dict(QUOTED).get(form.quoted, NOT_KNOWN)
    return {
        "form_details": [
            ("Title of inspection", form.title),
            ("Date inspection published", form.published),
            ("Type of inspection", ", ".join(labels) or NOT_KNOWN),
            ("Is the force quoted in the report?", quoted),
        ],
        "response_form": form,
        "response_texts": {name: paragraphs(getattr(form, name)) for name in TEXTS},
        "questions": [
            (number, each.title, each.items, ANSWERS.get(each.answer, ""))
            for number, each in enumerate(form.questions, start=1)
            if each.answer != NOT_RECORDED
        ],
        "unrecorded": [each.title for each in form.questions if each.answer == NOT_RECORDED],
    }


@dataclass(frozen=True)
class AskedLine:
    """An item of a response with its answer, in words; `act` leads to where it is answered."""

    what: str
    title: str
    href: str
    text: tuple[str, ...]
    due: str
    kind: str
    answer: tuple[str, ...]
    act: str = ""
