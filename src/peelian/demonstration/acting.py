"""What Cleveland Police does about its items: told by reports and responses, and invented for the tour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from peelian.apps.actions import services
from peelian.apps.actions.models import Action, ActionPlan, Programme
from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

NAME = "acting"


def load_force_work() -> Iterator[object]:
    """Actions, updates, what holds items up, and the plans that were sent."""
    content = read_yaml(NAME)
    owner = person(content["owner"])
    for told in content["actions"]:
        yield _action(told)
    for told in sorted(content["updates"], key=lambda each: each["in_days"]):
        yield services.write_update(
            actor=owner, item=_item(told["item"]), text=told["text"], on=_day(told["in_days"])
        )
    told = content["interval"]
    yield services.set_update_interval(
        actor=owner, item=_item(told["item"]), days=told["days"], reason=told["reason"]
    )
    for told in content["constraints"]:
        values = {name: value for name, value in told.items() if name not in ("item", "in_days")}
        raised: dict[str, Any] = {"item": _item(told["item"]), "raised_on": _day(told["in_days"])}
        yield services.raise_constraint(actor=owner, **raised, **values)
    for told in content["plans"]:
        yield _plan(told)


def load_force_life() -> Iterator[object]:
    """The board, programmes, initiatives, checks, reviews, practice and statements of the force."""
    content, force = read_yaml(NAME), _force()
    yield from _board(content["board"])
    for told in content["programmes"]:
        yield _programme(told)
    for told in content["initiatives"]:
        values = dict(told)
        due = _day(values.pop("evaluation_due_in_days"))
        yield services.begin_initiative(
            actor=_owner(), force=force, owner=_owner(), evaluation_due=due, **values
        )
    for told in content["checks"]:
        values = dict(told)
        done = _day(values.pop("done_in_days"))
        check = services.set_up_check(actor=_owner(), force=force, owner=_owner(), **values)
        yield services.record_check(
            actor=_owner(), check=check, done_on=done, result="Invented for the tour: nothing was found."
        )
    for told in content["reviews"]:
        yield services.ask_for_review(actor=_owner(), force=force, **{**told, "item": _item(told["item"])})
    for told in content["exits"]:
        yield services.leave_collaboration(actor=_owner(), force=force, **told)
    told = content["practice"]
    note = services.write_practice_note(actor=_owner(), force=force, title=told["title"], text=told["text"])
    chosen = list(Organisation.objects.filter(slug__in=told["forces"]))
    yield services.share_practice_note(actor=_owner(), note=note, forces=chosen)
    for told in content["statements"]:
        yield _statement(told)


def _action(told: dict[str, Any]) -> Action:
    owner = _owner()
    action = services.add_action(
        actor=owner,
        item=_item(told["item"]),
        title=told["title"],
        owner=owner,
        starts_on=_told_day(told, "starts_on", "starts_in_days"),
        due=_told_day(told, "due", "due_in_days"),
        target_count=told.get("target_count"),
        unit=told.get("unit", ""),
        joint=told.get("joint", False),
    )
    for title in told.get("needs", []):
        needed = Action.objects.get(item=action.item, title=title)
        services.add_dependency(actor=owner, action=action, needed=needed)
    for partner in told.get("partners", []):
        named = services.name_partner(actor=owner, action=action, name=partner["name"])
        services.confirm_partner(
            actor=owner,
            partner=named,
            confirmed_by=partner["confirmed_by"],
            confirmed_on=_day(partner["in_days"]),
        )
    if "evidence" in told:
        shown = told["evidence"]
        services.add_evidence(
            actor=owner,
            action=action,
            text=shown["text"],
            dated=_day(shown["in_days"]),
            source=shown["source"],
        )
    for move in told.get("moves", []):
        action = services.move_action(
            actor=owner,
            action=action,
            state=move["state"],
            on=_told_day(move, "day", "in_days"),
            expected_version=action.version,
        )
    if told.get("done_count"):
        action = services.count_action(
            actor=owner, action=action, done_count=told["done_count"], expected_version=action.version
        )
    return action


def _plan(told: dict[str, Any]) -> ActionPlan:
    owner, inspector = _owner(), person(read_yaml(NAME)["inspector"])
    plan = services.draft_plan(
        actor=owner,
        force=_force(),
        title=told["title"],
        purpose=told["purpose"],
        first_year=told.get("first_year"),
        last_year=told.get("last_year"),
        themes=told["themes"],
    )
    for each in told["items"]:
        services.tie_item(actor=owner, plan=plan, item=_item(each["item"]), theme=each.get("theme", ""))
    if "send" in told:
        version = services.send_plan(actor=owner, plan=plan, **told["send"])
        receipt = services.receive_plan(actor=inspector, version=version)
        services.review_plan(actor=inspector, receipt=receipt, result=told["result"], reasons=told["reasons"])
    return plan


def _board(told: dict[str, Any]) -> Iterator[object]:
    liaison = person(read_yaml(NAME)["liaison"])
    forum = services.found_forum(
        actor=liaison,
        force=_force(),
        title=told["title"],
        every_days=told["every_days"],
        member_kinds=told["member_kinds"],
        measures=told["measures"],
        is_board=True,
    )
    yield forum
    for each in told["meetings"]:
        meeting = services.plan_meeting(actor=liaison, forum=forum, on=_day(each["in_days"]))
        if "minutes" in each:
            meeting = services.hold_meeting(
                actor=liaison,
                meeting=meeting,
                attended=each["attended"],
                minutes=each["minutes"],
                expected_version=meeting.version,
            )
        for decision in each.get("decisions", []):
            services.decide_on_item(
                actor=liaison, meeting=meeting, item=_item(decision["item"]), text=decision["text"]
            )
        yield meeting


def _programme(told: dict[str, Any]) -> Programme:
    content = read_yaml(NAME)
    chief, commissioner = person(content["chief"]), person(content["commissioner"])
    body = Organisation.objects.get(oversees=_force(), memberships__user=commissioner)
    second: dict[str, Any] = {"body": body, "body_owner": commissioner} if told.get("joint") else {}
    programme = services.begin_programme(
        actor=chief,
        force=_force(),
        title=told["title"],
        purpose=told["purpose"],
        benefits=told["benefits"],
        owner=chief,
        starts_on=told["starts_on"],
        themes=told.get("themes", []),
        **second,
    )
    for each in told.get("milestones", []):
        services.add_milestone(actor=chief, programme=programme, **each)
    for each in told.get("actions", []):
        services.add_action(actor=chief, programme=programme, owner=chief, **each)
    if "comment" in told:
        services.comment_on_programme(actor=commissioner, programme=programme, text=told["comment"])
    return programme


def _statement(told: dict[str, Any]) -> object:
    values = dict(told)
    reference = values.pop("inspection", "")
    inspection = (
        Inspection.objects.get(inspectorate=inspectorate(), reference=reference) if reference else None
    )
    return services.record_statement(actor=_owner(), force=_force(), inspection=inspection, **values)


def _force() -> Organisation:
    return Organisation.objects.get(slug=read_yaml(NAME)["force"])


def _owner() -> Any:
    return person(read_yaml(NAME)["owner"])


def _item(title: str) -> Item:
    return Item.objects.select_related("force", "inspectorate").get(force=_force(), title=title)


def _day(in_days: int) -> date:
    """A day so many days from the one on which the demonstration is loaded."""
    return timezone.localdate() + timedelta(days=in_days)


def _told_day(told: dict[str, Any], name: str, in_days: str) -> date:
    day: date = told[name] if name in told else _day(told[in_days])
    return day
