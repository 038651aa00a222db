"""`peelian sample`, `agreement`, `outliers`, `funnel` and `control`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Give

RATES = "force,rate\n" + "".join(f"f{place:02d},{10 + place % 7}\n" for place in range(12)) + "gap,\n"
COUNTS = "force,count,population\n" + "".join(f"f{place},{50 + 9 * place},1000\n" for place in range(10))
REVIEWS = "case,reviewer,answer\n" + "".join(
    f"c{case},{who},{'no' if (case, who) in ((3, 'b'), (7, 'a'), (7, 'b')) else 'yes'}\n"
    for case in range(20)
    for who in "ab"
)
ROWS_COUNTED = "  Rows are counted below the header: row 1 is line 2 of a spreadsheet."
MONTHS = "month,value,x,n\n" + "".join(f"2020-{m:02d},{m % 3 + 10},{90 + m % 4},100\n" for m in range(1, 13))
FRAME = "ref,group\n" + "".join(f"C{number:04d},{'abc'[number % 3]}\n" for number in range(900))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_size_in_words_and_json(give: Give):
    words = give("sample", "size", "--proportion", "0.964", "--half-width-pp", "2", "--population", "72000")
    told = give("sample", "size", "--proportion", "0.96", "--change-from", "0.9", "--json")

    assert words.stdout.startswith("332 cases of 72,000: for a half width of 2 percentage points")
    assert json.loads(told.stdout)["n"] == 280


def test_size_without_an_aim_is_wrong_use(give: Give):
    answer = give("sample", "size")

    assert (answer.exit_code, "Give one of --half-width-pp and --change-from." in answer.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--half-width-pp", "0"), "'--half-width-pp': 0.0 is not in the range 0<x<100."),
        (
            ("--half-width-pp", "2", "--proportion", "1.5"),
            "proportion is 1.5. It must be above 0 and below 1.",
        ),
    ],
)
def test_size_of_an_impossible_number_is_wrong_use(give: Give, options: tuple[str, ...], message: str):
    answer = give("sample", "size", *options)

    assert (answer.exit_code, message in answer.stderr) == (2, True)


def test_sample_is_drawn_enlarged_and_verified(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", FRAME)
    small = written(tmp_path / "small.yaml", "key: ref\nstratum: group\nsize: 30\n")
    large = written(tmp_path / "large.yaml", "key: ref\nstratum: group\nsizes: {a: 20, b: 20, c: 5}\n")

    first = give(
        "sample", "draw", frame, "--plan", small, "--seed", "7", "--out", tmp_path / "first.csv", "--json"
    )
    second = give(
        "sample", "draw", frame, "--plan", large, "--seed", "7", "--out", tmp_path / "second.csv",
        "--enlarge", tmp_path / "first.csv",
    )  # fmt: skip
    verified = give("sample", "verify", tmp_path / "second.csv", "--json")

    told = json.loads(first.stdout)
    assert (told["drawn"], told["sizes"]) == (30, {"a": 10, "b": 10, "c": 10})
    assert second.stderr.splitlines() == [
        "Drew 50 of 900 cases.",
        "  a: 20 of 300",
        "  b: 20 of 300",
        "  c: 10 of 300",
    ]
    assert (verified.exit_code, json.loads(verified.stdout)["same"]) == (0, True)


def test_enlarging_with_another_seed_is_refused(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 30\n")
    give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / "first.csv")

    answer = give(
        "sample", "draw", frame, "--plan", plan, "--seed", "8", "--out", tmp_path / "second.csv",
        "--enlarge", tmp_path / "first.csv",
    )  # fmt: skip

    assert (answer.exit_code, "drawn with the seed '7', not '8'" in answer.stderr) == (1, True)


def test_changed_sample_fails_its_proof(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 30\n")
    sample = tmp_path / "sample.csv"
    give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", sample)
    *kept, last = sample.read_text().splitlines()
    sample.write_text("\n".join(kept) + "\n")

    answer = give("sample", "verify", sample)

    gone = last.split(",")[0]
    assert (answer.exit_code, answer.stdout) == (1, f"The redraw differs. 1 missing case: {gone}.\n")


@pytest.mark.parametrize(
    ("place", "column", "given"),
    [(1, "stratum", "all"), (2, "order", "1"), (3, "population", "900"), (4, "weight", "30.0")],
)
def test_changed_value_in_a_sample_fails_its_proof(
    give: Give, tmp_path: Path, place: int, column: str, given: str
):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 30\n")
    sample = tmp_path / "sample.csv"
    give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", sample)
    header, first, *others = sample.read_text().splitlines()
    cells = first.split(",")
    changed = [*cells[:place], "9000", *cells[place + 1 :]]
    sample.write_text("\n".join([header, ",".join(changed), *others]) + "\n")

    answer = give("sample", "verify", sample)

    assert (answer.exit_code, answer.stdout) == (
        1,
        f"The redraw differs. 1 other value: {cells[0]}: {column} is '9000', the redraw gives {given!r}.\n",
    )


def test_changed_count_in_a_manifest_fails_its_proof(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 30\n")
    give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / "sample.csv")
    proof = tmp_path / "sample.manifest.json"
    proof.write_text(proof.read_text().replace('"all": 900', '"all": 9000'))

    answer = give("sample", "verify", tmp_path / "sample.csv")

    assert (answer.exit_code, answer.stdout) == (
        1,
        'The redraw differs. 1 other value: manifest, frame populations: it says {"all": 9000}, '
        'the redraw gives {"all": 900}.\n',
    )


def test_case_that_stands_twice_in_a_sample_fails_its_proof(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 30\n")
    sample = tmp_path / "sample.csv"
    give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", sample)
    rows = sample.read_text().splitlines()
    sample.write_text("\n".join([*rows, rows[-1]]) + "\n")

    answer = give("sample", "verify", sample)

    twice = rows[-1].split(",")[0]
    assert (answer.exit_code, answer.stdout) == (
        1,
        f"The redraw differs. 1 other value: {twice}: it stands 2 times.\n",
    )


def test_sample_without_its_manifest_is_told(give: Give, tmp_path: Path):
    sample = written(tmp_path / "sample.csv", "ref,stratum,order,population,weight\n")

    answer = give("sample", "verify", sample)

    assert (answer.exit_code, answer.stderr) == (
        1,
        f"Error: There is no manifest {tmp_path / 'sample.manifest.json'}. The draw writes it beside the sample; "
        "keep the two together.\n",
    )


@pytest.mark.parametrize("overwritten", ["frame.csv", "plan.yaml"])
def test_sample_is_not_written_over_what_it_is_drawn_from(give: Give, tmp_path: Path, overwritten: str):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 30\n")
    before = (tmp_path / overwritten).read_text()

    answer = give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / overwritten)

    assert (answer.exit_code, "Give the sample a file of its own." in answer.stderr) == (2, True)
    assert (tmp_path / overwritten).read_text() == before


@pytest.mark.parametrize("text", ["just words\n", "key: [\n"])
def test_file_that_is_no_plan_is_refused(give: Give, tmp_path: Path, text: str):
    frame, plan = written(tmp_path / "frame.csv", FRAME), written(tmp_path / "plan.yaml", text)

    answer = give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / "sample.csv")

    assert (answer.exit_code, "plan.yaml is not" in answer.stderr) == (1, True)
    assert not (tmp_path / "sample.csv").exists()


def test_faults_of_a_frame_stand_on_lines_of_their_own(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", "ref,group\na,x\n,x\na,\n")
    plan = written(tmp_path / "plan.yaml", "key: ref\nstratum: group\nsize: 2\n")

    answer = give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / "sample.csv")

    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [
        "Error: frame.csv cannot be drawn from: 3 findings.",
        "  ref, row 2: The case has no key.",
        "  group, row 3: The case has no stratum.",
        "  ref: The key 'a' stands 2 times, in rows 1, 3; every case has a key of its own.",
        ROWS_COUNTED,
    ]


def test_agreement_gives_the_promised_keys(give: Give, tmp_path: Path):
    table = written(tmp_path / "reviews.csv", REVIEWS)

    answer = give("agreement", table, "--item", "case", "--rater", "reviewer", "--rating", "answer", "--json")

    told = json.loads(answer.stdout)
    assert (told["items"], told["raters"], told["percent_agreement"]["estimate"]) == (20, 2, 0.95)
    for name in ("percent_agreement", "cohen_kappa", "gwet_ac1", "krippendorff_alpha"):
        assert {"estimate", "se", "lower", "upper"} <= set(told[name])


def test_ordinal_agreement_adds_weighted_coefficients(give: Give, tmp_path: Path):
    table = written(tmp_path / "reviews.csv", "case,who,grade\n" + "".join(
        f"c{case},{who},{(case + (who == 'b' and case % 4 == 0)) % 5}\n" for case in range(20) for who in "ab"
    ))  # fmt: skip

    answer = give(
        "agreement", table, "--item", "case", "--rater", "who", "--rating", "grade", "--scale", "ordinal"
    )

    lines = [line for line in answer.stdout.splitlines() if not line.startswith(" ")]
    assert [line.split(" 0.")[0] for line in lines] == [
        "percent agreement 75.0 percent (95 percent confidence interval 54.2 percent to 95.8 percent; 20 items judged "
        "by 2 raters).", "Gwet's AC1", "Cohen's kappa", "Krippendorff's alpha", "Gwet's AC2",
        "Cohen's kappa with linear weights", "Cohen's kappa with quadratic weights",
    ]  # fmt: skip


def test_agreement_is_told_for_each_question_and_reviewer(give: Give, tmp_path: Path):
    table = written(
        tmp_path / "reviews.csv",
        "case,who,question,answer\n"
        "c1,a,q1,yes\nc1,b,q1,yes\nc2,a,q1,no\nc2,b,q1,yes\nc1,a,q2,no\nc1,b,q2,no\nc1,a,q3,no\n",
    )

    answer = give(
        "agreement",
        table,
        "--item",
        "case",
        "--rater",
        "who",
        "--rating",
        "answer",
        "--by",
        "question",
        "--json",
    )

    told = json.loads(answer.stdout)
    assert told["items"] == 4
    assert [(row["question"], row.get("percent_agreement", {}).get("estimate")) for row in told["by"]] == [
        ("q1", 0.5),
        ("q2", 1.0),
        ("q3", None),
    ]
    assert told["by"][2]["refused"].startswith("No item has two ratings.")
    assert told["by_rater"] == [
        {"rater": "a", "items": 3, "agreement": pytest.approx(2 / 3)},
        {"rater": "b", "items": 3, "agreement": pytest.approx(2 / 3)},
    ]


def test_outliers_give_the_promised_shape(give: Give, tmp_path: Path):
    table = written(tmp_path / "rates.csv", RATES)

    answer = give(
        "outliers", table, "--unit", "force", "--value", "rate", "--exclude", "f00:incomplete", "--json"
    )

    told = json.loads(answer.stdout)
    assert (told["n"], told["route"], set(told["shapiro"])) == (11, "plain", {"plain", "log"})
    assert set(told["units"][0]) == {"unit", "value", "z", "robust_z", "rank", "label"}
    assert told["excluded"] == [
        {"unit": "f00", "reason": "incomplete"},
        {"unit": "gap", "reason": "no value"},
    ]


def test_exclusion_without_reason_is_wrong_use(give: Give, tmp_path: Path):
    table = written(tmp_path / "rates.csv", RATES)

    answer = give("outliers", table, "--unit", "force", "--value", "rate", "--exclude", "f00")

    assert (answer.exit_code, "'f00' is not NAME:REASON" in answer.stderr) == (2, True)


def test_words_in_a_column_of_numbers_are_all_told(give: Give, tmp_path: Path):
    table = written(tmp_path / "rates.csv", "force,rate\na,1\nb,many\nc,inf\n")

    answer = give("outliers", table, "--unit", "force", "--value", "rate")

    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [
        "Error: rates.csv cannot be used: 2 findings.",
        "  rate, row 2: 'many' is not a number; write digits, or leave the cell empty.",
        "  rate, row 3: 'inf' is not a number; write digits, or leave the cell empty.",
        ROWS_COUNTED,
    ]


@pytest.mark.parametrize(
    "command", [("outliers", "--value", "n"), ("funnel", "--events", "n", "--exposure", "n")]
)
def test_faults_of_names_numbers_and_repeats_are_told_at_once(
    give: Give, tmp_path: Path, command: tuple[str, ...]
):
    table = written(tmp_path / "rates.csv", "force,n\na,1\n,2\na,many\n")

    answer = give(command[0], table, "--unit", "force", *command[1:])

    told = list(dict.fromkeys(answer.stderr.splitlines()[1:]))
    assert (answer.exit_code, told) == (
        1,
        [
            "  force, row 2: The cell is empty; a name is needed.",
            "  force, row 3: 'a' stands in row 1 already; one row a unit is allowed.",
            "  n, row 3: 'many' is not a number; write digits, or leave the cell empty.",
            ROWS_COUNTED,
        ],
    )


def test_sizes_of_unknown_and_of_small_strata_are_told_at_once(give: Give, tmp_path: Path):
    frame = written(tmp_path / "frame.csv", FRAME)
    plan = written(tmp_path / "plan.yaml", "key: ref\nstratum: group\nsizes: {a: 1000, d: 3}\n")

    answer = give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / "sample.csv")

    assert (answer.exit_code, answer.stderr) == (
        1,
        "Error: The plan names strata that the frame does not have: d. The frame has: a, b, c. It has too few cases to "
        "draw from (a: 1000 wanted, 300 there).\n",
    )


def test_funnel_gives_the_promised_shape(give: Give, tmp_path: Path):
    table = written(tmp_path / "counts.csv", COUNTS)

    answer = give(
        "funnel", table, "--unit", "force", "--events", "count", "--exposure", "population", "--json"
    )

    told = json.loads(answer.stdout)
    assert {"method", "phi", "tau2"} <= set(told["overdispersion"])
    wanted = {"unit", "rate", "lower95", "upper95", "lower998", "upper998", "label", "q"}
    assert wanted <= set(told["units"][0])


def test_control_takes_the_column_named_value(give: Give, tmp_path: Path):
    table = written(tmp_path / "months.csv", MONTHS)

    single = give("control", table, "--json")
    shares = give("control", table, "--events", "x", "--exposure", "n", "--time", "month", "--json")

    assert (json.loads(single.stdout)["chart"], json.loads(shares.stdout)["chart"]) == ("XmR", "p")
    assert json.loads(shares.stdout)["points"][0]["point"] == "2020-01"


@pytest.mark.parametrize(
    "words",
    [
        ["--events", "x"],
        ["--value", "value", "--events", "x", "--exposure", "n"],
        ["--chart", "p"],
        ["--chart", "xmr", "--events", "x", "--exposure", "n"],
    ],
)
def test_contradicting_columns_of_a_chart_are_wrong_use(give: Give, tmp_path: Path, words: list[str]):
    assert give("control", written(tmp_path / "months.csv", MONTHS), *words).exit_code == 2


def test_gap_in_a_series_is_told_with_its_row(give: Give, tmp_path: Path):
    answer = give("control", written(tmp_path / "months.csv", "value\n1\nNA\n3\n"))

    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[1:] == [
        "  value, row 2: The cell is empty; a number is needed.",
        ROWS_COUNTED,
    ]


@pytest.mark.parametrize("command", ["agreement", "outliers", "control"])
def test_empty_file_is_said_to_be_empty(give: Give, tmp_path: Path, command: str):
    columns = {
        "agreement": ("--item", "a", "--rater", "b", "--rating", "c"),
        "outliers": ("--unit", "a", "--value", "b"),
        "control": ("--value", "a"),
    }

    answer = give(command, written(tmp_path / "empty.csv", ""), *columns[command])

    assert (answer.exit_code, answer.stderr) == (
        1,
        "Error: empty.csv is empty: it has no header and no row.\n",
    )


def test_empty_frame_is_said_to_be_empty(give: Give, tmp_path: Path):
    plan = written(tmp_path / "plan.yaml", "key: ref\nsize: 2\n")
    frame = written(tmp_path / "frame.csv", "")

    answer = give("sample", "draw", frame, "--plan", plan, "--seed", "7", "--out", tmp_path / "sample.csv")

    assert (answer.exit_code, answer.stderr) == (
        1,
        "Error: frame.csv is empty: it has no header and no row.\n",
    )


def test_impossible_counts_are_told_with_their_values(give: Give, tmp_path: Path):
    table = written(tmp_path / "months.csv", "x,n\n5,4\n1,10\n3,0\n")

    answer = give("control", table, "--events", "x", "--exposure", "n")

    assert (answer.exit_code, answer.stderr) == (
        1,
        "Error: Impossible counts at 2 of 3 points (point 1: 5 of 4; point 3: 3 of 0). Events are 0 or more and at "
        "most the cases; the base is above 0.\n",
    )


def test_rating_that_stands_twice_is_told_with_its_row(give: Give, tmp_path: Path):
    table = written(tmp_path / "reviews.csv", "case,who,answer\nc1,a,yes\nc1,b,yes\nc1,a,no\n")

    answer = give("agreement", table, "--item", "case", "--rater", "who", "--rating", "answer")

    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [
        "Error: reviews.csv cannot be used: 1 finding.",
        "  row 3: The reviewer 'a' answers for 'c1' a second time; one answer a case is allowed.",
        ROWS_COUNTED,
    ]


def test_examples_of_a_control_chart_stand_on_lines_of_their_own(give: Give):
    lines = [line.strip() for line in give("control", "--help").stdout.splitlines()]

    assert next(line for line in lines if line.startswith("Example: ")) == (
        "Example: peelian control months.csv --value rate"
    )
