"""What a standard asks, in words: the same sentence on the reference page and on the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from peelian.catalogue.column_names import code_words
from peelian.catalogue.condition_words import column_words, conditions_words, limit_words
from peelian.catalogue.standard_parameters import (
    CalendarParameters,
    CompletenessParameters,
    CoverageParameters,
    DeadlineParameters,
    EventsParameters,
    LimitIn,
    LinkedRows,
    LinkParameters,
    ListParameters,
    Need,
    PermissionParameters,
    RateParameters,
    RecencyParameters,
    ScoreParameters,
)
from peelian.catalogue.standards import Standard

KIND_WORDS = {
    "score": "Answers of case reviews",
    "completeness": "Completeness",
    "deadline": "Deadline",
    "rate": "Measure",
    "recency": "Up to date",
    "list": "List to look at",
    "cadence": "Repeated in time",
    "coverage": "Everybody who needs it",
    "link": "Leads to a record",
    "permission": "Done as is allowed",
}


def applies_to(standard: Standard) -> str:
    """Return the rows to which a standard applies, in words."""
    rows = f"Every row of {standard.table.replace('_', ' ')}"
    return f"{rows} where {conditions_words(standard.where)}." if standard.where else f"{rows}."


def check_words(standard: Standard) -> str:
    """Return what is checked, with the values of the version, in one sentence."""
    parameters = getattr(standard, "parameters", None)
    words = _WORDS[type(parameters)](parameters)
    return words[0].upper() + words[1:] + "."


def _score(_: ScoreParameters) -> str:
    return "the answer that reviewers gave to the question of the review meets the standard"


def _completeness(named: CompletenessParameters) -> str:
    return f"each has {_listed(_need(need) for need in named.needs)}"


def _need(need: Need) -> str:
    if need.linked is not None:
        return f"{need.says} ({_rows(need.linked)})"
    if need.met:
        return f"{need.says} ({conditions_words(need.met)})"
    return need.words


def _rows(linked: LinkedRows) -> str:
    """How many rows of which table."""
    if linked.at_most is None:
        count = f"at least {linked.at_least}"
    elif linked.at_least == linked.at_most:
        count = f"exactly {linked.at_least}"
    else:
        count = f"{linked.at_least} to {linked.at_most}"
    where = f" where {conditions_words(linked.where)}" if linked.where else ""
    return f"{count} of {linked.table.replace('_', ' ')}{where}"


def _deadline(named: DeadlineParameters) -> str:
    if named.limit_by is not None:
        by = column_words(named.limit_by.column)
        limits = named.limit_by.limits.items()
        limit = f"{_listed(f'{limit_words(each)} for {code_words(code)}' for code, each in limits)} by {by}"
    else:
        limit = (
            _limit_in(named.limit_in) if named.limit_in else limit_words(named.limit) if named.limit else ""
        )
    start = column_words(named.start)
    if named.end is None:
        ended = named.limit is not None and named.limit.length == 0
        return (
            f"the {start} has not passed" if ended else f"no more than {limit} have passed since the {start}"
        )
    open_rows = "; what is open is never late" if named.unfinished == "open" else ""
    if named.limit is not None and named.limit.length == 0:
        return f"the {column_words(named.end)} is no later than {limit} as the {start}{open_rows}"
    return f"the {column_words(named.end)} follows the {start} within {limit}{open_rows}"


def _limit_in(limit: LimitIn) -> str:
    return f"the {column_words(limit.column)}"


def _rate(named: RateParameters) -> str:
    if named.at_least is not None:
        return f"the measure is at least {named.at_least}"
    if named.at_most is not None:
        return f"the measure is at most {named.at_most}"
    return "the measure is known for each force, and is read beside the others"


def _recency(named: RecencyParameters) -> str:
    every = f"; every force has {_listed(named.expected_list)}" if named.expected_list else ""
    newest = "the newest of each " + column_words(named.name_column) if named.name_column else "each"
    return (
        f"{column_words(named.column)} of {newest} lies no more than {limit_words(named.limit)} back{every}"
    )


def _list(named: ListParameters) -> str:
    parts = [f"those where {conditions_words(named.conditions)} are listed"] if named.conditions else []
    if named.near_copies is not None:
        copies = named.near_copies
        parts.append(
            f"texts under {column_words(copies.column)} that are {copies.similarity_at_least:.0%} alike or more are "
            "listed".replace("%", " percent")
        )
    if named.order_by:
        order = _listed(column_words(each.column) for each in named.order_by)
        parts.append(f"the list is ordered by {order}")
    return "; ".join(parts)


def _events(named: EventsParameters) -> str:
    step = _limit_in(named.every_in) if named.every_in else limit_words(named.every) if named.every else ""
    each = f"each time {step} have passed since" if named.every_in else f"each {step} after"
    first = f"within {limit_words(named.first)} of" if named.first else each
    then = f", then each {step} after that" if named.first else ""
    until = f" until {column_words(named.until)}" if named.until else ""
    asked = [conditions_words(named.each)] if named.each else []
    asked += [f"it has {_listed(column_words(name) for name in named.needs)}"] if named.needs else []
    if named.distinct_text is not None:
        copied = f"{named.distinct_text.similarity_below:.0%}".replace("%", " percent")
        asked.append(f"its text is less than {copied} alike to an earlier one")
    counts = f"; one counts where {', and '.join(asked)}" if asked else ""
    return f"a row of {named.events.replace('_', ' ')} comes {first} {column_words(named.start)}{then}{until}{counts}"


def _calendar(named: CalendarParameters) -> str:
    parts = []
    if named.every is not None:
        parts.append(
            f"no two of one {column_words(named.group)} are more than {limit_words(named.every)} apart"
        )
    if named.expected_list:
        parts.append(f"every force has {_listed(named.expected_list)}")
    if named.members is not None and named.members.expected:
        parts.append(f"{_listed(named.members.expected)} attend")
    if named.members is not None and named.members.at_least is not None:
        parts.append(f"at least {named.members.at_least} attend")
    return "; ".join(parts)


def _coverage(named: CoverageParameters) -> str:
    share = "all" if named.at_least == 1 else f"{named.at_least:.0%}".replace("%", " percent")
    what = _rows(named.has) if named.has else conditions_words(named.met)
    return f"{share} of them have {what}" if named.has else f"for {share} of them, {what}"


def _link(named: LinkParameters) -> str:
    given = "is given, and leads" if named.required else "leads, where it is given,"
    return f"{column_words(named.column)} {given} to a row of {named.table.replace('_', ' ')}"


def _permission(named: PermissionParameters) -> str:
    parts = []
    if named.column is not None:
        parts.append(f"{column_words(named.column)} is one of {_listed(named.allowed)}")
    if named.also_needs:
        parts.append(f"each has {_listed(_need(need) for need in named.also_needs)}")
    if named.allowed_reasons is not None:
        reasons = _listed(str(each) for each in named.allowed_reasons.one_of)
        parts.append(f"{column_words(named.allowed_reasons.column)} is one of {reasons}")
    return "; ".join(parts)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(code_words(each) for each in words)


_WORDS: dict[type, Callable[[Any], str]] = {
    ScoreParameters: _score,
    CompletenessParameters: _completeness,
    DeadlineParameters: _deadline,
    RateParameters: _rate,
    RecencyParameters: _recency,
    ListParameters: _list,
    EventsParameters: _events,
    CalendarParameters: _calendar,
    CoverageParameters: _coverage,
    LinkParameters: _link,
    PermissionParameters: _permission,
}
