"""What long runs tell: how far they are, what they left out, and that they were interrupted."""

from __future__ import annotations

import io
import os
import signal
import time
from pathlib import Path

import pytest

from peelian.interfaces.cli import running
from peelian.interfaces.cli.running import (
    INTERRUPTED,
    interruptible,
    left_out_lines,
    progress,
    progress_bar,
    run_broken_off,
)

NO_CRIMES, NO_PEOPLE = "The records hold no table crimes.", "The records hold no table people."


def test_what_was_left_out_is_told_once_a_reason_the_one_that_concerns_most_first() -> None:
    pairs = [("b", NO_PEOPLE), ("a", NO_CRIMES), ("c", NO_CRIMES)]

    assert left_out_lines(pairs, "Not checked", "Elsewhere.") == [
        f"{NO_CRIMES} Not checked: a, c.",
        f"{NO_PEOPLE} Not checked: b.",
    ]


def test_a_column_that_was_not_sent_is_told_before_tables_that_were_not() -> None:
    tables = [
        (f"n{number}", f"The records hold no table t{number}.") for number in range(20) for _ in range(2)
    ]
    column = "The column outcomes.appropriate was not sent."

    lines = left_out_lines([*tables, ("outcome-15-right-and-told", column)], "Not checked", "Elsewhere.")

    assert lines[0] == f"{column} Not checked: outcome-15-right-and-told."


def test_many_names_and_many_reasons_are_counted() -> None:
    names = [(f"n{number}", NO_CRIMES) for number in range(8)]
    others = [(f"o{number}", f"Reason {number:02}.") for number in range(16)]

    lines = left_out_lines([*names, *others], "Left out", "All are in out.json.")

    assert lines[0] == "Reason 00. Left out: o0."
    assert (len(lines), lines[-1]) == (16, "Left out for other reasons: 9 more. All are in out.json.")
    assert left_out_lines(names, "Left out", "") == [
        f"{NO_CRIMES} Left out: n0, n1, n2, n3, n4, n5 and 2 more."
    ]


def test_progress_in_a_file_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter([0.0, 4.0, 11.0, 11.0, 12.0])
    monkeypatch.setattr(running.time, "monotonic", lambda: next(moments))
    tell = progress()

    for done in (1, 2, 3):
        tell(done, 3, f"part {done}")

    assert capsys.readouterr().err == "2 of 3: part 2\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_of_a_terminal_tells_what_is_done_and_goes_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(running.sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "70")

    with progress_bar() as tell:
        tell("incidents.csv", 1, 4)
        deadline = time.monotonic() + 30
        while "incidents.csv" not in terminal.getvalue() and time.monotonic() < deadline:
            time.sleep(0.05)

    shown = terminal.getvalue().split(running.CLEARED)
    assert shown[-2].partition(", ")[0] == "[#####...............] 1 of 4 files read: incidents.csv"
    assert shown[-1] == ""


def test_a_file_of_messages_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as tell:
        tell("incidents.csv", 1, 4)

    assert capsys.readouterr().err == ""


def work_until_interrupted() -> None:
    """Work as the engine does, which tells of an interruption by an error of its own kind."""
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(30)
    except KeyboardInterrupt as error:
        raise RuntimeError("Query interrupted") from error


def test_an_interruption_is_a_sentence_whatever_the_engine_makes_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = signal.getsignal(signal.SIGINT)

    with pytest.raises(SystemExit) as ended, interruptible(lambda: "It was interrupted."):
        work_until_interrupted()

    assert (ended.value.code, capsys.readouterr().err) == (INTERRUPTED, "It was interrupted.\n")
    assert signal.getsignal(signal.SIGINT) is before


def test_a_fault_that_is_no_interruption_stays_a_fault() -> None:
    with pytest.raises(RuntimeError, match="Something else"), interruptible(lambda: "It was interrupted."):
        raise RuntimeError("Something else")


def test_what_is_left_of_a_run_depends_on_what_its_folder_holds(tmp_path: Path) -> None:
    nothing = "The run was interrupted, and nothing is written."
    assert (run_broken_off(None), run_broken_off(tmp_path / "out")) == (nothing, nothing)

    (tmp_path / "out" / "finished").mkdir(parents=True)
    (tmp_path / "out" / "finished" / "part.json").write_text("[]", encoding="utf-8")

    assert run_broken_off(tmp_path / "out") == (
        f"The run was interrupted. What is finished is kept in {tmp_path / 'out'}; the same command goes on from there."
    )
