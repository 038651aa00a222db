"""Texts of a report with their references put into words."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.apps.followup.models import Item
from peelian.apps.reports.assembly.material import Material
from peelian.rendering.presenters import paragraphs
from peelian.rendering.report_parts import CrossReference
from peelian.rules.references import Reference, dangling_references, find_references, resolve_references

KIND_LETTERS = {
    Item.Kind.CAUSE_OF_CONCERN: "CC",
    Item.Kind.RECOMMENDATION: "R",
    Item.Kind.AREA_FOR_IMPROVEMENT: "AFI",
}


class Words:
    """Writes the texts of one report: each `{{kind:identifier}}` becomes the words of what it names."""

    def __init__(self, material: Material) -> None:
        self.item_references = number_items(material)
        self.known: dict[str, dict[str, str]] = {
            "figure": {row.key: row.figure.words() for row in material.figures},
            "finding": {finding.key: finding.headline for finding in material.all_findings()},
            "area": {target.identifier: target.title for target in material.targets},
            "item": {reference.rsplit("-", 1)[1]: reference for reference in self.item_references.values()},
        }

    def text(self, raw: str) -> str:
        """The text with its references in words; one that leads nowhere is shown as missing."""
        return resolve_references(raw, self._words_of).replace("{{", "{ {")

    def paragraphs(self, raw: str) -> tuple[str, ...]:
        """The paragraphs of a text, with references in words."""
        return paragraphs(self.text(raw))

    def cross_references(self, texts: Iterator[str]) -> tuple[CrossReference, ...]:
        """The findings, areas and items that texts point to, each once, in order."""
        found = (reference for text in texts for reference in find_references(text))
        return tuple(
            CrossReference(target=target, text=self.known[kind][target])
            for kind, target in dict.fromkeys((each.kind, each.identifier) for each in found)
            if kind != "figure" and target in self.known.get(kind, {})
        )

    def _words_of(self, reference: Reference) -> str | None:
        return self.known.get(reference.kind, {}).get(reference.identifier)


def number_items(material: Material) -> dict[object, str]:
    """Give each item the reference it is printed with: inspection, kind and number in the order of the report."""
    order = {target.identifier: position for position, target in enumerate(material.targets)}
    rows = sorted(material.all_items(), key=lambda item: order.get(item.target, len(order)))
    counts = dict.fromkeys(KIND_LETTERS, 0)
    numbered: dict[object, str] = {}
    for row in rows:
        kind = Item.Kind(row.kind)
        counts[kind] += 1
        numbered[row.pk] = f"{material.inspection.reference}-{KIND_LETTERS[kind]}{counts[kind]}"
    return numbered


def dangling_in(material: Material, words: Words) -> tuple[str, ...]:
    """The references of a report that lead nowhere, as typed."""
    texts = list(report_texts(material))
    unclosed = [text[:60] for text in texts if "{{" in resolve_references(text, lambda _: "")]
    return (*dangling_references(texts, words.known), *unclosed)


def report_texts(material: Material) -> Iterator[str]:
    """Every text that a report prints as it was typed."""
    draft = material.draft
    yield from (draft.summary, draft.changes, draft.service_introduction, draft.data_introduction)
    yield from (draft.observations_introduction, draft.observations_closing)
    yield from (str(note.get(part, "")) for note in draft.data_notes for part in ("heading", "text"))
    yield from (text for point in material.points for text in (point.heading, point.text))
    for target in material.targets:
        yield from area_texts(material, target.identifier)


def area_texts(material: Material, target: str) -> Iterator[str]:
    """Every text that a report prints under one area or pillar."""
    text = material.area_texts.get(target)
    if text:
        yield from (text.introduction, text.grading_note)
    judgement = material.judgements.get(target)
    if judgement:
        yield judgement.reasons
    for finding in material.findings.get(target, []):
        yield from (finding.headline, finding.body, finding.future_check)
        yield from (point.text for point in finding.points.all())
        yield from (suggestion.text for suggestion in finding.suggestions.all())
    for item in material.items.get(target, []):
        yield from (item.title, item.text)
        yield from (deliverable.text for deliverable in item.deliverables.all())
