"""The kinds of file that records are read from."""

from __future__ import annotations

from peelian.records.intake.workbooks import WORKBOOKS

TEXT = (".csv", ".tsv", ".txt")
PARQUET = (".parquet",)
ENDINGS = (*TEXT, *PARQUET, *WORKBOOKS)
