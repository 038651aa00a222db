"""How commands answer: JSON on standard output, messages on standard error, refusals as exit status 1."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click

from peelian.catalogue.findings import CatalogueError
from peelian.rules.errors import PeelianError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON on standard output.")


def start_django() -> None:
    """Set Django up; called by commands that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peelian.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from error


def write_json(answer: Any) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """A message to the person, on standard error, so that it never mixes with data."""
    click.echo(message, err=True)


def fail(message: str) -> None:
    """End with exit status 1 and a sentence."""
    raise click.ClickException(message)


def refusals_end_in_status_1(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Turn a refusal by a rule into its sentence, each of its findings on a line, and exit status 1."""

    @functools.wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except PeelianError as error:
            listed = (error.details.get(key) for key in ("findings", "gates", "results"))
            found: Any = next((each for each in listed if each), [])
            lines = [error.message, *(f"  {_line(each)}" for each in found)]
            raise click.ClickException("\n".join(lines)) from error
        except CatalogueError as error:
            raise click.ClickException(error.message) from error

    return run


def _line(finding: Any) -> str:
    if isinstance(finding, dict):
        place = ", ".join(
            str(finding[key]) for key in ("file", "row", "field") if finding.get(key) not in (None, "")
        )
        return f"{place}: {finding.get('message', '')}" if place else str(finding.get("message", finding))
    return str(getattr(finding, "message", finding))
