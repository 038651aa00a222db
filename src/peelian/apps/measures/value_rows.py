"""Reading the row of one force for a release: numbers, their agreement, and the population they rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.measures.value_units import value_in_unit
from peelian.apps.organisations.queries import forces
from peelian.rules.denominators import REFERENCE
from peelian.rules.errors import InvalidValueError
from peelian.rules.figures.wording import printed_decimals, rounded

COLUMNS = ("force", "numerator", "denominator", "value", "unit", "reason")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
LARGEST = Decimal(10) ** 12
UNINSPECTED = "Not inspected in this programme"
KEPT_DECIMALS = 9
"""A value with more of them was worked out by a machine, whose last digits depend on the order of the steps."""


def _agree(value: Decimal, formed: Decimal) -> bool:
    """Whether a printed value is what its parts give: at its own decimals, or to the last that is kept."""
    places = printed_decimals(value)
    if places > KEPT_DECIMALS:
        return abs(value - formed) < Decimal(1).scaleb(-KEPT_DECIMALS)
    return rounded(formed, places) == value


class ValueRowReader:
    """Reads rows into values, gathering every fault; `denominator_source` is set where populations were filled in."""

    def __init__(self, release: MeasureRelease) -> None:
        self.release = release
        self.measured = release.measured
        self.denominator_source = ""
        self.faults: list[dict[str, Any]] = []
        self._seen: set[str] = set()
        self._place = ""
        self._forces = {force.slug: force for force in forces()}
        held = {each.force: each for each in regime().populations if each.reference == REFERENCE}
        self._populations = held if self.measured.rests_on_population else {}

    def read(self, number: int, row: Mapping[str, str]) -> ForceValue | None:
        """Return the value of one row, or None where it has a fault; what follows from one is not told."""
        found = len(self.faults)
        slug = self._force(number, row)
        numerator = self._whole(number, row, "numerator")
        denominator = self._whole(number, row, "denominator")
        value = self._number(number, row, "value")
        self._check_period(number, row)
        if len(self.faults) > found or not slug:
            return None
        value = self._in_unit(number, row, value, has_parts=numerator is not None and denominator is not None)
        denominator = self._population(number, slug, numerator, denominator, value)
        if len(self.faults) > found:
            return None
        value = self._value(number, slug, numerator, denominator, value)
        if len(self.faults) > found:
            return None
        reason = str(row.get("reason") or "").strip()
        if value is None and not reason:
            reason = self._missing_reason(number, slug)
        if len(self.faults) > found:
            return None
        return ForceValue(
            release=self.release,
            force=self._forces[slug],
            numerator=numerator,
            denominator=denominator,
            value=value,
            reason="" if value is not None else reason,
        )

    def read_of_force(self, row: Mapping[str, str]) -> ForceValue | None:
        """Return the value of a row that no table holds: its faults are told by the name of the force."""
        self._place = f"{self._forces[row['force']].name}: " if row["force"] in self._forces else ""
        try:
            return self.read(0, row)
        finally:
            self._place = ""

    def refuse_faults(self) -> None:
        """Refuse the whole table where any row has a fault."""
        if not self._seen and not self.faults:
            self._add(
                0,
                "force",
                "",
                "The table has no rows of this measure that are of a whole force and the whole period. Give one row a "
                f"force, with: {', '.join(COLUMNS)}.",
            )
        if self.faults:
            told = " ".join(str(each["message"]) for each in self.faults[:10])
            raise InvalidValueError("invalid-value", told, {"findings": self.faults})

    def _add(self, number: int, field: str, value: object, message: str) -> None:
        place = f"Row {number}: " if number else self._place
        self.faults.append(
            {"row": number, "field": field, "value": str(value), "message": f"{place}{message}"}
        )

    def _force(self, number: int, row: Mapping[str, str]) -> str:
        given = str(row.get("force") or "").strip()
        known = regime().find_force(given) if given else None
        if known is None or known.slug not in self._forces:
            self._add(
                number, "force", given, f"'{given[:80]}' is no force. Give its name, code or short name."
            )
            return ""
        if known.slug in self._seen:
            self._add(
                number, "force", given, f"{known.name} stands in the table twice. Give one row a force."
            )
            return ""
        self._seen.add(known.slug)
        return known.slug

    def _whole(self, number: int, row: Mapping[str, str], field: str) -> int | None:
        value = self._number(number, row, field)
        if value is None:
            return None
        if value != value.to_integral_value():
            self._add(number, field, value, f"The {field} is {value}. Give a whole number.")
            return None
        if field == "denominator" and value == 0:
            self._add(number, field, value, "The denominator is 0. Give 1 or more, or leave it empty.")
            return None
        return int(value)

    def _number(self, number: int, row: Mapping[str, str], field: str) -> Decimal | None:
        text = str(row.get(field) if row.get(field) is not None else "").strip()
        if not text:
            return None
        plain = text.replace(",", "") if GROUPED.fullmatch(text) else text
        try:
            value = Decimal(plain)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not 0 <= value < LARGEST:
            self._add(
                number, field, text, f"The {field} is '{text[:40]}'. Give a number of 0 or more, or nothing."
            )
            return None
        return value

    def _check_period(self, number: int, row: Mapping[str, str]) -> None:
        """Results of the records engine name the days that they are of, which must be those of the release."""
        covered = self.release.covered
        for field, day in (("first_day", covered.start), ("last_day", covered.end)):
            given = str(row.get(field) or "").strip()
            if given and day is not None and given != day.isoformat():
                self._add(
                    number,
                    field,
                    given,
                    f"The {field.replace('_', ' ')} is {given}, and the period of the release is {covered.words()}, "
                    f"where it is {day.isoformat()}. Bring in results of the same days, or begin a release of "
                    "those days.",
                )

    def _in_unit(
        self, number: int, row: Mapping[str, str], value: Decimal | None, *, has_parts: bool
    ) -> Decimal | None:
        if value is None:
            return None
        unit = str(row.get("unit") or "")
        converted, fault = value_in_unit(value, unit, self.measured, has_parts=has_parts)
        if fault is not None:
            self._add(number, fault.field, unit if fault.field == "unit" else value, fault.message)
        return converted

    def _population(
        self, number: int, slug: str, numerator: int | None, denominator: int | None, value: Decimal | None
    ) -> int | None:
        """The denominator; for a rate on the population, the estimate of reference where none is given."""
        held = self._populations.get(slug)
        if held is None or numerator is None:
            return denominator
        if denominator is None and value is None and not self.release.denominator_note:
            self.denominator_source = held.source
            return held.value
        if denominator not in (None, held.value) and not self.release.denominator_note:
            self._add(
                number,
                "denominator",
                denominator,
                f"The population is {denominator:,}, and the {REFERENCE} estimate is {held.value:,}. Rates rest on the "
                f"{REFERENCE} estimates unless noted: change the release and say there why others are taken, or leave "
                "the column empty.",
            )
        return denominator

    def _value(
        self, number: int, slug: str, numerator: int | None, denominator: int | None, value: Decimal | None
    ) -> Decimal | None:
        """The value formed from its parts; a printed one must be what they give at its own decimals."""
        if self.measured.basis == "value" or numerator is None or denominator is None:
            return value
        if self.measured.basis == "share" and numerator > denominator:
            self._add(number, "numerator", numerator, f"{numerator:,} of {denominator:,} is more than all.")
            return None
        formed = self.measured.formed(numerator, denominator)
        if value is not None and not _agree(value, formed):
            places = min(printed_decimals(value), KEPT_DECIMALS)
            self._add(
                number,
                "value",
                value,
                f"The value is {value}, but {numerator:,} over {denominator:,} gives {rounded(formed, places)}. Mend "
                "one of them, or leave the value empty.",
            )
        return rounded(formed, KEPT_DECIMALS)

    def _missing_reason(self, number: int, slug: str) -> str:
        if not self._forces[slug].in_scope:
            return UNINSPECTED
        self._add(
            number,
            "reason",
            "",
            f"{'The force' if self._place else self._forces[slug].name} has no value and no reason. Give the value, "
            "or say why there is none.",
        )
        return ""
