"""What every workspace page shares: sign-in, finding what a person may see, and turning refusals into form errors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peelian.apps.accounts.models import User
from peelian.apps.inspections.edits import COMPARE, LOOK
from peelian.apps.organisations.access import forces_of, organisations_with_role, staffed_inspectorates
from peelian.apps.organisations.models import Role
from peelian.apps.reports.queries import holds_demonstration
from peelian.apps.responses.models import BODY_ROLES
from peelian.interfaces.workspace.conflicts import conflict_rows
from peelian.rules.errors import PeelianError, StaleEditError

Thing = TypeVar("Thing", bound=Model)
Result = TypeVar("Result")
View = Callable[..., HttpResponseBase]
METHODS = ["GET", "HEAD", "POST"]


class LedElsewhereError(Exception):
    """There is nothing to do on a page any more: its reader is told so where the thing can be read.

    Parameters
    ----------
    words
        A sentence that says where the thing has come to.
    address
        The page of the thing, which the reader may open.
    """

    def __init__(self, words: str, address: str) -> None:
        super().__init__(words)
        self.words = words
        self.address = address


def workspace_page(view: View) -> View:
    """A page for people who are signed in, to be read and, where it holds a form, to be sent."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except LedElsewhereError as elsewhere:
            messages.info(request, elsewhere.words)
            return redirect(elsewhere.address)

    protected: View = require_http_methods(METHODS)(login_required(led))
    return protected


def person(request: HttpRequest) -> User:
    """The signed-in person, as the actor of services."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def visible_or_404(things: QuerySet[Thing], **lookup: Any) -> Thing:
    """The one thing among those visible to the person; absence and refusal give the same page."""
    found = things.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


ON_RECORD = "on-record-already"


def attempt(form: forms.BaseForm, act: Callable[[], Result], *, kept_at: str = "") -> Result | None:
    """Call a service for a valid form; a refusal is put by its fields, and what was typed stays.

    Returns nothing when refused. Services that return nothing themselves are wrapped by `attempted`. Where the
    same is on record already, the person is led to `kept_at`.
    """
    try:
        return act()
    except PeelianError as error:
        _lead_to_what_is_kept(error, kept_at)
        put_refusal(form, error)
        return None


def attempted(form: forms.BaseForm, act: Callable[[], object], *, kept_at: str = "") -> bool:
    """Like `attempt`, for services that return nothing: whether it went through."""
    try:
        act()
    except PeelianError as error:
        _lead_to_what_is_kept(error, kept_at)
        put_refusal(form, error)
        return False
    return True


def _lead_to_what_is_kept(error: PeelianError, kept_at: str) -> None:
    if error.code == ON_RECORD and kept_at:
        raise LedElsewhereError(error.message, kept_at) from error


def put_refusal(form: forms.BaseForm, error: PeelianError) -> None:
    """Show a refusal in the form: each finding by its field, the rest above the form."""
    placed = 0
    for finding in _listed(error, "findings"):
        field = finding.get("field") if isinstance(finding, dict) else None
        form.add_error(field if field in form.fields else None, _sentence(finding))
        placed += 1
    for result in [*_listed(error, "results"), *_listed(error, "gates")]:
        form.add_error(None, _sentence(result))
        placed += 1
    if not placed:
        named = error.details.get("field")
        typed = any(not field.widget.is_hidden for field in form.fields.values())
        message = error.message if typed else _without_text(error)
        form.add_error(str(named) if named in form.fields else None, message)
    if isinstance(error, StaleEditError):
        _show_conflict(form, error)


def _listed(error: PeelianError, name: str) -> list[Any]:
    """What an error lists under a name of its details: nothing where it lists nothing."""
    found = error.details.get(name)
    return found if isinstance(found, list) else []


def _sentence(result: object) -> str:
    """The sentence of a gate result or a finding, in whichever form it comes."""
    if isinstance(result, dict):
        return str(result["message"])
    return str(getattr(result, "message", result))


def _without_text(error: PeelianError) -> str:
    """The sentence of a refusal where nothing was typed that could be compared."""
    return error.message.replace(COMPARE, LOOK)


def _show_conflict(form: forms.BaseForm, error: StaleEditError) -> None:
    """Keep what was typed, show what stands now, and let a second save replace it knowingly."""
    current: Any = error.details.get("current", {})
    form.conflict = conflict_rows(form, current, error.details.get("words"))  # type: ignore[attr-defined]
    form.typed_in = any(  # type: ignore[attr-defined]
        bound.data not in (None, "", []) for bound in form.visible_fields()
    )
    version = error.details.get("version")
    if version is not None and "version" in form.fields:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data[form.add_prefix("version")] = str(version)  # type: ignore[index]


def act_or_tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """For pages with a single button: call the service, and tell the outcome on the next page."""
    try:
        act()
    except PeelianError as error:
        listed = [*_listed(error, "results"), *_listed(error, "gates"), *_listed(error, "findings")]
        for sentence in [_sentence(each) for each in listed] or [_without_text(error)]:
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True


def page(
    request: HttpRequest, template: str, context: dict[str, Any], form: forms.BaseForm | None = None
) -> HttpResponse:
    """Render a workspace page; a form with errors answers 422, so that the answer says what the page says.

    A page about one thing says whether that is a demonstration; any other page says whether the installation is.
    """
    refused = form is not None and form.is_bound and bool(form.errors)
    shared: dict[str, Any] = {
        "is_staff": bool(staffed_inspectorates(request.user)),
        "is_administrator": bool(organisations_with_role(request.user, Role.ADMINISTRATOR)),
        "is_body": bool(organisations_with_role(request.user, *BODY_ROLES)),
        "is_force": bool(forces_of(request.user)),
        "is_government": bool(organisations_with_role(request.user, Role.HOME_OFFICE_READER)),
    }
    if form is not None:
        shared["form"] = form
    if "demonstration" not in context:
        shared["demonstration"] = holds_demonstration()
    return render(request, f"workspace/{template}", {**context, **shared}, status=422 if refused else 200)
