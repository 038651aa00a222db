"""A collection is complete when every force has replied or is named as unable."""

import pytest

from peelian.rules.errors import InvalidValueError
from peelian.rules.returns_status import returns_status

ASKED = ("north", "south", "west")


def test_forces_without_a_reply_are_outstanding():
    status = returns_status(ASKED, {"west", "north"})

    assert (status.replied, status.outstanding, status.is_complete, status.words()) == (
        ("north", "west"),
        ("south",),
        False,
        "2 of 3 replied, 1 not yet",
    )


def test_a_force_named_as_unable_is_not_outstanding():
    status = returns_status(ASKED, {"west", "north"}, {"south": "Its system was replaced."})

    assert (status.is_complete, status.words()) == (True, "3 of 3 replied (1 unable to supply), 0 not yet")


@pytest.mark.parametrize(
    ("replied", "unable", "message"),
    [
        (
            {"east"},
            {},
            "Not asked in this collection: east. Remove the reply, or ask them first.",
        ),
        (set(), {"south": " "}, "south is marked unable without a reason. Say why it cannot supply."),
    ],
)
def test_replies_that_cannot_be_are_refused(replied, unable, message):
    with pytest.raises(InvalidValueError) as refusal:
        returns_status(ASKED, replied, unable)

    assert refusal.value.message == message
