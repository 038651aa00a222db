"""What of a typed text is kept."""

import pytest

from peelian.rules.typed_text import kept_text


@pytest.mark.parametrize(
    "text",
    [
        "Heddlu Dyfed-Powys: tŷ, ŵyr, ïâ",
        "first line\n\tsecond line",
        "क्\u200dष and می\u200cخواهم",
        "co\u00adoperation",
        "שלום\u200f, 43%",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "-",
        "",
    ],
)
def test_what_can_be_read_stays_with_what_scripts_need(text: str) -> None:
    assert kept_text(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bell \x07 rings", "bell  rings"),
        ("one\r\ntwo\rthree\x0bfour\x85five\u2028six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("plan\u202efdp.exe\u202c", "planfdp.exe"),
        ("\u2066left\u2069 \ufffe\uffff\x9f\x7f", "left "),
    ],
)
def test_what_hides_or_turns_words_goes(typed: str, kept: str) -> None:
    assert kept_text(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "\u200b", "\u202e \u200b", "\ufeff\u2060\u00ad", " \n\t\u00a0\u3000\n", "\u200d\u200c", "\u115f\u3164",
        "\u2800", "\ufe0f", "\u0301",
    ],
)  # fmt: skip
def test_text_in_which_nothing_can_be_seen_is_none(text: str) -> None:
    assert kept_text(text) == ""
