"""The form on which local policing bodies answer inspection reports: its sections in their order, written as text.

The order follows the form in use since 2017: details, executive summary, judgement, findings by question,
recommendations with their answers, the force's section, the body's section, and the lines for office use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TICKED, BLANK = "[x]", "[ ]"
TYPES = (
    ("force-specific", "Force specific"),
    ("follow-up", "Follow-up"),
    ("partner", "Partner inspection"),
    ("national", "National"),
    ("thematic", "Thematic"),
)
QUOTED = (("yes", "Yes"), ("no", "No"))
WORDS = {
    "none": "No areas for improvement",
    "not-graded": "Not graded, therefore no areas for improvement.",
    "not-recorded": "Not recorded.",
}
SECTIONS = (
    "Inspection details",
    "Executive summary of report",
    "Overall judgement",
    "Findings",
    "Recommendations and what is done",
    "Force response to recommendations",
    "Response of the local policing body",
    "For office use only",
)


@dataclass(frozen=True)
class FormQuestion:
    """What a report says under one question: items, that there is none, that it was not graded, or nothing."""

    title: str
    answer: str = "items"
    items: tuple[str, ...] = ()

    @property
    def count(self) -> int | None:
        """How many items; nothing where the question was not graded, or no answer is recorded."""
        return len(self.items) if self.answer in ("items", "none") else None


@dataclass(frozen=True)
class FormAnswer:
    """One recommendation or item with its answer: action taken, action proposed, or no action because."""

    title: str
    asked: str = ""
    due: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class ResponseForm:
    """A response as the form holds it. Texts keep their paragraphs, a blank line between them."""

    title: str
    published: str
    force: str = ""
    inspection_types: tuple[str, ...] = ()
    quoted: str = "unknown"
    executive_summary: str = ""
    judgement: str = ""
    findings: str = ""
    questions: tuple[FormQuestion, ...] = ()
    answers: tuple[FormAnswer, ...] = ()
    force_response: str = ""
    force_signature: str = ""
    body_comment: str = ""
    body_signature: str = ""
    reply: str = ""
    forwarded: str = ""
    published_on_website: str = ""


def write_form(form: ResponseForm) -> str:
    """Write a response as plain text, every section in the order of the form, empty ones included."""
    parts = dict(zip(SECTIONS, _contents(form), strict=True))
    blocks = [f"RESPONSE TO AN INSPECTION OF {form.force.upper() or 'THE FORCE'}"]
    for title, lines in parts.items():
        blocks += [title.upper(), *lines]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _contents(form: ResponseForm) -> Iterator[list[str]]:
    yield _details(form)
    yield [form.executive_summary]
    yield [form.judgement]
    yield [form.findings, *_questions(form.questions)]
    yield [_answer(each) for each in form.answers]
    yield [form.force_response, _signed(form.force_signature)]
    yield [form.body_comment, _signed(form.body_signature), _headed("Reply to the comments", form.reply)]
    yield [
        _headed("Response forwarded to Home Office", form.forwarded or BLANK),
        _headed("Response published on website", form.published_on_website or BLANK),
    ]


def _details(form: ResponseForm) -> list[str]:
    ticked = set(form.inspection_types)
    return [
        _headed("Title of inspection", form.title),
        _headed("Date inspection published", form.published),
        _headed("Type of inspection", _boxes(TYPES, ticked)),
        _headed("Is the force quoted in the report?", _boxes(QUOTED, {form.quoted})),
    ]


def _boxes(choices: Iterable[tuple[str, str]], ticked: set[str]) -> str:
    """Tick boxes; where nothing is known to be ticked, the words stand without any box, as lost marks leave them."""
    if not any(name in ticked for name, _ in choices):
        return "\n".join(label for _, label in choices)
    return "\n".join(f"{TICKED if name in ticked else BLANK} {label}" for name, label in choices)


def _questions(questions: Iterable[FormQuestion]) -> Iterator[str]:
    for number, question in enumerate(questions, start=1):
        yield f"{number}) {question.title}"
        items = "\n".join(f"- {_one_line(item)}" for item in question.items)
        yield items or WORDS.get(question.answer, WORDS["none"])


def _answer(answer: FormAnswer) -> str:
    lines = [f"Asked: {_one_line(answer.title)}"]
    if answer.asked:
        lines.append(f"Text: {_one_line(answer.asked)}")
    if answer.due:
        lines.append(f"Due: {answer.due}")
    if answer.kind:
        lines.append(f"{answer.kind}: {_one_line(answer.text)}")
    return "\n".join(lines)


def _signed(words: str) -> str:
    return f"Signed: {words}" if words else ""


def _headed(heading: str, text: str) -> str:
    return f"{heading}\n{text}" if text else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def signature(name: str, office: str) -> str:
    """Name and office of the one who speaks; nothing where neither is known."""
    return ", ".join(each for each in (name, office) if each)
