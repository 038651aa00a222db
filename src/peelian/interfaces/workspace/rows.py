"""Forms with rows beneath them: spare rows and a button for more, so that no script is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict

if TYPE_CHECKING:
    Rows = forms.BaseFormSet["Row"]

SPARE = 2
MOST = 200
Stored = Mapping[str, Sequence[Mapping[str, Any]]]


class Unjudged(forms.Form):
    """A form that can show what was typed without saying what is wrong with it yet."""

    def leave_unjudged(self) -> None:
        self._errors: ErrorDict | None = ErrorDict()


class Row(Unjudged):
    """One row of a set. A row whose first field is empty counts as not there, and so it is removed.

    `one` is what a page calls it above its fields.
    """

    one = "Row"
    mark_optional = False
    use_required_attribute = False

    @property
    def lead(self) -> str:
        """The row as its page calls it, by which a summary of errors tells rows apart: "Column 2"."""
        number = str(self.prefix or "").rpartition("-")[2]
        return f"{self.one} {int(number) + 1}" if number.isdecimal() else ""

    @property
    def is_kept(self) -> bool:
        first = next(iter(self.fields))
        return bool(self.cleaned_data.get(first))

    def values(self) -> dict[str, Any]:
        """What the row says, as services take it."""
        return dict(self.cleaned_data)


class FormWithRows(Unjudged):
    """A form and its sets of rows, sent together and valid only together.

    A button named ``more-`` and the name of a set shows the form again with more rows, judging nothing.
    """

    row_kinds: Mapping[str, type[Row]] = {}

    def __init__(self, data: Any = None, *, stored: Stored | None = None, **options: Any) -> None:
        self.wants_more = next((name for name in self.row_kinds if data and f"more-{name}" in data), "")
        super().__init__(_with_more_rows(data, self.wants_more) if self.wants_more else data, **options)
        self.rows = {name: self._row_set(name, kind, stored or {}) for name, kind in self.row_kinds.items()}
        if self.wants_more:
            self._leave_all_unjudged()

    def _row_set(self, name: str, kind: type[Row], stored: Stored) -> Rows:
        made = forms.formset_factory(kind, extra=SPARE, max_num=MOST, absolute_max=MOST)
        return made(self.data if self.is_bound else None, prefix=name, initial=list(stored.get(name, ())))

    def _leave_all_unjudged(self) -> None:
        self.leave_unjudged()
        for rows in self.rows.values():
            for row in rows.forms:
                row.leave_unjudged()

    def is_valid(self) -> bool:
        return not self.wants_more and super().is_valid()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not all([rows.is_valid() for rows in self.rows.values()]):  # noqa: C419  (every set is asked)
            self.add_error(None, "Some rows are not complete. Each is named below.")
        return values

    @property
    def row_sets(self) -> dict[str, Rows]:
        """The sets by the names under which a page is given them, so that its summary finds their errors."""
        return {f"{name}_rows": rows for name, rows in self.rows.items()}

    def kept_rows(self, name: str) -> list[dict[str, Any]]:
        """What the filled rows of a set say, in order."""
        return [row.values() for row in self.rows[name].forms if row.is_kept]


def _with_more_rows(data: Any, name: str) -> Any:
    changed = data.copy()
    total = changed.get(f"{name}-TOTAL_FORMS", "0")
    changed[f"{name}-TOTAL_FORMS"] = str(min(MOST, int(total) + SPARE) if total.isdecimal() else SPARE)
    return changed
