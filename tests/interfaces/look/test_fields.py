from __future__ import annotations

import datetime

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from lxml import html

from peelian.interfaces.look.dates import DateParts, DatePartsField
from peelian.interfaces.look.summary import page_errors
from peelian.interfaces.look.templatetags.look import govuk_form
from tests.interfaces.look.sample import EveryField

TYPED = {
    "headline": 'Far "too" long <b>',
    "body": "\nfirst line",
    "force": "cleveland",
    "held_on-day": "31",
    "held_on-month": "",
    "held_on-year": "2022",
    "due-day": "31",
    "due-month": "2",
    "due-year": "2022",
    "cases": "many",
    "edition": "7",
}


def shown(form: forms.Form) -> html.HtmlElement:
    return html.fragment_fromstring(govuk_form(form), create_parent="div")


def test_everything_typed_is_shown_again() -> None:
    page = shown(EveryField(TYPED))

    values = {box.get("name"): box.get("value") for box in page.xpath("//input[@type='text']")}
    assert values == {
        "headline": 'Far "too" long <b>',
        "held_on-day": "31",
        "held_on-month": "",
        "held_on-year": "2022",
        "due-day": "31",
        "due-month": "2",
        "due-year": "2022",
        "cases": "many",
    }
    assert page.xpath("string(//textarea)").endswith("\nfirst line")
    assert page.xpath("//option[@selected]/@value") == ["cleveland"]


def test_each_error_leads_to_a_control_of_the_page() -> None:
    form = EveryField(TYPED)

    targets = [error["href"].removeprefix("#") for error in page_errors({"form": form})]

    assert targets == ["id_headline", "id_grade", "id_held_on-day", "id_due-day", "id_cases"]
    assert [len(shown(form).xpath(f"//*[@id='{target}']")) for target in targets] == [1, 1, 1, 1, 1]


def test_summary_names_the_field_and_the_missing_part() -> None:
    errors = {error["href"]: error["text"] for error in page_errors({"form": EveryField(TYPED)})}

    assert errors["#id_held_on-day"] == "Date of the interview must include a month."
    assert errors["#id_grade"] == "Grade: Give an answer. This cannot be left empty."


def test_refusal_stands_first_without_a_link() -> None:
    errors = page_errors({"refusal": "Only the lead inspector can finalise.", "form": EveryField(TYPED)})

    assert errors[0] == {"text": "Only the lead inspector can finalise."}


def test_form_not_sent_yet_has_no_errors() -> None:
    assert page_errors({"form": EveryField()}) == []


def test_radio_buttons_stand_under_a_legend_with_their_hints() -> None:
    page = shown(EveryField())

    legend = page.xpath("//fieldset[.//input[@name='grade']]/legend")[0].text_content().strip()
    assert legend == "Grade"
    hint = page.xpath("//input[@value='good']/@aria-describedby")[0]
    assert page.xpath(f"string(//*[@id='{hint}'])").strip() == "Shows nearly all of it."


def test_optional_fields_say_so_unless_the_form_says_otherwise() -> None:
    class Filters(forms.Form):
        mark_optional = False
        words = forms.CharField(required=False)

    assert shown(EveryField()).xpath("string(//label[@for='id_body'])").strip() == "Body (optional)"
    assert shown(Filters()).xpath("string(//label[@for='id_words'])").strip() == "Words"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("", "3", "2022"), "Due must include a day."),
        (("1", "", ""), "Due must include a month and a year."),
        (("31", "2", "2022"), "Due must be a real date, such as 27 3 2022."),
        (("one", "2", "2022"), "Due must be a real date, such as 27 3 2022."),
    ],
)
def test_wrong_date_names_what_is_wrong(parts: tuple[str, str, str], message: str) -> None:
    field = DatePartsField(label="Due")
    data = dict(zip(["due-day", "due-month", "due-year"], parts, strict=True))

    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(DateParts().value_from_datadict(data, MultiValueDict(), "due"))

    assert refusal.value.messages == [message]


def test_typed_date_is_read() -> None:
    data = {"due-day": "2", "due-month": "3", "due-year": "2017"}

    typed = DateParts().value_from_datadict(data, MultiValueDict(), "due")

    assert DatePartsField().clean(typed) == datetime.date(2017, 3, 2)
    assert forms.DateField().clean(typed) == datetime.date(2017, 3, 2)


def test_three_empty_boxes_are_no_date() -> None:
    empty = {"due-day": "", "due-month": " ", "due-year": ""}

    assert DateParts().value_from_datadict(empty, MultiValueDict(), "due") is None


class GroupedForm(forms.Form):
    areas = forms.MultipleChoiceField(
        choices=[("Efficiency", [("plans", "Plans <all>"), ("money", "Money")]), ("other", "Other")],
        widget=forms.CheckboxSelectMultiple,
    )


def test_boxes_in_groups_stand_under_the_title_of_their_group() -> None:
    page = shown(GroupedForm({"areas": ["money"]}))

    assert page.xpath("//div[@class='govuk-checkboxes__divider']/text()") == ["Efficiency"]
    labels, boxes = page.xpath("//label"), page.xpath("//input[@type='checkbox']")
    assert [" ".join(each.text_content().split()) for each in labels] == [
        "Efficiency: Plans <all>",
        "Efficiency: Money",
        "Other",
    ]
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["money"]
    assert boxes[0].get("id") == "id_areas"
    assert [each.get("for") for each in labels] == [box.get("id") for box in boxes]
