"""Filling in a form the way a browser does: everything as the page shows it, then what a person changes."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.interfaces.workspace.reading import tree

Values = dict[str, list[str]]


def filled(response: Any, **changes: Any) -> Values:
    """The values that the page's form would send, with changes; a change to None leaves a control out."""
    form = next(form for form in tree(response).xpath("//main//form") if form.get("method") == "post")
    values: Values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    for name, value in changes.items():
        values.pop(name, None)
        if value is not None:
            values[name] = [str(each) for each in (value if isinstance(value, list) else [value])]
    return values


def send(client: Client, address: str, **changes: Any) -> Any:
    """Open a page, change what is given, and send its form."""
    return client.post(address, filled(client.get(address), **changes))


def row(rows: str, number: int, **values: str) -> dict[str, str]:
    """The controls of one row of a set, counted from 1."""
    return {f"{rows}-{number - 1}-{name}": value for name, value in values.items()}
