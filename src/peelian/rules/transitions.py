"""Who may move an inspection, a judgement, a report, an item or a collection from one state to the next.

The tables are data. Services ask them, the reference pages are printed from them, and no
other place in the product decides a state.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.transition_words import impossible_words

ROLE_TITLES: Mapping[str, str] = {
    "inspector": "inspector",
    "lead-inspector": "lead inspector",
    "analyst": "analyst",
    "hmi": "HM Inspector",
    "hmcic": "HM Chief Inspector",
    "publications": "publications",
    "force-liaison": "force liaison",
    "strategic-owner": "strategic owner",
    "chief-officer": "chief officer",
    "commissioner": "commissioner",
    "commissioners-officer": "commissioner's officer",
    "home-office-reader": "Home Office reader",
    "administrator": "administrator",
}


@dataclass(frozen=True)
class Transition:
    """One allowed move.

    ``guards`` names what the service checks before it moves: a step of the gates, or a
    condition in words.
    """

    state: str
    action: str
    next_state: str
    roles: tuple[str, ...]
    guards: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransitionTable:
    """All moves of one kind of thing, with its first state."""

    subject: str
    initial: str
    transitions: tuple[Transition, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table meets them."""
        named = [self.initial]
        for move in self.transitions:
            named += [move.state, move.next_state]
        return tuple(dict.fromkeys(named))

    @property
    def final_states(self) -> tuple[str, ...]:
        """The states from which no move leads on."""
        left = {move.state for move in self.transitions}
        return tuple(state for state in self.states if state not in left)

    def actions_from(self, state: str, role: str) -> tuple[str, ...]:
        """Return what a role may do in a state, for the buttons of a page."""
        return tuple(m.action for m in self.transitions if m.state == state and role in m.roles)


INSPECTION = TransitionTable(
    "inspection",
    "planned",
    (
        Transition("planned", "start-fieldwork", "fieldwork", ("lead-inspector", "hmi")),
        Transition("fieldwork", "start-drafting", "drafting", ("lead-inspector", "hmi")),
        Transition(
            "drafting",
            "send-for-accuracy-check",
            "accuracy-check",
            ("lead-inspector", "hmi"),
            ("the draft is shown to the force and to nobody else",),
        ),
        Transition("drafting", "return-to-fieldwork", "fieldwork", ("lead-inspector", "hmi")),
        Transition("accuracy-check", "return-to-drafting", "drafting", ("lead-inspector", "hmi")),
        Transition(
            "accuracy-check",
            "send-for-sign-off",
            "sign-off",
            ("hmi", "hmcic"),
            (
                "every comment of the force has its answer",
                "the force has submitted its comments, or the last day for them has passed",
            ),
        ),
        Transition("sign-off", "return-to-drafting", "drafting", ("hmi", "hmcic")),
        Transition("sign-off", "publish", "published", ("hmi", "hmcic", "publications"), ("publish",)),
        Transition(
            "published",
            "correct",
            "corrected",
            ("hmi", "hmcic"),
            ("the reason for the correction is recorded",),
        ),
        Transition("corrected", "publish", "published", ("hmi", "hmcic", "publications"), ("publish",)),
    ),
)

JUDGEMENT = TransitionTable(
    "judgement",
    "none",
    (
        Transition("none", "propose", "provisional", ("inspector", "lead-inspector", "hmi"), ("grade",)),
        Transition(
            "provisional", "propose", "provisional", ("inspector", "lead-inspector", "hmi"), ("grade",)
        ),
        Transition(
            "provisional",
            "finalise",
            "final",
            ("hmi", "hmcic"),
            ("finalise", "the person is the accountable inspector of the judgement"),
        ),
        Transition(
            "final",
            "reopen",
            "provisional",
            ("hmi", "hmcic"),
            ("the report is not yet published", "the reason is recorded"),
        ),
    ),
)

