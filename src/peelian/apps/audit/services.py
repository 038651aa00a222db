"""Writing to the audit log, and the wrapper that makes a function a service."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from peelian.apps.audit.actors import Actor, require_actor
from peelian.apps.audit.chain import event_hash
from peelian.apps.audit.models import AuditEvent, AuditHead, PublicContent
from peelian.rules.errors import InvalidValueError, PeelianError, RefusalError
from peelian.rules.typed_text import kept_text

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

LONGEST_TEXT = 50_000
"""Characters of one text that a person writes: some twenty printed pages."""

_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")
"""The end of a sentence that quotes one: its full stop stands once."""


@transaction.atomic
def record_event(
    *,
    actor: Actor,
    action: str,
    summary: str,
    subject: models.Model | None = None,
    organisation: models.Model | None = None,
    outcome: str = AuditEvent.Outcome.DONE,
    details: dict[str, Any] | None = None,
    public: bool = False,
) -> AuditEvent:
    """Append one event to the chain, in the transaction of the caller.

    `organisation` is the tenant whose administrators may read the event. `public` says that what anybody may
    read has changed with it, so that pages kept for the public are made afresh.
    """
    require_actor(actor)
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_reference=actor.audit_reference,
        actor_label=actor.audit_label,
        organisation=str(organisation.pk) if organisation is not None else "",
        action=action,
        outcome=outcome,
        subject_kind=subject._meta.label if subject is not None else "",
        subject_reference=str(subject.pk) if subject is not None else "",
        summary=_TWO_STOPS.sub(".", summary),
        details=details or {},
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(sequence=event.sequence, hash=event.hash)
    if public:
        renew_public_content()
    return event


def renew_public_content() -> None:
    """Make every page kept for the public out of date."""
    PublicContent.objects.get_or_create(pk=1)
    PublicContent.objects.filter(pk=1).update(number=models.F("number") + 1)


def service(
    action: str,
    *,
    refusals_of: Callable[[Any], models.Model | None] | None = None,
    longest: int = LONGEST_TEXT,
) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Make a function the one door to a change of state.

    The function runs in one transaction. A refusal (any `PeelianError`) rolls the change back and is then
    written to the log with the sentence that the person was shown; the error goes on to the caller. Where a
    constraint of the database finds that somebody did the same at the same moment, that is a refusal too.
    Every service takes `actor` by keyword. A refusal stands in the log of the tenant that owns the thing, or of
    the one that `refusals_of` names for it. No text that is given may have more than `longest` signs, and each
    reaches the function as `kept_text` keeps it: what nobody can see is empty there.
    """

    def decorate(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        @functools.wraps(function)
        def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            actor: Any = kwargs.get("actor")
            require_actor(actor)
            try:
                with transaction.atomic():
                    _refuse_long_texts(kwargs, longest)
                    typed: Any = {name: _as_kept(value) for name, value in kwargs.items()}
                    return _unless_done_already(function, *args, **typed)
            except PeelianError as error:
                subject = _subject_among(kwargs.values(), actor)
                record_event(
                    actor=actor,
                    action=action,
                    subject=subject,
                    organisation=(refusals_of or tenant_of)(subject),
                    outcome=AuditEvent.Outcome.REFUSED,
                    summary=error.message,
                    details={"code": error.code},
                )
                raise

        return run

    return decorate


def _refuse_long_texts(given: Mapping[str, Any], longest: int) -> None:
    """Refuse what nobody would read, before it is kept and shown on every page of the thing."""
    findings = [
        {
            "field": name,
            "value": text[:80],
            "message": f"This has {len(text):,} characters. Use at most {longest:,}.",
        }
        for name, value in given.items()
        for text in _texts_in(value)
        if len(text) > longest
    ]
    if findings:
        raise InvalidValueError(
            "invalid-value", " ".join(each["message"] for each in findings), {"findings": findings}
        )


def _texts_in(value: Any) -> Iterator[str]:
    """The texts of a value, and those of a mapping or list of values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)


def _as_kept(value: Any) -> Any:
    """A value with its texts as they are kept; one that holds nothing to mend is returned itself."""
    if isinstance(value, str):
        return kept_text(value)
    if isinstance(value, Mapping):
        mended = {name: _as_kept(each) for name, each in value.items()}
        return mended if any(mended[name] is not value[name] for name in mended) else value
    if type(value) in (list, tuple):
        listed = [_as_kept(each) for each in value]
        return type(value)(listed) if any(a is not b for a, b in zip(listed, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        changed = {name: _as_kept(each) for name, each in held.items()}
        different = {name: each for name, each in changed.items() if each is not held[name]}
        return replace(value, **different) if different else value
    return value


def _unless_done_already(
    function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """Call the function; a constraint that two people met at the same moment becomes a sentence."""
    try:
        return function(*args, **kwargs)
    except IntegrityError as error:
        raise RefusalError(
            "refused",
            "Nothing was saved: the same thing, or one with the same name or number, has just been saved by "
            "somebody else, or a part of it is missing. Look at what stands now and try again.",
        ) from error


def _subject_among(values: Iterable[object], actor: object) -> models.Model | None:
    """The first thing that the service was called about."""
    return next((value for value in values if isinstance(value, models.Model) and value is not actor), None)


def tenant_of(thing: models.Model | None) -> models.Model | None:
    """The organisation that owns a thing: its `tenant`, where it has one."""
    return getattr(thing, "tenant", None)
