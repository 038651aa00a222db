"""Every change of a release of a measure."""

from peelian.apps.measures.services.beginning import begin_release
from peelian.apps.measures.services.cancelling import cancel_correction
from peelian.apps.measures.services.drafting import discard_release, edit_release
from peelian.apps.measures.services.excluding import exclude_force, restore_force
from peelian.apps.measures.services.importing import ImportedValues, import_values, take_returns
from peelian.apps.measures.services.publishing import open_correction, publish_release
from peelian.apps.measures.services.releasing import ImportedRelease, import_releases

__all__ = [
    "ImportedRelease",
    "ImportedValues",
    "begin_release",
    "cancel_correction",
    "discard_release",
    "edit_release",
    "exclude_force",
    "import_releases",
    "import_values",
    "open_correction",
    "publish_release",
    "restore_force",
    "take_returns",
]
