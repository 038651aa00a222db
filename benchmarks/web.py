"""How fast the pages are, beside bare Django pages on the same server.

Usage: python benchmarks/web.py [--items 100000] [--seconds 2] [--rounds 3] [--only sqlite|postgresql]

For each database a real gunicorn serves the demonstration and generated items on the loopback address. Every
page is measured in turn with a bare page, several times, and the median of the ratios counts, so that a busy
machine troubles both alike. Eight connections ask at once and are kept open.

Public pages stand beside a view that returns one line of text and asks no database. They are asked for whole,
and again with the tag of what the reader has already (304). Lists of the workspace, asked for as a signed-in
lead inspector, stand beside the least that such a list is in Django: the account, fifty rows, a plain table.

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
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.load import Load, Target, entity_tag, load  # noqa: E402
from scripts.private_postgres import free_port, private_postgres  # noqa: E402

LEAST_SHARE_OF_BARE = 0.6
MOST_TIMES_BARE_P95 = 4.0
START_SECONDS = 60
HOST = "127.0.0.1"

Result = dict[str, Any]


def main() -> int:
    """Measure on each database and say whether every target is met."""
    chosen = arguments()
    results: Result = {"cores": os.cpu_count(), "items": chosen.items}
    for name in [chosen.only] if chosen.only else ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peelian-benchmark-")))
            url = stack.enter_context(private_postgres()) if name == "postgresql" else ""
            results[name] = measured(environment(folder, url), chosen)
    results["met"] = all(
        row["met"]
        for each in results.values()
        if isinstance(each, dict)
        for row in each["addresses"].values()
    )
    print(json.dumps(results, indent=2))
    return 0 if results["met"] else 1


def arguments() -> argparse.Namespace:
    """What the person asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=100_000, help="generated items beside the demonstration")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each address")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    return parser.parse_args()


def environment(folder: Path, url: str) -> dict[str, str]:
    """The settings of the server under test: a data folder of its own, and the routes with the bare page."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PEELIAN_")},
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "PEELIAN_VAR": str(folder),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.web_settings",
    }


def measured(settings: dict[str, str], chosen: argparse.Namespace) -> Result:
    """Fill the database, start the server, and measure every address."""
    said(f"Filling {'PostgreSQL' if settings['DATABASE_URL'] else 'SQLite'} with {chosen.items} items.")
    setup = [sys.executable, str(ROOT / "benchmarks" / "web_setup.py"), str(chosen.items)]
    filled = subprocess.run(setup, env=settings, stdout=subprocess.PIPE, text=True, check=True)
    plan = json.loads(filled.stdout.splitlines()[-1])
    signed_in = (("Cookie", plan["cookie"]),)
    with serving(settings) as port:
        bare, bare_list = Target(HOST, port, "/bare/"), Target(HOST, port, "/bare/list/", signed_in)
        rows = {name: public_page(bare, address, chosen) for name, address in plan["pages"].items()}
        for name, address in plan["lists"].items():
            rows[name] = workspace_list(bare_list, Target(HOST, port, address, signed_in), chosen)
    for name, row in rows.items():
        row["queries"] = {size: counts[name] for size, counts in plan["queries"].items()}
        row["met"] = row["met"] and row["queries"]["few"] == row["queries"]["many"]
        said(
            f"  {name:<26} {row['page']['requests_per_second']:>8} req/s  p95 {row['page']['p95_ms']:>7} ms  "
            f"{'met' if row['met'] else 'MISSED'}"
        )
    return {"addresses": rows}


def public_page(bare: Target, address: str, chosen: argparse.Namespace) -> Result:
    """A public page: at least so much of the bare page's rate."""
    target = Target(bare.host, bare.port, address)
    pairs = in_turn(bare, target, chosen)
    share = round(statistics.median(p.requests_per_second / b.requests_per_second for b, p in pairs), 2)
    tag = entity_tag(target)
    known = Target(bare.host, bare.port, address, (("If-None-Match", tag),)) if tag else target
    unchanged = load(known, chosen.seconds)
    beside, page = middle([b for b, _ in pairs]), middle([p for _, p in pairs])
    return {
        "bare": asdict(beside),
        "page": asdict(page),
        "unchanged": asdict(unchanged),
        "share_of_bare_rate": share,
        "met": share >= LEAST_SHARE_OF_BARE and page.status == 200 and unchanged.status == 304,
    }


def workspace_list(bare: Target, target: Target, chosen: argparse.Namespace) -> Result:
    """A list of the workspace: its p95 within so many times the bare list's."""
    pairs = in_turn(bare, target, chosen)
    times = round(statistics.median(p.p95_ms / b.p95_ms for b, p in pairs), 2)
    beside, page = middle([b for b, _ in pairs]), middle([p for _, p in pairs])
    return {
        "bare": asdict(beside),
        "page": asdict(page),
        "times_bare_p95": times,
        "met": times <= MOST_TIMES_BARE_P95 and page.status == 200,
    }


def in_turn(bare: Target, target: Target, chosen: argparse.Namespace) -> list[tuple[Load, Load]]:
    """Measure both several times, one after the other."""
    return [(load(bare, chosen.seconds), load(target, chosen.seconds)) for _ in range(chosen.rounds)]


def middle(loads: list[Load]) -> Load:
    """The one of the middle rate."""
    return sorted(loads, key=lambda each: each.requests_per_second)[len(loads) // 2]


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[int]:
    """The server on a free port of the loopback address, stopped at the end."""
    port = free_port()
    command = ["peelian", "serve", "--port", str(port)]
    with (Path(settings["PEELIAN_VAR"]) / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=settings, stdout=log, stderr=log)
        try:
            wait_for(server, port)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/bare/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def said(message: str) -> None:
    """Tell how far the run is, on standard error."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
