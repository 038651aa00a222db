"""What requests to the workspace API hold: plain values, each with its bounds, and nothing unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, field_validator

Line = Annotated[str, Field(max_length=200)]
"""A short text such as a title."""

LongLine = Annotated[str, Field(max_length=300)]
"""A sentence such as a headline."""

Name = Annotated[str, Field(max_length=80)]
"""An identifier of the regime, such as an area."""

Whole = Annotated[int, Field(ge=0, le=32_767)]
"""A place in an order, or a small count."""

Version = Annotated[int, Field(ge=1, description="The version that the person opened")]


_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""The null character and halves of characters, which no database keeps."""


def _texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, however deep, names of values included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts_in(name)
            yield from _texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)


class Body(Schema):
    """The body of a request; a field it does not know is refused."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        if any(_NO_TEXT.search(text) for text in _texts_in(value)):
            raise ValueError("the text holds a character that is no text")
        return value

    def given(self, leave_out: Iterable[str] = ()) -> dict[str, Any]:
        """The values that were sent, with nested bodies as plain values; what was not sent is left out."""
        return self.model_dump(exclude_unset=True, exclude=set(leave_out))


class Edit(Body):
    """The body of a change to a thing that several people may edit."""

    expected_version: Version
