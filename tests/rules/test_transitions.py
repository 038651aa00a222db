"""The tables of transitions allow what they list, and nothing else."""

import pytest

from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.transitions import (
    INSPECTION,
    ITEM,
    JUDGEMENT,
    REPORT,
    ROLE_TITLES,
    TABLES,
    find_transition,
    next_state,
    render_table,
)


def test_an_inspection_runs_from_plan_to_publication():
    steps = [
        ("start-fieldwork", "lead-inspector"),
        ("start-drafting", "lead-inspector"),
        ("send-for-accuracy-check", "lead-inspector"),
        ("send-for-sign-off", "hmi"),
        ("publish", "publications"),
        ("correct", "hmi"),
        ("publish", "publications"),
    ]
    states = [INSPECTION.initial]
    for action, role in steps:
        states.append(next_state(INSPECTION, states[-1], action, role))

    assert states == [
        "planned",
        "fieldwork",
        "drafting",
        "accuracy-check",
        "sign-off",
        "published",
        "corrected",
        "published",
    ]


@pytest.mark.parametrize(
    ("table", "states", "final"),
    [
        (JUDGEMENT, ("none", "provisional", "final"), ()),
        (REPORT, ("draft", "ready", "published", "superseded"), ("superseded",)),
        (
            ITEM,
            ("draft", "open", "closed", "superseded", "no-longer-relevant"),
            ("closed", "superseded", "no-longer-relevant"),
        ),
    ],
)
def test_tables_know_their_states(table, states, final):
    assert (table.states, table.final_states) == (states, final)


def test_only_an_hm_inspector_or_the_chief_finalises_a_judgement():
    allowed = [role for role in ROLE_TITLES if "finalise" in JUDGEMENT.actions_from("provisional", role)]

    assert allowed == ["hmi", "hmcic"]


def test_the_wrong_role_is_told_whom_to_ask():
    with pytest.raises(NotPermittedError) as refusal:
        next_state(JUDGEMENT, "provisional", "finalise", "analyst")

    assert (refusal.value.code, refusal.value.message) == (
        "not-permitted",
        "The role analyst may not finalise the judgement. Ask one of: HM Inspector, HM Chief Inspector.",
    )


def test_a_closed_item_never_reopens():
    with pytest.raises(RefusalError) as refusal:
        next_state(ITEM, "closed", "reopen", "hmcic")

    assert (refusal.value.code, refusal.value.message) == (
        "transition-refused",
        "The item is closed, and that is final. Nothing changes it.",
    )


def test_an_impossible_action_names_the_possible_ones():
    with pytest.raises(RefusalError) as refusal:
        next_state(INSPECTION, "drafting", "publish", "hmi")

    assert refusal.value.message == (
        "The inspection is being drafted, so you cannot publish it. "
        "What can be done now: send it for the factual accuracy check, return it to fieldwork."
    )


def test_an_unknown_state_is_named_with_the_known_ones():
    with pytest.raises(InvalidValueError) as refusal:
        next_state(REPORT, "lost", "publish", "hmi")

    assert refusal.value.message == (
        "'lost' is no state of the report. Its states are: draft, ready, published, superseded."
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_no_state_and_action_lead_two_ways_and_every_role_is_known(table):
    moves = [(move.state, move.action) for move in table.transitions]
    roles = {role for move in table.transitions for role in move.roles}

    assert (len(moves), roles - set(ROLE_TITLES)) == (len(set(moves)), set())


def test_a_table_is_printed_for_the_reference_pages():
    printed = render_table(ITEM).splitlines()

    assert printed[:3] == [
        "| State | Action | Next state | Roles | Conditions |",
        "| --- | --- | --- | --- | --- |",
        (
            "| draft | publish | open | HM Inspector, HM Chief Inspector, publications "
            "| the report that carries it is published |"
        ),
    ]


def test_a_judgement_without_a_grade_is_told_as_that():
    with pytest.raises(RefusalError) as refusal:
        find_transition(JUDGEMENT, "none", "finalise", "hmi")

    assert refusal.value.message == (
        "The judgement has no grade yet, so you cannot make the grade final. What can be done now: propose a grade."
    )
