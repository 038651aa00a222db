"""Addresses that workspace pages lead to beside their own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from peelian.apps.measures.models import MeasurePublication


def workspace_address(name: str, **arguments: Any) -> str:
    """Address of a workspace page."""
    return reverse(f"workspace:{name}", kwargs=arguments)


def report_address(reference: str) -> str:
    """Address of a published report on the public site."""
    return reverse("public:report", args=[reference])


def item_address(item_id: object) -> str:
    """Address of a published item on the public site."""
    return reverse("public:item", args=[item_id])


def open_items_address(force: str) -> str:
    """Address of the open items of a force in the public register."""
    return f"{reverse('public:items')}?force={force}&state=open"


def comparison_address(run: MeasurePublication) -> str:
    """Address of a published comparison on the public site, in just this version."""
    page = reverse("public:measure", args=[run.measure])
    return f"{page}?period={run.period_end.isoformat()}&version={run.version_number}"
