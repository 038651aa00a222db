"""References inside a text, such as ``{{figure:G-067}}``: find, resolve, and list the dangling ones."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

MARK = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
WELL_FORMED = re.compile(r"\s*(?P<kind>[a-z-]+)\s*:\s*(?P<identifier>[A-Za-z0-9][\w.-]*)\s*")


@dataclass(frozen=True)
class Reference:
    """One reference: what kind of thing it names, which one, and how it was typed."""

    kind: str
    identifier: str
    printed: str


def find_references(text: str) -> tuple[Reference, ...]:
    """Return every reference in a text, in order.

    A mark that is not of the form ``{{kind:identifier}}`` is returned with an empty kind,
    so that it is told as dangling rather than printed to the public.
    """
    return tuple(_reference(match) for match in MARK.finditer(text))


def resolve_references(text: str, words: Callable[[Reference], str | None]) -> str:
    """Put words in the place of each reference.

    Parameters
    ----------
    words
        Returns the words for a reference, or None where it leads nowhere; then the text
        says in brackets that the reference is missing.
    """

    def replace(match: re.Match[str]) -> str:
        reference = _reference(match)
        found = words(reference)
        return f"[reference missing: {match['inside'].strip()}]" if found is None else found

    return MARK.sub(replace, text)


def dangling_references(texts: Iterable[str], known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the references that lead nowhere, as typed, each once.

    Parameters
    ----------
    known
        For each kind of reference, the identifiers that exist.
    """
    dangling = [
        reference.printed
        for text in texts
        for reference in find_references(text)
        if reference.identifier not in known.get(reference.kind, ())
    ]
    return tuple(dict.fromkeys(dangling))


def _reference(match: re.Match[str]) -> Reference:
    form = WELL_FORMED.fullmatch(match["inside"])
    if form is None:
        return Reference("", match["inside"].strip(), match[0])
    return Reference(form["kind"], form["identifier"], match[0])
