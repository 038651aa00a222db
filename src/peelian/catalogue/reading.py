"""Read YAML and CSV so that every value remembers the line it came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.wording import fault_words

Location = tuple[int | str, ...]
Value = TypeVar("Value", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: the file, its first line, the line of each part, its place in the file."""

    file: str
    line: int | None = None
    lines: dict[Location, int] = field(default_factory=dict)
    place: Location = ()

    def line_of(self, location: Location) -> int | None:
        """Return the line of a part, or of the nearest thing that holds it."""
        for length in range(len(location), 0, -1):
            if location[:length] in self.lines:
                return self.lines[location[:length]]
        return self.line

    def within(self, location: Location) -> Origin:
        """Return the origin of a part, with the lines of what is inside it."""
        inside = {
            place[len(location) :]: line
            for place, line in self.lines.items()
            if len(place) > len(location) and place[: len(location)] == location
        }
        return Origin(self.file, self.line_of(location), inside, (*self.place, *location))

    def finding(self, location: Location, value: object, message: str) -> CatalogueFinding:
        """Make a finding about one part of what was read here."""
        name = ".".join(str(part) for part in (*self.place, *location))
        shown = "" if value is None or isinstance(value, dict | list) else str(value)
        return CatalogueFinding(self.file, self.line_of(location), name, shown, message)


@dataclass(frozen=True, slots=True)
class Sourced(Generic[Value]):
    """A typed value together with its origin."""

    value: Value
    origin: Origin


