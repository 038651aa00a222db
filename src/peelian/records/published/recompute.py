"""Work printed ratios out again from the numbers beside them, and say of every row whether they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from peelian.catalogue.published_formats import PublishedFormat, Recomputed
from peelian.records.published.values import PublishedFile, PublishedFinding, PublishedValue

Line = dict[str, PublishedValue]


@dataclass(frozen=True)
class RecomputedRow:
    """One row: the printed ratio beside the one worked out, or the reason why it cannot be compared."""

    row: int
    area: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    numerator: Decimal | None
    denominator: Decimal | None
    printed: Decimal | None
    worked_out: Decimal | None
    reason: str

    @property
    def equal(self) -> bool:
        """Whether the row could be compared and agrees."""
        return self.worked_out is not None and self.printed == self.worked_out

    def to_json(self) -> dict[str, Any]:
        """Return plain values, numbers as they are printed."""
        numbers = {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "printed": self.printed,
            "worked_out": self.worked_out,
        }
        return {
            "row": self.row,
            "area": self.area,
            "period": self.period,
            "breakdown": dict(self.breakdown),
            **{name: None if number is None else f"{number:f}" for name, number in numbers.items()},
            "equal": self.equal,
            "reason": self.reason or None,
        }


@dataclass(frozen=True)
class Recomputation:
    """All rows of one printed ratio: which agree, which differ, and which cannot be compared."""

    measure: str
    title: str
    rows: tuple[RecomputedRow, ...] = field(repr=False)

    @property
    def equal(self) -> tuple[RecomputedRow, ...]:
        """The rows that agree to the printed decimals."""
        return tuple(row for row in self.rows if row.equal)

    @property
    def different(self) -> tuple[RecomputedRow, ...]:
        """The rows that hold all three numbers and do not agree."""
        return tuple(row for row in self.rows if row.worked_out is not None and not row.equal)

    @property
    def not_compared(self) -> tuple[RecomputedRow, ...]:
        """The rows that lack a number, each with its reason."""
        return tuple(row for row in self.rows if row.worked_out is None)

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows cannot be compared, by reason, the most frequent first."""
        return dict(Counter(row.reason for row in self.not_compared).most_common())

    def sentence(self) -> str:
        """Say the outcome in words."""
        told = (
            f"{self.title}: {len(self.equal):,} worked out again equal the printed value, "
            f"{len(self.different):,} differ, and {len(self.not_compared):,} cannot be compared"
        )
        listed = "; ".join(f"{count:,}: {reason}" for reason, count in self.reasons.items())
        return f"{told} ({listed})." if listed else f"{told}."


def recompute(file: PublishedFile) -> tuple[Recomputation, ...]:
    """Work out every printed ratio that the file's format names.

    The ratio is numerator / denominator x per, rounded half up to the printed decimals.
    """
    lines = _lines(file.values)
    return tuple(
        Recomputation(
            ratio.printed,
            file.format.measure(ratio.printed).title,
            tuple(_row(line, ratio, file.format) for line in lines),
        )
        for ratio in file.format.recomputed
    )


def recomputed_findings(file: PublishedFile, results: Iterable[Recomputation]) -> Iterator[PublishedFinding]:
    """Yield a fault for each row that differs, and for each part that is larger than its whole."""
    ratios = {ratio.printed: ratio for ratio in file.format.recomputed}
    for result in results:
        for row in result.rows:
            rule, sentence = _fault(row, ratios[result.measure])
            if rule:
                printed = "" if row.printed is None else f"{row.printed:f}"
                yield PublishedFinding(file.file, "", row.row, result.title, printed, rule, sentence)


def _fault(row: RecomputedRow, ratio: Recomputed) -> tuple[str, str]:
    """Return the rule that a row breaks and the sentence that says so; nothing where it breaks none."""
    if row.numerator is None or row.denominator is None:
        return "", ""
    where = f"{row.area}, {row.period}"
    if ratio.part_of_whole and row.numerator > row.denominator:
        told = f"{row.numerator:,} of {row.denominator:,} is printed for {where}: the part is larger than the whole."
        return "part-exceeds-whole", f"{told} Ask the publisher for the right numbers."
    if row.worked_out is not None and not row.equal:
        told = f"{row.printed:f} is printed for {where}, and {row.numerator:,} of {row.denominator:,} gives"
        return "ratio-differs", f"{told} {row.worked_out:f}. Ask the publisher which is right."
    return "", ""


def _lines(values: Iterable[PublishedValue]) -> list[Line]:
    """The values of each row by measure, in the order of the rows."""
    lines: dict[tuple[str, int], Line] = {}
    for value in values:
        lines.setdefault((value.sheet, value.row), {})[value.measure] = value
    return list(lines.values())


def _row(line: Line, ratio: Recomputed, format_: PublishedFormat) -> RecomputedRow:
    numerator, denominator, printed = (
        line[name] for name in (ratio.numerator, ratio.denominator, ratio.printed)
    )
    reason = _reason(format_, (denominator, numerator, printed))
    decimals = _decimals(printed.value, ratio)
    return RecomputedRow(
        row=printed.row,
        area=printed.area,
        period=printed.period,
        breakdown=printed.breakdown,
        numerator=numerator.value,
        denominator=denominator.value,
        printed=_rounded(printed.value, decimals),
        worked_out=None if reason else _worked_out(numerator.value, denominator.value, ratio.per, decimals),
        reason=reason,
    )


def _reason(format_: PublishedFormat, needed: tuple[PublishedValue, ...]) -> str:
    for value in needed:
        if value.value is None:
            return f"{format_.measure(value.measure).title}: {value.missing}"
    if not needed[0].value:
        return f"{format_.measure(needed[0].measure).title} is 0"
    return ""


def _decimals(printed: Decimal | None, ratio: Recomputed) -> int:
    """As many decimals as are printed, and at least those that the format names, since noughts may be left off."""
    exponent = printed.as_tuple().exponent if printed is not None else 0
    return max(ratio.decimals, -exponent if isinstance(exponent, int) else 0)


def _worked_out(
    numerator: Decimal | None, denominator: Decimal | None, per: int, decimals: int
) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    return _rounded(numerator * per / denominator, decimals)


def _rounded(value: Decimal | None, decimals: int) -> Decimal | None:
    if value is None:
        return None
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
