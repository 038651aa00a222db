"""Every route of the product, found by walking the URL configuration, and the addresses to ask of each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(?P<converter>[^>:]+):)?(?P<name>[^>]+)>")
NAMED_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """One address pattern, such as `workspace/evidence/<uuid:evidence_id>/`."""

    pattern: str
    name: str

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Pairs of converter and name, in order."""
        return [(found["converter"] or "str", found["name"]) for found in PARAMETER.finditer(self.pattern)]


def all_routes() -> list[Route]:
    """Routes of pages, feeds, exports, sign-in and both APIs; a new one is in the list on the day it is added."""
    return sorted(set(_walk(get_resolver(), "", "")), key=lambda route: route.pattern)


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + _plain(str(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (namespace, entry.namespace) if part)
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield Route(pattern, ":".join(part for part in (namespace, entry.name or "") if part))


def _plain(pattern: str) -> str:
    """A regular expression route written like a path route, so that both are filled alike."""
    if "(?P<" not in pattern and not pattern.startswith("^"):
        return pattern
    named = NAMED_GROUP.sub(lambda found: f"<str:{found['name']}>", pattern)
    return named.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "").replace("/?", "/")


def addresses(route: Route, values: dict[str, list[str]]) -> list[str]:
    """The route's address with every combination of the values known for its parameters.

    `values` maps a parameter name, or a converter, to the values to try.
    """
    choices = [
        values.get(name) or values.get(converter) or values["str"] for converter, name in route.parameters
    ]
    found = []
    for combination in itertools.product(*choices):
        parts = PARAMETER.split(route.pattern)[:: PARAMETER.groups + 1]
        found.append("/" + "".join(itertools.chain(*itertools.zip_longest(parts, combination, fillvalue=""))))
    return found
