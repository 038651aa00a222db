"""Invented records for the benchmark, the same for the same number of rows."""

import json
from pathlib import Path

import duckdb

from peelian.catalogue import load_catalogue
from peelian.catalogue.record_tables import RecordColumn, RecordTable

FIRST, SECONDS = "TIMESTAMP '2021-04-01 00:00:00'", 365 * 86400
SHARES = {"incidents": 0.50, "contacts": 0.35}
"""The rest are re-contacts."""
LARGE = {"incidents": 0.4, "contacts": 0.2, "crimes": 0.15}
"""Shares of the rows where every table is made; the other tables share what is left."""
FAULTS = 100_000
"""One row in so many has a fault."""
THRIVE = ("threat", "harm", "risk", "investigation", "vulnerability")


def make_records(folder: Path, rows: int) -> None:
    """Write incidents, contacts and re-contacts as Parquet without faults, and as CSV with a few."""
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir(parents=True)
    write_known(folder)
    incidents, contacts = (int(rows * SHARES[name]) for name in ("incidents", "contacts"))
    with duckdb.connect() as engine:
        statements = {
            "incidents": _incidents(incidents),
            "contacts": _contacts(contacts, incidents),
            "recontacts": _recontacts(folder, rows - incidents - contacts),
        }
        for name, statement in statements.items():
            path = folder / "parquet" / f"{name}.parquet"
            engine.execute(f"COPY ({statement}) TO '{path}' (FORMAT parquet)")
            columns = [row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
            cells = ", ".join(_csv_cell(column) for column in columns)
            text = f"SELECT {cells} FROM (SELECT *, row_number() OVER () AS number FROM '{path}')"
            engine.execute(f"COPY ({text}) TO '{folder / 'csv' / name}.csv' (HEADER)")


def write_known(folder: Path) -> None:
    """Write what the checks need to know, for contestants that have no catalogue."""
    catalogue = load_catalogue()
    plans = {
        "incidents": (["opened_at", "attended_at"], ["attendance_required", "domestic_abuse"], ["target_minutes"],
                      ["category", "priority"]),
        "contacts": (["received_at", "answered_at"], ["abandoned"], [], ["channel"]),
        "recontacts": (["made_at", "thrive_at"], [], [], []),
    }  # fmt: skip
    known = {
        "forces": list(catalogue.forces),
        "residents": {row.force: row.value for row in catalogue.populations if row.reference == "mid-2020"},
        "plans": {
            name: {
                "key": f"{name[:-1]}_id", "moments": moments, "flags": flags, "whole": whole,
                "codes": {each: catalogue.record_tables[name].column(each).allowed for each in codes},
            }
            for name, (moments, flags, whole, codes) in plans.items()
        },
    }  # fmt: skip
    (folder / "known.json").write_text(json.dumps(known), encoding="utf-8")


def _csv_cell(column: str) -> str:
    """A column as text, with a fault in one row of many."""
    if column == "opened_at" or column == "received_at":
        text = f"strftime({column}, '%Y-%m-%d %H:%M:%S')"
        return f"CASE WHEN number % {FAULTS} = 7 THEN 'yesterday' ELSE {text} END AS {column}"
    if column == "priority" or column == "channel":
        return f"CASE WHEN number % {FAULTS} = 11 THEN 'quickly' ELSE {column} END AS {column}"
    return f"strftime({column}, '%Y-%m-%d %H:%M:%S') AS {column}" if column.endswith("_at") else column


def _random(salt: int, below: int, key: str = "i") -> str:
    """A number that looks random and is the same each time."""
    return f"(hash({key} * 1000003 + {salt}) % {below})::BIGINT"


def _one_of(salt: int, words: list[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"([{listed}])[1 + {_random(salt, len(words))}]"


def _forces() -> list[str]:
    return [force.slug for force in load_catalogue().forces_in_scope]


def _incidents(rows: int) -> str:
    wait = f"CASE WHEN {_random(1, 100)} < 91 THEN 5 + {_random(2, 86)} ELSE 91 + {_random(3, 1410)} END"
    return f"""
        SELECT 'I' || i AS incident_id, {_one_of(4, _forces())} AS force,
            {FIRST} + to_seconds({_random(5, SECONDS)}) AS opened_at,
            {_one_of(6, ["crime", "anti-social-behaviour", "public-safety", "traffic", "administration"])} AS category,
            {_one_of(7, ["immediate", "priority", "scheduled"])} AS priority,
            (15 + 45 * {_random(8, 3)})::BIGINT AS target_minutes,
            CASE WHEN {_random(9, 100)} < 97 THEN opened_at + to_seconds(60 * ({wait}) + {_random(10, 60)}) END
                AS attended_at,
            {_random(9, 100)} < 97 AS attendance_required, {_random(11, 100)} < 12 AS domestic_abuse
        FROM range({rows}) numbers(i)"""


def _contacts(rows: int, incidents: int) -> str:
    return f"""
        SELECT 'C' || i AS contact_id, {_one_of(21, _forces())} AS force,
            {FIRST} + to_seconds({_random(22, SECONDS)}) AS received_at,
            {_one_of(23, ["emergency", "emergency", "non-emergency", "non-emergency", "online", "counter"])} AS channel,
            CASE WHEN {_random(24, 100)} < 95 THEN received_at + to_seconds({_random(25, 120)}) END AS answered_at,
            'N' || CASE WHEN {_random(26, 10)} < 7 THEN {_random(27, max(rows // 2, 1))}
                ELSE {_random(28, max(rows // 100, 1))} END AS caller_number,
            {_random(24, 100)} >= 95 AS abandoned, 'I' || {_random(29, incidents)} AS incident_id
        FROM range({rows}) numbers(i)"""


def _recontacts(folder: Path, rows: int) -> str:
    """Most waiting callers are contacted in each window, some without a fresh THRIVE."""
    parts = ", ".join(
        f"CASE WHEN {_random(31 + place, 100, 'n')} < 98 THEN 'low' END AS thrive_{part}"
        for place, part in enumerate(THRIVE)
    )
    return f"""
        WITH waiting AS (
            SELECT incident_id, force, opened_at, substr(incident_id, 2)::BIGINT AS i,
                date_diff('second', opened_at, attended_at) AS waited
            FROM '{folder / "parquet" / "incidents.parquet"}' WHERE waited > 5400),
        due AS (SELECT *, unnest(range((waited - 5400 + 14399) // 14400)) AS k FROM waiting),
        made AS (SELECT *, i * 16 + k AS n FROM due WHERE {_random(36, 100, "(i * 16 + k)")} < 90)
        SELECT 'R' || n AS recontact_id, force, incident_id,
            opened_at + to_seconds(CASE WHEN k = 0 THEN 60 + {_random(37, 5340, "n")}
                ELSE 5400 + 14400 * (k - 1) + 1 + {_random(37, 14399, "n")} END) AS made_at,
            {parts}, CASE WHEN {_random(38, 100, "n")} < 96 THEN made_at + to_seconds(120) END AS thrive_at
        FROM made LIMIT {rows}"""


def make_tables(folder: Path, rows: int) -> None:
    """Write every table that a measure reads, with random cells in all its columns."""
    folder.mkdir(parents=True)
    catalogue = load_catalogue()
    read = {name for measure in catalogue.measures.values() for name in _tables_of(measure)}
    small = int(rows * (1 - sum(LARGE.values())) / (len(read) - len(LARGE)))
    sizes = {name: int(rows * LARGE[name]) if name in LARGE else small for name in sorted(read)}
    with duckdb.connect() as engine:
        for name, size in sizes.items():
            columns = ", ".join(
                f"{_cell(column, number, catalogue.record_tables[name], sizes)} AS {column.name}"
                for number, column in enumerate(catalogue.record_tables[name].columns)
            )
            engine.execute(
                f"COPY (SELECT {columns} FROM range({size}) numbers(i)) "
                f"TO '{folder / name}.parquet' (FORMAT parquet)"
            )


def _tables_of(measure) -> list[str]:
    others = [measure.per.table if measure.per else None, measure.linked.table if measure.linked else None]
    return [measure.table, *(name for name in others if name)]


def _cell(column: RecordColumn, number: int, table: RecordTable, sizes: dict[str, int]) -> str:
    salt = 100 + number
    if column.name in table.key:
        return f"'{table.identifier}-' || i"
    moment = f"{FIRST} + to_seconds({_random(salt, SECONDS)})"
    made = {
        "force": _one_of(salt, _forces()),
        "code": _one_of(salt, list(column.allowed) or [""]),
        "flag": f"CASE {_random(salt, 10)} WHEN 0 THEN NULL WHEN 1 THEN false ELSE {_random(salt + 50, 2)} = 0 END",
        "reference": f"'{column.table}-' || {_random(salt, max(sizes.get(column.table or '', 1000), 1))}",
        "text": _one_of(salt, [f"word-{each}" for each in range(50)]),
        "whole": _random(salt, 1000),
        "number": f"{_random(salt, 100000)} / 100.0::DOUBLE",
        "money": f"({_random(salt, 10000000)} / 100)::DECIMAL(18, 2)",
        "moment": moment,
        "date": f"({moment})::DATE",
        "month": f"date_trunc('month', {moment})::DATE",
    }[column.type]
    if column.required or column.type in ("force", "flag"):
        return made
    return f"CASE WHEN {_random(salt + 70, 20)} > 0 THEN {made} END"
