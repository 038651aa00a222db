"""A published value of a force as a figure of a finding, which keeps its link to what was published."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.measured_numbers import require_backed_words
from peelian.apps.judgements.models import Figure, Finding, MeasureFigure
from peelian.apps.judgements.services.figures import record_figure
from peelian.apps.measures.figures import figure_of, named_test
from peelian.apps.measures.models import MeasurePublication


@service("judgements.flow_measure_into_figure")
def flow_measure_into_figure(
    *,
    actor: User,
    inspection: Inspection,
    publication: MeasurePublication,
    key: str,
    finding: Finding | None = None,
    part: str = "",
) -> Figure:
    """Record the value that a published measure gives of the inspected force, under a finding or a part.

    A value becomes a figure of an inspection once. Its numbers are those that were published and are not edited
    by hand; the link keeps the hash of the publication and the test behind the label.
    """
    _check(inspection, publication)
    slug = inspection.force.slug if inspection.force else ""
    value = figure_of(publication, slug, key)
    figure = record_figure(
        actor=actor, inspection=inspection, value=value.to_json(), finding=finding, part=part
    )
    compared = publication.comparison
    force = compared.force(slug)
    MeasureFigure.objects.create(
        figure=figure,
        publication=publication,
        force=slug,
        content_hash=publication.content_hash,
        z=force.z if force else None,
        test=named_test(compared, force) if force else "",
    )
    if finding is not None:
        require_backed_words(finding, finding.headline, finding.body)
    return figure


def _check(inspection: Inspection, publication: MeasurePublication) -> None:
    problems = Problems()
    if inspection.force is None:
        problems.add(
            "publication",
            publication,
            "This inspection is of no single force, so no value is that of its force.",
        )
    standing = MeasureFigure.objects.filter(
        figure__inspection=inspection, publication__measure=publication.measure,
        publication__period_end=publication.period_end,
    ).select_related("figure")  # fmt: skip
    for each in standing:
        problems.add(
            "publication", publication, f"This value stands already as the figure {each.figure.key}."
        )
    problems.raise_if_any()
