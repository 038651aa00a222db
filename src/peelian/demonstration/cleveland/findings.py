"""Writing the findings with their evidence, and the figures under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.services import (
    confirm_case_example,
    raise_fieldwork_issue,
    recheck_issue,
    record_figure,
    record_remedy,
    write_finding,
)
from peelian.demonstration.cleveland.evidence import evidence_by_name, evidence_of_finding
from peelian.demonstration.cleveland.script import findings, inspection, lead, window_end
from peelian.demonstration.material import joined, read_yaml
from peelian.demonstration.people import person
from peelian.rules.errors import InvalidValueError
from peelian.rules.suggestions import strength_of

WRITER = "inspector@inspectorate.example"
ANALYST = "analyst@inspectorate.example"
PLACE = {"finding", "area", "part", "shown", "part_of", "recorded", "recorded_base"}
"""What an entry of the list of figures says besides the figure itself."""


def load_findings() -> Iterator[object]:
    """Write every finding in the order of the report; a second person reads each case example."""
    current, writer = inspection(), person(WRITER)
    cited = evidence_of_finding(evidence_by_name())
    for position, (told, place) in enumerate(findings(), start=1):
        finding = write_finding(
            actor=writer,
            inspection=current,
            position=position,
            evidence=cited.get(told["id"], []),
            **place,
            **_content(told),
        )
        yield finding
        if "case_example" in told:
            reader = person(told["case_example"]["second_reader"])
            yield confirm_case_example(actor=reader, finding=finding, expected_version=finding.version)


def load_fieldwork_issues() -> Iterator[object]:
    """Keep what was told to the force at once, what it did, and whether inspectors looked again.

    The sources record no days, so the last day of the window stands in for them.
    """
    current = inspection()
    for told, _ in findings():
        fixed = told.get("fixed_during_inspection")
        if fixed is None:
            continue
        issue = raise_fieldwork_issue(
            actor=lead(),
            inspection=current,
            finding=Finding.objects.get(inspection=current, key=told["id"]),
            text=fixed["issue"],
            raised_on=window_end(),
        )
        yield record_remedy(actor=lead(), issue=issue, remedy=fixed["remedy"], remedied_on=window_end())
        if fixed["recheck"]:
            recheck_issue(actor=lead(), issue=issue, rechecked_on=window_end(), result=fixed["recheck"])


def load_figures() -> Iterator[object]:
    """Record every figure of the report under its finding, or under the part that prints it."""
    current, analyst = inspection(), person(ANALYST)
    by_key = {finding.key: finding for finding in current.findings.all()}
    words = _quantity_words()
    for position, (key, entry) in enumerate(read_yaml("cleveland-2021-22-figures").items(), start=1):
        finding = by_key.get(entry.get("finding", ""))
        value = {name: content for name, content in entry.items() if name not in PLACE}
        yield record_figure(
            actor=analyst,
            inspection=current,
            value={"key": key, **value},
            finding=finding,
            part="" if finding else entry.get("part", "areas"),
            quantity_word=words.get(key, "") if entry["kind"] == "count" else "",
            shown=entry["shown"],
            position=position,
        )


def _content(told: dict[str, Any]) -> dict[str, Any]:
    example = told.get("case_example")
    return {
        "key": told["id"],
        "headline": told["headline"],
        "body": joined(told["body"]),
        "points": told["points"],
        "extent": told["extent"],
        "progress": told["progress"],
        "too_early": told["too_early"],
        "future_check": told["future_check"] or "",
        "notable_practice": told["notable_practice"],
        "is_case_example": example is not None,
        "anonymised": bool(example and example["anonymised"]),
        "characteristics": told["characteristics"],
        "also_informs": told.get("also_informs", []),
        "suggestions": [{"strength": _strength(each), "text": each["text"]} for each in told["suggestions"]],
    }


def _strength(suggestion: dict[str, str]) -> str:
    """The printed wording, or the rank it was given where the rules do not know the wording."""
    try:
        strength_of(suggestion["strength"])
    except InvalidValueError:
        return suggestion["ranked_as"]
    return suggestion["strength"]


def _quantity_words() -> dict[str, str]:
    """Words such as "nearly all" by the figure that they stand for."""
    return {
        each["figure"]: each["words"]
        for told, _ in findings()
        for each in told.get("quantity_words", [])
        if each["figure"]
    }