REPORT = TransitionTable(
    "report",
    "draft",
    (
        Transition("draft", "submit", "ready", ("lead-inspector", "hmi", "publications")),
        Transition("ready", "return", "draft", ("lead-inspector", "hmi", "hmcic", "publications")),
        Transition("ready", "publish", "published", ("hmi", "hmcic", "publications"), ("publish",)),
        Transition(
            "published",
            "correct",
            "superseded",
            ("hmi", "hmcic"),
            ("publish", "the reason for the correction is recorded", "the old version stays readable"),
        ),
    ),
)

ITEM = TransitionTable(
    "item",
    "draft",
    (
        Transition(
            "draft",
            "publish",
            "open",
            ("hmi", "hmcic", "publications"),
            ("the report that carries it is published",),
        ),
        Transition(
            "open",
            "close",
            "closed",
            ("hmi", "hmcic"),
            (
                "another inspector has verified the evidence and asked for it",
                "every recommendation under a cause of concern has ended",
                "the reason is recorded",
            ),
        ),
        Transition(
            "open",
            "supersede",
            "superseded",
            ("hmi", "hmcic"),
            (
                "another person of the inspectorate asked for it",
                "the item that takes its place is open, and is linked",
                "the reason is recorded",
            ),
        ),
        Transition(
            "open",
            "set-aside",
            "no-longer-relevant",
            ("hmi", "hmcic"),
            ("another person of the inspectorate asked for it", "the reason is recorded"),
        ),
    ),
)

_INSPECTORS = ("inspector", "lead-inspector", "hmi")
_FORCE_LEADERS = ("force-liaison", "strategic-owner", "chief-officer")

ITEM_WORK = TransitionTable(
    "work on an item",
    "not-started",
    (
        Transition("not-started", "start", "in-progress", _FORCE_LEADERS, ("the item has a named owner",)),
        Transition(
            "in-progress",
            "declare-complete",
            "declared-complete",
            ("strategic-owner", "chief-officer"),
            ("each closure criterion has its evidence", "no action on the item is open"),
        ),
        Transition(
            "more-asked",
            "declare-complete",
            "declared-complete",
            ("strategic-owner", "chief-officer"),
            ("each closure criterion has its evidence", "no action on the item is open"),
        ),
        Transition("declared-complete", "take-up", "under-test", _INSPECTORS),
        Transition("under-test", "ask-for-more", "more-asked", _INSPECTORS, ("the reason is recorded",)),
        Transition("under-test", "return", "in-progress", _INSPECTORS, ("the reason is recorded",)),
        Transition(
            "under-test",
            "wait",
            "in-progress",
            _INSPECTORS,
            ("the reason is recorded", "it is said when to look again"),
        ),
        Transition(
            "under-test",
            "request-closing",
            "closing-requested",
            _INSPECTORS,
            (
                "the evidence was found to meet the criteria",
                "each deliverable has its result",
                "no action on the item is open",
            ),
        ),
        Transition(
            "closing-requested",
            "refuse-closing",
            "under-test",
            ("hmi", "hmcic"),
            ("another person than the one who asked", "the reason is recorded"),
        ),
    ),
)

ACTION = TransitionTable(
    "action of a force",
    "not-started",
    (
        Transition("not-started", "start", "in-progress", _FORCE_LEADERS),
        Transition("not-started", "stop", "stopped", _FORCE_LEADERS, ("the reason is recorded",)),
        Transition(
            "in-progress",
            "finish",
            "done",
            _FORCE_LEADERS,
            (
                "there is evidence",
                "what is counted has reached its target",
                "every action that it needs is done",
            ),
        ),
        Transition("in-progress", "stop", "stopped", _FORCE_LEADERS, ("the reason is recorded",)),
        Transition("stopped", "take-up-again", "in-progress", _FORCE_LEADERS),
        Transition("done", "take-up-again", "in-progress", _FORCE_LEADERS),
    ),
)

_COLLECTORS = ("analyst", "lead-inspector", "hmi", "hmcic")

