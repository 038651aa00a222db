"""The tables of a published measure: everything that its pictures show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from peelian.apps.measures.models import MeasurePublication
from peelian.interfaces.look.force_comparison import number
from peelian.records.comparison import ForceSeries, MeasureComparison
from peelian.rendering.presenters import date_words

Rows = list[list[dict[str, Any]]]
NONE = "–"

FUNNEL_COLUMNS = ("Force", "Value", "95 percent limits", "99.8 percent limits", "Where it lies", "Adjusted p")
TREND_COLUMNS = ("Period", "Value", "Limits", "Signal")
RETURN_COLUMNS = ("Force", "Version", "Fingerprint of its file")
PEER_COLUMNS = ("Force", "Value", "Rank in the group")


def columns(names: Sequence[str], numeric: Sequence[str] = ()) -> list[dict[str, Any]]:
    return [{"text": name, "numeric": name in numeric} for name in names]


def force_columns(compared: MeasureComparison) -> list[dict[str, Any]]:
    names = (
        "Force",
        compared.definition.unit.capitalize(),
        "Rank",
        "Numerator",
        "Denominator",
        "Z-score",
        "Against the lines",
    )
    return columns(names, names[1:6])


def force_rows(compared: MeasureComparison, marked: str) -> Rows:
    """Every force that takes part, the largest value first; then those left out with their reasons."""
    ordered = sorted(compared.forces, key=lambda each: (each.rank, each.name))
    rows: Rows = [
        [
            _force(each.slug, each.name + (" (the force in question)" if each.slug == marked else "")),
            {"text": number(compared, each.value), "numeric": True},
            {"text": f"{each.rank}{'=' if each.tied > 1 else ''}", "numeric": True},
            {"text": _whole(each.numerator), "numeric": True},
            {"text": _whole(each.denominator), "numeric": True},
            {"text": NONE if each.z is None else f"{each.z:+.2f}".replace("-", "−"), "numeric": True},
            {"text": each.label or NONE},
        ]
        for each in ordered
    ]
    rows += [
        [
            _force(each.slug, each.name),
            *({"text": NONE, "numeric": True} for _ in range(5)),
            {"text": each.reason if each.kind == "out-of-scope" else f"Left out: {each.reason}"},
        ]
        for each in compared.left_out
    ]
    return rows


def funnel_rows(compared: MeasureComparison) -> Rows:
    """Every force with its funnel limits, by name."""
    forces = compared.second_opinion.forces if compared.second_opinion else ()
    return [
        [
            _force(each.slug, each.name),
            {"text": number(compared, each.value), "numeric": True},
            {"text": _between(compared, each.lower95, each.upper95), "numeric": True},
            {"text": _between(compared, each.lower998, each.upper998), "numeric": True},
            {"text": each.label},
            {"text": "below 0.001" if each.q < 0.001 else f"{each.q:.3f}", "numeric": True},
        ]
        for each in forces
    ]


def trend_rows(compared: MeasureComparison, series: ForceSeries) -> Rows:
    """One force by period, latest first."""
    return [
        [
            {"text": point.value.period_words},
            {"text": number(compared, point.value.value), "numeric": True},
            {"text": _between(compared, point.lower, point.upper), "numeric": True},
            {"text": point.signal_words or NONE},
        ]
        for point in reversed(series.points)
    ]


def peer_rows(compared: MeasureComparison, group: str) -> Rows:
    """The forces of a group, the largest value first."""
    ranks = {each.slug: each.rank for each in compared.peers if each.group == group}
    members = sorted(
        (each for each in compared.forces if each.slug in ranks), key=lambda each: ranks[each.slug]
    )
    return [
        [
            _force(each.slug, each.name),
            {"text": number(compared, each.value), "numeric": True},
            {"text": str(ranks[each.slug]), "numeric": True},
        ]
        for each in members
    ]


def return_rows(compared: MeasureComparison) -> Rows:
    """The signed return that the value of each force was taken from, by name."""
    taken = compared.collection.returns if compared.collection else ()
    return [
        [
            _force(each.slug, each.name),
            {"text": str(each.version), "numeric": True},
            {"text": each.sha256[:12]},
        ]
        for each in taken
    ]


def period_rows(published: Sequence[MeasurePublication]) -> Rows:
    """The mean of forces and the national value, period by period, latest first."""
    return [_period(each, each.comparison) for each in published]


def _period(published: MeasurePublication, compared: MeasureComparison) -> list[dict[str, Any]]:
    address = reverse("public:measure", args=[published.measure])
    lines, total = compared.lines, compared.total
    return [
        {"text": compared.period_words, "href": f"{address}?period={published.period_end.isoformat()}"},
        {"text": number(compared, lines.mean) if lines else NONE, "numeric": True},
        {
            "text": number(compared, total.value) if total and total.value is not None else NONE,
            "numeric": True,
        },
        {"text": str(compared.n), "numeric": True},
        {"text": f"{date_words(published.published_on)}, version {published.version_number}"},
    ]


def _force(slug: str, name: str) -> dict[str, Any]:
    return {"text": name, "href": reverse("public:force", args=[slug])}


def _whole(value: int | None) -> str:
    return NONE if value is None else f"{value:,}"


def _between(compared: MeasureComparison, lower: float | None, upper: float | None) -> str:
    if lower is None or upper is None:
        return NONE
    return f"{number(compared, max(lower, 0.0))} to {number(compared, upper)}"
