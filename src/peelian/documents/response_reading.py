"""Reading the response form back from text: whatever stands under a section heading is that section.

Headings are known by their words, in capitals or not, with or without marks of emphasis. A tick box whose mark was
lost is not known to be ticked: both words without a mark give "unknown", never "all".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from peelian.documents.response_form import QUOTED, TYPES, FormAnswer, FormQuestion, ResponseForm

HEADINGS = (
    (r"inspection details", "details"),
    (r"title of inspection", "title"),
    (r"date inspection published", "published"),
    (r"type of inspection", "types"),
    (r"is (?:the force|.+) quoted in the report", "quoted"),
    (r"executive summary(?: of (?:the )?report)?", "summary"),
    (r"overall judge?ment", "judgement"),
    (r"overall summary", "summary"),
    (r"findings", "findings"),
    (r"recommendations and what is done", "answers"),
    (r"force response(?: to recommendations)?", "force"),
    (r"(?:pcc response to inspection|response of the local policing body)", "body"),
    (r"comments? by the (?:pcc|commissioner|local policing body)", "body"),
    (r"reply to the comments", "reply"),
    (r"for office use only", "office"),
    (r"response forwarded to (?:the )?home office", "forwarded"),
    (r"response published on (?:pcc |the )?website", "website"),
)
KNOWN = tuple((re.compile(words), name) for words, name in HEADINGS)
EMPHASIS = re.compile(r"[#*_]+")
QUESTION = re.compile(r"^-?\s*(\d+)\)\s*(.+)$")
WITHOUT_ITEMS = (
    (re.compile(r"not graded", re.IGNORECASE), "not-graded"),
    (re.compile(r"not recorded", re.IGNORECASE), "not-recorded"),
    (re.compile(r"no (?:areas? for improvement|items)", re.IGNORECASE), "none"),
)
MARK = re.compile(r"\[(?P<mark>[ xX✓✔]?)\]")
TICKS = ("x", "✓", "✔")
TYPE_WORDS = {
    "follow up": "follow-up",
    "follow-up": "follow-up",
    "partner": "partner",
    "national": "national",
    "thematic": "thematic",
    "specific": "force-specific",
}


def read_form(text: str) -> ResponseForm:
    """Read a form; what it leaves out stays empty, and what its marks do not tell stays unknown."""
    parts = _parts(text)
    questions, findings = _questions(parts["findings"])
    force, force_signature = _signed(parts["force"])
    body, body_signature = _signed(parts["body"])
    return ResponseForm(
        title=_plain(parts["title"]),
        published=_plain(parts["published"]),
        force=_force(text),
        inspection_types=tuple(_ticked_types(parts["types"])),
        quoted=_quoted(parts["quoted"]),
        executive_summary=_text(parts["summary"]),
        judgement=_text(parts["judgement"]),
        findings=findings,
        questions=questions,
        answers=tuple(_answers(parts["answers"])),
        force_response=force,
        force_signature=force_signature,
        body_comment=body,
        body_signature=body_signature,
        reply=_text(parts["reply"]),
        forwarded=_unticked(parts["forwarded"]),
        published_on_website=_unticked(parts["website"]),
    )


def sections_in_order(text: str) -> list[str]:
    """Names of the sections that a text has, in its own order, each once."""
    return list(dict.fromkeys(name for line in text.splitlines() if (name := _heading(line))))


def _heading(line: str) -> str:
    words = EMPHASIS.sub("", line).strip().rstrip(":?").strip().casefold()
    return next((name for pattern, name in KNOWN if pattern.fullmatch(words)), "")


def _parts(text: str) -> dict[str, list[str]]:
    """The lines under each heading; what stands under two headings of one name is joined."""
    parts: dict[str, list[str]] = defaultdict(list)
    current = ""
    for line in text.splitlines():
        if name := _heading(line):
            current = name
            if parts[name]:
                parts[name].append("")
        elif current:
            parts[current].append(line.rstrip())
    return parts


def _force(text: str) -> str:
    """The force that the title line names."""
    for line in text.splitlines():
        words = EMPHASIS.sub("", line).strip()
        found = re.fullmatch(r"RESPONSE .*INSPECTIONS? OF (?P<force>.+)", words)
        if found:
            return " ".join(word.capitalize() for word in found["force"].split())
    return ""


def _plain(lines: Iterable[str]) -> str:
    return " ".join(EMPHASIS.sub("", " ".join(lines)).split())


def _text(lines: Iterable[str]) -> str:
    """Paragraphs with one blank line between them."""
    joined = "\n".join(EMPHASIS.sub("", line).strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _ticked_types(lines: Iterable[str]) -> Iterator[str]:
    labels = {label.casefold(): name for name, label in TYPES}
    for words in _ticked(lines):
        known = labels.get(words) or next((name for word, name in TYPE_WORDS.items() if word in words), "")
        if known:
            yield known


def _quoted(lines: Iterable[str]) -> str:
    ticked = [name for name, label in QUOTED if label.casefold() in set(_ticked(lines))]
    return ticked[0] if len(ticked) == 1 else "unknown"


def _ticked(lines: Iterable[str]) -> list[str]:
    """The words of boxes that carry a tick; a box without one, and words without a box, tell nothing."""
    return [
        MARK.sub("", line).strip(" -").casefold()
        for line in lines
        if (found := MARK.search(line)) and found["mark"].casefold() in TICKS
    ]


def _questions(lines: list[str]) -> tuple[tuple[FormQuestion, ...], str]:
    """The questions with what stands under each, and the text before the first of them."""
    before: list[str] = []
    asked: list[tuple[str, list[str]]] = []
    for line in lines:
        found = QUESTION.match(EMPHASIS.sub("", line).strip())
        if found:
            asked.append((found[2].strip(), []))
        elif asked:
            asked[-1][1].append(line)
        else:
            before.append(line)
    return tuple(_question(title, under) for title, under in asked), _text(before)


def _question(title: str, under: list[str]) -> FormQuestion:
    items: list[str] = []
    for line in under:
        words = line.strip()
        for pattern, answer in WITHOUT_ITEMS:
            if pattern.match(words):
                return FormQuestion(title, answer)
        if line.startswith("-"):
            items.append(words.lstrip("- "))
        elif words and items:
            items[-1] = f"{items[-1]} {words.lstrip('- ')}"
    return FormQuestion(title, "items" if items else "none", tuple(" ".join(item.split()) for item in items))


def _answers(lines: Iterable[str]) -> Iterator[FormAnswer]:
    for block in _text(lines).split("\n\n"):
        named = dict(_named(line) for line in block.splitlines() if ":" in line)
        title = named.pop("Asked", "")
        if title:
            asked, due = named.pop("Text", ""), named.pop("Due", "")
            kind, text = next(iter(named.items()), ("", ""))
            yield FormAnswer(title, asked, due, kind, text)


def _named(line: str) -> tuple[str, str]:
    name, _, text = line.partition(":")
    return name.strip(), text.strip()


def _signed(lines: Iterable[str]) -> tuple[str, str]:
    """A section and the name under it, where one is given in a line of its own."""
    kept, signature = [], ""
    for line in lines:
        if line.startswith("Signed:"):
            signature = line.partition(":")[2].strip()
        else:
            kept.append(line)
    return _text(kept), signature


def _unticked(lines: Iterable[str]) -> str:
    """What stands under a line for office use; an empty box tells nothing."""
    return _plain(MARK.sub("", line) for line in lines)
