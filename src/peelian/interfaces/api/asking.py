"""What a list can be asked: its filters as data, checked all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest

from peelian.interfaces.api.cursors import Position, read_cursor
from peelian.rules.errors import InvalidValueError

LIMIT, MOST = 100, 500
FORMS = ("json", "csv")
MEDIA_TYPES = {"application/json": "json", "text/csv": "csv"}
Values = Mapping[str, str]


@dataclass(frozen=True)
class Filter:
    """One thing a list can be narrowed by.

    `choices` are the values of a fixed list; `known` gives those that depend on what is stored, and on the
    other values asked with it. A filter with neither takes any text.
    """

    name: str
    description: str
    choices: tuple[str, ...] = ()
    known: Callable[[Values], Iterable[str]] | None = None
    required: bool = False

    def allowed(self, values: Values) -> list[str] | None:
        """The values that are accepted; None where any text is."""
        if self.choices:
            return list(self.choices)
        return list(self.known(values)) if self.known else None

    def parameter(self) -> dict[str, Any]:
        """The filter as a parameter of the OpenAPI document."""
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        if self.choices:
            schema["enum"] = list(self.choices)
        return {
            "name": self.name, "in": "query", "required": self.required, "description": self.description,
            "schema": schema,
        }  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A checked request: the filters that were given, where to go on, how much, and in which form."""

    values: Values
    limit: int
    after: Position | None
    form: Literal["json", "csv"]

    def __getitem__(self, name: str) -> str:
        """The value of a filter, empty where it was not given."""
        return self.values.get(name, "")

    def given(self, **columns: str) -> dict[str, str]:
        """Conditions for the filters that were given, by the column that each one narrows."""
        return {column: self[name] for name, column in columns.items() if self[name]}


@dataclass
class _Findings:
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def fields(self) -> set[str]:
        return {str(each["field"]) for each in self.found}

    def add(self, name: str, value: str, message: str, allowed: Iterable[str] = ()) -> None:
        self.found.append({"field": name, "value": value, "message": message, "allowed": list(allowed)})

    def refuse_if_any(self) -> None:
        if self.found:
            sentences = " ".join(each["message"] for each in self.found)
            raise InvalidValueError("invalid-value", sentences, {"findings": self.found})


def read_question(
    request: HttpRequest, filters: Sequence[Filter], *, paged: bool = True, forms: bool = True
) -> Question:
    """Check everything that was asked, and refuse it with all findings at once.

    `paged` and `forms` say whether the answer comes in pages, and in other forms than JSON.
    """
    findings = _Findings()
    values = _values(request, [*filters, *_own(paged, forms)], findings)
    for each in filters:
        _check_filter(each, values, findings)
    limit = _limit(values.get("limit", ""), findings)
    after = _position(request, values.get("cursor", ""), findings)
    form = _form(request, values.get("format", ""), findings)
    findings.refuse_if_any()
    return Question(values, limit, after, form)


def parameters(filters: Sequence[Filter], *, paged: bool = True, forms: bool = True) -> dict[str, Any]:
    """The OpenAPI part that names the filters of a route, and its paging and form."""
    return {"parameters": [each.parameter() for each in (*filters, *_own(paged, forms))]}


FORMAT = Filter("format", "The form of the answer; without it the Accept header decides.", choices=FORMS)
CURSOR = Filter("cursor", "Where to go on: taken from the address under next.")


class _Limit(Filter):
    def parameter(self) -> dict[str, Any]:
        schema = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
        return {**super().parameter(), "schema": schema}


def _own(paged: bool, forms: bool) -> tuple[Filter, ...]:
    limit = _Limit("limit", f"How many rows at most, {LIMIT} where it is not given.")
    return (*((FORMAT,) if forms else ()), *((limit, CURSOR) if paged else ()))


def _values(request: HttpRequest, filters: Sequence[Filter], findings: _Findings) -> dict[str, str]:
    """What was given once, as plain text, under a name that the list knows."""
    names = [each.name for each in filters]
    values = {}
    for name in request.GET:
        given = request.GET.getlist(name)
        if name not in names:
            findings.add(
                name, given[0], f"There is no filter '{name}'. Choose from: {', '.join(names)}.", names
            )
        elif len(given) > 1:
            findings.add(name, ", ".join(given), f"'{name}' is given {len(given)} times. Give it once.")
        elif not given[0].strip():
            findings.add(name, "", f"'{name}' has no value. Give one, or leave it out.")
        elif "\x00" in given[0]:
            findings.add(name, "", f"'{name}' holds a character that is no text. Leave it out.")
        else:
            values[name] = given[0].strip()
    return values


def _check_filter(each: Filter, values: Values, findings: _Findings) -> None:
    value = values.get(each.name, "")
    if not value:
        if each.required and each.name not in findings.fields:
            findings.add(
                each.name, "", f"'{each.name}' is not given. {each.description}", each.allowed(values) or ()
            )
        return
    allowed = each.allowed(values)
    if allowed is not None and value not in allowed:
        sentence = f"'{value}' is not known as '{each.name}'. Choose one of: {', '.join(allowed) or 'none'}."
        findings.add(each.name, value, sentence, allowed)


def _limit(text: str, findings: _Findings) -> int:
    if not text:
        return LIMIT
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST:
        return int(text)
    findings.add("limit", text, f"'{text}' is no number of rows. Give a whole number from 1 to {MOST}.")
    return LIMIT


def _position(request: HttpRequest, text: str, findings: _Findings) -> Position | None:
    if not text:
        return None
    position = read_cursor(request.path, text)
    if position is None:
        message = "This cursor is not one of this list. Take the address under 'next', or start anew."
        findings.add("cursor", text, message)
    return position


def _form(request: HttpRequest, text: str, findings: _Findings) -> Literal["json", "csv"]:
    if text and text not in FORMS:
        findings.add(
            "format", text, f"'{text}' is no form of an answer. Choose one of: {', '.join(FORMS)}.", FORMS
        )
    if text:
        return "csv" if text == "csv" else "json"
    preferred = request.get_preferred_type(list(MEDIA_TYPES))
    return "csv" if preferred == "text/csv" else "json"
