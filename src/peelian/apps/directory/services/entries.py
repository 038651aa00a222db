"""Adding organisations to the directory of a force, one by one or from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.directory.models import DirectoryEntry
from peelian.apps.directory.services.checks import check_words, record, require_keeper
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.number_words import of_number

COLUMNS = ("name", "kind", "group_type", "area", "note")
NEEDED = ("name", "kind")


@dataclass(frozen=True)
class EntryImport:
    """What became of a table of organisations."""

    file: str
    rows: int
    added: int
    known: int
    findings: tuple[dict[str, str], ...]

    @property
    def words(self) -> str:
        """One sentence for the person who sent it."""
        bad = len({each["row"] for each in self.findings})
        return (
            f"{self.file}: {of_number(self.rows, 'row')}. {self.added:,} came in, {self.known:,} "
            f"{'was' if self.known == 1 else 'were'} here already, {bad:,} {'has' if bad == 1 else 'have'} faults."
        )


@service("directory.add_entry")
def add_entry(
    *,
    actor: User,
    force: Organisation,
    name: str,
    kind: str,
    group_type: str = "",
    area: str = "",
    note: str = "",
) -> DirectoryEntry:
    """Add an organisation or community group with which a force works."""
    require_keeper(actor, force, to="add to the directory")
    entry = DirectoryEntry(
        force=force,
        name=name.strip(),
        kind=kind.strip(),
        group_type=group_type.strip(),
        area=area.strip(),
        note=note.strip(),
    )
    problems = problems_of(entry)
    if _key(entry) in _keys_of(force):
        problems.add("name", entry.name, f"{entry.name} is in the directory of {force.name} already.")
    problems.raise_if_any()
    entry.save(force_insert=True)
    record(actor, force, "add_entry", entry, f"Added to the directory: {entry.name}")
    return entry


@service("directory.import_entries")
def import_entries(
    *, actor: User, force: Organisation, rows: Sequence[Mapping[str, str | None]], file: str
) -> EntryImport:
    """Take a table of organisations in: rows without a fault come in, every fault of the others is told.

    An organisation that the directory holds already, by name and area, stays as it is; so the same table sent again
    changes nothing. The first line holds the names of the columns and is row 1.

    Raises
    ------
    InvalidValueError
        The table is empty or misses a column.
    """
    require_keeper(actor, force, to="bring in a directory")
    _check_columns(rows, file)
    keys = _keys_of(force)
    new: list[DirectoryEntry] = []
    findings: list[dict[str, str]] = []
    known = 0
    for number, row in enumerate(rows, start=2):
        entry = DirectoryEntry(force=force, **{name: (row.get(name) or "").strip() for name in COLUMNS})
        problems = problems_of(entry)
        if None in row:
            problems.add(
                "row", "", "The row has more cells than there are columns. Put texts with commas in quotes."
            )
        findings += [{"row": str(number), **each} for each in problems.found]
        if problems.found:
            continue
        if _key(entry) in keys:
            known += 1
            continue
        keys.add(_key(entry))
        new.append(entry)
    DirectoryEntry.objects.bulk_create(new, 500)
    result = EntryImport(file, len(rows), len(new), known, tuple(findings))
    record(actor, force, "import_entries", force, result.words, added=len(new), faults=len(findings))
    return result


def problems_of(entry: DirectoryEntry) -> Problems:
    """Everything that is wrong with an entry by itself."""
    problems, directory = Problems(), regime().directory
    problems.need("name", entry.name, "The organisation has no name.")
    check_words(problems, "name", entry.name, 200)
    check_words(problems, "area", entry.area, 120)
    check_words(problems, "note", entry.note)
    problems.need_one_of("kind", entry.kind, directory.by_kind, "kind of organisation")
    if entry.kind in directory.by_kind:
        allowed = directory.types_of(entry.kind)
        title = directory.by_kind[entry.kind].title.lower()
        if allowed:
            problems.need_one_of("group_type", entry.group_type, allowed, f"group type of a {title}")
        elif entry.group_type:
            problems.add("group_type", entry.group_type, f"A {title} has no group type. Leave it empty.")
    return problems


def _key(entry: DirectoryEntry) -> tuple[str, str]:
    return entry.name.lower(), entry.area.lower()


def _keys_of(force: Organisation) -> set[tuple[str, str]]:
    found = DirectoryEntry.objects.filter(force=force).order_by().values_list("name", "area")
    return {(name.lower(), area.lower()) for name, area in found}


def _check_columns(rows: Sequence[Mapping[str, str | None]], file: str) -> None:
    problems = Problems()
    if not rows:
        problems.add("file", file, f"{file} has no rows. Its columns are {', '.join(COLUMNS)}.")
    else:
        missing = [name for name in NEEDED if name not in rows[0]]
        unknown = [name for name in rows[0] if name is not None and name not in COLUMNS]
        if missing or unknown:
            seen = ", ".join(name for name in rows[0] if name)
            problems.add(
                "file",
                file,
                f"{file} has the columns {seen}. Use {', '.join(COLUMNS)}; name and kind are needed.",
            )
    problems.raise_if_any()
