"""The map of forces for one grade. The page that shows it has the same in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.organisations.models import Organisation
from peelian.catalogue import Scale
from peelian.catalogue.loader import ENGLAND_AND_WALES
from peelian.interfaces.public.national import NOT_GRADED
from peelian.rendering.map import ForceShapes, MapValue, force_map_svg, load_shapes, map_legend
from peelian.rendering.presenters import NOT_RECORDED

BOUNDARIES = "boundaries.json"
NOT_INSPECTED = "Not inspected in this programme"


@dataclass(frozen=True)
class DrawnMap:
    """A map with its legend, and whose boundary data it shows."""

    picture: SafeString
    legend: SafeString
    attribution: str


def force_map(
    title: str, forces: Iterable[Organisation], grades: Mapping[str, str], not_graded: set[str], scale: Scale
) -> DrawnMap | None:
    """The map of the grades; None where the catalogue has no boundaries."""
    shapes = boundaries()
    if shapes is None:
        return None
    listed = list(forces)
    values = {force.slug: _value(force, grades.get(force.slug), not_graded, scale) for force in listed}
    links = {force.slug: reverse("public:force", args=[force.slug]) for force in listed}
    drawn = {shape.slug for shape in shapes.forces}
    shown = {slug: value for slug, value in values.items() if slug in drawn}
    words = f"Each force with its grade in words. The table after the map says the same. {title}."
    picture = SafeString(force_map_svg(shapes, shown, title, words, links))
    return DrawnMap(picture, SafeString(map_legend(shown.values())), shapes.attribution)


def _value(force: Organisation, grade: str | None, not_graded: set[str], scale: Scale) -> MapValue:
    if grade is None:
        return MapValue(force.name, missing_words(force, not_graded))
    return MapValue(force.name, scale.tier(grade).label, scale.rank(grade) + 1, len(scale.tiers))


def missing_words(force: Organisation, not_graded: set[str]) -> str:
    """Why a force shows no grade."""
    if not force.in_scope:
        return NOT_INSPECTED
    return NOT_GRADED if force.slug in not_graded else NOT_RECORDED


def boundaries() -> ForceShapes | None:
    """The outlines of the catalogue in use; None where it has none."""
    named = settings.OPERATOR.PEELIAN_CATALOGUE
    path = (Path(named) if named else ENGLAND_AND_WALES) / BOUNDARIES
    return _load(path) if path.is_file() else None


@lru_cache(maxsize=4)
def _load(path: Path) -> ForceShapes:
    return load_shapes(path)
