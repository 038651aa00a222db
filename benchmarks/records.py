"""Seconds and memory of checking and measuring records, side by side in one run.

Usage: python benchmarks/records.py [--rows 10000000 50000000] [--peers-up-to 10000000] [--tasks rates ...]

Incidents, contacts and re-contacts are invented as Parquet and as CSV. This project, DuckDB by
hand-written SQL, Polars and pandas then answer the same questions: intake with typed checks and
Parquet output; rates by force, month and type; percentiles of the response time; compliance with
re-contact; repeat callers. Each works in a process of its own; reading counts, importing libraries
does not. Polars and pandas are installed into a throwaway environment. All must give the same
answer. At the end all measures run over tables of every kind, beside the slowest of them alone.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from records_contestants import DUCKDB, MEASURED, PANDAS, PEELIAN, POLARS
from records_made import make_records, make_tables

TASKS = ("intake", "rates", "percentiles", "recontacts", "callers")
EACH, SUM, PANDAS_SUM, GROWTH, SHARED = 1.3, 1.1, 5.0, 5.5, 12.0
MEMORY_MB = 4096
LONGEST = 1800
"""So many seconds a contestant may take for one task."""
PEERS = ("polars", "pandas", "pyarrow", "numpy", "tzdata")
ANSWERS_AGREE = 1e-9


def contestants(python: Path | None) -> dict[str, list[str]]:
    """The command of each contestant, without the task and the folder."""
    found = {
        "this project": [sys.executable, "-c", MEASURED + PEELIAN],
        "DuckDB SQL": [sys.executable, "-c", MEASURED + DUCKDB],
    }
    if python is not None:
        found["Polars"] = [str(python), "-c", MEASURED + POLARS]
        found["pandas"] = [str(python), "-c", MEASURED + PANDAS]
    return found


def measured(command: list[str], task: str, folder: Path, runs: int) -> dict[str, float] | None:
    """The quickest of some runs, or None where the contestant fails or takes too long."""
    answers = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=folder.parent) as out:
            asked = [*command, task, str(folder), out]
            try:
                done = subprocess.run(asked, capture_output=True, text=True, timeout=LONGEST)
            except subprocess.TimeoutExpired:
                print(f"    stopped after {LONGEST} seconds")
                return None
        if done.returncode:
            print(f"    failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
            return None
        answers.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return min(answers, key=lambda answer: answer["seconds"])


def install_peers(folder: Path) -> Path | None:
    """Install Polars and pandas into an environment of their own."""
    environment = folder / "peers"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    done = subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], capture_output=True, text=True)
    if done.returncode:
        print(f"The peers cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    return python


def compare(
    task: str, commands: dict[str, list[str]], folder: Path, runs: int
) -> dict[str, dict[str, float]]:
    """Run one task with every contestant and print the lines."""
    print(f"  {task}")
    found: dict[str, dict[str, float]] = {}
    for name, command in commands.items():
        answer = measured(command, task, folder, runs if name in ("this project", "DuckDB SQL") else 1)
        if answer is None:
            continue
        found[name] = answer
        print(
            f"    {name:<13} {answer['seconds']:9.3f} s {answer['processor']:9.3f} s of processors "
            f"{answer['megabytes']:8.0f} MB   {said(name, found)}",
            flush=True,
        )
    return found


def said(name: str, found: dict[str, dict[str, float]]) -> str:
    """What stands beside a contestant."""
    if name == "this project":
        return ""
    own, other = found.get("this project"), found[name]
    if own is None:
        return "nothing to compare with"
    if not math.isclose(own["answer"], other["answer"], rel_tol=ANSWERS_AGREE):
        return f"ANOTHER ANSWER: {other['answer']!r} beside {own['answer']!r}"
    times, work = own["seconds"] / other["seconds"], own["processor"] / other["processor"]
    return f"ours takes {times:.2f} times as long and {work:.2f} times the work"


def judge(results: dict[str, dict[str, dict[str, float]]]) -> bool:
    """Print the targets of one size, and whether all are met."""
    own = {task: found["this project"] for task, found in results.items() if "this project" in found}
    met = len(own) == len(results)
    for peer, word, target in (("DuckDB SQL", "at most", SUM), ("pandas", "at least", PANDAS_SUM)):
        both = [task for task in own if peer in results[task]]
        if not both:
            continue
        ours = sum(own[task]["seconds"] for task in both)
        theirs = sum(results[task][peer]["seconds"] for task in both)
        if peer == "pandas":
            met &= told(f"faster than {peer} in the sum", theirs / ours, word, target)
            continue
        for task in both:
            met &= told(
                f"{task} beside {peer}", own[task]["seconds"] / results[task][peer]["seconds"], word, EACH
            )
        met &= told(f"the sum beside {peer}", ours / theirs, word, target)
    peak = max((answer["megabytes"] for answer in own.values()), default=math.inf)
    return met & told("peak memory in MB", peak, "at most", MEMORY_MB)


def told(name: str, value: float, word: str, target: float) -> bool:
    """Print one target with its verdict."""
    good = value <= target if word == "at most" else value >= target
    print(f"  {name}: {value:.2f} ({word} {target:g}) {'MET' if good else 'MISSED'}", flush=True)
    return good


def shared_scans(rows: int, place: Path) -> bool:
    """All measures in one run beside the slowest of them alone.

    The target holds for what `peelian records measures` does, which works out the limits of medians as well; what it
    comes to without them is told beside.
    """
    folder = place / "all-tables"
    make_tables(folder, rows)
    ratios = [shared(folder, rows, limits) for limits in ("", "-with-limits")]
    shutil.rmtree(folder)
    known = ratios[-1] is not None
    return known and told("all measures beside the slowest alone", ratios[-1] or math.inf, "at most", SHARED)


def shared(folder: Path, rows: int, limits: str) -> float | None:
    """Print how long all measures take together and the slowest alone, and return the ratio."""
    command = [sys.executable, "-c", MEASURED + PEELIAN]
    done = measured(command, f"every-measure{limits}", folder, 1)
    alone = measured(command, f"slowest-measure{limits}", folder, 1)
    if done is None or alone is None:
        return None
    ratio = done["seconds"] / alone["seconds"]
    how = "with limits of medians" if limits else "without limits"
    print(
        f"\nAll {done['answer']:.0f} measures over {rows:,} rows, {how}: "
        f"{done['seconds']:.2f} s; the slowest alone {alone['seconds']:.2f} s; {ratio:.1f} times"
    )
    return ratio


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000_000])
    parser.add_argument(
        "--peers-up-to", type=int, default=10_000_000, help="Polars and pandas get no more rows"
    )
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true", help="this project and DuckDB alone")
    parser.add_argument(
        "--folder", type=Path, help="where the records are made; a temporary folder without it"
    )
    chosen = parser.parse_args()
    met, sums = True, {}
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        place = Path(name)
        with_peers = not chosen.no_peers and min(chosen.rows) <= chosen.peers_up_to
        python = install_peers(place) if with_peers else None
        for rows in sorted(chosen.rows):
            print(f"\n{rows:,} rows")
            folder = place / str(rows)
            make_records(folder, rows)
            commands = contestants(python if rows <= chosen.peers_up_to else None)
            results = {task: compare(task, commands, folder, chosen.runs) for task in chosen.tasks}
            met &= judge(results)
            sums[rows] = sum(
                found.get("this project", {}).get("seconds", math.inf) for found in results.values()
            )
            shutil.rmtree(folder)
        for smaller, larger in zip(sorted(sums), sorted(sums)[1:], strict=False):
            growth = sums[larger] / sums[smaller] / (larger / smaller) * 5
            met &= told(
                f"growth for five times the rows, {smaller:,} to {larger:,}", growth, "at most", GROWTH
            )
        met &= shared_scans(min(chosen.rows), place)
    print(f"\nTargets: {'all MET' if met else 'not all met; see MISSED above'}.")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
