"""Numbered charts of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.targets import require_inspected
from peelian.apps.reports.models import Chart
from peelian.apps.reports.services.drafting import require_writer
from peelian.rendering.report_parts import Chart as ChartValue
from peelian.rules.errors import InvalidValueError


@service("reports.add_chart")
def add_chart(*, actor: User, inspection: Inspection, target: str, value: Mapping[str, Any]) -> Chart:
    """Add a chart to an area: number, title, caption, unit, bars, source, note and the forces left out with reasons."""
    require_writer(actor, inspection)
    require_inspected(inspection, target)
    checked = _checked(value)
    if inspection.charts.filter(number=checked.number).exists():
        raise InvalidValueError(
            "invalid-value",
            f"Figure {checked.number} stands in this report already. Give the chart another number.",
            {"field": "number", "value": checked.number},
        )
    chart = Chart.objects.create(
        inspection=inspection, target=target, number=checked.number, value=checked.model_dump(mode="json")
    )
    record_event(
        actor=actor,
        action="reports.add_chart",
        subject=chart,
        organisation=chart.tenant,
        summary=f"Figure {chart.number} was added to {inspection.title}: {checked.title}.",
        details={"target": target},
    )
    return chart


@service("reports.remove_chart")
def remove_chart(*, actor: User, chart: Chart) -> None:
    """Remove a chart from a draft. Its value stays in the log."""
    require_writer(actor, chart.inspection)
    record_event(
        actor=actor,
        action="reports.remove_chart",
        subject=chart,
        organisation=chart.tenant,
        summary=f"Figure {chart.number} was removed from {chart.inspection.title}.",
        details={"value": chart.value},
    )
    chart.delete()


def _checked(value: Mapping[str, Any]) -> ChartValue:
    try:
        return ChartValue.model_validate(value)
    except ValidationError as error:
        findings = [
            {
                "field": ".".join(map(str, each["loc"])),
                "value": str(each["input"])[:80],
                "message": each["msg"],
            }
            for each in error.errors()
        ]
        named = "; ".join(f"{each['field']}: {each['message']}" for each in findings)
        raise InvalidValueError(
            "invalid-value", f"The chart cannot be used as given. {named}.", {"findings": findings}
        ) from error
