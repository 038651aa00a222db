"""How fast the register of items is, its files and the tick, with many items and updates.

Usage: python benchmarks/followup.py [--items 100000] [--updates 400000] [--seconds 2] [--rounds 3]
                                     [--only sqlite|postgresql]

For each database a real gunicorn serves the demonstration beside generated items and updates on the loopback
address. Every list is measured in turn with the least that such a list is in Django (the account, fifty rows, a plain
table), several times, and the median of the ratios of their 95th percentiles counts, so that a busy machine troubles
both alike. Eight connections ask at once. Each list is also counted in queries, with few items and with many.

Then the whole register is downloaded in each of its forms: how long it takes, and by how much the memory of a serving
process grows above what it held before. At the end `peelian tick` is run twice: the first writes every notice that has
come due, the second finds nothing new.

Prints JSON; exit status 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.load import Target  # noqa: E402
from benchmarks.web import HOST, Result, environment, in_turn, middle, said, serving  # noqa: E402
from scripts.private_postgres import private_postgres  # noqa: E402

MOST_TIMES_BARE_P95 = 4.0
MOST_EXPORT_SECONDS, MOST_EXPORT_BYTES = 20.0, 200 * 1024 * 1024
MOST_TICK_SECONDS = 30.0
PIECE = 1024 * 1024
OWN_CONNECTION = ("Connection", "close")
"""Each request comes on a connection of its own, as from a proxy: kept connections stay with the process that took
them, and where chance leaves most of eight with one of two processes, that decides the 95th percentile."""


def main() -> int:
    """Measure on each database and say whether every target is met."""
    chosen = arguments()
    results: Result = {"cores": os.cpu_count(), "items": chosen.items, "updates": chosen.updates}
    databases = [chosen.only] if chosen.only else ["sqlite", "postgresql"]
    for name in databases:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peelian-benchmark-")))
            url = stack.enter_context(private_postgres()) if name == "postgresql" else ""
            results[name] = measured(environment(folder, url), chosen)
    results["met"] = all(
        row["met"] for name in databases for part in results[name].values() for row in part.values()
    )
    print(json.dumps(results, indent=2))
    return 0 if results["met"] else 1


def arguments() -> argparse.Namespace:
    """What the person asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=100_000, help="generated items beside the demonstration")
    parser.add_argument("--updates", type=int, default=400_000, help="generated updates of forces on them")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each list")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    return parser.parse_args()


def measured(settings: dict[str, str], chosen: argparse.Namespace) -> Result:
    """Fill the database, serve it, and measure lists, files and ticks."""
    said(f"Filling {'PostgreSQL' if settings['DATABASE_URL'] else 'SQLite'}.")
    setup = [sys.executable, str(ROOT / "benchmarks" / "followup_setup.py"), str(chosen.items)]
    filled = subprocess.run(
        [*setup, str(chosen.updates)], env=settings, stdout=subprocess.PIPE, text=True, check=True
    )
    plan = json.loads(filled.stdout.splitlines()[-1])
    with serving(settings) as port:
        lists = {
            name: a_list(port, address, plan["cookies"], who, chosen)
            for name, (who, address) in plan["lists"].items()
        }
        files = {
            form: a_file(port, address, plan["cookies"]["lead"]) for form, address in plan["files"].items()
        }
    for name, row in lists.items():
        row["queries"] = {size: counts[name] for size, counts in plan["queries"].items()}
        row["met"] = row["met"] and row["queries"]["few"] == row["queries"]["many"]
        said(f"  {name:<30} {row['times_bare_p95']:>6} times the bare list  {told(row)}")
    ticks = {name: a_tick(settings) for name in ("first", "second")}
    return {"lists": lists, "files": files, "ticks": ticks}


def a_list(port: int, address: str, cookies: dict[str, str], who: str, chosen: argparse.Namespace) -> Result:
    """A page of the register: its p95 within so many times the bare list's, which fills its page for the lead alone."""
    bare = Target(HOST, port, "/bare/list/", (("Cookie", cookies["lead"]), OWN_CONNECTION))
    target = Target(HOST, port, address, (("Cookie", cookies[who]), OWN_CONNECTION))
    pairs = in_turn(bare, target, chosen)
    times = round(statistics.median(p.p95_ms / b.p95_ms for b, p in pairs), 2)
    beside, page = middle([b for b, _ in pairs]), middle([p for _, p in pairs])
    return {
        "bare": asdict(beside),
        "page": asdict(page),
        "times_bare_p95": times,
        "met": times <= MOST_TIMES_BARE_P95 and page.status == 200,
    }


def a_file(port: int, address: str, cookie: str) -> Result:
    """The whole register as a file: how long it takes, and by how much the memory of a serving process grows."""
    request = urllib.request.Request(f"http://{HOST}:{port}{address}", headers={"Cookie": cookie})
    before = largest_process()
    begun, size = time.perf_counter(), 0
    with watched_memory() as memory, urllib.request.urlopen(request, timeout=300) as answer:
        first = None
        while piece := answer.read(PIECE):
            first = first or time.perf_counter() - begun
            size += len(piece)
    seconds = time.perf_counter() - begun
    row = {
        "seconds": round(seconds, 2),
        "first_bytes_after": round(first or seconds, 2),
        "bytes": size,
        "memory_before_bytes": before,
        "memory_bytes": memory[0],
        "met": seconds <= MOST_EXPORT_SECONDS and memory[0] - before <= MOST_EXPORT_BYTES,
    }
    grown = (memory[0] - before) // 1024 // 1024
    said(f"  {address:<30} {row['seconds']} s, {grown} MB above {before // 1024 // 1024} MB  {told(row)}")
    return row


@contextmanager
def watched_memory() -> Iterator[list[int]]:
    """The most resident memory of any process of the server, as it goes."""
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], largest_process())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def largest_process() -> int:
    """Resident memory of the largest process that this one started."""
    sizes = [0]
    for process in psutil.Process().children(recursive=True):
        try:
            sizes.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return max(sizes)


def a_tick(settings: dict[str, str]) -> Result:
    """One look at every clock, without sending mail."""
    begun, used = time.perf_counter(), os.times()
    done = subprocess.run(
        ["peelian", "tick", "--no-mail", "--json"], env=settings, capture_output=True, text=True, check=False
    )
    seconds = round(time.perf_counter() - begun, 2)
    row: dict[str, Any] = {
        "seconds": seconds,
        "cpu_seconds": round(os.times().children_user + os.times().children_system - used[2] - used[3], 2),
        "status": done.returncode,
        "answer": json.loads(done.stdout) if done.returncode == 0 else done.stderr[-500:],
        "met": done.returncode == 0 and seconds <= MOST_TICK_SECONDS,
    }
    said(f"  tick {seconds} s  {told(row)}")
    return row


def told(row: Result) -> str:
    """Whether the target is met, in a word."""
    return "met" if row["met"] else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
