"""Coverage: the share of people, or things, that have what they need, and who lacks it."""

from __future__ import annotations

import ibis

from peelian.catalogue.standards import CoverageStandard
from peelian.records.expressions import all_met
from peelian.records.standards.checked import Checked, Records, exceptions
from peelian.records.standards.kinds.completeness import count_fits, with_linked_rows


def check(standard: CoverageStandard, records: Records) -> Checked:
    """Return everybody who needs it, and those who lack it."""
    named = standard.parameters
    rows = records.relevant(standard)
    if named.has is not None:
        counted = with_linked_rows(rows, named.has, "linked", records)
        lacking = counted.filter(~count_fits(counted, named.has, "linked"))
    else:
        lacking = rows.filter(~all_met(rows, named.met, records.today))
    return Checked(rows, exceptions(lacking, records.key(lacking, standard.table), ibis.literal("")))
