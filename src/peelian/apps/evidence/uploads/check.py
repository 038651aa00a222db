"""The one check that a file passes before it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from peelian.apps.evidence.uploads import formats
from peelian.apps.evidence.uploads.names import safe_name
from peelian.apps.evidence.uploads.opening import opening_problem
from peelian.rules.errors import InvalidValueError


@dataclass(frozen=True)
class CheckedUpload:
    """A file that may be kept."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    data: bytes


def check_upload(
    name: str, data: bytes, max_bytes: int, allowed: tuple[formats.Format, ...] = formats.ALLOWED
) -> CheckedUpload:
    """Return the file as it may be kept, or refuse it in a sentence that says what it really is.

    The ending has to be one of `allowed`, the content has to be of that format, and the parser of the
    format has to open it.

    Raises
    ------
    InvalidValueError
        With code ``upload-refused``.
    """
    kept_name = safe_name(name)
    if len(data) > max_bytes:
        raise _refused(
            kept_name,
            f"it is larger than {size_words(max_bytes)}, the most that is allowed. Attach a smaller file.",
        )
    if not data:
        raise _refused(kept_name, "it is empty. Attach a file with content.")
    claimed = formats.format_named(kept_name)
    if claimed is None or claimed not in allowed:
        raise _refused(kept_name, f"its kind is not allowed. Attach {formats.words_of(allowed)}.")
    _require_content(kept_name, data, claimed)
    problem = opening_problem(data, claimed)
    if problem:
        raise _refused(kept_name, f"it is {claimed.title} that cannot be used. {problem}")
    return CheckedUpload(kept_name, claimed.media_type, len(data), hashlib.sha256(data).hexdigest(), data)


def size_words(size: int) -> str:
    """Return a size in the largest whole unit, such as "20 MB".

    >>> size_words(20_000_000), size_words(1_500)
    ('20 MB', '1.5 kB')
    """
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"


def _require_content(name: str, data: bytes, claimed: formats.Format) -> None:
    real = formats.real_content(data)
    is_text = claimed in (formats.CSV, formats.TXT)
    if real == claimed or (is_text and real == formats.TXT):
        return
    words = real if isinstance(real, str) else real.title
    raise _refused(
        name,
        f"its name says {claimed.title}, but its content is {words}. Attach the file under its right name, "
        "or save it in the format that its name says.",
    )


def _refused(name: str, why: str) -> InvalidValueError:
    message = f"'{name}' was not attached: {why}"
    return InvalidValueError(
        "upload-refused", message, {"findings": [{"field": "file", "value": name, "message": message}]}
    )
