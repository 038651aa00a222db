"""Gathering everything that is wrong with given values, so that all of it is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from peelian.rules.errors import InvalidValueError

_IN_AN_ADDRESS = re.compile(r"[-a-zA-Z0-9_]+")


@dataclass
class Problems:
    """Values that cannot be accepted, each with its field and a sentence that says what to do."""

    found: list[dict[str, str]] = field(default_factory=list)

    def add(self, name: str, value: object, message: str) -> None:
        """Note one problem of one field."""
        self.found.append({"field": name, "value": "" if value is None else str(value), "message": message})

    def need(self, name: str, value: object, message: str) -> None:
        """Note a problem when a value is missing; 0 counts as given."""
        if value is None or (isinstance(value, str) and not value.strip()):
            self.add(name, value, message)

    def need_one_of(self, name: str, value: str, allowed: Iterable[str], what: str) -> None:
        """Note a problem when a value is none of the allowed ones."""
        choices = list(allowed)
        if value not in choices:
            self.add(name, value, f"'{value}' is no {what}. Choose one of: {', '.join(choices) or 'none'}.")

    def need_address(self, name: str, value: str, longest: int) -> None:
        """Note a problem when a short name cannot stand in an address; an empty one is another matter."""
        if value and not (len(value) <= longest and _IN_AN_ADDRESS.fullmatch(value)):
            self.add(
                name,
                value,
                f"'{value[:80]}' cannot stand in an address. Use letters a to z, digits, hyphens and underscores, "
                f"at most {longest} of them.",
            )

    def raise_if_any(self) -> None:
        """Refuse the values with one error that holds every problem.

        Raises
        ------
        InvalidValueError
            Its details hold ``findings``: field, value and message of each problem.
        """
        if self.found:
            raise InvalidValueError(
                "invalid-value",
                " ".join(problem["message"] for problem in self.found),
                {"findings": list(self.found)},
            )
