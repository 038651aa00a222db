"""The response form: its sections in order, what lost marks mean, and reading back what was written."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.documents.response_form import (
    FormAnswer,
    FormQuestion,
    ResponseForm,
    signature,
    write_form,
)
from peelian.documents.response_reading import read_form, sections_in_order

SEEDS = ("response-effectiveness-2016.txt", "response-abuse-of-position-2017.txt")
ORDER = [
    "details", "title", "published", "types", "quoted", "summary", "judgement", "findings", "answers", "force",
    "body", "reply", "office", "forwarded", "website",
]  # fmt: skip
WHOLE = ResponseForm(
    title="PEEL: Effectiveness 2016",
    published="2 March 2017",
    force="Cleveland Police",
    inspection_types=("force-specific", "national"),
    quoted="yes",
    executive_summary="The report in short.\n\nA second paragraph.",
    judgement="Good, up by one tier.",
    findings="The report names areas for improvement.",
    questions=(
        FormQuestion("How good is the force at preventing crime?", "none"),
        FormQuestion("How good is it at investigating crime?", "items", ("First.", "Second.")),
        FormQuestion("How good is it at protecting people?", "not-recorded"),
        FormQuestion("How ready is it?", "not-graded"),
    ),
    answers=(FormAnswer("Direct prevention", "Set a direction.", "June 2017", "Action taken", "It is set."),),
    force_response="The force accepts it.",
    force_signature="A. Chief, Chief Constable",
    body_comment="The commissioner welcomes it.",
    body_signature="A. Commissioner, Police and Crime Commissioner",
    reply="Thank you.",
    forwarded="27 April 2017",
    published_on_website="26 April 2017",
)


def seed(name: str) -> str:
    return (files("peelian.demonstration") / "content" / name).read_text(encoding="utf-8")


def test_what_is_written_is_read_back() -> None:
    assert read_form(write_form(WHOLE)) == WHOLE


def test_sections_stand_in_the_order_of_the_form() -> None:
    assert sections_in_order(write_form(WHOLE)) == ORDER


@pytest.mark.item("S-194")
@pytest.mark.parametrize("name", SEEDS)
def test_seed_forms_keep_their_sections_and_content_through_import_and_export(name: str) -> None:
    text = seed(name)
    form = read_form(text)

    written = write_form(form)

    present = sections_in_order(text)
    assert [section for section in sections_in_order(written) if section in present] == present
    assert read_form(written) == form
    assert "" not in (form.title, form.executive_summary, form.force_response, form.body_comment)


@pytest.mark.item("S-197", "S-198")
@pytest.mark.parametrize("name", SEEDS)
def test_boxes_whose_marks_are_lost_are_unknown(name: str) -> None:
    form = read_form(seed(name))

    assert (form.inspection_types, form.quoted) == ((), "unknown")


def test_ticked_boxes_are_known_and_empty_ones_are_not_ticked() -> None:
    text = (
        "Type of inspection\n[x] Cleveland specific\n[ ] Follow up\n[X] Thematic\n"
        "Is Cleveland Police quoted in the report?\n[ ] Yes\n[x] No"
    )

    form = read_form(text)

    assert (form.inspection_types, form.quoted) == (("force-specific", "thematic"), "no")


@pytest.mark.item("S-201")
def test_effectiveness_2016_lists_none_two_five_two_and_not_graded() -> None:
    form = read_form(seed(SEEDS[0]))

    assert [(each.answer, each.count) for each in form.questions] == [
        ("none", 0), ("items", 2), ("items", 5), ("items", 2), ("not-graded", None)
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_any_text_is_read_without_failing(text: str) -> None:
    form = read_form(text)

    assert read_form(write_form(form)).quoted == form.quoted


def test_signature_leaves_out_what_is_not_known() -> None:
    assert [signature("A", "B"), signature("A", ""), signature("", "")] == ["A, B", "A", ""]
