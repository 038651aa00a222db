"""Pictures in pages: drawn for a wide window and for a phone, of which the style sheet shows the one that fits."""

from __future__ import annotations

from django.utils.safestring import SafeString


def for_both_widths(wide: str, narrow: str) -> SafeString:
    """Both drawings of a picture, made by us and safe in a page; the one that does not fit is hidden from everybody."""
    return SafeString(
        f'<div class="peelian-picture peelian-picture--wide">{wide}</div>'
        f'<div class="peelian-picture peelian-picture--narrow">{narrow}</div>'
    )
