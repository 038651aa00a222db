"""Plans: drafted, tied to items, sent in versions, received and reviewed by the inspectorate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import ActionPlan, PlanDocument, PlanItem, PlanReceipt, PlanVersion
from peelian.apps.actions.services.work import check_day, record, require_worker, words_in
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.services.attached import keep_attached, open_attached
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import VERIFIERS
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import refuse_repeat
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words

SHOWN = ("title", "purpose", "first_year", "last_year", "themes")
EARLIEST_YEAR = 1990
LATEST_YEAR = 2100


@service("actions.draft_plan")
def draft_plan(
    *,
    actor: User,
    force: Organisation,
    title: str,
    purpose: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    themes: Sequence[str] = (),
) -> ActionPlan:
    """Begin a plan of the force; a plan of several years may be built on themes."""
    require_worker(actor, force, to="draft a plan")
    values = _checked(title, purpose, first_year, last_year, themes)
    plan = ActionPlan.objects.create(force=force, **values)
    record(actor, force, "draft_plan", plan, f"Plan drafted: {plan.title}")
    return plan


@service("actions.change_plan")
def change_plan(
    *,
    actor: User,
    plan: ActionPlan,
    expected_version: int,
    title: str,
    purpose: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    themes: Sequence[str] = (),
) -> ActionPlan:
    """Change a plan. Versions that were sent stay as they were; a theme in use cannot be taken away."""
    require_worker(actor, plan.force, to="change a plan")
    current = lock_for_edit(plan, expected_version, SHOWN)
    values = _checked(title, purpose, first_year, last_year, themes)
    used = set(current.plan_items.exclude(theme="").values_list("theme", flat=True))
    lost = sorted(used - set(values["themes"]))
    if lost:
        raise RefusalError(
            "refused",
            f"Items are tied to {', '.join(lost)}. Tie them to other themes before taking these away.",
        )
    changes = save_edit(current, values)
    record(actor, current.force, "change_plan", current, f"Plan changed: {current.title}", **changes)
    return current


@service("actions.tie_item")
def tie_item(*, actor: User, plan: ActionPlan, item: Item, theme: str = "") -> PlanItem:
    """Put an item of the force under a plan, and under one of its themes where one fits."""
    require_worker(actor, plan.force, to="tie an item to a plan")
    problems = Problems()
    if item.force_id != plan.force_id or item.state == Item.State.DRAFT:
        problems.add("item", item.title, f"This is no item of {plan.force.name}. Choose one of its items.")
    if theme:
        problems.need_one_of("theme", theme, plan.themes, "theme of the plan")
    problems.raise_if_any()
    tied, _ = PlanItem.objects.update_or_create(plan=plan, item=item, defaults={"theme": theme})
    record(actor, plan.force, "tie_item", plan, f"'{item.title}' is under {plan.title}.", theme=theme)
    return tied


@service("actions.send_plan")
def send_plan(
    *,
    actor: User,
    plan: ActionPlan,
    dated: date,
    text: str = "",
    strategy: str = "",
    strategy_version: str = "",
    strategy_agreed_on: date | None = None,
    file: File | None = None,
    file_name: str = "",
) -> PlanVersion:
    """Send a plan to the inspectorate: the next version, with its number, time and fingerprint.

    The plan is written, or attached as a document that is checked before it is kept, or both.

    The version keeps the items and actions as they stand now. A plan that cites a strategy agreed after the plan
    itself is sent all the same, with a warning that both sides read.
    """
    require_worker(actor, plan.force, to="send a plan")
    current = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    tied = list(current.plan_items.select_related("item__inspectorate", "item"))
    problems = Problems()
    if file is None:
        problems.need("text", text, "The plan has no text. Write it, or attach the document.")
    if dated > timezone.localdate():
        problems.add("dated", dated, "A plan bears a day up to today.")
    else:
        check_day(problems, "dated", dated)
    if bool(strategy.strip()) != (strategy_agreed_on is not None):
        problems.add(
            "strategy", strategy, "Cite a strategy with the day on which it was agreed, or cite none."
        )
    if not tied:
        problems.add(
            "plan", plan.title, "The plan covers no item. Tie the items that it answers to it first."
        )
    inspectorates = {each.item.inspectorate for each in tied}
    if len(inspectorates) > 1:
        problems.add("plan", plan.title, "Its items come from two inspectorates. Make one plan for each.")
    problems.raise_if_any()
    content = _as_it_stands(tied)
    document = PlanDocument()
    if file is not None:
        keep_attached(document, file, file_name)
    number = current.versions.count()
    said: dict[str, Any] = {
        "dated": dated,
        "strategy": strategy.strip(),
        "strategy_version": strategy_version.strip(),
        "strategy_agreed_on": strategy_agreed_on,
        "sha256": fingerprint(text.strip(), content, document.sha256),
    }
    refuse_repeat(current.versions.filter(**said, number=number), f"The same plan as version {number}")
    version = PlanVersion.objects.create(
        plan=current,
        number=number + 1,
        inspectorate=inspectorates.pop(),
        text=text.strip(),
        content=content,
        **said,
        warnings=_warnings(dated, strategy.strip(), strategy_agreed_on),
        sent_by=actor,
        sent_on=timezone.localdate(),
    )
    if file is not None:
        document.version = version
        document.save(force_insert=True)
    record(actor, plan.force, "send_plan", version, f"{version} sent.", sha256=version.sha256)
    return version


@service("actions.open_plan_document")
def open_plan_document(*, actor: User, document: PlanDocument) -> File:
    """Open the document of a version for somebody who may read the version, and log the reading."""
    return open_attached(
        actor=actor,
        thing=document,
        action="actions.open_plan_document",
        organisation=document.tenant,
        of=str(document.version),
    )


@service("actions.receive_plan")
def receive_plan(*, actor: User, version: PlanVersion) -> PlanReceipt:
    """Give the inspectorate's receipt for a version."""
    require_role(actor, version.inspectorate, *VERIFIERS, to="receive a plan")
    if PlanReceipt.objects.filter(version=version).exists():
        raise RefusalError("refused", f"{version} has its receipt already.")
    receipt = PlanReceipt.objects.create(version=version, received_by=actor, received_on=timezone.localdate())
    _tell_both(actor, version, "receive_plan", f"{version} received.")
    return receipt


