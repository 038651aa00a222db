"""Check a folder of records: take in what is sound, keep apart what is not, and say why."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

import duckdb

from peelian.catalogue.catalogue import Catalogue
from peelian.records.duck import open_engine
from peelian.records.engines import DEFAULT_MEMORY
from peelian.records.intake.broken_lines import MalformedLine
from peelian.records.intake.careful_pass import CarefulPass
from peelian.records.intake.cells import Known
from peelian.records.intake.duplicates import findings_of, keep_apart, repeated_identifiers
from peelian.records.intake.facts import FileFacts
from peelian.records.intake.file_names import plainly_named, shown
from peelian.records.intake.findings import Fault, finding
from peelian.records.intake.gathered import table_facts
from peelian.records.intake.links import not_followed
from peelian.records.intake.opening import (
    Opened,
    open_again,
    open_file,
    open_whole_rows,
    records_below,
    root_of,
)
from peelian.records.intake.parts import Part
from peelian.records.intake.places import Places
from peelian.records.intake.plain_pass import (
    LostLinesError,
    NotUtf8Error,
    count_rows,
    forget_malformed,
    take_plain,
)
from peelian.records.intake.remembered import Remembered
from peelian.records.intake.report import FileResult, IntakeReport
from peelian.records.intake.results import write_report, writing
from peelian.records.intake.rules import FILE_RULES, TABLE_RULES, changed_file, malformed_line
from peelian.records.intake.sink import FindingSink
from peelian.records.intake.sources import Source, of_force
from peelian.records.sent import write_all_columns

Progress = Callable[[str, int, int], None]
"""Told the file that is read, how many are done, and how many there are."""

UNREADABLE = (duckdb.InvalidInputException, duckdb.IOException, duckdb.OutOfMemoryException)
"""What the engine raises over a file that it cannot read."""
FOUND = 200
"""So many letters of a line that is no row stand in the findings; more are kept beside the rejected rows."""
UNWANTED = "in_clause,type_pushdown"
"""Of the engine's rewritings, those that would harm. The first turns long lists into joins, which lose the order
of the rows and so their numbers; the second has a cell that is no value of its type refuse its whole line."""


def check_folder(
    folder: Path | Sequence[Path],
    catalogue: Catalogue,
    *,
    today: date,
    out: Path | None = None,
    progress: Progress | None = None,
    forces: Mapping[str, str] | None = None,
) -> IntakeReport:
    """Check every file of records in a folder and take in the rows that are sound.

    Parameters
    ----------
    folder
        A folder or a file; of several, the files are named from the folder that holds them all.
    today
        Days after it have not come yet.
    out
        Where to write `accepted/<table>/*.parquet`, `rejected/<table>/*.csv`, `findings.csv` and the report as page
        and JSON; nothing is kept where none is named. Earlier results in it are replaced when the new ones are
        whole: until then, and where the check is broken off, they stay as they are.
    forces
        The force of files that name none, by the path of a file or folder inside `folder`.

    Returns
    -------
    IntakeReport
        Of every file that was read, the rows are the accepted and the rejected together.

    Raises
    ------
    InvalidValueError
        `folder-in-use` where the folder holds something that no check has written, `folder-not-writable` where
        nothing can be written into it.
    """
    with ExitStack() as stack:
        place = out or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(writing(place))
        places = Places(place)
        places.prepare()
        stack.callback(places.tidy)
        with FindingSink(places.findings) as sink, open_engine(DEFAULT_MEMORY) as engine:
            engine.execute("SET TimeZone = 'UTC'")
            engine.execute(f"SET disabled_optimizers = '{UNWANTED}'")
            given = (folder,) if isinstance(folder, Path) else folder
            folders = tuple(dict.fromkeys(each.absolute() for each in given))
            intake = _Intake(folders, catalogue, today, places, sink, engine, forces or {})
            intake.take_files(progress or (lambda name, done, total: None))
            intake.look_across()
            report = intake.report()
        if out:
            write_report(report, catalogue.record_tables, places.unfinished)
            places.put_in_place()
        return report


def _stamp(path: Path) -> tuple[int, int] | None:
    """The size of a file and the time of its last change; None where they cannot be asked."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns


