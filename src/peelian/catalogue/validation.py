"""Check a whole catalogue folder and report every fault at once."""

from __future__ import annotations

from pathlib import Path

from peelian.catalogue.checks_of_frameworks import framework_findings
from peelian.catalogue.checks_of_instruments import instrument_findings
from peelian.catalogue.checks_of_regime import regime_findings
from peelian.catalogue.directory import directory_findings
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.format_files import format_findings
from peelian.catalogue.gathering import Gathered, gather
from peelian.catalogue.measure_files import measure_findings
from peelian.catalogue.record_files import record_findings
from peelian.catalogue.reminders import reminder_findings
from peelian.catalogue.standard_files import standard_findings


def validate_catalogue(path: Path) -> list[CatalogueFinding]:
    """Return every fault of a catalogue, in the order of its files and lines.

    Parameters
    ----------
    path
        A catalogue folder, or one file inside of it: then the whole folder is
        checked, since a file is right only among the others, and the faults of
        that file are returned.
    """
    root = _root_of(path)
    if root is None:
        message = (
            "No catalogue is here. Name a folder that holds 'forces.csv', 'bodies.yaml' and a folder "
            "'frameworks', or a file inside of it."
        )
        return [CatalogueFinding(path.name, None, "", "", message)]
    findings = sorted(
        [
            *findings_in(gather(root)),
            *record_findings(root),
            *format_findings(root),
            *measure_findings(root),
            *standard_findings(root),
        ],
        key=lambda finding: finding.sort_key,
    )
    if path.is_file():
        name = path.resolve().relative_to(root).as_posix()
        return [finding for finding in findings if finding.file == name]
    return findings


def findings_in(gathered: Gathered) -> list[CatalogueFinding]:
    """Return the faults met in reading, and those seen only when the parts are set side by side."""
    found = {
        *gathered.findings,
        *framework_findings(gathered),
        *regime_findings(gathered),
        *instrument_findings(gathered),
        *reminder_findings(gathered.reminders),
        *directory_findings(gathered.directory),
    }
    return sorted(found, key=lambda finding: finding.sort_key)


def _root_of(path: Path) -> Path | None:
    """Find the catalogue folder that a path names or lies in."""
    place = path.resolve()
    if place.is_dir():
        return place
    if not place.is_file():
        return None
    return next((folder for folder in place.parents[:2] if (folder / "frameworks").is_dir()), None)
