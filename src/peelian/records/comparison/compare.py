"""Making the comparison of one measure in one period from what the forces supplied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Literal

from peelian.records.comparison.definition import MeasureDefinition
from peelian.records.comparison.second_opinion import second_opinion
from peelian.records.comparison.supplied import SuppliedValue
from peelian.records.comparison.totals import national_total
from peelian.records.comparison.values import (
    CollectionTaken,
    ComparedForce,
    ForceLeftOut,
    Lines,
    MeasureComparison,
    PeerComparison,
    ShapiroWilkTest,
)
from peelian.records.comparison.wording import exclusions_note, expected_note, rank_words
from peelian.rules.periods import Period
from peelian.stats import OutlierLines, compare_within_groups, outlier_lines
from peelian.stats.ranks import competition_ranks

FEWEST = 3
"""Below so many forces there is no spread to speak of, and so no lines."""

OUT_OF_SCOPE = "Not inspected, and so left out of every comparison and total"

PEER_NOTE = (
    "Set beside the other forces of its region. The region is where a force lies, not what it is like: these are "
    "not the most similar groups that are published elsewhere."
)


def compare_forces(
    definition: MeasureDefinition,
    supplied: Sequence[SuppliedValue],
    *,
    period: Period,
    source: str,
    denominator_source: str = "",
    note: str = "",
    collection: CollectionTaken | None = None,
) -> MeasureComparison:
    """Return forces side by side, every exclusion applied to mean, lines, rank and second opinion alike.

    Parameters
    ----------
    supplied
        One value a force; forces out of scope may be among them and leave only their note.
    collection
        What the values were taken from, where forces returned them; it is published with the comparison.

    Notes
    -----
    Lines, route and labels are those of `outlier_lines`; the label is strict: a force one standard deviation from
    the mean has none. Methods: the pages on outlier lines, the funnel plot and false discovery.
    """
    known = [replace(each, small_base=definition.small_base) for each in supplied]
    ordered = sorted(known, key=lambda each: each.name)
    taking_part = [each for each in ordered if each.in_scope and not each.left_out]
    lines = _lines(taking_part)
    opinion, opinion_note = second_opinion(definition, taking_part)
    left_out = tuple(_left_out(each) for each in ordered if each.left_out or not each.in_scope)
    told = [(each.name, each.reason) for each in left_out if each.kind != "out-of-scope"]
    return MeasureComparison(
        definition=definition,
        period=dict(period.to_json()),
        period_words=period.words(),
        period_end=period.end or date.max,
        source=source,
        denominator_source=denominator_source,
        note=note,
        n=len(taking_part),
        lines=_frozen_lines(lines) if lines else None,
        forces=_compared(definition, taking_part, lines),
        left_out=left_out,
        second_opinion=opinion,
        second_opinion_note=opinion_note,
        peers=_peers(taking_part),
        peer_note=PEER_NOTE,
        total=national_total(definition, ordered),
        expected_note=_expected(lines),
        exclusions_note=exclusions_note(told),
        collection=collection,
    )


def _lines(taking_part: Sequence[SuppliedValue]) -> OutlierLines | None:
    if len(taking_part) < FEWEST:
        return None
    return outlier_lines([each.slug for each in taking_part], _numbers(taking_part))


def _numbers(taking_part: Sequence[SuppliedValue]) -> list[float]:
    return [float(each.value) for each in taking_part if each.value is not None]


def _frozen_lines(found: OutlierLines) -> Lines:
    plain, log = found.shapiro_plain, found.shapiro_log
    return Lines(
        mean=found.mean,
        sd=found.sd,
        route="log" if found.route == "log" else "plain",
        route_reason=found.route_reason,
        shapiro_plain=ShapiroWilkTest(w=plain.w, p=plain.p) if plain else None,
        shapiro_log=ShapiroWilkTest(w=log.w, p=log.p) if log else None,
        lower=found.lower,
        upper=found.upper,
        expected_share=found.expected_share,
        actual_share=found.actual_share,
        outside=_outside(found),
    )


def _outside(found: OutlierLines) -> int:
    return round(found.actual_share * found.n)


def _expected(found: OutlierLines | None) -> str:
    if found is None:
        return f"No lines are drawn: fewer than {FEWEST} forces have a value."
    return expected_note(found.expected_share, _outside(found), found.n)


def _compared(
    definition: MeasureDefinition, taking_part: Sequence[SuppliedValue], found: OutlierLines | None
) -> tuple[ComparedForce, ...]:
    values = _numbers(taking_part)
    ranks = competition_ranks(values)
    sharing = Counter(ranks)
    scored = {unit.unit: unit for unit in found.units} if found else {}
    return tuple(
        ComparedForce(
            slug=each.slug,
            name=each.name,
            numerator=each.numerator,
            denominator=each.denominator,
            value=value,
            printed=definition.words(each.value if each.value is not None else value),
            rank=rank,
            tied=sharing[rank],
            rank_words=rank_words(rank, sharing[rank], len(values)),
            z=scored[each.slug].z if scored else None,
            label=scored[each.slug].label if scored else "",
        )
        for each, value, rank in zip(taking_part, values, ranks, strict=True)
    )


def _left_out(each: SuppliedValue) -> ForceLeftOut:
    if not each.in_scope:
        return ForceLeftOut(slug=each.slug, name=each.name, reason=OUT_OF_SCOPE, kind="out-of-scope")
    return ForceLeftOut(slug=each.slug, name=each.name, reason=each.left_out, kind=_kind(each))


def _kind(each: SuppliedValue) -> Literal["excluded", "small-base", "no-value"]:
    if each.exclusion:
        return "excluded"
    return "small-base" if each.has_small_base else "no-value"


def _peers(taking_part: Sequence[SuppliedValue]) -> tuple[PeerComparison, ...]:
    grouped = [each for each in taking_part if each.region]
    if not grouped:
        return ()
    found, _ = compare_within_groups(
        [each.slug for each in grouped], _numbers(grouped), {each.slug: each.region for each in grouped}
    )
    rows = (asdict(each) for each in found)
    return tuple(
        PeerComparison(
            slug=row["unit"],
            group=row["group"],
            others=row["others"],
            mean_of_others=row["mean_of_others"],
            difference=row["difference"],
            rank=row["rank_in_group"],
        )
        for row in rows
    )
