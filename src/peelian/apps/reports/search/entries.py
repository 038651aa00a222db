"""The texts that search looks through: one for a report, and one for each of its areas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peelian.apps.reports.models import Publication, SearchEntry
from peelian.rendering.report_value import ReportValue

REPORT = "report"
AREA = "area"


def write_search_entries(publication: Publication) -> None:
    """Let search find a publication, in place of its earlier version; runs in the transaction that publishes it."""
    SearchEntry.objects.filter(reference=publication.reference).delete()
    SearchEntry.objects.bulk_create(_entries(publication))


def _entries(publication: Publication) -> Iterator[SearchEntry]:
    report = publication.report
    yield _entry(publication, REPORT, "", report.title, _opening(report))
    for area in report.areas:
        title = f"{report.title}: {area.title}"
        yield _entry(publication, AREA, area.identifier, title, area.model_dump(mode="json"))


def _entry(publication: Publication, kind: str, part: str, title: str, content: Any) -> SearchEntry:
    return SearchEntry(
        kind=kind,
        reference=publication.reference,
        part=part,
        title=title[:300],
        text="\n".join(_prose(content)),
        dated=publication.published_on,
    )


def _opening(report: ReportValue) -> dict[str, Any]:
    """All of a report that stands outside its areas."""
    return report.model_dump(
        mode="json", include={"title", "force", "summary", "changes", "observations", "service_to_victims"}
    )


def _prose(content: Any) -> Iterator[str]:
    """The sentences and titles of a value; identifiers and codes, which hold no space, are left out."""
    if isinstance(content, str):
        if " " in content:
            yield content
    elif isinstance(content, dict):
        for each in content.values():
            yield from _prose(each)
    elif isinstance(content, list):
        for each in content:
            yield from _prose(each)
