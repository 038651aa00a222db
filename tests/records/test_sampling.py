"""Samples from frames in files: the engine draws what the library draws, from every format and row order."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from peelian.records.sampling import draw_sample, read_frame, read_manifest, verify_sample, write_sample
from peelian.stats import StatsError, draw_cases, frame_fingerprint, plan_from_mapping

GROUPS = ("violent", "sexual", "other")
ROWS = [(f"C{place:05d}", GROUPS[place % 3], f"2020-{place % 12 + 1:02d}-15") for place in range(3_000)]
PLAN = plan_from_mapping({"key": "ref", "stratum": "group", "size": 300})
LARGER = plan_from_mapping({"key": "ref", "stratum": "group", "size": 400})


def as_csv(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["ref", "group", "day"])
        table.writerows(rows)
    return path


def as_parquet(path: Path, source: Path) -> Path:
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT * FROM read_csv('{source}', all_varchar = true)) TO '{path}' (FORMAT parquet)"
        )
    return path


@pytest.fixture
def frame_file(tmp_path: Path) -> Path:
    return as_csv(tmp_path / "frame.csv", ROWS)


@pytest.mark.item("S-047")
def test_shuffled_file_and_parquet_give_the_same_draw_and_fingerprint(frame_file: Path, tmp_path: Path):
    rows = list(ROWS)
    random.Random(3).shuffle(rows)
    files = [
        frame_file,
        as_csv(tmp_path / "shuffled.csv", rows),
        as_parquet(tmp_path / "frame.parquet", frame_file),
    ]

    draws = [draw_sample(read_frame(path, PLAN), PLAN, "2026") for path in files]

    assert len({draw.cases for draw in draws}) == 1
    assert len({draw.frame_fingerprint for draw in draws}) == 1


def test_engine_draws_what_the_library_draws(frame_file: Path):
    draw = draw_sample(read_frame(frame_file, PLAN), PLAN, "2026")
    keys, strata = [row[0] for row in ROWS], [row[1] for row in ROWS]

    assert draw.cases == draw_cases(keys, strata, draw.sizes, "2026")
    assert draw.frame_fingerprint == frame_fingerprint(keys, strata)


def test_two_processes_draw_the_same(frame_file: Path):
    script = (
        "import sys; from pathlib import Path;"
        "from peelian.records.sampling import read_frame, draw_sample; from peelian.stats import plan_from_mapping;"
        "plan = plan_from_mapping({'key': 'ref', 'stratum': 'group', 'size': 300});"
        "print([c.key for c in draw_sample(read_frame(Path(sys.argv[1]), plan), plan, 's').cases])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, frame_file], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }

    assert len(outputs) == 1


def test_enlarging_keeps_every_case(frame_file: Path):
    frame = read_frame(frame_file, PLAN)
    first = draw_sample(frame, PLAN, "2026")

    larger = draw_sample(frame, LARGER, "2026", earlier_sizes=first.sizes)

    assert len(larger.cases) == 400
    assert {case.key for case in first.cases} - {case.key for case in larger.cases} == set()


def test_withdrawn_case_is_replaced_and_named_in_the_manifest(frame_file: Path, tmp_path: Path):
    frame = read_frame(frame_file, PLAN)
    lost = draw_sample(frame, PLAN, "2026").cases[0].key

    draw = draw_sample(frame, PLAN, "2026", withdrawn={lost: "file not found"})
    write_sample(draw, tmp_path / "sample.csv")

    assert (len(draw.cases), lost in {case.key for case in draw.cases}) == (300, False)
    assert read_manifest(tmp_path / "sample.csv")["withdrawn"] == [{"key": lost, "reason": "file not found"}]
    assert verify_sample(tmp_path / "sample.csv").same


def test_weights_of_the_sample_add_up_to_the_frame(frame_file: Path, tmp_path: Path):
    write_sample(draw_sample(read_frame(frame_file, PLAN), PLAN, "2026"), tmp_path / "sample.csv")

    with (tmp_path / "sample.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["ref", "stratum", "order", "population", "weight"]
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(3_000, rel=1e-12)


def test_tampered_sample_is_found_out(frame_file: Path, tmp_path: Path):
    sample = tmp_path / "sample.csv"
    draw = draw_sample(read_frame(frame_file, PLAN), PLAN, "2026")
    write_sample(draw, sample)
    taken_out = draw.cases[0].key
    put_in = next(row[0] for row in ROWS if row[0] not in {case.key for case in draw.cases})
    sample.write_text(sample.read_text().replace(taken_out, put_in))

    found = verify_sample(sample)

    assert (found.same, found.missing, found.extra) == (False, (taken_out,), (put_in,))


def test_changed_frame_is_found_out(frame_file: Path, tmp_path: Path):
    sample = tmp_path / "sample.csv"
    write_sample(draw_sample(read_frame(frame_file, PLAN), PLAN, "2026"), sample)
    as_csv(frame_file, [*ROWS, ("C99999", "other", "2020-01-01")])

    found = verify_sample(sample)

    assert (found.same, found.frame_same) == (False, False)


def test_every_fault_of_a_frame_is_told_at_once(tmp_path: Path):
    plan = plan_from_mapping(
        {
            "key": "ref", "stratum": "group", "size": 2,
            "period": {"column": "day", "start": date(2020, 1, 1), "end": date(2020, 12, 31)},
        }
    )  # fmt: skip
    path = as_csv(
        tmp_path / "bad.csv",
        [
            ("a", "x", "2020-05-01"),
            ("", "x", "2020-05-01"),
            ("a", "x", "2021-05-01"),
            ("b", "", "2020-05-01"),
            ("c", "x", "soon"),
        ],
    )

    with pytest.raises(StatsError) as refusal:
        read_frame(path, plan)

    findings = refusal.value.details["findings"]
    assert [(finding["column"], finding["row"], finding["value"]) for finding in findings] == [  # type: ignore[attr-defined]
        ("ref", 2, ""),
        ("group", 4, ""),
        ("day", 5, "soon"),
        ("day", 3, "2021-05-01"),
        ("ref", None, "a"),
    ]


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("unknown-column", "other.csv", "a,b\n1,2\n"),
        ("frame-empty", "empty.csv", "ref,group,day\n"),
        ("file-kind", "frame.txt", "ref,group,day\n"),
    ],
)
def test_unfit_files_are_refused(tmp_path: Path, code: str, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(StatsError) as refusal:
        read_frame(path, PLAN)

    assert refusal.value.code == code


def test_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(StatsError) as refusal:
        read_frame(tmp_path / "nowhere.csv", PLAN)

    assert refusal.value.code == "file-not-found"


def test_key_that_is_a_fraction_is_refused(tmp_path: Path):
    path = tmp_path / "frame.parquet"
    with duckdb.connect() as engine:
        engine.execute(f"COPY (SELECT 1.5::DOUBLE AS ref, 'x' AS \"group\") TO '{path}' (FORMAT parquet)")

    with pytest.raises(StatsError) as refusal:
        read_frame(path, PLAN)

    assert refusal.value.code == "key-type"


def test_withdrawing_a_case_that_is_not_in_the_frame_is_refused(frame_file: Path):
    with pytest.raises(StatsError) as refusal:
        draw_sample(read_frame(frame_file, PLAN), PLAN, "2026", withdrawn={"nobody": "lost"})

    assert refusal.value.code == "unknown-case"


def test_manifest_of_another_algorithm_is_refused(frame_file: Path, tmp_path: Path):
    sample = tmp_path / "sample.csv"
    proof = write_sample(draw_sample(read_frame(frame_file, PLAN), PLAN, "2026"), sample)
    manifest = json.loads(proof.read_text())
    proof.write_text(json.dumps(manifest | {"algorithm": "coin"}))

    with pytest.raises(StatsError) as refusal:
        verify_sample(sample)

    assert refusal.value.code == "algorithm-unknown"
