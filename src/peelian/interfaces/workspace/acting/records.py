"""What a force keeps beside its actions, each list with what is missing in it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.actions.models import (
    AllegationReferral,
    ChiefStatement,
    CollaborationExit,
    OutsideReview,
    RecurringCheck,
)
from peelian.apps.actions.queries import (
    checks_coming_round,
    joint_actions_without_partner,
    missing_of,
    referral_words,
)
from peelian.apps.actions.services import (
    ask_for_review,
    complete_exit,
    leave_collaboration,
    record_allegation,
    record_check,
    record_referral,
    record_review_result,
    record_statement,
    set_up_check,
)
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.board_forms import (
    AllegationForm,
    CheckForm,
    ExitForm,
    ExitPartsForm,
    ReviewRequestForm,
    ReviewResultForm,
    RunForm,
    StatementForm,
)
from peelian.interfaces.workspace.acting.fields import DayForm
from peelian.interfaces.workspace.acting.places import (
    Cell,
    Table,
    address,
    own_force,
    place,
    require,
    step,
    works_for,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import person, visible_or_404, workspace_page
from peelian.rules.clocks import due_words
from peelian.rules.periods import day_words

SHOWN = 200
Kind = tuple[Any, Any, str]
KINDS: dict[str, Kind] = {
    "check": (CheckForm, set_up_check, "Set up a check that comes round"),
    "review": (ReviewRequestForm, ask_for_review, "Record a review from outside"),
    "exit": (ExitForm, leave_collaboration, "Record the exit from a collaboration"),
    "allegation": (AllegationForm, record_allegation, "Record an allegation and its referral"),
    "statement": (StatementForm, record_statement, "Keep a public statement of a chief officer"),
}


@workspace_page
def force_records(request: HttpRequest, slug: str) -> HttpResponse:
    """Checks, reviews, exits, referrals and statements of the force."""
    force = own_force(request, slug)
    alone = joint_actions_without_partner(force)
    return place(
        request,
        force,
        "Checks and records",
        warnings=[f"Marked as joint, but no partner is named: {each.title}." for each in alone],
        tables=[_checks(force), _reviews(force), _exits(force), _allegations(force), _statements(force)],
        links=[(words, address("record_add", force.slug, kind)) for kind, (_, _, words) in KINDS.items()],
        links_title="Add",
    )


@workspace_page
@once
def record_add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add one record of a kind."""
    force = own_force(request, slug)
    require(kind in KINDS)
    form_type, service, heading = KINDS[kind]
    data = sent(request)
    takes_force = kind in ("check", "review")
    form: forms.Form = form_type(force, data) if takes_force else form_type(data)
    return step(
        request, force, form, lambda: service(actor=person(request), force=force, **form.cleaned_data),
        heading=heading, button="Save", done="It is kept.", back=address("force_records", force.slug),
    )  # fmt: skip


