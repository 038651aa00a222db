"""The public files themselves, which lie beside the project and not in it.

Where they are not there, nothing of this folder is collected; the same rules are held by small files of the
tests' own in the neighbouring folders.
"""

from __future__ import annotations

from tests.records.public_files.places import DATA

collect_ignore_glob = [] if DATA.is_dir() else ["test_*.py"]
