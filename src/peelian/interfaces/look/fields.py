"""From a Django form field to the GOV.UK component that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from peelian.interfaces.look.components import render_component
from peelian.interfaces.look.dates import PARTS, DateParts, date_parts

Params = dict[str, Any]
EMPTY_CHOICE = "---------"
IN_GROUP = '<span class="govuk-visually-hidden">{}: </span>{}'
_HANDLED = {
    "class", "id", "type", "rows", "required", "maxlength", "minlength", "autocomplete", "value",
    "placeholder",  # a label says it better, and stays when somebody types
}  # fmt: skip


def render_field(bound: BoundField) -> SafeString:
    """Render label, hint, error and control of one field."""
    if bound.is_hidden:
        return SafeString(bound.as_hidden())
    component, params = _describe(bound)
    return render_component(component, params)


def error_target(bound: BoundField) -> str:
    """Identifier of the control that a link in the error summary leads to."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}-day"
    return bound.auto_id


def _describe(bound: BoundField) -> tuple[str, Params]:
    """Choose the component by the widget, and its options by the field."""
    for widget, builder in _BUILDERS:
        if isinstance(bound.field.widget, widget):
            return builder(bound)
    return _text_input(bound)


def _label(bound: BoundField) -> str:
    """Label of the field, which says when an answer may be left out."""
    marks_optional = getattr(bound.form, "mark_optional", True)
    optional = marks_optional and not bound.field.required and not bound.field.disabled
    return f"{bound.label} (optional)" if optional else str(bound.label)


def _shared(bound: BoundField) -> Params:
    params: Params = {"name": bound.html_name, "disabled": bound.field.disabled or None}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(str(message) for message in bound.errors)}
    classes = bound.field.widget.attrs.get("class")
    if classes:
        params["classes"] = classes
    return params


def _control(bound: BoundField) -> Params:
    """Options of a component that is one labelled control."""
    attrs = bound.field.widget.attrs
    attributes = {name: value for name, value in attrs.items() if name not in _HANDLED}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        **_shared(bound),
        "id": bound.auto_id,
        "label": {"text": _label(bound), "classes": "govuk-label--s"},
        "autocomplete": attrs.get("autocomplete"),
        "attributes": attributes,
    }


def _group(bound: BoundField) -> Params:
    """Options of a component that is a set of controls under one legend."""
    legend = {"text": _label(bound), "classes": "govuk-fieldset__legend--s"}
    return {**_shared(bound), "fieldset": {"legend": legend}}


def _typed(bound: BoundField) -> str:
    """What the control shows: the typed text after an error, else the stored value."""
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _text_input(bound: BoundField) -> tuple[str, Params]:
    kind = getattr(bound.field.widget, "input_type", "text")
    params = {**_control(bound), "type": kind, "value": "" if kind == "password" else _typed(bound)}
    if kind == "number":
        whole = isinstance(bound.field, forms.IntegerField) and not isinstance(
            bound.field, forms.FloatField | forms.DecimalField
        )
        params |= {"type": "text", "inputmode": "numeric" if whole else "decimal", "spellcheck": False}
        params["attributes"] = {
            k: v for k, v in params["attributes"].items() if k not in {"min", "max", "step"}
        }
    longest = getattr(bound.field, "max_length", None)
    if longest and getattr(bound.form, "travels_in_address", False):
        params["attributes"] = {**params["attributes"], "maxlength": str(longest)}
    return "input", params


def _textarea(bound: BoundField) -> tuple[str, Params]:
    rows = bound.field.widget.attrs.get("rows", 5)
    return "textarea", {**_control(bound), "value": "\n" + _typed(bound), "rows": rows}


def _file_upload(bound: BoundField) -> tuple[str, Params]:
    multiple = getattr(bound.field.widget, "allow_multiple_selected", False)
    return "file-upload", {**_control(bound), "multiple": multiple}


def _select(bound: BoundField) -> tuple[str, Params]:
    items = [
        {"value": str(item["value"]), "text": _choice_text(item, "Choose one"), "selected": item["selected"]}
        for item in _choices(bound)
    ]
    return "select", {**_control(bound), "items": items}


def _radios(bound: BoundField) -> tuple[str, Params]:
    return "radios", {**_group(bound), "idPrefix": bound.auto_id, "items": _items(bound)}


def _checkboxes(bound: BoundField) -> tuple[str, Params]:
    return "checkboxes", {**_group(bound), "idPrefix": bound.auto_id, "items": _items(bound)}


def _single_checkbox(bound: BoundField) -> tuple[str, Params]:
    shared = _shared(bound)
    item: Params = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
    if "hint" in shared:
        item["hint"] = shared.pop("hint")
    return "checkboxes", {**shared, "idPrefix": bound.auto_id, "items": [item]}


def _date_parts(bound: BoundField) -> tuple[str, Params]:
    error = " govuk-input--error" if bound.errors else ""
    items = [
        {"name": name, "value": typed, "classes": f"govuk-input--width-{4 if name == 'year' else 2}{error}"}
        for name, typed in zip(PARTS, date_parts(bound.value()), strict=True)
    ]
    return "date-input", {**_group(bound), "id": bound.auto_id, "namePrefix": bound.html_name, "items": items}


def _grouped(bound: BoundField) -> list[tuple[str, list[Params]]]:
    """Choices of the field in order, by the title of their group; without a group the title is empty."""
    widget = bound.field.widget
    groups = widget.optgroups(bound.html_name, widget.format_value(bound.value()))
    return [(str(title or ""), options) for title, options, _ in groups]


def _choices(bound: BoundField) -> list[Params]:
    """Choices of the field in order, each with the title of its group before its own."""
    return [
        {**option, "label": f"{group}: {option['label']}" if group else option["label"]}
        for group, options in _grouped(bound)
        for option in options
    ]


def _choice_text(option: Params, empty: str) -> str:
    return empty if option["label"] == EMPTY_CHOICE else str(option["label"])


def _items(bound: BoundField) -> list[Params]:
    """Boxes to tick; each group stands under its title, which a screen reader hears before each of its boxes."""
    hints = getattr(bound.field.widget, "hints", {})
    items: list[Params] = []
    for group, options in _grouped(bound):
        if group:
            items.append({"divider": group})
        for option in options:
            value, text = str(option["value"]), _choice_text(option, "None")
            item: Params = {"value": value, "text": text, "checked": option["selected"]}
            if items == [{"divider": group}]:
                item["id"] = bound.auto_id
            if group:
                item["html"] = format_html(IN_GROUP, group, text)
            if hints.get(value):
                item["hint"] = {"text": hints[value]}
            items.append(item)
    return items


_BUILDERS: list[tuple[type[forms.Widget], Callable[[BoundField], tuple[str, Params]]]] = [
    (DateParts, _date_parts),
    (forms.CheckboxInput, _single_checkbox),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.SelectMultiple, _checkboxes),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file_upload),
]
