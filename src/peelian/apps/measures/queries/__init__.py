"""Releases for those who work on them, and what is published for everybody."""

from peelian.apps.measures.queries.published import (
    measure_publication,
    measure_versions,
    published_measures,
    published_periods,
    published_titles,
    series_of_force,
)
from peelian.apps.measures.queries.releases import offered_definitions, releases, releases_to_publish
from peelian.apps.measures.queries.replaced import Replacement, replacement_of

__all__ = [
    "Replacement",
    "measure_publication",
    "measure_versions",
    "offered_definitions",
    "published_measures",
    "published_periods",
    "published_titles",
    "releases",
    "releases_to_publish",
    "replacement_of",
    "series_of_force",
]
