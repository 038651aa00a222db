"""A text file that is not in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say as what the text is read."""
    if file.source and file.encoding not in ("utf-8", "utf-8-sig"):
        yield Fault(
            f"The file is not in UTF-8. It is read as {file.encoding}; check letters with accents, and save it anew."
        )


RULE = FactRule(
    identifier="other-encoding",
    title="Other encoding",
    severity="warning",
    meaning="The text is in another encoding than UTF-8; it is read as the one that it seems to be in.",
    find=find,
)
