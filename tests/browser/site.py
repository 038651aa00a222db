"""The demonstration, loaded by its command and served by its command, as a newcomer has it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PEELIAN = Path(sys.executable).parent / "peelian"
ROW = re.compile(r"(?P<email>\S+@\S+\.example)\s+(?P<password>\S+)")


@dataclass(frozen=True)
class Site:
    """Where the site is served, and the passwords of its demonstration accounts by address."""

    address: str
    passwords: dict[str, str]
    folder: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def surroundings(folder: Path, port: int) -> dict[str, str]:
    """Environment of an installation of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PEELIAN_VAR")}
    return {**kept, "PEELIAN_VAR": str(folder), "PORT": str(port), "PEELIAN_LOGIN_LIMITS": "false"}


def load_demonstration(folder: Path, port: int) -> Site:
    """Run `peelian demo` into a folder of its own."""
    subprocess.run([PEELIAN, "demo"], env=surroundings(folder, port), check=True, capture_output=True)
    listed = (folder / "demonstration-accounts.txt").read_text(encoding="utf-8")
    passwords = {found["email"]: found["password"] for found in ROW.finditer(listed)}
    return Site(f"http://127.0.0.1:{port}", passwords, folder)


def start_server(site: Site) -> subprocess.Popen[bytes]:
    """Run `peelian serve` and wait until it answers."""
    port = int(site.address.rsplit(":", 1)[1])
    server = subprocess.Popen(
        [PEELIAN, "serve", "--workers", "1"],
        env=surroundings(site.folder, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{site.address}/how-we-grade/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return server
    server.terminate()
    server.wait(timeout=30)
    raise RuntimeError(f"The server did not answer on {site.address}.")