@workspace_page
@once
def check_run(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """Record one time that a check was done."""
    user = person(request)
    found = visible_or_404(RecurringCheck.objects.visible_to(user).select_related("force"), pk=check_id)
    require(works_for(user, found.force))
    form = RunForm(sent(request))
    return step(
        request, found.force, form, lambda: record_check(actor=user, check=found, **form.cleaned_data),
        heading="What did the check find?", button="Save", done="The check is recorded.",
        back=address("force_records", found.force.slug), subject=found.title,
    )  # fmt: skip


@workspace_page
def review_result(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Record what a review from outside found."""
    user = person(request)
    found = visible_or_404(OutsideReview.objects.visible_to(user).select_related("force"), pk=review_id)
    require(works_for(user, found.force))
    form = ReviewResultForm(sent(request))
    return step(
        request, found.force, form, lambda: record_review_result(actor=user, review=found, **form.cleaned_data),
        heading="What did the review find?", button="Save", done="The result is recorded.",
        back=address("force_records", found.force.slug), subject=str(found),
    )  # fmt: skip


@workspace_page
def referral(request: HttpRequest, allegation_id: uuid.UUID) -> HttpResponse:
    """Record that an allegation was referred outside."""
    user = person(request)
    found = visible_or_404(
        AllegationReferral.objects.visible_to(user).select_related("force"), pk=allegation_id
    )
    require(works_for(user, found.force))
    form = DayForm(sent(request))
    return step(
        request, found.force, form,
        lambda: record_referral(actor=user, case=found, referred_on=form.cleaned_data["day"]),
        heading="When was it referred?", button="Save", done="The referral is recorded.",
        back=address("force_records", found.force.slug), subject=f"Case {found.reference}",
    )  # fmt: skip


@workspace_page
def exit_complete(request: HttpRequest, exit_id: uuid.UUID) -> HttpResponse:
    """Add the business case, cost and plan of an exit from a collaboration."""
    user = person(request)
    found = visible_or_404(CollaborationExit.objects.visible_to(user).select_related("force"), pk=exit_id)
    require(works_for(user, found.force))
    form = ExitPartsForm(
        sent(request), initial={name: getattr(found, name) for name in ExitPartsForm.base_fields}
    )
    return step(
        request, found.force, form, lambda: complete_exit(actor=user, left=found, **form.cleaned_data),
        heading="Case, cost and plan", button="Save", done="It is kept.",
        back=address("force_records", found.force.slug), subject=found.collaboration,
    )  # fmt: skip


def _checks(force: Organisation) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": each.check.title},
            {"text": each.check.get_scope_display()},
            {"text": day_words(each.last_on) if each.last_on else "Never"},
            {"text": f"{day_words(each.next_due)}{' (overdue)' if each.overdue else ''}"},
            {"text": f"Record it: {each.check.title}", "href": address("check_run", each.check.pk)},
        ]
        for each in checks_coming_round(force, timezone.localdate())
    ]
    return Table("checks", "Checks that come round", ("Check", "Scope", "Last done", "Next", "Step"), rows)


def _reviews(force: Organisation) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": each.scope},
            {"text": each.reviewer},
            {"text": f"{day_words(each.asked_on)}, by {each.asked_by}"},
            {"text": each.result}
            if each.result
            else {"text": "No result: record it", "href": address("outside_review_result", each.pk)},
        ]
        for each in OutsideReview.objects.filter(force=force)[:SHOWN]
    ]
    return Table("reviews", "Reviews from outside", ("What it looks at", "Reviewer", "Asked", "Result"), rows)


def _exits(force: Organisation) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": each.collaboration},
            {"text": day_words(each.decided_on)},
            {
                "text": f"Missing: {', '.join(missing_of(each))}. Add it",
                "href": address("exit_complete", each.pk),
            }
            if missing_of(each)
            else {"text": "Complete"},
        ]
        for each in CollaborationExit.objects.filter(force=force)[:SHOWN]
    ]
    return Table(
        "exits", "Collaborations that are left", ("Collaboration", "Decided", "Case, cost and plan"), rows
    )


def _allegations(force: Organisation) -> Table:
    today = timezone.localdate()
    rows: list[list[Cell]] = [
        [
            {"text": each.reference},
            {"text": day_words(each.received_on)},
            {"text": referral_words(each, today)}
            if each.referred_on
            else {
                "text": f"{referral_words(each, today)} Record it",
                "href": address("allegation_referral", each.pk),
            },
        ]
        for each in AllegationReferral.objects.filter(force=force)[:SHOWN]
    ]
    return Table("allegations", "Allegations of abuse of position", ("Case", "Received", "Referral"), rows)


def _statements(force: Organisation) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": each.about},
            {"text": f"{each.name}, {each.office}"},
            {"text": due_words(each.stated_on, each.stated_precision)},  # type: ignore[arg-type]
            {"text": each.quote},
            {"text": each.still_missing or None},
        ]
        for each in ChiefStatement.objects.filter(force=force)[:SHOWN]
    ]
    columns = ("About", "Who", "When", "Words", "Still to be done")
    return Table("statements", "Public statements of chief officers", columns, rows)
