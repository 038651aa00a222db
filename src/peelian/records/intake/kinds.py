"""The kinds of file that records are read from."""

from __future__ import annotations

from peelian.records.intake.workbooks import WORKBOOKS

TEXT = (".csv", ".tsv", ".txt")
PARQUET = (".parquet",)
ENDINGS = (*TEXT, *PARQUET, *WORKBOOKS)

MARK = ".peelian-records-check"
"""A file that says that a folder was made by a check, so that the next one may replace what is in it."""
