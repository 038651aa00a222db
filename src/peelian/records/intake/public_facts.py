"""What the rules about public files need to know beyond any other: their words, their places, their rows without name.

It is asked of files in a published format alone, so that a force's own extracts cost nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from peelian.catalogue.districts import DistrictForce, Extent
from peelian.catalogue.record_tables import RecordTable
from peelian.records.duck import quoted_text
from peelian.records.intake.facts import Numbered, OtherDistricts, Outside, Words
from peelian.records.intake.parts import Part, rows_of

FEW_WORDS = 60
"""A column of text with more different words than this holds descriptions or numbers, not words to be counted."""
MARGIN = 0.02
"""Degrees by which a published place may lie beyond the area, about two kilometres; it is moved to a point nearby."""
PLACE = ("latitude", "longitude")
SMALL_AREA = "lsoa_name"
"""Its last word is a number; the words before it name the district."""


def published(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that came from files in a published format."""
    return [part for part in parts if part.source.format is not None]


def words_of(engine: duckdb.DuckDBPyConnection, table: RecordTable, parts: Sequence[Part]) -> Iterator[Words]:
    """Yield the words of each column of text that has few, over all public files of a table."""
    if not parts:
        return
    told = {name for part in parts for name, reading in part.source.readings.items() if reading.places}
    texts = [column.name for column in table.columns if column.type == "text" and column.name in told]
    for name in (name for name in texts if name not in table.key):
        rows = engine.execute(
            f"SELECT {name}, count(*) FROM {rows_of(parts)} WHERE {name} IS NOT NULL GROUP BY {name} "
            f"ORDER BY {name} LIMIT {FEW_WORDS + 1}"
        ).fetchall()
        if 1 < len(rows) <= FEW_WORDS:
            yield Words(name, {str(word): int(count) for word, count in rows})


def outside_of(
    engine: duckdb.DuckDBPyConnection, file: str, parts: Sequence[Part], extents: Mapping[str, Extent]
) -> Iterator[Outside]:
    """Yield, for each force of a public file, the rows whose place lies outside its area."""
    if not parts or not extents or not set(PLACE) <= set(parts[0].source.readings):
        return
    cases = " ".join(f"WHEN {quoted_text(slug)} THEN {_outside(extent)}" for slug, extent in extents.items())
    rows = engine.execute(
        "SELECT force, count(*), count(*) FILTER (beyond), "
        "min(latitude || ', ' || longitude) FILTER (beyond) "
        f"FROM (SELECT force, latitude, longitude, CASE force {cases} ELSE false END AS beyond "
        f"FROM {rows_of(parts)} WHERE latitude IS NOT NULL AND longitude IS NOT NULL) GROUP BY force ORDER BY force"
    ).fetchall()
    for force, placed, beyond, example in rows:
        if beyond:
            yield Outside(file, str(force), int(placed), int(beyond), str(example))


def other_districts_of(
    engine: duckdb.DuckDBPyConnection, file: str, parts: Sequence[Part], districts: Sequence[DistrictForce]
) -> Iterator[OtherDistricts]:
    """Yield, for each force of a public file, the rows whose small area lies in a district of another force.

    A district that the catalogue does not hold is left alone.
    """
    if not parts or SMALL_AREA not in parts[0].source.readings:
        return
    owners = {district.short_name: district.force for district in districts}
    rows = engine.execute(
        f"SELECT force, regexp_replace({SMALL_AREA}, ' \\S+$', '') AS district, count(*) FROM {rows_of(parts)} "
        f"WHERE {SMALL_AREA} IS NOT NULL GROUP BY ALL ORDER BY force, count(*) DESC, district"
    ).fetchall()
    found: dict[str, dict[str, int]] = {}
    for force, district, count in rows:
        if owners.get(district, force) != force:
            found.setdefault(str(force), {})[str(district)] = int(count)
    for force, counts in found.items():
        yield OtherDistricts(file, force, sum(counts.values()), tuple(counts))


def numbered_of(
    engine: duckdb.DuckDBPyConnection, file: str, parts: Sequence[Part], words: Sequence[Words]
) -> Iterator[Numbered]:
    """Yield how many rows of a public file were numbered because their identifier is blank."""
    if not parts:
        return
    names = [name for name, reading in parts[0].source.readings.items() if reading.row and reading.places]
    for name in names:
        wanted = f"FROM {rows_of(parts)} WHERE {is_numbered(name, file)}"
        counted = engine.execute(f"SELECT count(*) {wanted}").fetchone()
        if counted and counted[0]:
            yield Numbered(file, name, int(counted[0]), _kinds(engine, wanted, words))


def is_numbered(name: str, file: str) -> str:
    """Return the SQL that is true of a row whose identifier is its place in the file."""
    return f"starts_with({name}, {quoted_text(file + ':')})"


def _kinds(engine: duckdb.DuckDBPyConnection, wanted: str, words: Sequence[Words]) -> tuple[str, ...]:
    """Return the one word that all of the rows hold in some column, where there is one."""
    for column in words:
        rows = engine.execute(f"SELECT DISTINCT {column.column} {wanted} LIMIT 2").fetchall()
        if len(rows) == 1 and rows[0][0] is not None:
            return (str(rows[0][0]),)
    return ()


def _outside(extent: Extent) -> str:
    return (
        f"(latitude NOT BETWEEN {extent.south - MARGIN} AND {extent.north + MARGIN} "
        f"OR longitude NOT BETWEEN {extent.west - MARGIN} AND {extent.east + MARGIN})"
    )
