"""GOV.UK components by name, rendered by the macros of govuk-frontend-jinja.

This is the one place that knows about Jinja. Text is escaped; markup is accepted only where the
caller has already declared it safe, so that a typed sentence can never become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from jinja2 import Environment, PackageLoader, PrefixLoader, TemplateNotFound

_LIBRARY = "govuk_frontend_jinja"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({_LIBRARY: PackageLoader(_LIBRARY)}),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _macro(name: str) -> Callable[[Mapping[str, Any]], str]:
    """Return the macro of one component, such as ``date-input`` -> ``govukDateInput``."""
    path = f"{_LIBRARY}/components/{name}/macro.html"
    try:
        module = _environment().get_template(path).module
    except TemplateNotFound as error:
        raise ValueError(
            f"There is no GOV.UK component called {name!r}; use a name of the design system such as 'button'."
        ) from error
    macro: Callable[[Mapping[str, Any]], str] = getattr(module, f"govuk{name.title().replace('-', '')}")
    return macro


def _guard(key: str, value: Any) -> Any:
    """Escape markup that nobody declared safe, at every depth."""
    if key == "attributes" and isinstance(value, str):
        raise TypeError("The option 'attributes' takes a mapping of names to values, not one string.")
    if isinstance(value, Mapping):
        return {inner: _guard(inner, item) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_guard(key, item) for item in value]
    if isinstance(value, str) and (key == "html" or key.endswith("Html")):
        return conditional_escape(value)
    return value


def render_component(name: str, params: Mapping[str, Any]) -> SafeString:
    """Render one GOV.UK component.

    Parameters
    ----------
    name
        Name in the design system, such as ``"date-input"``.
    params
        Options of that component, with the names the design system gives them.
    """
    return _rendered(name, _Params(_guard("", params)))


class _Params:
    """Options of a component, compared by what they say and by what was declared safe."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self._key = _frozen(values)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Params) and self._key == other._key


@lru_cache(maxsize=512)
def _rendered(name: str, params: _Params) -> SafeString:
    """The same options always give the same markup, and most of a page's components never change."""
    return SafeString(_macro(name)(params.values).strip())


def _frozen(value: Any) -> Hashable:
    """A value that can be a key: text that was declared safe differs from the same text that was not."""
    if isinstance(value, Mapping):
        return tuple((key, _frozen(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if value is None or isinstance(value, bool | int):
        return type(value), value
    return str(value), hasattr(value, "__html__")


def options_from_words(options: Mapping[str, Any]) -> dict[str, Any]:
    """Turn template arguments into component options.

    ``label__text`` becomes ``{"label": {"text": ...}}`` and ``is_start_button`` becomes
    ``isStartButton``, so that templates need no dictionaries for simple cases.
    """
    params: dict[str, Any] = {}
    for words, value in options.items():
        *outer, last = [_camel(part) for part in words.split("__")]
        place = params
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = value
    return params


def _camel(words: str) -> str:
    first, *rest = words.split("_")
    return first + "".join(part.title() for part in rest)
