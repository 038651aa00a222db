"""Settling a design with those who will have to answer it, before any data are asked for."""

from __future__ import annotations

from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED, require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection, DesignComment
from peelian.apps.returns.policies import COLLECTORS, can_comment_on_collection, commenters_of
from peelian.apps.returns.services.moving import add_future_problem, locked_for
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import day_words


@service("returns.comment_on_design")
def comment_on_design(
    *, actor: User, collection: Collection, organisation: Organisation, text: str
) -> DesignComment:
    """Say something about a design on behalf of a force or the Home Office, while it is out for consultation."""
    if not can_comment_on_collection(actor, collection) or organisation not in commenters_of(actor):
        raise NotPermittedError(
            NOT_PERMITTED,
            "You cannot comment on this design: forces and the Home Office do so while it is out for consultation.",
        )
    problems = Problems()
    problems.need("text", text, "The comment is empty. Say what should change, or that the design is right.")
    problems.raise_if_any()
    comment = DesignComment.objects.create(
        collection=collection, organisation=organisation, author=actor, text=text.strip()
    )
    record_event(
        actor=actor,
        action="returns.comment_on_design",
        subject=comment,
        organisation=collection.tenant,
        summary=f"{organisation.name} commented on the design of '{collection.title}'.",
        details={"collection": str(collection.pk)},
    )
    return comment


@service("returns.answer_comment")
def answer_comment(*, actor: User, comment: DesignComment, response: str) -> DesignComment:
    """Say what became of a comment. An answer is given once, before the design is agreed."""
    require_role(actor, comment.tenant, *COLLECTORS, to="answer a comment on a design")
    current = DesignComment.objects.select_for_update().get(pk=comment.pk)
    if current.response:
        raise RefusalError("refused", f"The comment of {current.organisation.name} has its answer already.")
    problems = Problems()
    problems.need("response", response, "The answer is empty. Say what was changed, or why nothing was.")
    problems.raise_if_any()
    current.response = response.strip()
    current.responded_by = actor
    current.save(update_fields=["response", "responded_by"])
    record_event(
        actor=actor,
        action="returns.answer_comment",
        subject=current,
        organisation=current.tenant,
        summary=f"A comment of {current.organisation.name} on '{current.collection.title}' was answered.",
        details={"response": current.response},
    )
    return current


@service("returns.agree_collection")
def agree_collection(
    *,
    actor: User,
    collection: Collection,
    agreed_on: date,
    agreed_with: str,
    expected_version: int | None = None,
) -> Collection:
    """Mark a design as agreed: with whom, and on which day. From then on it does not change."""
    current, state = locked_for(actor, collection, "agree", expected_version)
    problems = Problems()
    problems.need(
        "agreed_with",
        agreed_with,
        "Say with whom the design was settled, such as the forces and the Home Office.",
    )
    add_future_problem(problems, "agreed_on", agreed_on)
    if agreed_on < _request_began(current):
        problems.add(
            "agreed_on",
            agreed_on,
            f"{day_words(agreed_on)} is before the request, {day_words(current.requested_on)}. Give a later day.",
        )
    elif current.consulted_on is not None and agreed_on < current.consulted_on:
        problems.add(
            "agreed_on",
            agreed_on,
            f"{day_words(agreed_on)} is before the design was put to the forces, on {day_words(current.consulted_on)}. "
            "Give a later day.",
        )
    open_comments = current.comments.filter(response="").count()
    if open_comments:
        told = "1 comment has" if open_comments == 1 else f"{open_comments} comments have"
        problems.add("comments", open_comments, f"{told} no answer yet. Answer every comment first.")
    problems.raise_if_any()
    current.state = state
    current.agreed_on = agreed_on
    current.agreed_with = agreed_with.strip()
    current.version += 1
    current.save(update_fields=["state", "agreed_on", "agreed_with", "version"])
    record_event(
        actor=actor,
        action="returns.agree_collection",
        subject=current,
        organisation=current.tenant,
        summary=f"The design of '{current.title}' was agreed on {day_words(agreed_on)}.",
        details={"agreed_with": current.agreed_with},
    )
    return current


def _request_began(collection: Collection) -> date:
    """The first day that the date of the request may mean, which may be known to the month or year alone."""
    day = collection.requested_on
    first = {"month": day.replace(day=1), "year": day.replace(month=1, day=1)}
    return first.get(collection.requested_precision, day)
