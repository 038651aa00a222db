"""Figures that outlive the value they came from: a newer version of the published measure has replaced it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import MeasureFigure
from peelian.apps.measures.queries import replacement_of


@dataclass(frozen=True)
class ReplacedFigure:
    """A figure, and in words which version replaced its own and what that says of the force."""

    figure: uuid.UUID
    key: str
    newest_version: int
    words: str


def replaced_figures(inspection: Inspection) -> tuple[ReplacedFigure, ...]:
    """Every figure of an inspection that rests on a version of a published measure that was replaced."""
    return replaced_among(inspection.figures.values_list("pk", flat=True))


def replaced_among(figures: Iterable[uuid.UUID]) -> tuple[ReplacedFigure, ...]:
    """Those of the figures whose published version was replaced, in their order."""
    links = (
        MeasureFigure.objects.filter(figure__in=figures, publication__superseded_by__isnull=False)
        .select_related("figure", "publication")
        .order_by("figure__position", "figure__key")
    )
    return tuple(_told(link) for link in links)


def _told(link: MeasureFigure) -> ReplacedFigure:
    found = replacement_of(link.publication)
    assert found is not None  # noqa: S101  (what is superseded has a newest version)
    return ReplacedFigure(
        link.figure_id,
        link.figure.key,
        found.newest.version_number,
        f"{found.words} {found.says_of(link.force)}",
    )
