"""What a press account lists, and what of it is furniture."""

from __future__ import annotations

import pytest

from peelian.rules.press_accounts import is_furniture, recommendations_told


@pytest.mark.parametrize(
    "line",
    [
        "Video report by A. Reporter, broadcast 17/03/23.",
        "Listen to our latest podcasts to find out more...",
        "Want a quick and expert briefing on the biggest stories?",
        "Read more: another story",
    ],
)
def test_line_of_the_medium_is_furniture(line: str) -> None:
    assert is_furniture(line)


def test_list_ends_where_somebody_is_quoted() -> None:
    account = "The recommendations are:\nAnswer calls.\nKeep records.\nThe chief said: “We will.”\nNot asked."

    assert recommendations_told(account) == ["Answer calls.", "Keep records."]


def test_account_without_a_list_tells_nothing() -> None:
    assert recommendations_told("The force made recommendations to itself.\nAnswer calls.") == []
