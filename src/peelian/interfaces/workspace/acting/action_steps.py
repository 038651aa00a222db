"""The steps that move an action on."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from peelian.apps.actions.models import Action, ActionDependency, ActionEvidence, ActionPartner
from peelian.apps.actions.policies import actions_edited_by
from peelian.apps.actions.services import (
    add_dependency,
    add_evidence,
    change_action,
    confirm_partner,
    count_action,
    move_action,
    name_partner,
    open_action_file,
    remove_dependency,
)
from peelian.interfaces.workspace.acting.item_forms import (
    ActionForm,
    ConfirmationForm,
    CountForm,
    EvidenceForm,
    MoveForm,
    NeedForm,
    PartnerForm,
)
from peelian.interfaces.workspace.acting.places import address, step
from peelian.interfaces.workspace.editing import ConfirmForm, sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import LedElsewhereError, person, visible_or_404, workspace_page
from peelian.rules.transitions import ACTION

BESIDE = ("force", "owner", "item", "programme")


@workspace_page
def action_edit(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """Change what is said of an action."""
    found = editable(request, action_id)
    themes = found.programme.themes if found.programme else []
    stored = {name: getattr(found, name) for name in ActionForm.base_fields if hasattr(found, name)}
    form = ActionForm(
        found.force, sent(request), themes=themes, changes=True, initial={**stored, "owner": found.owner_id}
    )
    return _step(
        request, found, form,
        lambda: change_action(
            actor=person(request), action=found, expected_version=form.cleaned_data["version"] or 0, **form.content
        ),
        "Change the action", "Save", "The action is changed.",
    )  # fmt: skip


@workspace_page
def action_move(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """Move an action to its next state."""
    found = editable(request, action_id)
    states = list(dict.fromkeys(m.next_state for m in ACTION.transitions if m.state == found.state))
    form = MoveForm(states, sent(request), initial={"version": found.version})

    def act() -> object:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        return move_action(actor=person(request), action=found, expected_version=version, **values)

    return _step(
        request, found, form, act, "How does the action stand?", "Save", "The state is recorded.",
        "Done needs evidence, and every action that it needs done first.",
    )  # fmt: skip


@workspace_page
def action_count(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """Count how many are done."""
    found = editable(request, action_id)
    form = CountForm(sent(request), initial={"done_count": found.done_count, "version": found.version})
    return _step(
        request, found, form,
        lambda: count_action(
            actor=person(request), action=found, done_count=form.cleaned_data["done_count"],
            expected_version=form.cleaned_data["version"],
        ),
        "How many are done?", "Save", "The count is saved.",
    )  # fmt: skip


@workspace_page
@once
def evidence_of_action(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """Add what shows that an action was done."""
    found = editable(request, action_id)
    form = EvidenceForm(sent(request), request.FILES or None)
    return _step(
        request, found, form, lambda: add_evidence(actor=person(request), action=found, **form.cleaned_data),
        "What shows that it was done?", "Add the evidence", "The evidence is added.", multipart=True,
    )  # fmt: skip


@workspace_page
def action_file(request: HttpRequest, shown_id: uuid.UUID) -> HttpResponseBase:
    """Download the file of evidence; the reading is logged. It is offered for saving, never shown in the page."""
    actor = person(request)
    visible = ActionEvidence.objects.visible_to(actor).exclude(file="")
    evidence: ActionEvidence = visible_or_404(visible.select_related("action", "force"), pk=shown_id)
    opened = open_action_file(actor=actor, evidence=evidence)
    return FileResponse(
        opened, as_attachment=True, filename=evidence.file_name, content_type=evidence.media_type
    )


@workspace_page
@once
def partner_add(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """Name a partner outside the force."""
    found = editable(request, action_id)
    form = PartnerForm(sent(request))
    return _step(
        request, found, form, lambda: name_partner(actor=person(request), action=found, **form.cleaned_data),
        "Who does it with the force?", "Name the partner", "The partner is named.",
    )  # fmt: skip


@workspace_page
def partner_confirm(request: HttpRequest, action_id: uuid.UUID, partner: int) -> HttpResponse:
    """Record that a partner confirmed its part."""
    found = editable(request, action_id)
    named = visible_or_404(ActionPartner.objects.filter(action=found), pk=partner)
    form = ConfirmationForm(sent(request))
    return _step(
        request, found, form, lambda: confirm_partner(actor=person(request), partner=named, **form.cleaned_data),
        f"Who of {named.name} confirmed it?", "Save", "The confirmation is recorded.",
    )  # fmt: skip


@workspace_page
def need_add(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """Say that an action needs another done first."""
    found = editable(request, action_id)
    form = NeedForm(found, sent(request))
    return _step(
        request, found, form, lambda: add_dependency(actor=person(request), action=found, **form.cleaned_data),
        "What has to be done first?", "Save", "The need is recorded.",
    )  # fmt: skip


@workspace_page
def need_remove(request: HttpRequest, action_id: uuid.UUID, needed_id: uuid.UUID) -> HttpResponse:
    """Take a need away."""
    found = editable(request, action_id)
    need = visible_or_404(
        ActionDependency.objects.filter(action=found).select_related("needed"), needed=needed_id
    )
    form = ConfirmForm(sent(request))
    return _step(
        request, found, form,
        lambda: remove_dependency(actor=person(request), action=found, needed=need.needed),
        f"No longer needs '{need.needed.title}'?", "Take it away", "The need is taken away.",
    )  # fmt: skip


def editable(request: HttpRequest, action_id: uuid.UUID) -> Action:
    """An action that the person may edit, while something asks for it.

    A page that is opened once its item has ended leads to the action; what was sent is refused by its service.
    """
    found = visible_or_404(actions_edited_by(person(request)).select_related(*BESIDE), pk=action_id)
    if found.rests_words and request.method != "POST":
        raise LedElsewhereError(found.rests_words, address("action", found.pk))
    return found


def _step(
    request: HttpRequest,
    found: Action,
    form: Any,
    act: Any,
    heading: str,
    button: str,
    done: str,
    hint: str = "",
    *,
    multipart: bool = False,
) -> HttpResponse:
    return step(
        request, found.force, form, act, heading=heading, button=button, done=done,
        back=address("action", found.pk), subject=found.title, hint=hint, multipart=multipart,
    )  # fmt: skip
