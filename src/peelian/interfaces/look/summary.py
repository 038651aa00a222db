"""What went wrong on a page, gathered from the forms it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField

from peelian.interfaces.look.fields import error_target


class PageError(TypedDict, total=False):
    """One line of the error summary; without ``href`` it concerns the whole form."""

    text: str
    href: str


def page_errors(context: Mapping[Any, Any]) -> list[PageError]:
    """Errors of every form in a page's context, and of ``refusal`` where a rule said no."""
    errors: list[PageError] = []
    if context.get("refusal"):
        errors.append({"text": str(context["refusal"])})
    for form in _distinct(_forms(context.values())):
        errors.extend(_form_errors(form))
    return errors


def _forms(values: Iterable[Any]) -> Iterator[BaseForm]:
    """The forms among the values.

    The type itself is asked, not `isinstance`, which would wake what a context holds back until it is used: the
    token of a form, and with it a cookie, and the person who is signed in.
    """
    for value in values:
        kind = type(value)
        if issubclass(kind, BaseForm):
            yield value
        elif issubclass(kind, BaseFormSet):
            yield from value.forms
        elif issubclass(kind, list | tuple):
            yield from (item for item in value if isinstance(item, BaseForm))


def _distinct(forms: Iterable[BaseForm]) -> list[BaseForm]:
    return list({id(form): form for form in forms}.values())


def _form_errors(form: BaseForm) -> Iterator[PageError]:
    if not form.is_bound:
        return
    lead = getattr(form, "lead", "")
    for error in _errors_of(form):
        yield {**error, "text": f"{lead}, {error['text']}"} if lead else error


def _errors_of(form: BaseForm) -> Iterator[PageError]:
    for message in form.non_field_errors():
        yield {"text": str(message)}
    for name in form.errors:
        if name in form.fields:
            yield from _field_errors(form[name])


def _field_errors(bound: BoundField) -> Iterator[PageError]:
    """Errors of one field, led by its label so that each line can be read alone."""
    for message in bound.errors:
        text = str(message) if str(message).startswith(str(bound.label)) else f"{bound.label}: {message}"
        if bound.is_hidden:
            yield {"text": text}
        else:
            yield {"text": text, "href": f"#{error_target(bound)}"}
