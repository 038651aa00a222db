"""Changing a release: values in, a force left out or taken back, published, opened for correction."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.policies import (
    COMPILERS,
    PUBLISHERS,
    corrections_cancellable_by,
    releases_correctable_by,
    releases_editable_by,
    releases_publishable_by,
)
from peelian.apps.measures.services import (
    ImportedValues,
    cancel_correction,
    exclude_force,
    import_values,
    open_correction,
    publish_release,
    restore_force,
    take_returns,
)
from peelian.apps.measures.value_file import rows_of_file
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.editing import ConfirmSeenForm, ReasonForm, sent
from peelian.interfaces.workspace.measuring.forms import ExcludeForm, ReturnsForm, ValuesForm
from peelian.interfaces.workspace.measuring.publishing import publishing_context
from peelian.interfaces.workspace.measuring.releases import release_address, release_to_change
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.rules.number_words import of_number


@workspace_page
def release_values(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Bring in a table of values; every fault is told at once, and nothing is kept while there is one."""
    actor, found = person(request), _editable(request, release_id)
    if isinstance(found, HttpResponse):
        return found
    files = request.FILES if request.method == "POST" else None
    form = ValuesForm(sent(request), files, initial={"version": found.version})
    if form.is_valid():
        file = form.cleaned_data["file"]
        taken = attempt(
            form,
            lambda: import_values(
                actor=actor,
                release=found,
                expected_version=form.cleaned_data["version"],
                rows=rows_of_file(file),
                file=file.name,
            ),
        )
        if taken is not None:
            messages.success(request, _taken_words(taken))
            return redirect(release_address(found))
    context = {
        "heading": "Bring in values",
        "hint": f"{found}. A force that has a row already gets the new one; why a force is left out stays as it is.",
        "button": "Bring in values",
        "multipart": True,
        "back": release_address(found),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def release_returns(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Take the values of a closed collection, and who was unable to supply."""
    actor, found = person(request), _editable(request, release_id)
    if isinstance(found, HttpResponse):
        return found
    if found.collection is None or not found.collection.is_closed:
        messages.info(request, _no_returns_words(found))
        return redirect(release_address(found))
    template = found.collection.return_template
    form = ReturnsForm(
        template.numeric if template else (), sent(request), initial={"version": found.version}
    )
    if form.is_valid():
        values = form.cleaned_data
        taken = attempt(
            form,
            lambda: take_returns(
                actor=actor,
                release=found,
                expected_version=values["version"],
                numerator=values["numerator"],
                denominator=values["denominator"],
            ),
        )
        if taken is not None:
            messages.success(request, _taken_words(taken))
            return redirect(release_address(found))
    hint = "Rows of a force are added up. Forces that were unable to supply are noted with the reasons they gave."
    return _asked(request, found, form, "Take the returns of the collection", hint, "Take returns")


@workspace_page
def release_exclude(request: HttpRequest, release_id: uuid.UUID, slug: str) -> HttpResponse:
    """Leave a force out, with the reason."""
    actor, found = person(request), _editable(request, release_id)
    if isinstance(found, HttpResponse):
        return found
    force = _force(found, slug)
    form = ExcludeForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        row = attempt(
            form,
            lambda: exclude_force(
                actor=actor,
                release=found,
                expected_version=form.cleaned_data["version"],
                force=force,
                reason=form.cleaned_data["reason"],
            ),
        )
        if row is not None:
            messages.success(request, f"{force.name} is left out of mean, lines and rank.")
            return redirect(release_address(found))
    hint = f"{found}. It then counts neither in the mean nor in the lines nor in any rank."
    return _asked(request, found, form, f"Leave out {force.name}", hint, "Leave out")


@workspace_page
def release_restore(request: HttpRequest, release_id: uuid.UUID, slug: str) -> HttpResponse:
    """Take a force back in."""
    actor, found = person(request), _editable(request, release_id)
    if isinstance(found, HttpResponse):
        return found
    force = _force(found, slug)
    form = ConfirmSeenForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        row = attempt(
            form, lambda: restore_force(actor=actor, release=found, expected_version=version, force=force)
        )
        if row is not None:
            messages.success(request, f"{force.name} counts again.")
            return redirect(release_address(found))
    return _asked(request, found, form, f"Take {force.name} back in?", f"{found}.", "Take back in")


@workspace_page
def release_publish(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Publish a release, after asking."""
    actor = person(request)
    found = release_to_change(request, releases_publishable_by(actor), release_id, PUBLISHERS)
    if isinstance(found, HttpResponse):
        return found
    form = ConfirmSeenForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        published = attempt(
            form, lambda: publish_release(actor=actor, release=found, expected_version=version)
        )
        if published is not None:
            messages.success(request, f"Published: {published}.")
            return redirect(release_address(found))
    context = {
        "heading": "Publish this release?",
        "hint": f"{found}. What is published is frozen; a correction is a new version with its reason.",
        "button": "Publish",
        "back": release_address(found),
        **publishing_context(found),
    }
    return page(request, "measuring/publish.html", context, form)


@workspace_page
def release_correct(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Open the correction of a published release."""
    found = release_to_change(request, releases_correctable_by(person(request)), release_id, PUBLISHERS)
    if isinstance(found, HttpResponse):
        return found
    hint = f"{found}. The reason is published with the new version."
    told = "The release is open for correction. What is published stays until then."
    words = ("Correct a published release", hint, "Open correction")
    return _with_reason(request, found, open_correction, words, told)


@workspace_page
def release_cancel_correction(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Cancel a correction that was opened by mistake."""
    found = release_to_change(request, corrections_cancellable_by(person(request)), release_id, PUBLISHERS)
    if isinstance(found, HttpResponse):
        return found
    hint = f"{found}. Values and notes are put back as they were published. The reason stands in the log."
    told = "The correction is cancelled. The release stands as it was published."
    words = ("Cancel the correction?", hint, "Cancel the correction")
    return _with_reason(request, found, cancel_correction, words, told)


def _with_reason(
    request: HttpRequest,
    found: MeasureRelease,
    service: Callable[..., object],
    words: tuple[str, str, str],
    told: str,
) -> HttpResponse:
    """A step of a release that takes a reason and the version seen; the words are heading, hint and button."""
    form = ReasonForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        done = attempt(
            form,
            lambda: service(actor=person(request), release=found, expected_version=version, reason=reason),
        )
        if done is not None:
            messages.success(request, told)
            return redirect(release_address(found))
    return _asked(request, found, form, *words)


def _no_returns_words(found: MeasureRelease) -> str:
    if found.collection is None:
        return "This release rests on no collection, so there are no returns to take."
    return f"'{found.collection.title}' is not closed, so its values may still change. Its returns are taken after."


def _asked(
    request: HttpRequest,
    found: MeasureRelease,
    form: forms.Form,
    heading: str,
    hint: str,
    button: str,
) -> HttpResponse:
    context = {"heading": heading, "hint": hint, "button": button, "back": release_address(found)}
    return page(request, "form_page.html", context, form)


def _editable(request: HttpRequest, release_id: uuid.UUID) -> MeasureRelease | HttpResponse:
    return release_to_change(request, releases_editable_by(person(request)), release_id, COMPILERS)


def _force(found: MeasureRelease, slug: str) -> Organisation:
    held = Organisation.objects.filter(pk__in=found.values.values("force"))
    return visible_or_404(held, slug=slug)


def _taken_words(taken: ImportedValues) -> str:
    missing = f" Still missing: {', '.join(taken.missing)}." if taken.missing else " No force is missing."
    values = f"{of_number(taken.values, 'force')} {_have(taken.values)} a value"
    return f"{values}, {taken.without} {_have(taken.without)} none with a reason.{missing}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
