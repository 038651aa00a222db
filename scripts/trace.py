"""Print which items of the regime have a passing test; write or check the page that says so."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from peelian.interfaces.cli.trace import (
    TraceError,
    check_page,
    find_checkout,
    summary_lines,
    trace,
    write_page,
)


def main() -> int:
    """Answer 0 when the trace could be drawn and, with --check, when its page is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/reference/trace.md")
    parser.add_argument(
        "--check", action="store_true", help="fail when docs/reference/trace.md is out of date"
    )
    choice = parser.parse_args()
    try:
        checkout = find_checkout(Path(__file__).resolve().parent)
        print("\n".join(summary_lines(trace(checkout))))
        if choice.write:
            print(f"Wrote {write_page(checkout).relative_to(checkout)}.")
        if choice.check:
            check_page(checkout)
    except TraceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
