"""What somebody who is about to publish a release is shown of it: values, lines, who is left out, and doubts."""

from __future__ import annotations

from typing import Any

from peelian.apps.measures.comparing import comparison_of
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.organisations.queries import forces_in_scope
from peelian.interfaces.look.force_comparison import lines_words, total_words
from peelian.interfaces.workspace.measuring.releases import small_bases_words, value_columns, value_row
from peelian.records.comparison import MeasureComparison


def publishing_context(release: MeasureRelease) -> dict[str, Any]:
    """The comparison as it would be published now, with what speaks against doing so."""
    compared = comparison_of(release)
    values = release.values.select_related("force", "release")
    return {
        "release": release,
        "compared": compared,
        "lines_words": lines_words(compared),
        "total_words": total_words(compared, forces_in_scope().count()),
        "warnings": list(_warnings(release, compared)),
        "columns": value_columns(compared, editable=False),
        "rows": [value_row(release, compared, each, editable=False) for each in values],
    }


def _warnings(release: MeasureRelease, compared: MeasureComparison) -> tuple[str, ...]:
    missing = forces_in_scope().exclude(pk__in=release.values.values("force")).values_list("name", flat=True)
    standing = release.publications.filter(superseded_by__isnull=True).first()
    told = (
        f"Neither a value nor a reason for having none: {', '.join(missing)}." if missing else "",
        small_bases_words(compared),
        "Too few forces have a value for a mean and lines." if compared.lines is None else "",
        f"Nothing differs from version {standing.version_number}."
        if standing is not None and standing.comparison == compared
        else "",
    )
    return tuple(words for words in told if words)
