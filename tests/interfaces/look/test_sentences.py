"""What fields say of an answer that they cannot take, in words that tell what to do."""

from __future__ import annotations

import pytest
from django import forms

from peelian.apps.judgements.reviewed_numbers import NAMES, NUMBERS, RETURNED_NUMBERS


class Asked(forms.Form):
    """A field of each kind that used to speak of validators."""

    slug = forms.SlugField(required=False)
    hours = forms.DecimalField(max_digits=3, decimal_places=1, required=False)
    number = forms.IntegerField(required=False)
    title = forms.CharField(max_length=5, required=False)
    email = forms.EmailField(required=False)
    link = forms.URLField(required=False, assume_scheme="https")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("slug", "a b", "Use letters, digits, hyphens and underscores alone, such as workforce-2022."),
        ("hours", "0.25", "Give at most 1 digit after the point."),
        ("hours", "100", "Give at most 2 digits before the point."),
        ("hours", "many", "Give a number, in digits with a full stop, such as 3.5."),
        ("number", "3.5", "Give a whole number, in digits alone."),
        ("title", "abcdef", "Write at most 5 signs. This has 6."),
        ("email", "me", "Give an email address, such as name@example.org."),
        ("link", "https://", "Give a whole address, such as https://example.org/report."),
    ],
)
def test_field_says_what_to_do(field: str, typed: str, told: str) -> None:
    assert Asked({field: typed}).errors == {field: [told]}


def test_no_number_of_a_figure_is_called_by_a_name_of_the_code() -> None:
    called = [NAMES.get(name, name) for name in (*NUMBERS, *RETURNED_NUMBERS)]

    assert [name for name in called if "_" in name or len(name) == 1] == []
