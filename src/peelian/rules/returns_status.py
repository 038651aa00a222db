"""How complete a national collection is: who has replied, who cannot, who has not replied yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from peelian.rules.errors import InvalidValueError


@dataclass(frozen=True)
class ReturnsStatus:
    """The state of a collection.

    ``unable`` holds for each force that cannot supply the reason it gave.
    """

    asked: tuple[str, ...]
    replied: tuple[str, ...]
    unable: Mapping[str, str]
    outstanding: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every force has replied or is named as unable."""
        return not self.outstanding

    def words(self) -> str:
        """Return "42 of 43 replied, 1 not yet"; a force that says it is unable has replied.

        >>> returns_status(["A", "B", "C"], ["A"], {"B": "No system."}).words()
        '2 of 3 replied (1 unable to supply), 1 not yet'
        """
        told = len(self.replied) + len(self.unable)
        unable = f" ({len(self.unable)} unable to supply)" if self.unable else ""
        return f"{told} of {len(self.asked)} replied{unable}, {len(self.outstanding)} not yet"


def returns_status(
    asked: Collection[str], replied: Collection[str], unable: Mapping[str, str] | None = None
) -> ReturnsStatus:
    """Return how complete a collection is.

    Parameters
    ----------
    asked
        Every force that was asked; a national collection asks all forces in scope.
    replied
        The forces that have answered.
    unable
        The forces that cannot supply, each with its reason.

    Raises
    ------
    InvalidValueError
        A reply came from a force that was not asked, or a force is unable without a reason.
    """
    reasons = dict(unable or {})
    strangers = sorted({*replied, *reasons} - set(asked))
    if strangers:
        raise InvalidValueError(
            "invalid-value",
            f"Not asked in this collection: {', '.join(strangers)}. Remove the reply, or ask them first.",
        )
    for force, reason in reasons.items():
        if not reason.strip():
            raise InvalidValueError(
                "invalid-value", f"{force} is marked unable without a reason. Say why it cannot supply."
            )
    answered = tuple(force for force in asked if force in replied)
    open_forces = tuple(force for force in asked if force not in replied and force not in reasons)
    return ReturnsStatus(tuple(asked), answered, reasons, open_forces)
