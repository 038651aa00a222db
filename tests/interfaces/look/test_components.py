from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from peelian.interfaces.look.components import options_from_words, render_component


def test_text_is_escaped() -> None:
    assert "Save &lt;b&gt;" in render_component("button", {"text": "Save <b>"})


def test_markup_that_nobody_declared_safe_is_escaped() -> None:
    shown = render_component("inset-text", {"html": "<script>alert(1)</script>"})

    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_markup_declared_safe_is_kept() -> None:
    assert "<em>kept</em>" in render_component("inset-text", {"html": mark_safe("<em>kept</em>")})


def test_markup_is_guarded_at_every_depth() -> None:
    shown = render_component("error-summary", {"titleText": "Problem", "errorList": [{"html": "<i>x</i>"}]})

    assert "&lt;i&gt;x" in shown


def test_unknown_component_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no GOV\.UK component called 'buton'"):
        render_component("buton", {})


def test_attributes_as_text_are_refused() -> None:
    with pytest.raises(TypeError, match="takes a mapping"):
        render_component("button", {"text": "Save", "attributes": "onclick=alert(1)"})


def test_words_become_nested_options() -> None:
    options = options_from_words({"label__text": "Name", "is_start_button": True})

    assert options == {"label": {"text": "Name"}, "isStartButton": True}
