from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.interfaces.cli.trace import (
    PAGE,
    TraceError,
    check_page,
    find_checkout,
    summary_lines,
    trace,
    write_page,
)

REGISTER = """id,section,section_title,side,name
S-001,A1,"Bodies, roles",a,Inspectorate
S-002,A1,"Bodies, roles",a,Inspector
S-003,A2,Rounds,b,Programme
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("docs/trace", "docs/reference", "var/trace"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs/trace/items.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


def leave_results(checkout: Path, run: str, results: dict[str, dict[str, bool]]) -> None:
    (checkout / f"var/trace/{run}.json").write_text(json.dumps(results), encoding="utf-8")


def test_item_counts_only_when_a_test_passes_and_none_fails(checkout: Path) -> None:
    leave_results(checkout, "sqlite", {"S-001": {"t::a": True}, "S-002": {"t::b": True, "t::c": False}})

    assert summary_lines(trace(checkout)) == [
        "A1 Bodies, roles: 1 of 2",
        "  S-002 Inspector: failing",
        "A2 Rounds: 0 of 1",
        "  S-003 Programme: no test yet",
    ]


def test_test_that_fails_in_one_run_counts_as_failing(checkout: Path) -> None:
    leave_results(checkout, "sqlite", {"S-001": {"t::a": True}})
    leave_results(checkout, "postgres", {"S-001": {"t::a": False}})

    assert [traced.words for traced in trace(checkout)] == ["failing", "no test yet", "no test yet"]


def test_unknown_item_is_refused_by_name(checkout: Path) -> None:
    leave_results(checkout, "sqlite", {"S-999": {"t::a": True}})

    with pytest.raises(TraceError, match=r"does not hold: S-999\."):
        trace(checkout)


def test_written_page_is_current_until_the_results_change(checkout: Path) -> None:
    leave_results(checkout, "sqlite", {"S-001": {"t::a": True}})
    write_page(checkout)
    check_page(checkout)
    leave_results(checkout, "sqlite", {"S-001": {"t::a": False}})

    with pytest.raises(TraceError, match="Run 'make trace'"):
        check_page(checkout)


def test_page_names_item_side_state_and_tests(checkout: Path) -> None:
    leave_results(checkout, "sqlite", {"S-001": {"t::a": True, "t::b": True}})

    write_page(checkout)

    rows = [
        line for line in (checkout / PAGE).read_text(encoding="utf-8").splitlines() if line.startswith("| S-")
    ]
    assert rows == [
        "| S-001 | inspectorate | Inspectorate | passing | `t::a`<br>`t::b` |",
        "| S-002 | inspectorate | Inspector | no test yet |  |",
        "| S-003 | force | Programme | no test yet |  |",
    ]


def test_checkout_is_found_from_a_folder_inside_it(checkout: Path) -> None:
    assert find_checkout(checkout / "docs" / "trace") == checkout


def test_no_checkout_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TraceError, match="Run this inside a checkout"):
        find_checkout(tmp_path)
