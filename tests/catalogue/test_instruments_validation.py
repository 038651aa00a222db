"""Every fault of an instrument is told with its line and what to do."""

import shutil
from pathlib import Path

import pytest

from peelian.catalogue import load_catalogue, validate_catalogue

FERROW = Path(__file__).parent / "second_inspectorate"
REVIEW = "instruments/bell-review-2024.yaml"
RULE = '{rule: answer, question: bell-rung, answers: ["yes"], words: Fires at which the bell was rung.}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FERROW, tmp_path / "ferrow"))


def faults(folder: Path, old: str, new: str) -> list[tuple[int | None, str, str]]:
    """Replace one passage of the instrument and return what is found in it."""
    path = folder / REVIEW
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [(found.line, found.field, found.message) for found in validate_catalogue(path)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "framework: lantern-2024",
            "framework: lantern-2025",
            (
                6,
                "framework",
                "There is no framework 'lantern-2025'. Known: lantern-2019, lantern-2021, lantern-2024.",
            ),
        ),
        (
            "framework: lantern-2024",
            "framework: lantern-2024\nframework_component: bells",
            (7, "framework_component", "There is no component of the framework 'bells'. Known: none yet."),
        ),
        (
            "valid_from: 2024-05-01",
            "valid_from: 2024-05-01\nvalid_to: 2024-04-01",
            (
                5,
                "valid_to",
                "It ends on 2024-04-01, before it begins on 2024-05-01; correct one of the dates.",
            ),
        ),
        (
            "    expectation: The bell is rung and a crew leaves.\n",
            "    stage: bell\n",
            (13, "parts.0.stage", "There is no stage of the framework 'bell'. Known: none yet."),
        ),
        (
            "    expectation: The bell is rung and a crew leaves.\n",
            "",
            (
                11,
                "parts.0",
                "A part has either a stage, whose expectation it takes, or an expectation of its own.",
            ),
        ),
        (
            "sets:\n",
            "  - {identifier: end, title: End, expectation: All go home.}\nsets:\n",
            (14, "parts.1", "No question belongs to this part; add one."),
        ),
        (
            "values: [hills], size: 5",
            "values: [sea], size: 5",
            (15, "sets.0.values.0", "There is no value of the case field 'sea'. Known: hills, town."),
        ),
        (
            "field: place",
            "field: weather",
            (15, "sets.0.field", "There is no case field 'weather'. Known: place."),
        ),
        (
            "identifier: crew-left",
            "identifier: bell-rung",
            (21, "questions.1", "'bell-rung' is used twice; each name is used once."),
        ),
        (
            "    measure: At {k} of {n} fires the bell was rung.\n",
            "    measure: The bell was rung at {k} fires.\n",
            (
                20,
                "questions.0.measure",
                "The measure is the printed sentence; it holds '{k} of {n} ' once and no other braces.",
            ),
        ),
        (
            "    domains: [place]\n",
            "    domains: [moon]\n",
            (
                26,
                "questions.1.domains.0",
                "There is no case field or question 'moon'. Known: bell-rung, crew-left, place.",
            ),
        ),
        (
            "    domains: [place]\n",
            "    reason_required_on: [never]\n",
            (26, "questions.1.reason_required_on.0", "There is no answer 'never'. Known: no, yes."),
        ),
        (
            "    domains: [place]\n",
            "    evidence_from: ladder-review\n",
            (
                26,
                "questions.1.evidence_from",
                "There is no instrument 'ladder-review'. Known: bell-review-2024.",
            ),
        ),
        (
            "    domains: [place]\n",
            "    upheld_by: [ladder]\n",
            (26, "questions.1.upheld_by.0", "There is no question 'ladder'. Known: bell-rung, crew-left."),
        ),
        (
            "    domains: [place]\n",
            "    options: [{identifier: late, label: Late}]\n",
            (26, "questions.1.options", "A question of the kind 'yes-no' takes no options; take them away."),
        ),
        (
            "    domains: [place]\n",
            "    kind: choice\n    options: [{identifier: late, label: Late}]\n",
            (
                27,
                "questions.1.options",
                "Give options that meet the standard and options that do not; say which by 'meets'.",
            ),
        ),
        (
            "    domains: [place]\n",
            "    kind: score\n    options: [{identifier: a, label: A, score: 0}, "
            "{identifier: b, label: B, meets: true}]\n",
            (27, "questions.1.options", "Every option of a scored question needs its 'score'."),
        ),
        (
            RULE,
            "{rule: answer, question: bell-rung, words: Some fires.}",
            (
                24,
                "questions.1.relevance.answers",
                "The rule 'answer' needs question and answers: 'answers', add it.",
            ),
        ),
        (
            RULE,
            "{rule: judged, field: place, words: Some fires.}",
            (
                24,
                "questions.1.relevance.field",
                "The rule 'judged' needs nothing more: 'field', take it away.",
            ),
        ),
        (
            RULE,
            '{rule: answer, question: crew-left, answers: ["yes"], words: Some fires.}',
            (
                24,
                "questions.1.relevance.question",
                "There is no earlier question that itself follows no other 'crew-left'. Known: bell-rung.",
            ),
        ),
        (
            RULE,
            "{rule: answer, question: bell-rung, answers: [loud], words: Some fires.}",
            (24, "questions.1.relevance.answers.0", "There is no answer 'loud'. Known: no, yes."),
        ),
        (
            RULE,
            "{rule: case, field: weather, values: [town], words: Some fires.}",
            (24, "questions.1.relevance.field", "There is no case field 'weather'. Known: place."),
        ),
        (
            RULE,
            "{rule: case, field: place, values: [sea], words: Some fires.}",
            (
                24,
                "questions.1.relevance.values.0",
                "There is no value of the case field 'sea'. Known: hills, town.",
            ),
        ),
        (
            'answers: ["yes"]',
            "answers: [yes]",
            (
                24,
                "questions.1.relevance.answers.0",
                "'True' was seen. Words are expected here; put the value in quotation marks.",
            ),
        ),
    ],
)
def test_a_fault_in_an_instrument_is_told_with_line_and_remedy(
    folder: Path, old: str, new: str, expected: tuple[int, str, str]
) -> None:
    assert faults(folder, old, new) == [expected]


def test_a_code_that_stands_twice_is_told(folder: Path) -> None:
    path = folder / "outcomes.csv"
    path.write_text(path.read_text(encoding="utf-8") + "out,Gone,It went out.,,,\n", encoding="utf-8")

    assert [(found.line, found.field, found.message) for found in validate_catalogue(path)] == [
        (3, "code", "'out' is already used in outcomes.csv; each name is used once.")
    ]


def test_an_inspectorate_without_case_review_needs_neither(folder: Path) -> None:
    shutil.rmtree(folder / "instruments")
    (folder / "outcomes.csv").unlink()

    catalogue = load_catalogue(folder)

    assert (dict(catalogue.instruments), dict(catalogue.outcomes)) == ({}, {})