COLLECTION = TransitionTable(
    "collection",
    "design",
    (
        Transition("design", "consult", "consultation", _COLLECTORS, ("the design is complete",)),
        Transition("consultation", "redesign", "design", _COLLECTORS),
        Transition(
            "consultation",
            "agree",
            "agreed",
            _COLLECTORS,
            ("every comment has its answer", "it is said with whom the design was settled"),
        ),
        Transition(
            "agreed",
            "open",
            "open",
            _COLLECTORS,
            ("the day lies between the first and the last day that forces were told",),
        ),
        Transition("agreed", "redesign", "design", _COLLECTORS),
        Transition(
            "open",
            "close",
            "closed",
            _COLLECTORS,
            (
                "two rounds of validation were held",
                "each force has answered or is named as unable",
                "each return is signed off in each round, or the reason why not is recorded",
            ),
        ),
    ),
)

STAGE_MOVE = TransitionTable(
    "move between stages of monitoring",
    "draft",
    (
        Transition(
            "draft",
            "give-notice",
            "notice-given",
            ("hmi", "hmcic"),
            ("it names the criteria, what led to it, and the evidence with its days",),
        ),
        Transition("draft", "withdraw", "withdrawn", ("lead-inspector", "hmi"), ("the reason is recorded",)),
        Transition(
            "notice-given",
            "make-representations",
            "notice-given",
            ("force-liaison", "chief-officer"),
            ("the last day for them has not passed",),
        ),
        Transition(
            "notice-given",
            "decide",
            "decided",
            ("hmcic",),
            (
                "another person than the one who proposed it",
                "the force has answered, or the last day for its answer has passed",
                "to leave a closer stage: every exit criterion has its result",
            ),
        ),
        Transition("notice-given", "withdraw", "withdrawn", ("hmi", "hmcic"), ("the reason is recorded",)),
    ),
)

TABLES: Mapping[str, TransitionTable] = {
    table.subject: table
    for table in (INSPECTION, JUDGEMENT, REPORT, ITEM, ITEM_WORK, ACTION, COLLECTION, STAGE_MOVE)
}


def find_transition(table: TransitionTable, state: str, action: str, role: str) -> Transition:
    """Return the one move that an action makes, with its guards.

    Raises
    ------
    InvalidValueError
        The table has no such state (``unknown-state``).
    RefusalError
        The action is not possible in this state (``transition-refused``).
    NotPermittedError
        The role may not do it (``not-permitted``).
    """
    if state not in table.states:
        raise InvalidValueError(
            "unknown-state",
            f"'{state}' is no state of the {table.subject}. Its states are: {', '.join(table.states)}.",
        )
    move = next((m for m in table.transitions if (m.state, m.action) == (state, action)), None)
    if move is None:
        raise RefusalError("transition-refused", _impossible(table, state, action), {"state": state})
    if role not in move.roles:
        allowed = ", ".join(ROLE_TITLES[name] for name in move.roles)
        raise NotPermittedError(
            "not-permitted",
            f"The role {ROLE_TITLES.get(role, role)} may not {_words(action)} the {table.subject}. "
            f"Ask one of: {allowed}.",
            {"role": role, "action": action},
        )
    return move


def next_state(table: TransitionTable, state: str, action: str, role: str) -> str:
    """Return the state that an action leads to; see `find_transition` for refusals."""
    return find_transition(table, state, action, role).next_state


def render_table(table: TransitionTable) -> str:
    """Return a table as Markdown for the reference pages."""
    lines = ["| State | Action | Next state | Roles | Conditions |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {m.state} | {m.action} | {m.next_state} | {', '.join(ROLE_TITLES[r] for r in m.roles)} "
        f"| {'; '.join(m.guards) or 'none'} |"
        for m in table.transitions
    ]
    return "\n".join(lines) + "\n"


def _impossible(table: TransitionTable, state: str, action: str) -> str:
    possible = list(dict.fromkeys(m.action for m in table.transitions if m.state == state))
    return impossible_words(table.subject, state, action, possible)


def _words(name: str) -> str:
    return name.replace("-", " ")
