"""What anybody needs to draw the sample of a review again, without the reference of any case."""

from __future__ import annotations

import hashlib
from typing import Any

from peelian.apps.organisations.access import Viewer
from peelian.apps.reviews.models import Review
from peelian.stats.keyed_draw import FINGERPRINT_ALGORITHM


def draw_manifest(user: Viewer, review: Review) -> dict[str, Any]:
    """Return seed, frame and sizes of a drawn sample; the drawn cases stand in it as one hash of them all.

    Raises
    ------
    Review.DoesNotExist
        When the review is not open to the user.
    """
    current = Review.objects.visible_to(user).get(pk=review.pk)
    keys = sorted(current.cases.filter(withdrawn_on__isnull=True).values_list("key", flat=True))
    gone = current.cases.filter(withdrawn_on__isnull=False).order_by("number")
    strata = list(current.strata.all())
    return {
        "review": str(current.pk),
        "algorithm": current.algorithm,
        "seed": current.seed,
        "plan": current.plan,
        "frame": {
            "file": current.frame_name,
            "rows": current.frame_rows,
            "fingerprint": current.frame_fingerprint,
            "fingerprint_algorithm": FINGERPRINT_ALGORITHM,
            "populations": {each.stratum: each.population for each in strata},
        },
        "sizes": {each.stratum: each.size for each in strata if each.size},
        "withdrawn": [{"case": each.number, "reason": each.withdrawn_reason} for each in gone],
        "drawn": len(keys),
        "sample_sha256": hashlib.sha256("\n".join(keys).encode()).hexdigest(),
    }
