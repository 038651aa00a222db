"""A PostgreSQL server of one's own, in a temporary folder, gone when it is no longer needed.

    python scripts/private_postgres.py COMMAND...    runs the command with DATABASE_URL set

The server refuses to run as root, so root hands it to an account without rights.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OLDEST = 15
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
REMEDY = (
    f"PostgreSQL {OLDEST} or later was not found. Install it (on Debian or Ubuntu: apt-get install postgresql) "
    "or put its programs on PATH, then run this again."
)
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class PostgresMissingError(Exception):
    """No usable PostgreSQL is installed and none could be installed."""


def find_programs() -> Path | None:
    """Folder of the newest PostgreSQL programs on this machine, if there is one recent enough."""
    root = Path("/")
    folders = [folder for pattern in FOLDERS for folder in root.glob(pattern.lstrip("/"))]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    usable = [(major_version(folder), folder) for folder in folders if (folder / "initdb").exists()]
    recent = sorted(found for found in usable if found[0] >= OLDEST)
    return recent[-1][1] if recent else None


def major_version(folder: Path) -> int:
    """Major version of the server in a folder."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))


def programs() -> Path:
    """Find the programs, installing them by the system's package manager where that is allowed."""
    found = find_programs()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("PostgreSQL is missing; installing it with apt-get.", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        found = find_programs()
    if found is None:
        raise PostgresMissingError(REMEDY)
    return found


def free_port() -> int:
    """Port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def owner() -> dict[str, Any]:
    """How to start the server's programs: as oneself, or for root as an account without rights."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def private_postgres() -> Iterator[str]:
    """Start a server, give its URL, and leave nothing behind."""
    folder = programs()
    home = Path(tempfile.mkdtemp(prefix="peelian-postgres-"))
    account = owner()
    if account:
        os.chown(home, account["user"], account["group"])
    password = secrets.token_urlsafe(24)
    password_file = home / "password"
    password_file.write_text(password)
    if account:
        os.chown(password_file, account["user"], account["group"])
    data, port = home / "data", free_port()

    def call(*command: str | Path) -> None:
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, **account)
        if done.returncode != 0:
            raise RuntimeError(f"{Path(command[0]).name} failed: {done.stdout}{done.stderr}")

    settings = " ".join(f"-c {setting}" for setting in SPEED)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {home} {settings}"
    try:
        call(
            folder / "initdb", "-D", data, "-U", "peelian", "-A", "scram-sha-256", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", f"--pwfile={password_file}",
        )  # fmt: skip
        # The log goes to a file, so that the server does not hold this process's pipes open.
        call(folder / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", home / "log", "-o", options, "start")
        try:
            yield f"postgresql://peelian:{password}@127.0.0.1:{port}/postgres"
        finally:
            call(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    """Run a command beside a private server and answer with its exit status."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    try:
        with private_postgres() as url:
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode
    except PostgresMissingError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
