"""Names that a person mistyped: they are refused with those that are like them, or with all there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

import click

MOST_ALIKE = 6
"""So many names that are like one are printed."""
MOST_LISTED = 60
"""So many names are printed where none is like it; more would push the sentence off the screen."""


def refuse_unknown(
    named: Iterable[str], known: Collection[str], thing: str, *, option: str, when: str = ""
) -> None:
    """Refuse, as wrong use of an option, the names that are none of those that are known.

    Parameters
    ----------
    thing
        What the names are of, such as "measure".
    when
        What follows a name where not all that there is holds, such as "on 2022-03-31".
    """
    unknown = [name for name in dict.fromkeys(named) if name not in known]
    if not unknown:
        return
    sentences = [_sentence(name, known, f"{thing} {name}{f' {when}' if when else ''}") for name in unknown]
    if not all(names_alike(name, known) for name in unknown):
        sentences.append(_all_of(known, thing))
    raise click.BadParameter("\n".join(sentences), param_hint=option)


def names_alike(name: str, known: Collection[str]) -> list[str]:
    """Return the names that are like one: those that hold it, then those that are spelt almost like it.

    >>> names_alike("crimes", ["crimes-per-1000", "calls-abandoned"])
    ['crimes-per-1000']
    >>> names_alike("calls-abandonned", ["crimes-per-1000", "calls-abandoned"])
    ['calls-abandoned']
    """
    typed = name.strip().lower()
    holding = [each for each in sorted(known) if typed and typed in each]
    return list(dict.fromkeys([*holding, *get_close_matches(typed, sorted(known))]))[:MOST_ALIKE]


def _sentence(name: str, known: Collection[str], what: str) -> str:
    alike = names_alike(name, known)
    return f"There is no {what}." + (f" Like it: {', '.join(alike)}." if alike else "")


def _all_of(known: Collection[str], thing: str) -> str:
    if len(known) > MOST_LISTED:
        return f"There are {len(known)} {thing}s; the page docs/reference/{thing}s.md lists them."
    return "There are:\n" + "\n".join(f"  {name}" for name in sorted(known))
