"""Every change of a directory."""

from peelian.apps.directory.services.entries import EntryImport, add_entry, import_entries
from peelian.apps.directory.services.forums import choose_members, found_partner_forum
from peelian.apps.directory.services.relations import record_relation
from peelian.apps.directory.services.reports import log_report

__all__ = [
    "EntryImport",
    "add_entry",
    "choose_members",
    "found_partner_forum",
    "import_entries",
    "log_report",
    "record_relation",
]
