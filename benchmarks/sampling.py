"""Time and memory of a stratified draw from a large frame, beside DuckDB by hand and pandas.

Usage: python benchmarks/sampling.py [--rows 5000000] [--runs 3] [--without-pandas]

The frame is a Parquet file of made-up cases in eight strata. Every run is a process of its own: wall and CPU
seconds of the step, and the peak memory of the process. By hand is the one statement that keeps the smallest
SHA-256 numbers of each stratum. Peelian's draw is the same work from a frame that passed its checks; intake is
those checks (missing and repeated keys, strata) and the fingerprint, which neither of the others has. pandas is
installed into a throwaway environment; its draw depends on the order of the rows.

Targets: the draw at most 1.3 times the statement by hand, and all of it under 1,000 MB.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median

DRAW_TARGET, MEMORY_TARGET = 1.3, 1000
SIZE = 300

MEASURE = """
import json, resource, sys, time
path, size = sys.argv[1], int(sys.argv[2])
steps = {}
class step:
    def __init__(self, name): self.name = name
    def __enter__(self): self.wall, self.cpu = time.perf_counter(), cpu()
    def __exit__(self, *_): steps[self.name] = (time.perf_counter() - self.wall, cpu() - self.cpu)
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
"""
REPORT = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({name: [*taken, peak] for name, taken in steps.items()}))
"""
BY_HAND = """
import duckdb
engine = duckdb.connect()
engine.execute("SET enable_progress_bar = false")
with step("DuckDB by hand"):
    engine.execute(
        "SELECT stratum, arg_min(key, sha256('2026|' || key), $size) FROM read_parquet($path) GROUP BY stratum",
        {"size": size, "path": path},
    ).fetchall()
"""
PEELIAN = """
from pathlib import Path
from peelian.records.sampling import draw_sample, read_frame
from peelian.stats import plan_from_mapping
strata = {f"s{place}": size for place in range(8)}
plan = plan_from_mapping({"key": "key", "stratum": "stratum", "sizes": strata})
with step("Peelian, intake"):
    frame = read_frame(Path(path), plan)
with step("Peelian, draw"):
    draw_sample(frame, plan, "2026")
"""
PANDAS = """
import pandas
with step("pandas groupby.sample"):
    frame = pandas.read_parquet(path, columns=["key", "stratum"])
    frame.groupby("stratum").sample(n=size, random_state=2026)
"""
FRAME = """
import duckdb, sys
engine = duckdb.connect()
engine.execute("SET enable_progress_bar = false")
engine.execute(
    "COPY (SELECT 'C' || lpad(i::VARCHAR, 10, '0') AS key, 's' || (hash(i) % 8)::VARCHAR AS stratum "
    f"FROM range({int(sys.argv[2])}) t(i)) TO '{sys.argv[1]}' (FORMAT parquet)"
)
"""


def measured(python: str, code: str, frame: Path, runs: int) -> dict[str, dict[str, float]]:
    """Run one competitor several times; medians of seconds, the largest memory."""
    taken: dict[str, list[list[float]]] = {}
    for _ in range(runs):
        command = [python, "-c", MEASURE + code + REPORT, str(frame), str(SIZE)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        for name, numbers in json.loads(done.stdout).items():
            taken.setdefault(name, []).append(numbers)
    return {
        name: {
            "wall": median(run[0] for run in runs_of),
            "cpu": median(run[1] for run in runs_of),
            "megabytes": max(run[2] for run in runs_of),
        }
        for name, runs_of in taken.items()
    }


def pandas_environment(folder: Path) -> str:
    """Install pandas where it disturbs nothing, and return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "pandas", "pyarrow"], check=True)
    return str(python)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--rows", type=int, default=5_000_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--without-pandas", action="store_true")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        frame = Path(folder) / "frame.parquet"
        subprocess.run([sys.executable, "-c", FRAME, str(frame), str(chosen.rows)], check=True)
        found = measured(sys.executable, BY_HAND, frame, chosen.runs)
        found |= measured(sys.executable, PEELIAN, frame, chosen.runs)
        if not chosen.without_pandas:
            found |= measured(pandas_environment(Path(folder) / "pandas"), PANDAS, frame, chosen.runs)
    return report(found, chosen.rows)


def report(found: dict[str, dict[str, float]], rows: int) -> int:
    """Print the table and whether the targets are met."""
    hand = found["DuckDB by hand"]
    print(f"{SIZE} cases from each of 8 strata, {rows:,} rows, {os.cpu_count()} cores")
    print(f"{'':24}{'wall s':>9}{'CPU s':>9}{'MB':>8}{'CPU ratio':>11}{'wall ratio':>12}")
    for name, numbers in found.items():
        ratios = numbers["cpu"] / hand["cpu"], numbers["wall"] / hand["wall"]
        print(
            f"{name:24}{numbers['wall']:9.2f}{numbers['cpu']:9.2f}{numbers['megabytes']:8.0f}"
            f"{ratios[0]:11.2f}{ratios[1]:12.2f}"
        )
    draw = found["Peelian, draw"]
    met = draw["cpu"] <= DRAW_TARGET * hand["cpu"] and draw["megabytes"] < MEMORY_TARGET
    print(
        f"Targets (draw at most {DRAW_TARGET} times by hand, under {MEMORY_TARGET} MB): {'met' if met else 'missed'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
