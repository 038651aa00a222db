"""The codes that say why a case was closed."""

from __future__ import annotations

from datetime import date

from peelian.catalogue.values import CatalogueValue, Text


class Outcome(CatalogueValue):
    """One outcome code with its meaning, and the days on which it could be given."""

    code: Text
    title: Text
    meaning: Text
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
