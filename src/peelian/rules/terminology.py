"""Terms and names that change over time: search by any, print the one of the day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peelian.catalogue.organisations import Body
from peelian.catalogue.vocabularies import Term
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class NameFinding:
    """A body's name used for a day on which it did not yet exist."""

    printed: str
    body: str
    valid_from: date
    message: str


def expand_synonyms(text: str, terms: Iterable[Term]) -> tuple[str, ...]:
    """Return a search text and every term that means the same, the text first.

    >>> expand_synonyms("no such term", [])
    ('no such term',)
    """
    wanted = _folded(text)
    spellings = [text]
    for term in terms:
        if wanted in {_folded(form) for form in _forms(term)}:
            spellings += [form for form in _forms(term) if _folded(form) != wanted]
    return tuple(dict.fromkeys(spellings))


def preferred_form(text: str, terms: Iterable[Term], on: date) -> str:
    """Return the preferred term on a day, or the text itself where none is set for that day."""
    for term in terms:
        in_force = term.valid_from is None or term.valid_from <= on
        if in_force and _folded(text) in {_folded(form) for form in _forms(term)}:
            return term.preferred
    return text


def check_body_names(text: str, on: date, bodies: Iterable[Body]) -> tuple[NameFinding, ...]:
    """Flag names of bodies that a text about a day uses before they existed.

    A name that has since been given up is not flagged: an old text may well use it.
    """
    findings = []
    for body in bodies:
        for name, first_day in _first_days(body).items():
            if on < first_day and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                findings.append(
                    NameFinding(name, body.identifier, first_day, _message(name, first_day, body, on))
                )
    return tuple(findings)


def _first_days(body: Body) -> dict[str, date]:
    """Return the first day of each name that has one."""
    first_days: dict[str, date] = {}
    always: set[str] = set()
    for dated in body.names:
        for name in {dated.short, dated.full}:
            if dated.valid_from is None:
                always.add(name)
            else:
                first_days[name] = min(dated.valid_from, first_days.get(name, dated.valid_from))
    return {name: day for name, day in first_days.items() if name not in always}


def _message(name: str, first_day: date, body: Body, on: date) -> str:
    then = body.name_on(on)
    instead = f"Its name then was {then}." if then else "The body did not yet exist."
    return f"'{name}' is used for {day_words(on)}, but the name began on {day_words(first_day)}. {instead}"


def _forms(term: Term) -> tuple[str, ...]:
    return (term.preferred, *term.synonyms)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
