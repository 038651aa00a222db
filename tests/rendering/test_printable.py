"""Characters that the fonts of the PDF lack are found before a report is laid out, with their places."""

import copy

import pytest

from peelian.rendering.pdf import report_pdf
from peelian.rendering.printable import UnprintableText, unprintable_characters, unprintable_texts
from peelian.rendering.report_value import ReportValue
from peelian.rules.errors import RefusalError
from tests.rendering.sample import sample_document, sample_report


def report_with(headline: str) -> ReportValue:
    document = copy.deepcopy(sample_document())
    document["areas"][0]["findings"][0]["headline"] = headline
    return ReportValue.model_validate(document)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("Heddlu Gwent: “ŵyl” – 40 percent", ()),
        ("Bullet \uf0b7 from a word processor", ("\uf0b7",)),
        ("Good 😀 and 😀 again", ("😀",)),
        ("漢字", ("漢", "字")),
    ],
)
def test_characters_without_a_glyph_are_named_once(text: str, characters: tuple[str, ...]) -> None:
    assert unprintable_characters(text) == characters


def test_sample_report_prints_whole() -> None:
    assert unprintable_texts(sample_report()) == ()


def test_unprintable_text_is_named_with_its_place_and_refuses_the_pdf() -> None:
    value = report_with("Officers listen 😀")

    found = unprintable_texts(value)

    assert found == (UnprintableText("finding 'Officers listen 😀', headline", ("😀",)),)
    with pytest.raises(RefusalError, match="cannot be laid out as a PDF"):
        report_pdf(value)
