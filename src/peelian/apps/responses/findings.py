"""Findings by question, listed from the reports that a response answers: nobody types them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import items_by_question
from peelian.apps.frameworks.queries import regime
from peelian.apps.reports.models import Publication
from peelian.apps.responses.models import AnsweredReport, Response
from peelian.catalogue import Area, Pillar

Question = dict[str, Any]
ANSWERS = {"not-applicable": "not-graded"}


def findings_by_question(response: Response, items: list[Item]) -> list[Question]:
    """Each question of the reports with its areas for improvement, or with the answer that stands for none."""
    found: list[Question] = []
    for report in response.reports.all():
        publication = report.publication
        found += _of_publication(publication) if publication else _of_title(report, items)
    return found


def _of_publication(publication: Publication) -> list[Question]:
    """From the inspection behind the report, as it was published."""
    inspection = publication.inspection
    areas = {area.identifier: area for area in inspection.framework.areas}
    return [
        _question(areas[row.target], ANSWERS.get(row.answer, row.answer), [item.text for item in row.items])
        for row in items_by_question(inspection)
        if row.target in areas
    ]


def _of_title(report: AnsweredReport, items: list[Item]) -> list[Question]:
    """From the items known under a report that is not in the product; where none is known, nothing is claimed."""
    framework = regime().frameworks.get(report.framework)
    if framework is None or not report.target:
        return []
    texts: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.kind == Item.Kind.AREA_FOR_IMPROVEMENT:
            texts[item.target].append(item.text)
    questions = []
    for area in framework.areas:
        if area.pillar == report.target:
            asked = texts[area.identifier]
            answer = "items" if asked else "not-recorded" if area.allows_items else "not-graded"
            questions.append(_question(area, answer, asked))
    return questions


def _question(target: Area | Pillar, answer: str, items: list[str]) -> Question:
    asked = next((alias.text for alias in target.aliases if alias.kind == "question"), target.title)
    return {"title": asked, "answer": answer, "items": items}