class Reader:
    """Reads the files of one catalogue folder and gathers every fault on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[CatalogueFinding] = []
        self.files_read: set[Path] = set()

    def yaml_file(self, path: Path, model: type[Value]) -> Sourced[Value] | None:
        """Read one YAML file as one value; None when it has faults."""
        read = self._yaml_data(path)
        return None if read is None else self._typed(model, *read)

    def yaml_entries(
        self, path: Path, key: str, model_of: Callable[[object], type[Value]]
    ) -> list[Sourced[Value]]:
        """Read the list that stands under one key of a YAML file, each entry as the type that it says it is.

        A faulty entry is left out; the others are read.
        """
        read = self._yaml_data(path)
        if read is None:
            return []
        data, origin = read
        entries = data.get(key) if isinstance(data, dict) else None
        if not isinstance(entries, list) or len(data) != 1:  # type: ignore[arg-type]
            self.findings.append(origin.finding((), None, f"The file holds one list, under the key '{key}'."))
            return []
        typed = [
            self._typed(model_of(entry), entry, origin.within((key, number)))
            for number, entry in enumerate(entries)
        ]
        return [sourced for sourced in typed if sourced is not None]

    def _yaml_data(self, path: Path) -> tuple[object, Origin] | None:
        """Return what a YAML file holds with the line of each part; None when it is no YAML."""
        text = self._text_of(path)
        if text is None:
            return None
        try:
            node = _tree(text)
            data = _PlainLoader("").construct_document(node) if node else None
        except yaml.YAMLError as error:
            self.findings.append(self._syntax_finding(path, error))
            return None
        places = list(_places(node, ())) if node else []
        origin = Origin(self._name(path), 1, {place: line for place, line, _ in places})
        self.findings += [
            origin.finding(place, None, f"The field '{place[-1]}' is given twice; keep one.")
            for place, _, repeated in places
            if repeated
        ]
        return data, origin

    def yaml_folder(self, folder: str, model: type[Value]) -> list[Sourced[Value]]:
        """Read every YAML file of a folder, in the order of their names."""
        paths = sorted((self.root / folder).glob("*.yaml"))
        if not paths:
            message = "The folder holds no YAML file; every catalogue needs at least one."
            self.findings.append(CatalogueFinding(folder, None, "", "", message))
        read = [self.yaml_file(path, model) for path in paths]
        return [sourced for sourced in read if sourced is not None]

    def csv_rows(self, path: Path, model: type[Value]) -> list[Sourced[Value]]:
        """Read a CSV file as one value a row; an empty cell counts as not given."""
        text = self._text_of(path)
        if text is None:
            return []
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        read: list[Sourced[Value] | None] = []
        if not self._heading_fits(list(rows.fieldnames or []), path, model):
            return []
        try:
            read.extend(self._typed_row(row, rows.line_num, path, model) for row in rows)
        except csv.Error as error:
            self.findings.append(
                CatalogueFinding(self._name(path), rows.line_num, "", "", f"This is not a CSV row: {error}.")
            )
        return [sourced for sourced in read if sourced is not None]

    def _heading_fits(self, heading: list[str], path: Path, model: type[Value]) -> bool:
        """Check the heading once, so that one wrong column is one finding and not one a row."""
        needed = [name for name, info in model.model_fields.items() if info.is_required()]
        unknown = [name for name in heading if name not in model.model_fields]
        missing = [name for name in needed if name not in heading]
        origin = Origin(self._name(path), 1)
        allowed = ", ".join(model.model_fields)
        self.findings += [
            origin.finding(
                (name,), None, f"The column '{name}' is not known here. Allowed columns: {allowed}."
            )
            for name in unknown
        ]
        self.findings += [
            origin.finding((name,), None, f"The column '{name}' is missing; add it.") for name in missing
        ]
        return not unknown and not missing

    def _typed_row(
        self, row: dict[Any, Any], line: int, path: Path, model: type[Value]
    ) -> Sourced[Value] | None:
        origin = Origin(self._name(path), line)
        if None in row or None in row.values():
            self.findings.append(
                origin.finding((), None, "The row has more or fewer cells than the heading; match them.")
            )
            return None
        return self._typed(model, {name: cell for name, cell in row.items() if cell != ""}, origin)

    def _typed(self, model: type[Value], data: object, origin: Origin) -> Sourced[Value] | None:
        try:
            return Sourced(model.model_validate(data), origin)
        except ValidationError as error:
            self.findings += [
                origin.finding(fault["loc"], fault["input"], fault_words(model, fault))
                for fault in error.errors()
            ]
            return None

    def _text_of(self, path: Path) -> str | None:
        self.files_read.add(path)
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            message = "The file is missing; every catalogue needs it."
        except UnicodeDecodeError:
            message = "The file is not UTF-8 text; save it as UTF-8."
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}."
        self.findings.append(CatalogueFinding(self._name(path), None, "", "", message))
        return None

    def _syntax_finding(self, path: Path, error: yaml.YAMLError) -> CatalogueFinding:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        line = mark.line + 1 if mark else None
        return CatalogueFinding(self._name(path), line, "", "", f"This is not YAML: {problem}.")

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


class _AliasUsedError(yaml.YAMLError):
    """An anchor was referred to; told in the same shape as a fault of the YAML itself."""

    def __init__(self, problem: str, mark: Any) -> None:
        self.problem = problem
        self.problem_mark = mark
        super().__init__(problem)


_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader written in C, which reads the same values many times faster, where it was built."""


class _PlainLoader(_FASTEST):
    """Reads YAML without turning dates into objects, so that a wrong date keeps its line."""


_PlainLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _tree(text: str) -> yaml.Node | None:
    """Return the tree of a YAML text; anchors are refused, since a reader could not follow them."""
    for event in yaml.parse(text, Loader=_PlainLoader):
        if isinstance(event, yaml.AliasEvent):
            problem = f"the alias '*{event.anchor}' is used; write the value out"
            raise _AliasUsedError(problem, event.start_mark)
    return yaml.compose(text, Loader=_PlainLoader)


def _places(node: yaml.Node, place: Location) -> Iterator[tuple[Location, int, bool]]:
    """Yield the place of each part of a YAML tree, its line, and whether its key is a repeat."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            yield (*place, key.value), key.start_mark.line + 1, key.value in seen
            seen.add(key.value)
            yield from _places(child, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield (*place, number), child.start_mark.line + 1, False
            yield from _places(child, (*place, number))
