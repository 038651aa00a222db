"""Run every check, each to its end, and close with one line for each.

Exit status 1 when any failed. ``--only NAME`` (again for more) runs some of them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chromium import ChromiumMissingError, find_or_install_chromium
from private_postgres import PostgresMissingError, private_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# Tests of the layers without a database, or with a file of their own; they ran on SQLite and would say the same again.
WITHOUT_DATABASE = (
    "tests/architecture",
    "tests/catalogue",
    "tests/cli/test_clock.py",
    "tests/cli/test_columns_not_sent.py",
    "tests/cli/test_estimate.py",
    "tests/cli/test_readme_records.py",
    "tests/cli/test_records_check.py",
    "tests/cli/test_records_measures.py",
    "tests/cli/test_records_published.py",
    "tests/cli/test_records_standards.py",
    "tests/cli/test_running.py",
    "tests/cli/test_statistics.py",
    "tests/cli/test_tick_processes.py",
    "tests/conformance",
    "tests/demonstration/test_content.py",
    "tests/demonstration/test_content_history.py",
    "tests/documents",
    "tests/golden",
    "tests/records",
    "tests/rendering",
    "tests/rules",
    "tests/stats",
    "tests/workbooks",
)


@dataclass(frozen=True)
class Result:
    """How one stage ended."""

    name: str
    status: int
    seconds: float
    last_line: str


def stream(*command: str | Path, **environment: str) -> tuple[int, str]:
    """Run a command, show what it says, and return its status with its last line."""
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    last = ""
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=surroundings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


def lint() -> tuple[int, str]:
    return stream(BIN / "ruff", "check", ".")


def form() -> tuple[int, str]:
    return stream(BIN / "ruff", "format", "--check", ".")


def types() -> tuple[int, str]:
    return stream(BIN / "mypy")


def contracts() -> tuple[int, str]:
    return stream(BIN / "lint-imports", "--no-logo")


def migrations() -> tuple[int, str]:
    return stream(
        sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run",
        DJANGO_SETTINGS_MODULE="peelian.config.settings",
    )  # fmt: skip


def sqlite() -> tuple[int, str]:
    """Everything but the browser; the tests of Spark stay in one worker, so that Spark starts once."""
    return stream(
        *PYTEST,
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-m",
        "not browser and not postgres",
        "--trace-run",
        "sqlite",
        DATABASE_URL="",
    )


def postgres() -> tuple[int, str]:
    """Everything that touches the database, once more on the server of production; the long tests come last, so that
    a worker without work takes some of them over.
    """
    ignored = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]
    try:
        with private_postgres() as url:
            return stream(
                *PYTEST,
                "-n",
                "2",
                "--dist",
                "worksteal",
                "-m",
                "not browser",
                "--trace-run",
                "postgres",
                *ignored,
                DATABASE_URL=url,
            )
    except PostgresMissingError as error:
        print(error)
        return 1, str(error)


def browser() -> tuple[int, str]:
    """Journeys in a real browser, with the accessibility check on each page; each worker serves a site of its own."""
    try:
        chromium = find_or_install_chromium()
    except ChromiumMissingError as error:
        print(error)
        return 1, str(error)
    return stream(
        *PYTEST,
        "-n",
        "2",
        "--dist",
        "loadfile",
        "-m",
        "browser",
        "--trace-run",
        "browser",
        DATABASE_URL="",
        PEELIAN_TEST_CHROMIUM=str(chromium),
    )


def docs() -> tuple[int, str]:
    return stream(
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-E",
        "-b",
        "html",
        "docs",
        "docs/_build/html",
    )


def trace() -> tuple[int, str]:
    return stream(sys.executable, ROOT / "scripts" / "trace.py", "--check")


STAGES: dict[str, Callable[[], tuple[int, str]]] = {
    "lint": lint,
    "format": form,
    "types": types,
    "contracts": contracts,
    "migrations": migrations,
    "sqlite": sqlite,
    "postgres": postgres,
    "browser": browser,
    "trace": trace,
    "docs": docs,
}


def run_stage(name: str) -> Result:
    """Run one stage under a heading."""
    print(f"\n== {name} ==", flush=True)
    started = time.monotonic()
    status, last = STAGES[name]()
    return Result(name, status, time.monotonic() - started, last)


def print_summary(results: list[Result]) -> None:
    """Close with one line a stage, so that the end of the output tells all."""
    print("\n== summary ==")
    for result in results:
        word = "passed" if result.status == 0 else "FAILED"
        print(f"{word}  {result.name:<11} {result.seconds:6.1f} s  {result.last_line}")
    failed = [result.name for result in results if result.status != 0]
    print(f"All {len(results)} stages passed." if not failed else f"Failed: {', '.join(failed)}.", flush=True)


def clear_trace() -> None:
    """Drop what earlier runs left, so that the trace tells of this one."""
    for path in (ROOT / "var" / "trace").glob("*.json"):
        path.unlink()


def main() -> int:
    """Run the stages asked for, all of them by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=list(STAGES), help="run only this stage")
    chosen = parser.parse_args().only or list(STAGES)
    if chosen == list(STAGES):
        clear_trace()
    results = [run_stage(name) for name in chosen]
    print_summary(results)
    return 1 if any(result.status != 0 for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
