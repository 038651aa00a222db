"""The methods that published reports link to, and the proof that every link still leads to what it named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peelian.apps.judgements.models import ReviewFigure
from peelian.apps.reports.models import Publication
from peelian.apps.reviews.models import ReviewRecord
from peelian.apps.reviews.queries.methods import kept_method, record_is_whole
from peelian.catalogue import Instrument


@dataclass(frozen=True)
class MethodsProof:
    """The result: how many links were followed, and every one that leads nowhere, as a sentence."""

    links: int
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


def published_method(identifier: str, sha256: str) -> Instrument | None:
    """Return the question set that a published report links to; None where no published report does."""
    linked = ReviewFigure.objects.filter(
        review__instrument_identifier=identifier,
        review__definition_hash=sha256,
        figure__inspection__publications__isnull=False,
    )
    return kept_method(identifier, sha256) if linked.exists() else None


def verify_method_links() -> MethodsProof:
    """Follow every link from a figure to its review, and from a published report to its methods."""
    found = [*_of_figures(), *_of_publications()]
    return MethodsProof(len(found), tuple(fault for fault in found if fault))


def _of_figures() -> Iterator[str]:
    """For each figure that comes from a review its fault, empty where the link holds."""
    records = {record.review_id: record for record in ReviewRecord.objects.select_related("review")}
    links = ReviewFigure.objects.select_related("figure__inspection", "review").order_by("figure__key")
    for link in links:
        named = f"The figure {link.figure.key} of {link.figure.inspection}"
        record = records.get(link.review_id)
        if record is None or record.sha256 != link.record_sha256:
            yield f"{named} links to a record of the review '{link.review}' that is not kept."
        elif not record_is_whole(record):
            yield f"{named} links to the record of the review '{link.review}', which differs from its hash."
        elif kept_method(link.review.instrument_identifier, link.review.definition_hash) is None:
            yield f"{named} links to a question set of the review '{link.review}' that differs from its hash."
        else:
            yield ""


def _of_publications() -> Iterator[str]:
    for publication in Publication.objects.order_by("published_at", "pk").iterator(chunk_size=20):
        for method in publication.value.get("about_the_data", {}).get("methods", []):
            identifier, sha256 = str(method["identifier"]), str(method["sha256"])
            if kept_method(identifier, sha256) is not None:
                yield ""
                continue
            yield (
                f"{publication} links to version {method['version']} of {identifier} with the hash {sha256[:12]}, "
                "and no such question set is kept."
            )
