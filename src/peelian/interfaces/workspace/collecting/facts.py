"""What a collection says of itself, in words for its pages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join

from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.queries import Burden, forces_asked
from peelian.catalogue.record_tables import RecordColumn
from peelian.rules.national_totals import scope_note
from peelian.rules.number_words import of_number
from peelian.rules.periods import day_words

TYPE_WORDS = {
    "text": "Text",
    "code": "One of a list",
    "whole": "Whole number",
    "number": "Number",
    "money": "Money",
    "flag": "True or false",
    "date": "Date",
    "moment": "Date and time",
    "month": "Month",
    "force": "Force",
    "reference": "Text",
}
WRITTEN = {"month": "%Y-%m", "date": "%Y-%m-%d", "moment": "%Y-%m-%dT14:05"}
"""How days are written in a return."""
Facts = list[tuple[str, str]]


def facts_of(collection: Collection, cost: Burden | None, concerned: bool = True) -> Facts:
    """Pairs of label and value; what is not known yet is left out, as is what names forces where answers do not concern
    the reader."""
    told = [
        ("Purpose", collection.purpose),
        ("Period", collection.period),
        ("Requested", requested_words(collection)),
        ("Forces asked", _asked(collection)),
        ("Returns are taken", _days(collection)),
        ("Likely work of a force", _hours(collection.burden_estimate_hours)),
        ("Put to the forces", day_words(collection.consulted_on) if collection.consulted_on else ""),
        ("Design settled", _agreed(collection)),
        ("Opened on", day_words(collection.opened_on) if collection.opened_on else ""),
        ("Closed on", day_words(collection.closed_on) if collection.closed_on else ""),
        ("Note on the closing", collection.closing_note if concerned else ""),
        ("Hours told by forces", _cost(cost)),
        ("Fingerprint of the content", collection.content_sha256),
    ]
    return [(label, value) for label, value in told if value]


def requested_words(found: Collection) -> str:
    """The day of the request as exactly as it is known."""
    precise = {"year": f"{found.requested_on.year}", "month": f"{found.requested_on:%B %Y}"}
    return precise.get(found.requested_precision, day_words(found.requested_on))


def column_cells(collection: Collection) -> list[list[dict[str, str]]]:
    """Every column of the template as a row of a table."""
    template = collection.return_template
    if template is None:
        return []
    return [
        [{"text": column.name}, {"text": _holds(column, collection)}, _meaning(column)]
        for column in template.table.columns
    ]


def column_words(collection: Collection) -> list[tuple[str, str, str]]:
    """Every column of the template for a sheet: its name, what it holds, its meaning with those of its values."""
    template = collection.return_template
    if template is None:
        return []
    return [
        (
            column.name,
            _holds(column, collection),
            "; ".join([column.meaning, *(f"{each.code}: {each.meaning}" for each in column.codes)]),
        )
        for column in template.table.columns
    ]


def row_rules(collection: Collection) -> list[str]:
    """What holds for a whole row of the template, in sentences: what names it, what dates it, what adds up."""
    template = collection.return_template
    if template is None:
        return []
    key, dating = template.row_key, template.table.period_column
    told = [
        f"A row is named by {' and '.join(key)}; each may stand once." if key else "A return has one row."
    ]
    if dating and collection.period_start and collection.period_end:
        days = f"{day_words(collection.period_start)} to {day_words(collection.period_end)}"
        told.append(f"{dating} lies in the period, {days}.")
    told += [f"{each.total} = {' + '.join(each.parts)}, or it is asked about." for each in template.sums]
    return told


def out_of_scope_words(replies: Iterable[CollectionReply]) -> str:
    """The note on forces that are asked and never counted."""
    outside = {reply.force.slug: reply for reply in replies if not reply.force.in_scope}
    return scope_note(outside, regime().forces) if outside else ""


def _holds(column: RecordColumn, collection: Collection) -> str:
    template, shown = collection.return_template, collection.period_end or collection.requested_on
    words = TYPE_WORDS[column.type]
    if column.unit:
        words = f"{words}, {column.unit}"
    said = [
        f"such as {shown:{WRITTEN[column.type]}}" if column.type in WRITTEN else "",
        "" if column.minimum is None else f"at least {column.minimum}",
        "" if column.maximum is None else f"at most {column.maximum}",
        "has to be filled" if column.required else "",
        "names the row" if template and column.name in template.row_key else "",
    ]
    return "; ".join([words, *filter(None, said)])


def _meaning(column: RecordColumn) -> dict[str, str]:
    """What a column means, and each value of a list with its own meaning."""
    if not column.codes:
        return {"text": column.meaning}
    listed = format_html_join("", "<br>{}: {}", ((each.code, each.meaning) for each in column.codes))
    return {"html": format_html("{}{}", column.meaning, listed)}


def _days(collection: Collection) -> str:
    if not (collection.opens_on and collection.closes_on):
        return ""
    return f"{day_words(collection.opens_on)} to {day_words(collection.closes_on)}"


def _asked(collection: Collection) -> str:
    """Who will be asked: those that the design names, or every force in scope. Once it is open the board lists them."""
    if collection.opened_on:
        return ""
    if not collection.forces.exists():
        return f"Every force in scope ({forces_asked(collection).count()})"
    return ", ".join(_asked_name(each) for each in forces_asked(collection))


def _asked_name(force: Organisation) -> str:
    return force.name if force.in_scope else f"{force.name} (in no total)"


def _agreed(collection: Collection) -> str:
    if collection.agreed_on is None:
        return ""
    return f"{day_words(collection.agreed_on)}, with {collection.agreed_with}"


def _hours(hours: Decimal | None) -> str:
    return "" if hours is None else hour_words(hours)


def hour_words(hours: Decimal) -> str:
    """Hours without a decimal that says nothing.

    >>> hour_words(Decimal("12.0")), hour_words(Decimal("3.5")), hour_words(Decimal("1.0"))
    ('12 hours', '3.5 hours', '1 hour')
    """
    return f"{hours.normalize():f} hour{'' if hours == 1 else 's'}"


def _cost(cost: Burden | None) -> str:
    if cost is None or not cost.forces:
        return ""
    forces = of_number(cost.forces, "force")
    return f"{hour_words(cost.told)}, by {forces}"
