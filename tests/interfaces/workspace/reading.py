"""Signing in, and reading pages the way a person does: by headings, tables and messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from lxml import html

from peelian.apps.accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tree(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def heading(response: Any) -> str:
    return words(tree(response).find(".//h1"))


def main(response: Any) -> str:
    """Every word of the main part of a page."""
    return words(tree(response).find(".//main"))


def rows(response: Any, table: str) -> list[list[str]]:
    """The cells of a table, by its identifier, without its heading; of a list without rows, what it says."""
    found = tree(response).xpath(f"//table[@id='{table}']/tbody/tr")
    said = tree(response).xpath(f"//div[@id='{table}']/p[@class='govuk-body']")
    return [[words(cell) for cell in row] for row in found] or [[words(line)] for line in said]


def links(response: Any) -> list[str]:
    """Addresses that the main part of a page leads to."""
    return [str(link) for link in tree(response).xpath("//main//a/@href")]


def labels(response: Any, name: str) -> list[str]:
    """Labels of the choices of a field."""
    identifiers = tree(response).xpath(f"//main//input[@name='{name}']/@id")
    return [words(tree(response).xpath(f"//label[@for='{each}']")[0]) for each in identifiers]


def summary(response: Any) -> list[str]:
    """Lines of the error summary."""
    return [
        words(line) for line in tree(response).xpath("//*[contains(@class, 'govuk-error-summary__list')]/li")
    ]


def typed(response: Any, name: str) -> str:
    """What a control of the page shows."""
    found = tree(response).xpath(f"//main//*[@name='{name}']")[0]
    return found.text.strip() if found.tag == "textarea" else str(found.get("value", ""))


def day(name: str, value: str) -> dict[str, str]:
    """A date such as 2022-03-27 as the three boxes of a form."""
    return dict(zip((f"{name}-year", f"{name}-month", f"{name}-day"), value.split("-"), strict=True))


def controls(response: Any) -> Iterator[str]:
    """Names of the controls of the page's form."""
    yield from dict.fromkeys(tree(response).xpath("//main//form//@name"))
