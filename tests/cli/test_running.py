"""What long runs tell of what they left out."""

from __future__ import annotations

import pytest

from peelian.interfaces.cli import running
from peelian.interfaces.cli.running import left_out_lines, progress

NO_CRIMES, NO_PEOPLE = "The records hold no table crimes.", "The records hold no table people."


def test_what_was_left_out_is_told_once_a_reason_the_one_that_concerns_most_first() -> None:
    pairs = [("b", NO_PEOPLE), ("a", NO_CRIMES), ("c", NO_CRIMES)]

    assert left_out_lines(pairs, "Not checked", "Elsewhere.") == [
        f"{NO_CRIMES} Not checked: a, c.",
        f"{NO_PEOPLE} Not checked: b.",
    ]


def test_many_names_and_many_reasons_are_counted() -> None:
    names = [(f"n{number}", NO_CRIMES) for number in range(8)]
    others = [(f"o{number}", f"Reason {number:02}.") for number in range(16)]

    lines = left_out_lines([*names, *others], "Left out", "All are in out.json.")

    assert lines[0] == f"{NO_CRIMES} Left out: n0, n1, n2, n3, n4, n5 and 2 more."
    assert (len(lines), lines[-1]) == (16, "Left out for other reasons: 2 more. All are in out.json.")


def test_progress_in_a_file_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter([0.0, 4.0, 11.0, 11.0, 12.0])
    monkeypatch.setattr(running.time, "monotonic", lambda: next(moments))
    tell = progress()

    for done in (1, 2, 3):
        tell(done, 3, f"part {done}")

    assert capsys.readouterr().err == "2 of 3: part 2\n"
