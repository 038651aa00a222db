"""The reply of one force: its returns, what waits to be done, and saying that it cannot supply the data."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.returns.models import CollectionReply, Return, SignOff, ValidationQuestion
from peelian.apps.returns.policies import (
    can_record_reply,
    can_return_reply,
    can_run_collection,
    can_sign_reply,
    questions_answerable_by,
    replies_recordable_by,
    replies_returnable_by,
)
from peelian.apps.returns.rounds import current_round, sign_off_by
from peelian.apps.returns.services import mark_unable, record_reply, upload_return
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.collecting.figures import may_use_as_figure
from peelian.interfaces.workspace.collecting.forms import ReplyForm, UnableForm, UploadForm
from peelian.interfaces.workspace.collecting.places import (
    collection_address,
    reply_address,
    reply_frame,
    reply_of,
    reply_tag,
    reply_to_change,
)
from peelian.interfaces.workspace.collecting.reply_rows import (
    earlier_reasons,
    question_rows,
    sign_off_rows,
    unsigned_words,
    version_rows,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.rules.periods import day_words

NOBODY_SIGNED = (
    "Nobody has signed a version off yet. The chief officer or the strategic owner of the force does."
)


@workspace_page
def reply_page(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """What one force sent and signed, what it was asked, and what comes next."""
    user = person(request)
    reply = reply_of(request, collection_id, slug)
    versions = list(Return.objects.visible_to(user).filter(reply=reply).without_content())
    questions = ValidationQuestion.objects.visible_to(user).filter(reply=reply).select_related("round")
    answerable = set(questions_answerable_by(user).filter(reply=reply).values_list("pk", flat=True))
    signed = list(
        SignOff.objects.visible_to(user).filter(version__reply=reply).select_related("version", "signed_by")
    )
    round_number = current_round(reply.collection)
    context = {
        **reply_frame(reply),
        "tag": reply_tag(reply.state),
        "has_table": bool(reply.collection.template),
        "round": round_number,
        "sign_by": _sign_by(reply),
        "latest": versions[0] if versions else None,
        "versions_columns": headings("Version", "Sent", "Rows", "Findings", "Changes", "File"),
        "versions": version_rows(reply, versions),
        "signed_columns": headings("When", "Version", "Round", "By", "Hours", "Remark"),
        "signed": sign_off_rows(signed),
        "unsigned_words": unsigned_words(versions, signed, is_open=reply.collection.is_open),
        "nobody_signed": NOBODY_SIGNED if reply.collection.is_open else "Nobody signed a version off.",
        "questions_columns": headings("Question", "Where", "Value", "Round", "Answer"),
        "questions": question_rows(reply, questions, answerable),
        "reasons": earlier_reasons(reply),
        "may_send": can_return_reply(user, reply),
        "may_sign": can_sign_reply(user, reply) and _is_signable(versions, round_number),
        "may_record": can_record_reply(user, reply) and reply.state != CollectionReply.State.ANSWERED,
        "may_use": may_use_as_figure(request, reply),
        "may_ask": can_run_collection(user, reply.collection)
        and reply.collection.is_open
        and round_number > 0,
    }
    return page(request, "collecting/reply.html", context)


@workspace_page
def return_upload(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Send a version of the return; it is checked at once, and its page shows everything found."""
    actor = person(request)
    reply = reply_to_change(request, replies_returnable_by(actor), collection_id, slug)
    if isinstance(reply, HttpResponse):
        return reply
    latest = reply.returns.values_list("number", flat=True).first() or 0
    form = UploadForm(sent(request), request.FILES or None, initial={"after": latest})
    if form.is_valid():
        file, after = form.cleaned_data["file"], form.cleaned_data["after"]
        made = attempt(
            form,
            lambda: upload_return(actor=actor, reply=reply, name=file.name, content=file, after=after),
        )
        if made is not None:
            return redirect(reply_address(reply, "return_version", number=made.number))
        form.data = {**request.POST.dict(), "after": str(latest)}
    context = {
        **reply_frame(reply, ("Send the return", "")),
        "heading": "Send the return",
        "hint": "It is checked while you wait. Nobody outside your force sees it before it is signed off.",
        "button": "Send and check",
        "multipart": True,
        "cancel": reply_address(reply),
    }
    return page(request, "collecting/form.html", context, form)


@workspace_page
def collection_reply(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Record what one force did, where no return says it."""
    actor = person(request)
    reply = reply_to_change(request, replies_recordable_by(actor), collection_id, slug)
    if isinstance(reply, HttpResponse):
        return reply
    start = {"answered_on": timezone.localdate(), "reason": reply.reason, "version": reply.version}
    kind = UnableForm if reply.collection.template else ReplyForm
    form = kind(sent(request), initial=start)
    if form.is_valid():
        saved = attempt(form, lambda: _record(actor, reply, form.cleaned_data))
        if saved is not None:
            messages.success(request, f"{saved.force.name}: {saved.get_state_display().lower()}.")
            return redirect(collection_address(saved.collection))
    context = {
        **reply_frame(reply, ("Record the reply", "")),
        "heading": f"Reply of {reply.force.name}",
        "hint": f"{reply.collection.title}, {reply.collection.period}.",
        "button": "Record reply",
        "cancel": reply_address(reply),
    }
    return page(request, "collecting/form.html", context, form)


def _record(actor: User, reply: CollectionReply, values: dict[str, object]) -> CollectionReply:
    if values.get("state", CollectionReply.State.UNABLE) == CollectionReply.State.UNABLE:
        return mark_unable(
            actor=actor,
            reply=reply,
            reason=str(values["reason"]),
            expected_version=values["version"],  # type: ignore[arg-type]
        )
    return record_reply(actor=actor, reply=reply, answered_on=values["answered_on"])  # type: ignore[arg-type]


def _sign_by(reply: CollectionReply) -> str:
    """The day by which the present round is to be signed off; empty before the first."""
    latest, closes_on = reply.collection.rounds.last(), reply.collection.closes_on
    if latest is None or closes_on is None:
        return ""
    return day_words(sign_off_by(closes_on, latest.opened_on))


def _is_signable(versions: list[Return], round_number: int) -> bool:
    """Whether the latest version has no fault and no sign-off in this round."""
    if not versions or versions[0].fault_count:
        return False
    return not versions[0].sign_offs.filter(round=round_number).exists()
