"""Checking a file before it is kept: what it really is, that it opens, and that nothing hides in it."""

from peelian.apps.evidence.uploads.check import CheckedUpload, check_upload
from peelian.apps.evidence.uploads.formats import TABLES

__all__ = ["TABLES", "CheckedUpload", "check_upload"]