@dataclass
class _Intake:
    """One run over one folder or several."""

    folders: tuple[Path, ...]
    catalogue: Catalogue
    today: date
    places: Places
    sink: FindingSink
    engine: duckdb.DuckDBPyConnection
    forces: Mapping[str, str]
    files: list[FileResult] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))

    @property
    def known(self) -> Known:
        """What every cell is read with."""
        slugs = {slug: slug for slug in self.catalogue.forces}
        return Known(self.today, slugs, self.catalogue.recognise_force)

    def take_files(self, progress: Progress) -> None:
        """Read the files one after another."""
        paths = [path for folder in self.folders for path in records_below(folder)]
        root = root_of(self.folders)
        for done, path in enumerate(paths):
            file = shown(path.relative_to(root))
            progress(file, done, len(paths))
            before = _stamp(path)
            self._take_file(path, file)
            for fault in changed_file.find(FileFacts(file, 1, changed=_stamp(path) != before)):
                self.sink.add(finding(changed_file.RULE, fault, file=file))
        progress("", len(paths), len(paths))

    def _take_file(self, path: Path, file: str) -> None:
        """Read one file, unless it is a link that is not followed."""
        if link := not_followed(path, self.folders):
            facts = FileFacts(file, 1, path.suffix.lower(), link=link)
            self._tell_of_file(Opened(facts, path), None, 0, 0)
            return
        work = self.places.fresh_work()
        for opened in open_file(plainly_named(path, work), file, self.catalogue, self.engine, work):
            self._take(self._of_force(opened))

    def look_across(self) -> None:
        """Apply the rules about tables over all of their files."""
        for name, parts in sorted(self.parts.items()):
            table = self.catalogue.record_tables[name]
            write_all_columns(self.engine, table, self.places.all_columns(table))
            for repeats in repeated_identifiers(self.engine, table, parts):
                for found in findings_of(table, repeats):
                    self.sink.add(found)
                source = repeats.part.source
                out = self.places.rejected(source, repeats.part.path.stem + "-duplicates")
                self._move(source.file, keep_apart(self.engine, repeats, out, self.places.work))
        for name in sorted(self.parts):
            facts = table_facts(self.engine, self.catalogue.record_tables[name], self.parts, self.catalogue)
            for rule in TABLE_RULES:
                for fault in rule.find(facts):
                    self.sink.add(finding(rule, fault, table=name))

    def report(self) -> IntakeReport:
        """Return what the run came to."""
        return IntakeReport(
            folder=", ".join(shown(PurePath(folder.name)) for folder in self.folders),
            checked_on=self.today,
            files=tuple(self.files),
            findings=tuple(self.sink.examples),
            counts=self.sink.counts,
        )

    def _take(self, opened: Opened) -> None:
        """Take in one file, in another encoding where it turns out not to be in UTF-8, and from a copy where the
        engine may lose lines.
        """
        try:
            self._take_rows(opened)
        except NotUtf8Error:
            self._take(self._of_force(open_again(opened, self.catalogue, self.places.work)))
        except LostLinesError:
            self._take(open_whole_rows(opened, self.places.work))
        except UNREADABLE as error:
            self._pass_on(error)
            forget_malformed(self.engine)
            said = str(error).splitlines()[0]
            broken = replace(opened.facts, source=None, header=(), unreadable=f"the engine says '{said}'")
            self._tell_of_file(Opened(broken, opened.path), None, 0, 0)

    def _pass_on(self, error: duckdb.Error) -> None:
        """Raise what is no fault of the file: a person who breaks off, and results that cannot be written."""
        said = str(error)
        if "KeyboardInterrupt" in said:
            raise KeyboardInterrupt from error
        if "No space left" in said or (
            isinstance(error, duckdb.IOException) and str(self.places.unfinished) in said
        ):
            raise error

    def _of_force(self, opened: Opened) -> Opened:
        """Give a file that names no force the one that was named for it."""
        if opened.facts.source is None:
            return opened
        return replace(opened, facts=replace(opened.facts, source=of_force(opened.facts.source, self.forces)))

    def _take_rows(self, opened: Opened) -> None:
        source = opened.facts.source
        if source is None:
            self._tell_of_file(opened, None, 0, 0)
            return
        if self._is_left_out(opened):
            rows, malformed = count_rows(self.engine, opened)
            self._tell_of_file(opened, source, rows + len(malformed), 0)
            return
        plain = self.places.accepted(source, "")
        left = Remembered(source.cell(source.table.key[0]), len(opened.facts.header))
        if source.numbers_rows:
            taken = 0
            rows, malformed = count_rows(self.engine, opened)
        else:
            taken, malformed = take_plain(self.engine, opened, source, self.known, plain, left)
            rows = taken + left.rows
        accepted = taken
        passed = [bad.line for bad in malformed]
        if rows > taken:
            accepted += self._take_with_care(opened, source, malformed, passed, left if taken else None)
        if taken:
            self.parts[source.table.identifier].append(
                Part(source, plain, opened.first_row, tuple(sorted(passed)))
            )
        else:
            plain.unlink(missing_ok=True)
        self._keep_lines(source, opened, malformed)
        self._tell_of_file(opened, source, rows + len(malformed), accepted)

    def _take_with_care(
        self, opened: Opened, source: Source, malformed: list[MalformedLine], passed: list[int],
        left: Remembered | None,
    ) -> int:  # fmt: skip
        """Judge the rows that are not plain; return how many of them are accepted."""
        careful = CarefulPass(self.engine, opened, source, self.known, malformed)
        careful.set_apart(self.places.work, self.catalogue, left)
        for found in careful.findings():
            self.sink.add(found)
        again = self.places.accepted(source, "-read-again")
        accepted = careful.write_accepted(again)
        rejected = self.places.rejected(source)
        if not careful.write_rejected(rejected):
            rejected.unlink()
        passed += careful.rows_apart()
        if accepted:
            rows = tuple(careful.rows_accepted_again())
            self.parts[source.table.identifier].append(Part(source, again, opened.first_row, rows=rows))
        else:
            again.unlink()
        careful.close()
        return accepted

    def _is_left_out(self, opened: Opened) -> bool:
        """Whether a rule leaves out the whole file."""
        return any(rule.severity == "file" and list(rule.find(opened.facts)) for rule in FILE_RULES)

    def _keep_lines(self, source: Source, opened: Opened, malformed: list[MalformedLine]) -> None:
        """Keep the lines that are no rows beside the rejected rows, and tell of each."""
        for bad in malformed:
            sentence = malformed_line.sentence(bad.reason, len(opened.facts.header), bad.text)
            fault = Fault(sentence, value=bad.text[:FOUND], row=bad.line)
            self.sink.add(
                finding(malformed_line.RULE, fault, file=source.file, table=source.table.identifier)
            )
        if malformed:
            self.places.write_lines(source, malformed)

    def _tell_of_file(self, opened: Opened, source: Source | None, rows: int, accepted: int) -> None:
        facts = replace(opened.facts, rows=rows)
        table = source.table.identifier if source else ""
        told = [
            finding(rule, fault, file=facts.file, table=table)
            for rule in FILE_RULES
            for fault in rule.find(facts)
        ]
        for found in told:
            self.sink.add(found)
        self.files.append(
            FileResult(
                file=facts.file,
                table=table,
                format=source.format.identifier if source and source.format else "",
                rows=rows,
                accepted=accepted,
                rejected=rows - accepted,
                left_out=source is None or any(found.severity == "file" for found in told),
                encoding=facts.encoding,
                delimiter=facts.delimiter,
            )
        )

    def _move(self, file: str, rows: int) -> None:
        """Count accepted rows of a file as rejected."""
        self.files = [
            replace(each, accepted=each.accepted - rows, rejected=each.rejected + rows)
            if each.file == file
            else each
            for each in self.files
        ]
