"""`peelian estimate` and `peelian compare`: answers, shapes and refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.conftest import Give

DATA = Path(__file__).resolve().parents[1] / "golden" / "data"
DESIGN = ("--weight", "weight", "--stratum", "stratum", "--population", "fpc")
ROWS_COUNTED = "  Rows are counted below the header: row 1 is line 2 of a spreadsheet."
SHAPE = [
    "estimate", "se", "lower", "upper", "confidence", "method", "half_width_pp", "n", "n_used", "df",
    "sum_weights", "design_effect", "design_effect_replacement", "flags", "sentence", "k",
]  # fmt: skip


def written(folder: Path, text: str, name: str = "cases.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def answers(folder: Path, yes: int, no: int, name: str = "cases.csv") -> Path:
    return written(folder, "\n".join(["y", *["1"] * yes, *["0"] * no]) + "\n", name)


def expected(design: str) -> Any:
    return json.loads((DATA / "expected" / f"{design}.json").read_text(encoding="utf-8"))


def test_180_of_223_prints_the_half_width_with_and_without_a_population(give: Give, tmp_path: Path) -> None:
    path = answers(tmp_path, 180, 43)

    alone = give("estimate", path, "--outcome", "y", "--method", "wald")
    corrected = give("estimate", path, "--outcome", "y", "--method", "wald", "--population", "7000")

    assert alone.stdout.splitlines() == [
        "80.7 percent (+/- 5.2 percentage points, 95 percent, Wald with t; 180 of 223 cases)"
    ]
    assert corrected.stdout.splitlines() == [
        "80.7 percent (+/- 5.1 percentage points, 95 percent, Wald with t; 180 of 223 cases)"
    ]


def test_default_interval_stands_beside_the_published_form(give: Give, tmp_path: Path) -> None:
    result = give("estimate", answers(tmp_path, 180, 43), "--outcome", "y")

    assert result.stdout.splitlines() == [
        "80.7 percent (95 percent confidence interval 74.9 to 85.7 percent, Korn-Graubard; 180 of 223 cases)",
        "In the published form: "
        "80.7 percent (+/- 5.2 percentage points, 95 percent, Wald with t; 180 of 223 cases)",
    ]


@pytest.mark.item("S-048")
def test_14_of_18_prints_as_a_count_only(give: Give, tmp_path: Path) -> None:
    result = give("estimate", answers(tmp_path, 14, 4), "--outcome", "y")

    assert (result.exit_code, result.stdout) == (0, "14 of 18\n")


def test_json_has_the_agreed_shape_and_the_digits_of_r(give: Give) -> None:
    path = DATA / "inputs" / "d14_domain_14_of_18.csv"
    answer = json.loads(
        give(
            "estimate", path, "--outcome", "y", *DESIGN, "--domain", "dom", "--total",
            "--ratio-to", "den", "--method", "beta", "--json",
        ).stdout
    )  # fmt: skip
    r = expected("d14_domain_14_of_18")

    assert list(answer) == ["estimate", "total", "ratio", "domains", "design"]
    assert list(answer["estimate"]) == SHAPE
    assert answer["estimate"]["lower"] == pytest.approx(r["ciprop"]["95"]["beta"]["lo"], rel=1e-9)
    assert answer["total"]["se"] == pytest.approx(r["total_y"]["se"], rel=1e-9)
    assert [each["domain"] for each in answer["domains"]] == [
        {"dom": "ethnic minority"},
        {"dom": "not stated"},
        {"dom": "white"},
    ]
    assert [(each["k"], each["n"], each["sentence"]) for each in answer["domains"]][:2] == [
        (14, 18, "14 of 18"),
        (0, 15, "0 of 15"),
    ]
    assert answer["design"] == {"strata": 2, "clusters": 223, "stages": 1, "lonely": "fail", "missing": 0}


def test_two_stages_are_read_from_options(give: Give) -> None:
    answer = json.loads(
        give(
            "estimate", DATA / "inputs" / "d20_two_stage_fpc.csv", "--outcome", "y", *DESIGN,
            "--cluster", "psu", "--second-cluster", "ssu", "--second-population", "fpc2", "--json",
        ).stdout
    )  # fmt: skip

    assert answer["estimate"]["se"] == pytest.approx(expected("d20_two_stage_fpc")["mean"]["se"], rel=1e-9)
    assert answer["design"]["stages"] == 2


def test_parquet_gives_the_digits_of_csv(give: Give, tmp_path: Path) -> None:
    source, path = DATA / "inputs" / "d14_domain_14_of_18.csv", tmp_path / "cases.parquet"
    duckdb.execute(f"COPY (FROM read_csv('{source}')) TO '{path}'")

    csv, parquet = (
        give("estimate", each, "--outcome", "y", *DESIGN, "--domain", "dom2", "--json").stdout
        for each in (source, path)
    )

    assert parquet == csv


def test_shuffled_rows_give_the_same_digits(give: Give, tmp_path: Path) -> None:
    source = DATA / "inputs" / "d20_two_stage_fpc.csv"
    header, *rows = source.read_text(encoding="utf-8").splitlines()
    shuffled = written(tmp_path, "\n".join([header, *sorted(rows, key=lambda row: row[::-1])]) + "\n")
    options = ("--outcome", "minutes", "--cluster", "psu", "--second-population", "fpc2", "--domain", "dom")

    first, second = (
        give("estimate", each, *options, *DESIGN, "--json").stdout for each in (source, shuffled)
    )

    assert second == first


def test_post_strata_come_from_a_file_of_totals(give: Give, tmp_path: Path) -> None:
    path = written(tmp_path, "y,g\n1,a\n0,a\n1,b\n1,b\n0,b\n")
    totals = written(tmp_path, "g,Freq\na,40\nb,60\n", "totals.csv")

    answer = json.loads(
        give(
            "estimate", path, "--outcome", "y", "--poststratum", "g", "--poststratum-totals", totals, "--json"
        ).stdout
    )

    assert answer["estimate"]["sum_weights"] == 100
    assert answer["estimate"]["estimate"] == pytest.approx(0.4 * 1 / 2 + 0.6 * 2 / 3)


def test_missing_outcomes_are_refused_or_dropped_by_choice(give: Give, tmp_path: Path) -> None:
    path = written(tmp_path, "y\n1\n\n0\nNA\n1\n".replace("\n\n", '\n""\n'))

    refused = give("estimate", path, "--outcome", "y")
    dropped = json.loads(give("estimate", path, "--outcome", "y", "--missing", "drop", "--json").stdout)

    assert refused.exit_code == 1
    assert refused.stderr.splitlines() == [
        "Error: cases.csv: Outcomes are missing: 2 findings.",
        "  y, row 2: is missing; drop such rows by choice, or fill it in.",
        "  y, row 4: is missing; drop such rows by choice, or fill it in.",
        ROWS_COUNTED,
    ]
    assert (dropped["estimate"]["n"], dropped["estimate"]["n_used"], dropped["design"]["missing"]) == (
        5,
        3,
        2,
    )


def test_every_faulty_cell_is_told_at_once(give: Give, tmp_path: Path) -> None:
    path = written(tmp_path, "id,y,w,s\n1,1,1.0,a\n2,abc,-1,a\n3,NaN,0,a\n3,inf,x,\n5,,2,b\n")

    result = give("estimate", path, "--outcome", "y", "--weight", "w", "--stratum", "s", "--case", "id")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Error: cases.csv cannot be used: 8 findings.",
        "  y, row 2: is 'abc'; a finite number or an empty cell is allowed.",
        "  y, row 3: is 'NaN'; a finite number or an empty cell is allowed.",
        "  y, row 4: is 'inf'; a finite number or an empty cell is allowed.",
        "  id, row 4: is '3'; each case must have a name of its own, and this one is empty or occurs before.",
        "  w, row 2: is '-1'; a number above 0 is needed.",
        "  w, row 3: is '0'; a number above 0 is needed.",
        "  w, row 4: is 'x'; a number above 0 is needed.",
        "  s, row 4: is empty; every row needs a name.",
        ROWS_COUNTED,
    ]


def test_many_faulty_cells_are_counted(give: Give, tmp_path: Path) -> None:
    path = written(tmp_path, "y\n" + "x\n" * 50)

    lines = give("estimate", path, "--outcome", "y").stderr.splitlines()

    assert lines[0] == "Error: cases.csv cannot be used: 50 findings, of which 20 are listed."
    assert lines[-2:] == ["  ... and 30 more", ROWS_COUNTED]


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", (), "Error: cases.csv is empty: it has no header and no row."),
        ("y\n", (), "Error: cases.csv has no row below its header."),
        (
            "y,z\nNA,1\nNA,1\n",
            ("--missing", "drop"),
            "Error: cases.csv: All 2 outcomes are missing: there is nothing to estimate from.",
        ),
        ("x\n1\n", (), "Error: cases.csv has no column 'y'. Its columns: x."),
        (
            "y\n1\nyes\nno\n",
            (),
            "Error: cases.csv cannot be used: 1 finding.\n"
            "  y, row 1: is '1'; other cells of the column say yes or no; one way of answering is allowed.\n"
            f"{ROWS_COUNTED}",
        ),
        (
            "y,N\n1,1\n0,1\n",
            ("--population", "N"),
            "Error: cases.csv: The design cannot be used: 1 finding.\n"
            "  N: stratum the whole sample: the population is 1, fewer than the 2 units in the sample; it must be "
            "at least as many.",
        ),
        (
            "y,s,N\n1,a,1\n0,a,1\n1,b,9\n",
            ("--stratum", "s", "--population", "N"),
            "Error: cases.csv: The design cannot be used: 2 findings.\n"
            "  N: stratum a: the population is 1, fewer than the 2 units in the sample; it must be at least as many.\n"
            "  s: stratum b holds a single unit, so its spread is unknown.",
        ),
        (
            "y,s\n1,a\n0,a\n1,b\n",
            ("--stratum", "s"),
            "Error: cases.csv: 1 of 2 strata hold a single unit (b), so their spread is unknown. Join them with a "
            "like one, or choose what they add: certainty, remove, adjust or average.",
        ),
    ],
    ids=[
        "empty",
        "header-only",
        "all-missing",
        "unknown-column",
        "mixed",
        "population",
        "population-and-lonely",
        "lonely",
    ],
)
def test_bad_input_is_a_sentence(
    give: Give, tmp_path: Path, text: str, options: tuple[str, ...], message: str
) -> None:
    result = give("estimate", written(tmp_path, text), "--outcome", "y", *options)

    assert (result.exit_code, result.stderr) == (1, f"{message}\n")


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--confidence", "95"), "The level is 95. It must be above 0 and below 1, such as 0.95."),
        (("--confidence", "nan"), "The level is nan. It must be above 0 and below 1, such as 0.95."),
        (("--method", "guess"), "method is 'guess'. Choose one of: korn-graubard, korn-graubard-nchs"),
        (("--lonely", "guess"), "'guess' is not one of"),
    ],
)
def test_wrong_use_of_an_option_is_told_with_status_2(
    give: Give, tmp_path: Path, option: tuple[str, str], message: str
) -> None:
    result = give("estimate", written(tmp_path, "y\n1\n0\n"), "--outcome", "y", *option)

    assert (result.exit_code, message in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "z", "wording"),
    [
        ("96.4 2.0 89.9 2.6", "3.88", "statistically significant improvement"),
        ("93.7 4.2 84.2 4.6", "2.99", "statistically significant improvement"),
        ("96.0 3.5 97.1 2.9", "-0.47", "broadly unchanged"),
        ("80.7 5.1 83.0 4.6", "-0.66", "broadly unchanged"),
    ],
)
def test_compare_of_published_results(give: Give, words: str, z: str, wording: str) -> None:
    new, half, old, old_half = words.split()

    said = give("compare", "--new", new, half, "--old", old, old_half).stdout
    told = json.loads(give("compare", "--new", new, half, "--old", old, old_half, "--json").stdout)

    assert said.startswith(f"{new} percent against {old} percent: {wording} (z {z},")
    assert (f"{told['z']:.2f}", told["wording"]) == (z, wording)


def test_all_of_n_is_never_told_with_a_half_width_of_0(give: Give, tmp_path: Path) -> None:
    path = answers(tmp_path, 40, 0)

    default = give("estimate", path, "--outcome", "y")
    published = give("estimate", path, "--outcome", "y", "--method", "wald")

    safe = (
        "100.0 percent (no +/-, as the cases show no spread; 95 percent confidence interval 91.2 to 100.0 percent, "
        "Korn-Graubard; 40 of 40 cases)"
    )
    assert default.stdout.splitlines() == [
        "100.0 percent (95 percent confidence interval 91.2 to 100.0 percent, Korn-Graubard; 40 of 40 cases)",
        f"In the published form: {safe}",
    ]
    assert published.stdout.splitlines() == [safe]


def test_whole_population_alike_is_told_in_words(give: Give, tmp_path: Path) -> None:
    path = answers(tmp_path, 40, 0)

    result = give("estimate", path, "--outcome", "y", "--method", "wald", "--population", "40")

    assert result.stdout == "100.0 percent (every case of the population was reviewed; 40 of 40 cases)\n"


def test_small_base_reaches_the_published_form(give: Give, tmp_path: Path) -> None:
    result = give("estimate", answers(tmp_path, 5, 7), "--outcome", "y", "--small-base", "5")

    assert result.stdout.splitlines()[1] == (
        "In the published form: "
        "41.7 percent (+/- 32.7 percentage points, 95 percent, Wald with t; 5 of 12 cases)"
    )


def test_compare_of_a_half_width_of_0_is_refused(give: Give) -> None:
    result = give("compare", "--new", "130", "0", "--old", "89", "-1")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: The new value is 130 percent. It must lie from 0 to 100. The new half-width is 0 percentage points, "
        "which says nothing of chance: it stands where all cases are alike. Compare the files of reviewed cases. "
        "The old half-width is -1 percentage points. It must be above 0.",
    )


def test_compare_of_files_without_spread_is_tested_by_the_interval(give: Give, tmp_path: Path) -> None:
    new, old = answers(tmp_path, 40, 0, "new.csv"), answers(tmp_path, 30, 10, "old.csv")

    said = give("compare", "--new", new, "--old", old, "--outcome", "y")

    assert said.stdout == (
        "100.0 percent against 75.0 percent: statistically significant improvement (tested by the interval, as a "
        "result without spread has no z; difference 25.0 percentage points, 95 percent confidence interval 11.0 to "
        "40.4, MOVER-Wilson).\n"
    )


def test_compare_on_a_small_base_leaves_the_count_alone(give: Give, tmp_path: Path) -> None:
    new, old = answers(tmp_path, 180, 43, "new.csv"), answers(tmp_path, 14, 4, "old.csv")

    refused = give("compare", "--new", new, "--old", old, "--outcome", "y")
    wanted = give("compare", "--new", new, "--old", old, "--outcome", "y", "--small-base", "10")

    assert (refused.exit_code, refused.stderr) == (
        1,
        "Error: old.csv: 14 of 18. On so few cases or units the count stands alone and is not compared; "
        "--small-base sets how many cases are enough.\n",
    )
    assert wanted.stdout.startswith("80.7 percent against 77.8 percent: broadly unchanged (z ")


def test_compare_prints_volumes_beside_their_phrase(give: Give) -> None:
    lines = give("compare", "--new", "96.4", "2.0", "--old", "89.9", "2.6", "--recorded", "69660").stdout

    assert lines.splitlines()[1:] == [
        "Unrecorded: more than 2,600 (95 percent confidence interval 1,130 to 4,130)",
        "Additional: an additional 4,700 (95 percent confidence interval 2,380 to 7,010)",
    ]


def test_compare_of_files_tests_the_two_estimates(give: Give, tmp_path: Path) -> None:
    new, old = answers(tmp_path, 180, 43, "new.csv"), answers(tmp_path, 185, 38, "old.csv")

    answer = json.loads(give("compare", "--new", new, "--old", old, "--outcome", "y", "--json").stdout)

    assert list(answer) == [
        "difference_pp", "z", "p", "lower_pp", "upper_pp", "wording", "smallest_detectable_pp", "sentence"
    ]  # fmt: skip
    assert answer["wording"] == "broadly unchanged"
    assert answer["difference_pp"] == pytest.approx(-2.2421524663677)


@pytest.mark.parametrize(
    "words",
    [
        ("--new", "96.4", "--old", "89.9", "2.6"),
        ("--new", "a", "b", "--old", "89.9", "2.6"),
        ("--new", "a.csv", "--old", "b.csv"),
        ("--new", "1", "2", "3", "--old", "1", "2", "3", "--outcome", "y"),
    ],
)
def test_wrong_use_of_compare_ends_in_status_2(give: Give, words: tuple[str, ...]) -> None:
    assert give("compare", *words).exit_code == 2


def test_outcome_with_other_numbers_than_0_and_1_is_told_to_be_a_mean(give: Give, tmp_path: Path) -> None:
    cases = written(tmp_path, "y\n" + "1\n0\n" * 20 + "2\n")

    result = give("estimate", cases, "--outcome", "y", "--json")

    assert json.loads(result.stdout)["estimate"]["n"] == 41
    assert result.stderr == (
        "Read as a measured value, not as a share: the outcome holds other numbers than 0 and 1, the first 2 in row "
        "41.\n"
    )
