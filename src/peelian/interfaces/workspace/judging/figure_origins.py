"""Where figures that were not typed in come from, and what has become of it since."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from peelian.apps.judgements.models import Figure, MeasureFigure, ReturnFigure, ReviewFigure
from peelian.apps.judgements.queries.replaced_figures import replaced_among
from peelian.interfaces.workspace.addresses import workspace_address


@dataclass(frozen=True)
class Origin:
    """The page that a figure was taken from.

    `replaced` says in words what replaced it since, empty where nothing did; `basis` is the return that a published
    value rests on in turn.
    """

    text: str
    href: str
    replaced: str = ""
    basis: Origin | None = None


@dataclass(frozen=True)
class FigureRow:
    """A figure as pages list it."""

    figure: Figure
    origin: Origin | None

    @property
    def compared(self) -> str:
        """What is said of the figure beside others, in sentences."""
        comparison = self.figure.figure.comparison
        return comparison.sentences() if comparison else ""


def figure_rows(figures: Iterable[Figure]) -> list[FigureRow]:
    """Each figure with where it was taken from."""
    listed = list(figures)
    origins = origins_of(listed)
    return [FigureRow(each, origins.get(each.pk)) for each in listed]


def origins_of(figures: Iterable[Figure]) -> dict[uuid.UUID, Origin]:
    """Return where each figure was taken from; those that were recorded by hand have no entry."""
    shown = [each.pk for each in figures]
    return {**dict(_returns(shown)), **dict(_reviews(shown)), **dict(_measures(shown))}


def _returns(shown: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Origin]]:
    links = ReturnFigure.objects.filter(figure__in=shown).values_list(
        "figure", "version__reply__collection", "version__reply__force__slug", "version__number"
    )
    for figure, collection, slug, number in links:
        yield figure, _return(collection, slug, number)


def _return(collection: uuid.UUID, slug: str, number: int) -> Origin:
    href = workspace_address("return_version", collection_id=collection, slug=slug, number=number)
    return Origin(f"The return, version {number}", href)


def _basis(link: MeasureFigure) -> Origin | None:
    """The signed return that the published value of the force was taken from, where it was."""
    published = link.publication
    taken = published.comparison.return_of(link.force)
    collection = published.release.collection_id
    return _return(collection, taken.slug, taken.version) if taken and collection else None


def _reviews(shown: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Origin]]:
    links = ReviewFigure.objects.filter(figure__in=shown).values_list("figure", "review", "question")
    for figure, review, question in links:
        href = workspace_address("review_result", review_id=review, question=question)
        yield figure, Origin("The result of the review", href)


def _measures(shown: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Origin]]:
    replaced = {each.figure: each.words for each in replaced_among(shown)}
    links = MeasureFigure.objects.filter(figure__in=shown).select_related("publication__release")
    for link in links:
        published = link.publication
        place = (
            f"force={link.force}&period={published.period_end:%Y-%m-%d}&version={published.version_number}"
        )
        href = f"{reverse('public:measure', args=[published.measure])}?{place}"
        words = f"The published measure, version {published.version_number}"
        yield link.figure_id, Origin(words, href, replaced.get(link.figure_id, ""), _basis(link))
