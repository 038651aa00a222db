"""The one tree of errors that every layer raises and every interface translates once.

An error carries a stable ``code`` for machines, a ``message`` that a person can act on,
and ``details`` with the values seen. Codes are listed in `ERROR_CODES`, so that the
reference pages can be checked against them.
"""

from collections.abc import Mapping
from types import MappingProxyType

ERROR_CODES: Mapping[str, str] = MappingProxyType(
    {
        "refused": "A rule of the regime does not allow this act.",
        "not-permitted": "The person's role does not allow this act.",
        "not-found": "There is no such thing, or it is not open to the person who asks.",
        "stale-edit": "Someone else changed the thing after it was opened; nothing was overwritten.",
        "invalid-value": "A value lies outside what is allowed.",
        "gate-blocked": "One or more gates block the step; the details list each of them.",
        "unknown-identifier": "The catalogue holds nothing of this kind under this identifier.",
        "unknown-state": "The table of transitions has no such state.",
        "transition-refused": "The act is not possible in the present state.",
        "declared-statement-missing": "The label 'declined' needs the report's statement and its location.",
        "figure-invalid": "A figure contradicts itself or lacks its source.",
        "period-invalid": "A period ends before it starts, or lacks its dates.",
        "before-programme": "A round cannot be dated before its programme began.",
        "upload-refused": "A file is of a kind, size or name that the register does not take.",
        "evidence-themes-only": "Evidence limited to themes cannot support a grade.",
        "clock-not-covered": "No version of the clock covers the date.",
        "unknown-strength": "The wording of a suggestion is not in the list of strengths.",
        "vague-word-unknown": "The word is not in the list of quantity words.",
        "publication-frozen": "A published version is never changed or deleted; a correction is a new version.",
        "publication-altered": "What is stored of a published version differs from its content hash.",
        "override-refused": "A gate cannot be overridden this way.",
        "not-signed-in": "The address is for people who are signed in.",
        "csrf-failed": "The request does not show that it comes from a page of this site.",
        "malformed-request": "The body of the request cannot be read.",
        "catalogue-invalid": "The catalogue of the regime cannot be loaded.",
        "engine-unknown": "There is no engine of this name or address.",
        "engine-not-installed": "The packages that an engine needs are not installed.",
        "folder-in-use": "The folder for results holds something else; nothing was written.",
        "folder-not-writable": "Results cannot be written into the folder: there is no leave or no room.",
        "owner-missing": "The item has no owner who still works for the force.",
        "not-verified": "No verification has found that the evidence meets the criteria.",
        "deliverable-without-result": "A deliverable of the item has not been reviewed.",
        "recommendations-open": "Recommendations under the cause of concern are still open.",
        "actions-open": "Actions on the item are neither done nor stopped.",
        "closing-not-requested": "Nobody has asked for the item to be closed.",
        "second-person-needed": "The person who asked for an act cannot decide on it.",
        "decisions-overlap": "Two decisions on the stage of monitoring of a force contradict each other.",
        "notice-running": "The time in which a force may answer a notice has not passed.",
        "exit-criteria-open": "Exit criteria of a closer stage of monitoring have no result.",
        "unexpected-failure": "The service failed. The fault is ours and stands in its log; nothing was half done.",
        "on-record-already": "The same is on record already; nothing was added.",
        "records-not-found": "The folder is missing or holds no table of records.",
    }
)


class PeelianError(Exception):
    """Base of the tree.

    Parameters
    ----------
    code
        A key of `ERROR_CODES`.
    message
        One or more sentences: what was seen, what is allowed, what to do.
    details
        Plain values for logs and for the problem answer of the API.
    """

    def __init__(self, code: str, message: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: dict[str, object] = dict(details or {})


class RefusalError(PeelianError):
    """A rule says no; the state stays as it was."""


class NotPermittedError(RefusalError):
    """The role of the person who asks does not allow the act."""


class StaleEditError(PeelianError):
    """The thing changed between opening and saving."""


class InvalidValueError(PeelianError):
    """A value cannot be accepted as given."""


class GateBlockedError(RefusalError):
    """A gate blocks the step and no valid override stands against it."""


def render_error_table() -> str:
    """Return the codes as Markdown for the reference pages."""
    lines = ["| Code | Meaning |", "| --- | --- |"]
    lines += [f"| `{code}` | {sentence} |" for code, sentence in ERROR_CODES.items()]
    return "\n".join(lines) + "\n"
