"""Link: what a row refers to exists in the same force's records."""

from __future__ import annotations

import ibis

from peelian.catalogue.standards import LinkStandard
from peelian.records.expressions import is_missing
from peelian.records.standards.checked import Checked, Records, exceptions, with_count


def check(standard: LinkStandard, records: Records) -> Checked:
    """Return the rows that refer to something, and those whose reference leads nowhere."""
    named = standard.parameters
    rows = records.relevant(standard)
    if not named.required:
        rows = rows.filter(~is_missing(rows[named.column]))
    target = records.tables[named.table]
    counted = with_count(
        rows, target, {named.to or records.schema[named.table].key[0]: named.column}, "found"
    )
    broken = counted.filter(counted["found"] == 0)
    seen = ibis.coalesce(broken[named.column].cast("string"), ibis.literal("blank"))
    return Checked(rows, exceptions(broken, records.key(broken, standard.table), seen))
