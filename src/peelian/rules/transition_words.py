"""Plain words for the states and actions of the transition tables, for the refusals that people read."""

from collections.abc import Mapping, Sequence

STATES: Mapping[str, str] = {
    "fieldwork": "is in fieldwork",
    "drafting": "is being drafted",
    "accuracy-check": "is at its factual accuracy check",
    "sign-off": "is being signed off",
    "draft": "is a draft",
    "not-started": "has not started",
    "more-asked": "waits for more that was asked for",
    "under-test": "is being tested",
    "closing-requested": "waits for the decision on closing it",
    "design": "is being designed",
    "consultation": "is being consulted on",
    "notice-given": "has been announced to the force",
}
"""States whose name does not follow "is"."""

ACTIONS: Mapping[str, str] = {
    "start-fieldwork": "start the fieldwork",
    "start-drafting": "start the drafting",
    "send-for-accuracy-check": "send it for the factual accuracy check",
    "return-to-fieldwork": "return it to fieldwork",
    "return-to-drafting": "return it to drafting",
    "send-for-sign-off": "send it for sign-off",
    "propose": "propose a grade",
    "finalise": "make the grade final",
    "set-aside": "set it aside",
    "declare-complete": "declare it complete",
    "take-up": "take up what the force declared",
    "ask-for-more": "ask for more",
    "wait": "let it wait",
    "request-closing": "ask for it to be closed",
    "refuse-closing": "refuse to close it",
    "take-up-again": "take it up again",
    "consult": "consult on it",
    "agree": "agree it",
    "give-notice": "give notice to the force",
    "make-representations": "record what the force says to it",
    "decide": "decide it",
}
"""Actions that are more than a verb with "it"."""


def state_clause(state: str) -> str:
    """What a thing in a state is.

    >>> state_clause("sign-off"), state_clause("no-longer-relevant")
    ('is being signed off', 'is no longer relevant')
    """
    return STATES.get(state) or f"is {state.replace('-', ' ')}"


def action_words(action: str) -> str:
    """An action as what somebody does; one that was not named is "that".

    >>> action_words("request-closing"), action_words("publish")
    ('ask for it to be closed', 'publish it')
    """
    if not action:
        return "do that"
    return ACTIONS.get(action) or f"{action.replace('-', ' ')} it"


def definite(subject: str) -> str:
    """The one thing of a kind that is spoken of.

    >>> definite("work on an item"), definite("action of a force")
    ('The work on the item', 'The action of the force')
    """
    return f"The {subject}".replace(" an ", " the ").replace(" a ", " the ")


def impossible_words(subject: str, state: str, action: str, possible: Sequence[str]) -> str:
    """That an action is not possible in a state, why, and what is.

    >>> impossible_words("work on an item", "not-started", "request-closing", ["start"])
    'The work on the item has not started, so you cannot ask for it to be closed. What can be done now: start it.'
    """
    thing, cannot = definite(subject), action_words(action)
    if not possible:
        return f"{thing} {state_clause(state)}, and that is final. Nothing changes it."
    stands = "has no grade yet" if state == "none" else state_clause(state)
    now = ", ".join(action_words(name) for name in possible)
    return f"{thing} {stands}, so you cannot {cannot}. What can be done now: {now}."