@service("actions.review_plan")
def review_plan(*, actor: User, receipt: PlanReceipt, result: str, reasons: str) -> PlanReceipt:
    """Say what the inspectorate makes of a version it received; actions not begun do not make it incomplete."""
    require_role(actor, receipt.version.inspectorate, *VERIFIERS, to="review a plan")
    problems = Problems()
    problems.need_one_of("result", result, PlanReceipt.Result.values, "result")
    problems.need("reasons", reasons, "The result has no reasons. Say what was read and how it was judged.")
    problems.raise_if_any()
    current = PlanReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if current.result:
        raise RefusalError("refused", "This version has its result. A new result belongs to a later version.")
    current.result, current.reasons = result, reasons.strip()
    current.reviewed_by, current.reviewed_on = actor, timezone.localdate()
    current.save()
    _tell_both(actor, current.version, "review_plan", f"{current.version}: {current.get_result_display()}.")
    return current


def fingerprint(text: str, content: dict[str, Any], document: str = "") -> str:
    """The SHA-256 of what was sent, by which both sides can prove it; that of a document goes into it."""
    said = {"text": text, "content": content, **({"document": document} if document else {})}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _checked(
    title: str, purpose: str, first_year: int | None, last_year: int | None, themes: Sequence[str]
) -> dict[str, Any]:
    problems = Problems()
    problems.need("title", title, "The plan has no title.")
    for name, year in (("first_year", first_year), ("last_year", last_year)):
        if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
            problems.add(name, year, f"Give a year from {EARLIEST_YEAR} to {LATEST_YEAR}.")
    if first_year and last_year and last_year < first_year:
        problems.add("last_year", last_year, "The plan ends before it begins. Change one of the years.")
    problems.raise_if_any()
    return {
        "title": title.strip(),
        "purpose": purpose.strip(),
        "first_year": first_year,
        "last_year": last_year,
        "themes": words_in(list(themes)),
    }


def _as_it_stands(tied: Sequence[PlanItem]) -> dict[str, Any]:
    """Items and actions as plain values."""
    return {
        "items": [
            {
                "title": each.item.title,
                "theme": each.theme,
                "actions": [
                    {
                        "title": action.title,
                        "owner": action.owner.name,
                        "due": action.due.isoformat() if action.due else None,
                        "state": action.state,
                    }
                    for action in each.item.actions.filter(force=each.plan.force_id).select_related("owner")
                ],
            }
            for each in tied
        ]
    }


def _warnings(dated: date, strategy: str, agreed_on: date | None) -> list[str]:
    if agreed_on is None or agreed_on <= dated:
        return []
    return [
        f"The plan is dated {day_words(dated)} and cites '{strategy}', which was agreed on {day_words(agreed_on)}, "
        "after it. Check the day of the plan, or which version of the strategy it stands on."
    ]


def _tell_both(actor: User, version: PlanVersion, action: str, summary: str) -> None:
    """Tell the logs of both the inspectorate and the force: a receipt is news to both."""
    for organisation in (version.inspectorate, version.plan.force):
        record_event(
            actor=actor,
            action=f"actions.{action}",
            subject=version,
            organisation=organisation,
            summary=summary,
            details={"sha256": version.sha256},
        )
