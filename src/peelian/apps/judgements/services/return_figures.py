"""Numbers of a closed collection as figures of a finding, which keep their link to the return."""

from __future__ import annotations

from decimal import Decimal

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Figure, Finding, ReturnFigure
from peelian.apps.judgements.services.figures import record_figure
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.returns.covered import covered_period
from peelian.apps.returns.models import Return
from peelian.apps.returns.queries import shared_returns
from peelian.records.returned.check import values_by_key
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.figures import Quantity


@service("judgements.flow_return_into_figure")
def flow_return_into_figure(
    *,
    actor: User,
    inspection: Inspection,
    version: Return,
    row: str,
    column: str,
    key: str,
    measure: str,
    finding: Finding | None = None,
    part: str = "",
) -> Figure:
    """Record one number of a force's signed return as a figure, under a finding or a part of the report.

    The collection has to be closed, and the return of the force that is inspected. The number is not edited by
    hand afterwards.
    """
    collection = version.reply.collection
    _require_readable(actor, inspection, version)
    problems = Problems()
    template = collection.return_template
    cells = values_by_key(template, version.rows).get(row, {}) if template else {}
    value = cells.get(column)
    if template is None or column not in template.numeric or value is None:
        problems.add("column", column, "The return has no such number. Choose one of those that it holds.")
    problems.raise_if_any()
    assert template is not None  # noqa: S101  (said above)
    quantity = Quantity(
        key=key,
        measure=measure,
        source=f"{collection.title}: return of {version.reply.force.name}, version {version.number}",
        period=covered_period(collection),
        provenance="force-told-us",
        polarity="unknown",
        value=Decimal(str(value)),
        unit=template.table.column(column).unit,
    )
    figure = record_figure(
        actor=actor, inspection=inspection, value=quantity.to_json(), finding=finding, part=part
    )
    ReturnFigure.objects.create(figure=figure, version=version, row=row, column=column, sha256=version.sha256)
    return figure


def _require_readable(actor: User, inspection: Inspection, version: Return) -> None:
    collection = version.reply.collection
    if not collection.is_closed:
        raise RefusalError(
            "refused", f"'{collection.title}' is not closed, so its numbers may still change. Close it first."
        )
    if not shared_returns(actor, collection).filter(pk=version.pk).exists():
        raise NotPermittedError(NOT_PERMITTED, "There is no such return, or it is not open to you.")
    if inspection.force_id != version.reply.force_id:
        raise RefusalError(
            "refused",
            f"The return is of {version.reply.force.name}, which is not inspected here. Choose an inspection of it.",
        )
