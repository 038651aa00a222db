"""The main navigation, which a phone folds away under the name of the open entry."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from lxml import html


@pytest.fixture(autouse=True)
def sample_site(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.interfaces.look.sample"


def menu(path: str) -> html.HtmlElement:
    return html.fromstring(Client().get(path).content).xpath("//nav[@aria-label='Main']//details")[0]


def test_menu_is_named_by_the_entry_that_is_open_and_holds_them_all() -> None:
    folded = menu("/sample/")

    assert folded.xpath("string(summary)") == "Menu: Sample"
    assert folded.xpath("ul/li/a/text()") == ["Home", "Sample"]


def test_menu_of_a_page_under_no_entry_has_no_name() -> None:
    entry = '<li><a href="/">Home</a></li>'

    written = Template("{% load look %}{% main_menu %}" + entry + "{% endmain_menu %}").render(Context())

    assert html.fragment_fromstring(written).xpath("string(summary)") == "Menu"
