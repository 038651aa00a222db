"""Template tags: ``{% load look %}``. See docs/explanation/look.md for each with an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from peelian.apps.reports.queries import holds_demonstration
from peelian.interfaces.look import tables
from peelian.interfaces.look.components import options_from_words, render_component
from peelian.interfaces.look.fields import render_field
from peelian.interfaces.look.pages import page_links
from peelian.interfaces.look.summary import page_errors

register = template.Library()
_CURRENT = re.compile(r'aria-current="true">([^<]*)<')


@register.simple_tag
def govuk(component: str, params: Mapping[str, Any] | None = None, **options: Any) -> SafeString:
    """Render a GOV.UK component: ``{% govuk "button" text="Save" %}``."""
    return render_component(component, {**(params or {}), **options_from_words(options)})


@register.simple_tag
def govuk_field(bound: BoundField) -> SafeString:
    """Render one field of a form with label, hint and error."""
    return render_field(bound)


@register.simple_tag
def govuk_form(form: BaseForm | BaseFormSet[BaseForm]) -> SafeString:
    """Render every field of a form or of a set of forms, hidden ones included."""
    if isinstance(form, BaseFormSet):
        parts = [govuk_form(form.management_form), *(govuk_form(one) for one in form.forms)]
    else:
        parts = [render_field(bound) for bound in form]
    return format_html_join("\n", "{}", ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def error_summary(context: Context) -> SafeString:
    """Render the summary of all errors on the page, or nothing. The base template calls it."""
    errors = page_errors(context.flatten())
    if not errors:
        return SafeString("")
    return render_component("error-summary", {"titleText": "There is a problem", "errorList": errors})


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """Start the page title with "Error: " when the page shows one."""
    return "Error: " if page_errors(context.flatten()) else ""


@register.inclusion_tag("look/grade_badge.html")
def grade_badge(
    grade: str | None, label: str, rank: int | None = None, tiers: int | None = None
) -> dict[str, Any]:
    """Show a grade: words first, then border, step meter and colour.

    ``rank`` counts the tiers of the scale from 1 for the lowest; both it and ``tiers`` may be left out.
    """
    steps = [step <= rank for step in range(1, tiers + 1)] if rank and tiers else []
    return {"grade": grade or "ungraded", "label": label, "steps": steps}


@register.simple_tag
def table_start(columns: Sequence[Mapping[str, Any]], identifier: str) -> SafeString:
    """Open the table of ``look/table.html``."""
    return tables.table_start(columns, identifier)


@register.simple_tag
def table_head(columns: Sequence[Mapping[str, Any]]) -> SafeString:
    """Write the headings of the columns of ``look/table.html``."""
    return tables.table_head(columns)


@register.simple_tag
def table_body(
    rows: Iterable[Sequence[Mapping[str, Any]]], columns: Sequence[Mapping[str, Any]] = ()
) -> SafeString:
    """Write the rows of ``look/table.html``."""
    return tables.table_body(rows, columns)


@register.simple_tag
def breadcrumbs(*trail: str) -> SafeString:
    """Show where the page is: ``{% breadcrumbs "Home" home_url "Forces" %}``, the last without address."""
    items = [
        {"text": text, "href": href} if href else {"text": text}
        for text, href in zip(trail[::2], [*trail[1::2], ""], strict=False)
    ]
    return render_component("breadcrumbs", {"items": items})


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """Link the pages of a list, keeping the filters of the address; nothing when there is one page."""
    if page.paginator.num_pages == 1:
        return SafeString("")
    return render_component("pagination", page_links(page, context["request"].GET))


@register.simple_block_tag
def main_menu(content: str) -> SafeString:
    """Fold the entries of the main navigation away on a phone, under the name of the one that is open."""
    here = _CURRENT.search(content)
    return format_html(
        '<details class="peelian-navigation__menu"><summary class="peelian-navigation__summary">Menu{}</summary>'
        '<ul class="peelian-navigation__list">{}</ul></details>',
        SafeString(f": {here[1]}") if here else "",
        content,
    )


@register.simple_tag
def demonstration_banner() -> SafeString:
    """Say on a page of no door in particular that the installation is a demonstration, where it is one."""
    return (
        SafeString(render_to_string("look/demonstration.html")) if holds_demonstration() else SafeString("")
    )


@register.inclusion_tag("look/navigation_item.html", takes_context=True)
def navigation_item(context: Context, text: str, href: str, exact: bool = False) -> dict[str, Any]:
    """One entry of the main navigation; marked when the page lies under it."""
    path = getattr(context.get("request"), "path", "")
    active = path == href if exact else bool(href) and path.startswith(href)
    return {"text": text, "href": href, "active": active}
