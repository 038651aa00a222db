"""The page of an action: its states by day, evidence, partners and needs."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse

from peelian.apps.actions.models import Action, ActionPartner
from peelian.apps.actions.policies import can_edit_action
from peelian.apps.actions.queries import owner_words, staff_of
from peelian.interfaces.workspace.acting.places import Button, Table, address, place
from peelian.interfaces.workspace.pages import person, visible_or_404, workspace_page
from peelian.rules.periods import day_words

BESIDE = ("force", "owner", "item", "programme")


@workspace_page
def action(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """One action with the history of its states, its evidence, partners and needs."""
    user = person(request)
    found = visible_or_404(Action.objects.visible_to(user).select_related(*BESIDE), pk=action_id)
    may = can_edit_action(user, found)
    return place(
        request,
        found.force,
        found.title,
        words=found.text,
        facts=_facts(found),
        buttons=_buttons(found) if may else [],
        tables=_tables(found, may=may),
        links=_ways(found),
        links_title="Where it belongs",
    )


def _facts(found: Action) -> list[tuple[str, str]]:
    percent = found.percent_done
    counted = (
        f"{found.done_count:,} of {found.target_count:,} {found.unit} ({percent} percent)"
        if percent is not None
        else ""
    )
    told = [
        ("State", found.state_words),
        ("Owner", owner_words(found.owner, staff_of(found.force))),
        ("Starts on", day_words(found.starts_on) if found.starts_on else ""),
        ("Due", "\n".join([found.due_words, *(each.words for each in found.moved_days.all())])),
        ("Theme", found.theme),
        ("Counted", counted),
        ("Number in the tracker", found.tracker_reference),
    ]
    return [(label, value) for label, value in told if value]


def _buttons(found: Action) -> list[Button]:
    counts = [Button("Count", address("action_count", found.pk))] if found.target_count else []
    return [
        Button("Move it on", address("action_move", found.pk)),
        Button("Add evidence", address("evidence_of_action", found.pk)),
        *counts,
        Button("Change it", address("action_edit", found.pk)),
        Button("Name a partner", address("partner_add", found.pk)),
        Button("Say what it needs", address("need_add", found.pk)),
    ]


def _ways(found: Action) -> list[tuple[str, str]]:
    ways = []
    if found.item is not None:
        ways.append((f"Item: {found.item.title}", address("item_plan", found.item_id)))
    if found.programme is not None:
        ways.append((f"Programme: {found.programme.title}", address("programme", found.programme_id)))
    return ways


def _tables(found: Action, *, may: bool) -> list[Table]:
    return [
        Table(
            "states",
            "States by day",
            ("Since", "State", "Note", "Recorded by"),
            [
                [
                    {"text": day_words(each.on)},
                    {"text": each.get_state_display()},
                    {"text": each.note or "–"},
                    {"text": each.recorded_by.name},
                ]
                for each in found.states.select_related("recorded_by")
            ],
        ),
        Table(
            "evidence",
            "Evidence",
            ("What it shows", "Dated", "Where it is kept", "File"),
            [
                [
                    {"text": each.text},
                    {"text": day_words(each.dated)},
                    {"text": each.source or None},
                    {"text": each.file_name, "href": address("action_file", each.pk)}
                    if each.file
                    else {"text": "None"},
                ]
                for each in found.evidence.all()
            ],
            "Nothing shows yet that it was done.",
        ),
        Table(
            "partners",
            "Partners",
            ("Partner", "Confirmed"),
            [[{"text": each.name}, _confirmed(each, found, may=may)] for each in found.partners.all()],
            "Marked as joint, but no partner is named." if found.joint else "None.",
        ),
        Table(
            "needs",
            "Needs done first",
            ("Action", "State", *(("Step",) if may else ())),
            [
                [
                    {"text": each.needed.title, "href": address("action", each.needed_id)},
                    {"text": each.needed.state_words},
                    *(
                        [{"text": "Take away", "href": address("need_remove", found.pk, each.needed_id)}]
                        if may
                        else []
                    ),
                ]
                for each in found.needs.select_related("needed__item")
            ],
        ),
    ]


def _confirmed(partner: ActionPartner, found: Action, *, may: bool) -> dict[str, Any]:
    if partner.confirmed_on:
        return {"text": f"{day_words(partner.confirmed_on)}, {partner.confirmed_by}"}
    return (
        {"text": "Confirm", "href": address("partner_confirm", found.pk, partner.pk)}
        if may
        else {"text": "Not yet"}
    )
