"""Every file of a golden folder is read, and what is not known is told in a sentence."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.golden.cases import READ_FILES, GoldenCase, assert_agrees, golden_folders, parameters, unread
from tests.golden.designs import GoldenDesign

for _module in ("agreement", "comparisons", "funnels", "intervals"):
    importlib.import_module(f"tests.golden.test_{_module}")  # each names the files that it reads


@pytest.mark.parametrize("label", golden_folders())
def test_every_file_of_other_answers_is_read(label: str) -> None:
    folder = golden_folders()[label] / "expected_other"

    unknown = sorted({path.stem for path in folder.glob("*.json")} - READ_FILES)

    assert unknown == [], (
        f"{folder} holds answers of kinds that no test reads: {', '.join(unknown)}. Known are: "
        f"{', '.join(sorted(READ_FILES))}."
    )


@pytest.mark.parametrize("label", golden_folders())
def test_every_design_with_answers_stands_in_the_manifest(label: str) -> None:
    folder = golden_folders()[label]
    manifest = folder / "manifest.json"
    named = {each["id"] for each in json.loads(manifest.read_text())} if manifest.is_file() else set()

    assert {path.stem for path in (folder / "expected").glob("*.json")} == named


def test_answer_of_an_unknown_kind_fails_with_a_sentence() -> None:
    (case,) = unread("row1", {"x": 1, "zeta": 0.5, "note": "in words"}, ["x"])

    with pytest.raises(pytest.fail.Exception, match="row1/zeta is of a kind that nothing here computes"):
        assert_agrees(case)


@pytest.mark.parametrize(("seen", "agrees"), [(None, True), (float("nan"), True), (0.5, False)])
def test_number_that_a_package_cannot_tell_is_told_as_none(seen: float | None, agrees: bool) -> None:
    case = GoldenCase("a", ["NaN"], lambda: [seen])

    if agrees:
        assert_agrees(case)
    else:
        with pytest.raises(AssertionError, match="where nothing can be told"):
            assert_agrees(case)


POST_STRATA = (
    {"poststrata": {"strata": "~dom", "population": {"a": 60, "b": 40}}},
    {"post_strata": "~dom", "post_totals": {"a": 60, "b": 40}},
    {"postStratify": {"formula": "~dom", "population": [{"dom": "a", "Freq": 60}, {"dom": "b", "Freq": 40}]}},
    {"poststratify": {"by": "~dom", "totals": {"dom": ["a", "b"], "Freq": [60, 40]}}},
    {"design": {"poststrata": {"variable": "dom", "totals": {"a": 60, "b": 40}}}},
)


@pytest.mark.parametrize("told", POST_STRATA, ids=lambda told: next(iter(told)))
def test_post_strata_are_read_in_each_form(told: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("y,dom\n1,a\n0,a\n1,b\n0,b\n1,b\n")
    design = {"id": "p", "file": "rows.csv", "lonely_psu": "fail", **told}

    found = GoldenDesign(tmp_path, {"design": {}, **design}).whole("mean")

    assert found.estimate == pytest.approx(0.6 * 1 / 2 + 0.4 * 2 / 3, rel=1e-12)


def test_post_strata_in_another_form_are_told(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("y,dom\n1,a\n0,a\n")
    design = {"id": "p", "file": "rows.csv", "design": {}, "poststrata": ["x"]}

    with pytest.raises(ValueError, match="The design p names post-strata in a form that is not known"):
        GoldenDesign(tmp_path, design).whole("mean")


def test_answers_of_another_form_fail_and_hide_no_other_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "expected_other").mkdir()
    (tmp_path / "expected_other" / "made_up.json").write_text('{"rows": [{"x": 1}, {"y": 2}]}')
    monkeypatch.setenv("PEELIAN_GOLDEN", str(tmp_path))

    def build(folder: Path, answers: Any) -> Iterator[GoldenCase]:
        for row in answers["rows"]:
            yield GoldenCase("x", row["x"], lambda: 1)

    first, rest = (each.values[0] for each in parameters("made_up", build))
    READ_FILES.remove("made_up")

    assert_agrees(first)
    with pytest.raises(pytest.fail.Exception, match="cannot be read from here on: KeyError: 'x'"):
        assert_agrees(rest)


def test_folder_that_does_not_exist_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEELIAN_GOLDEN", str(tmp_path / "gone"))

    with pytest.raises(pytest.UsageError, match="PEELIAN_GOLDEN names no folder"):
        golden_folders()
