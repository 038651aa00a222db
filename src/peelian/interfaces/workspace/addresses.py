"""Addresses that workspace pages lead to beside their own."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def workspace_address(name: str, **arguments: Any) -> str:
    """Address of a workspace page, or nothing where this installation has no such page."""
    try:
        return reverse(f"workspace:{name}", kwargs=arguments)
    except NoReverseMatch:
        return ""


def report_address(reference: str) -> str:
    """Address of a published report on the public site."""
    return f"/reports/{reference}/"


def item_address(item_id: object) -> str:
    """Address of a published item on the public site."""
    return f"/items/{item_id}/"
