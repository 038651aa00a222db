"""The same five questions about records, asked by this project, by DuckDB SQL, by Polars and by pandas.

The hand-written intake in DuckDB SQL does for the tables of the benchmark what `peelian records check` does for every
table, as an analyst writes it who knows the data and the engine well:

- Each cell is tested as the dictionary asks: moments in the form YYYY-MM-DD HH:MM:SS from 2 January 1970 to the day of
  the check, flags, whole numbers in their one spelling and not below their minimum, codes and forces of the lists,
  text that is neither a word for blank nor has space around it; what must be filled is.
- Sound rows go typed to Parquet in the order of the file, with Snappy, beside a file without rows that has every column
  of the dictionary. The others go to CSV as they stand, with the number of the row and every reason.
- Identifiers that a force has twice, and references that lead to no incident of the same force, are looked for.

Each file is read and each cell is turned into its value once: values are held in a table that spills, rows that fail
keep their text beside, and the place of a row in that table is its number. Long lists of words are kept from becoming
joins, which mix up the rows, and forces are told by an ENUM instead of a list. On the benchmark's records this was the
quickest of five ways tried; the others read the file twice, or tested rows twice. It does not look at months, blank
columns or the encoding, makes no page, and accepts no other form of a cell, all of which `peelian records check` does
beside.

This project and the hand-written SQL close their engines within the time that is measured.

Polars and pandas test types, codes and forces alone, without bounds, numbers of rows or reasons.
"""

MEASURED = """
import json, os, sys, time
from pathlib import Path
task, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
TODAY = "2022-04-30"
TODAY_BEGINS = "2022-04-29 23:00:00"
LEFT_OUT = "city-of-london"
SUMMERS = (("2021-03-28 01:00:00", "2021-10-31 01:00:00"), ("2022-03-27 01:00:00", "2022-10-30 01:00:00"))
begun = spent_before = None
def begin():
    global begun, spent_before
    begun, spent_before = time.perf_counter(), used()
def used():
    return sum(os.times()[:2])
def answer(value, seconds=None):
    seconds = time.perf_counter() - begun if seconds is None else seconds
    processor = used() - spent_before
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    print(json.dumps({"seconds": seconds, "processor": processor, "megabytes": peak, "answer": float(value)}))
"""

PEELIAN = """
import warnings; warnings.simplefilter("ignore")
from datetime import date
import ibis, duckdb, pyarrow.parquet
ibis.duckdb
import ibis.backends.duckdb, ibis.backends.duckdb.converter, ibis.backends.sql.compilers.duckdb
from peelian.catalogue import load_catalogue
from peelian.records.engines import open_engine
from peelian.records.engines.duckdb import DuckDBEngine
from peelian.records.intake import check_folder
from peelian.records.measures import Days, run_measures
from peelian.records.standards.run import run_standards
catalogue = load_catalogue()
schema, named, standards = catalogue.record_tables, catalogue.measures, catalogue.standards
populations = {(row.force,): row.value for row in catalogue.populations if row.reference == "mid-2020"}
days = Days(date(2021, 4, 1), date(2022, 3, 31))
def measured(names, by=("force",), place=folder / "parquet", intervals=False):
    engine = open_engine("duckdb")
    found = run_measures(engine, engine.tables(place), [named[name] for name in names], schema=schema, days=days,
                         by=by, populations=populations, intervals=intervals)
    engine.close()
    return found
def total(found, *parts):
    return sum(getattr(value, part) or 0 for value in found.values for part in parts)
begin()
if task == "intake":
    report = check_folder(folder / "csv", catalogue, today=date(2022, 4, 30), out=out)
    answer(sum(file.accepted for file in report.files))
elif task == "rates":
    answer(total(measured(["incidents-per-1000"], ("force", "month", "category")), "value"))
elif task == "percentiles":
    answer(total(measured(["response-time-median", "response-time-90th"], ("force", "priority")), "value"))
elif task == "recontacts":
    engine = open_engine("duckdb")
    chosen = [each for each in standards if "S-251" in each.items]
    found, = run_standards(engine, engine.tables(folder / "parquet"), chosen, catalogue=catalogue,
                           today=date(2022, 4, 30))
    engine.close()
    answer(found.relevant + found.exceptions / 1e9)
elif task == "callers":
    answer(total(measured(["callers-three-times"]), "numerator", "denominator"))
elif task.startswith("every-measure"):
    found = measured(list(named), place=folder, intervals=task.endswith("limits"))
    answer(len({value.measure for value in found.values}))
elif task.startswith("slowest-measure"):
    spent = {}
    for name in named:
        begin()
        measured([name], place=folder, intervals=task.endswith("limits"))
        spent[name] = time.perf_counter() - begun
    slowest = max(spent, key=spent.get)
    print(slowest, file=sys.stderr)
    answer(len(spent), spent[slowest])
"""

DUCKDB = """
import duckdb
from peelian.catalogue import load_catalogue
catalogue = load_catalogue()
residents = ", ".join(f"('{row.force}', {row.value})" for row in catalogue.populations
                      if row.reference == "mid-2020")
TYPES = {"moment": "TIMESTAMP", "flag": "BOOLEAN", "whole": "BIGINT", "number": "DOUBLE", "money": "DECIMAL(18, 2)",
         "date": "DATE", "month": "DATE"}
BLANK = ("-", "--", ".", "..", "...", "n/a", "#n/a", "null", "nan", "#ref!", "#value!", "#name?")
def listed(words): return ", ".join(f"'{word}'" for word in words)
def tests_of(column, cell, value):
    # The tests of a cell by their reasons; a blank cell passes where the column may be blank.
    if column.type == "force":
        tests = {"unknown-force": f"TRY_CAST({cell} AS forces) IS NOT NULL"}
    elif column.type == "code":
        tests = {"unknown-code": f"{cell} IN ({listed(column.allowed)})"}
    elif column.type in ("text", "reference"):
        tests = {"blank-token": f"(strlen({cell}) > 7 OR lower({cell}) NOT IN ({listed(BLANK)}))",
                 "space-around": f"trim({cell}) = {cell} AND {cell} <> ''"}
    elif column.type == "moment":
        tests = {"not-a-moment": f"strlen({cell}) = 19 AND {value} IS NOT NULL",
                 "implausible-day": f"{value} BETWEEN TIMESTAMP '1970-01-02' AND TIMESTAMP '{TODAY} 23:59:59.999999'"}
    elif column.type == "flag":
        tests = {"not-a-flag": f"{value} IS NOT NULL"}
    else:
        tests = {"not-a-whole-number": f"CAST({value} AS VARCHAR) = {cell}"}
        if column.minimum is not None:
            tests["below-minimum"] = f"{value} >= {column.minimum}"
    blank = "" if column.required else f"{cell} IS NULL OR "
    return [(f"{column.name}: {reason}", f"({blank}{test})") for reason, test in tests.items()]
def take_in(name):
    path, table = folder / "csv" / f"{name}.csv", catalogue.record_tables[name]
    with open(path) as stream:
        sent = stream.readline().strip().split(",")
    columns = [table.column(each) for each in sent]
    values = {c.name: f"TRY_CAST({c.name} AS {TYPES[c.type]})" if c.type in TYPES else c.name for c in columns}
    tests = [test for c in columns for test in tests_of(c, c.name, values[c.name])]
    sound = " AND ".join(test for _, test in tests)
    engine.execute(
        f"CREATE TEMP TABLE checked AS SELECT {', '.join(f'{value} AS {each}' for each, value in values.items())}, "
        f"CASE WHEN {sound} THEN NULL ELSE [{', '.join(sent)}] END AS cells "
        f"FROM read_csv('{path}', all_varchar = true, header = true, delim = ',')")
    accepted, = first(f"COPY (SELECT * EXCLUDE cells FROM checked WHERE cells IS NULL) TO '{out}/{name}.parquet'")
    told = [test for c in columns for test in tests_of(c, c.name, values[c.name])]
    reasons = ", ".join(f"CASE WHEN NOT coalesce({test}, false) THEN '{reason}' END" for reason, test in told)
    cells = ", ".join(f"cells[{place}] AS {each}" for place, each in enumerate(sent, start=1))
    engine.execute(
        f"COPY (SELECT number, concat_ws('; ', {reasons}) AS because, {', '.join(sent)} FROM "
        f"(SELECT rowid + 2 AS number, {cells} FROM checked WHERE cells IS NOT NULL)) TO '{out}/{name}-rejected.csv'")
    engine.execute("DROP TABLE checked")
    whole = ", ".join(f"CAST(NULL AS {TYPES.get(c.type, 'VARCHAR')}) AS {c.name}" for c in table.columns)
    engine.execute(f"COPY (SELECT {whole} WHERE false) TO '{out}/{name}-all-columns.parquet'")
    engine.execute(f"CREATE TEMP TABLE repeated_{name} AS SELECT force, {table.key[0]}, count(*) AS times "
                   f"FROM '{out}/{name}.parquet' GROUP BY ALL HAVING count(*) > 1")
    return accepted
begin()
engine = duckdb.connect()
engine.execute(f"SET memory_limit = '2GB'; SET enable_progress_bar = false; SET temp_directory = '{out}/spill'")
def table(name): return f"'{folder}/parquet/{name}.parquet'"
def first(query): return engine.execute(query).fetchone()
def closed(value):
    engine.close()
    answer(value)
START, END = (f"TIMESTAMP '{year}-03-31 23:00:00'" for year in (2021, 2022))
def clock(moment):
    inside = (f"({moment} >= TIMESTAMP '{begin}' AND {moment} < TIMESTAMP '{end}')" for begin, end in SUMMERS)
    summers = " OR ".join(inside)
    return f"make_timestamp(epoch_us({moment}) + CASE WHEN {summers} THEN 3600000000 ELSE 0 END)"
if task == "intake":
    engine.execute("SET disabled_optimizers = 'in_clause'")
    engine.execute(f"CREATE TYPE forces AS ENUM ({listed(catalogue.forces)})")
    accepted = sum(take_in(name) for name in ("incidents", "contacts", "recontacts"))
    for name in ("contacts", "recontacts"):
        first(f"SELECT count(*), min(incident_id) FROM '{out}/{name}.parquet' AS own WHERE incident_id IS NOT NULL AND "
              f"NOT EXISTS (SELECT 1 FROM '{out}/incidents.parquet' AS incidents "
              "WHERE incidents.force = own.force AND incidents.incident_id = own.incident_id)")
    closed(accepted)
elif task == "rates":
    rows = engine.execute(
        f"WITH residents(force, population) AS (VALUES {residents}), found AS ("
        f"SELECT force, date_trunc('month', {clock('opened_at')}) AS month, category, count(*) AS n "
        f"FROM {table('incidents')} WHERE opened_at >= {START} AND opened_at < {END} "
        f"AND force <> '{LEFT_OUT}' GROUP BY ALL) "
        "SELECT force, month, category, n * 1000.0::DOUBLE / population FROM found JOIN residents USING (force)"
    ).fetchall()
    closed(sum(row[-1] for row in rows))
elif task == "percentiles":
    rows = engine.execute(
        "SELECT force, priority, quantile_cont(date_diff('second', opened_at, attended_at) / 60.0::DOUBLE, [0.5, 0.9]) "
        f"FROM {table('incidents')} WHERE attendance_required AND opened_at >= {START} AND opened_at < {END} "
        "GROUP BY ALL").fetchall()
    closed(sum(sum(row[-1]) for row in rows))
elif task == "recontacts":
    engine.execute(f'''
        CREATE TEMP TABLE checked AS
        WITH due AS (
            SELECT force, incident_id, opened_at,
                (date_diff('second', opened_at, coalesce(attended_at, TIMESTAMP '{TODAY_BEGINS}')) - 5400
                    + 14399) // 14400 AS due
            FROM {table("incidents")}
            WHERE attendance_required
                AND date_diff('second', opened_at, coalesce(attended_at, TIMESTAMP '{TODAY_BEGINS}')) > 5400),
        made AS (
            SELECT force, incident_id, count(DISTINCT part) AS made FROM (
                SELECT force, incident_id, due,
                    greatest(0, (date_diff('second', opened_at, made_at) - 5400 + 14399) // 14400) AS part
                FROM {table("recontacts")} JOIN due USING (force, incident_id)
                WHERE thrive_threat <> '' AND thrive_harm <> '' AND thrive_risk <> '' AND thrive_investigation <> ''
                    AND thrive_vulnerability <> '' AND thrive_at >= made_at AND made_at >= opened_at)
            WHERE part < due GROUP BY ALL)
        SELECT force, incident_id, due, coalesce(made, 0) AS made FROM due LEFT JOIN made USING (force, incident_id)''')
    engine.execute(f"COPY (SELECT * FROM checked WHERE made < due) TO '{out}/exceptions.parquet'")
    rows = engine.execute("SELECT force, count(*), count(*) FILTER (made < due) FROM checked GROUP BY force").fetchall()
    closed(sum(row[1] for row in rows) + sum(row[2] for row in rows) / 1e9)
elif task == "callers":
    rows = engine.execute(
        "SELECT force, count(*) FILTER (times >= 3), count(*) FROM (SELECT force, caller_number, count(*) AS times "
        f"FROM {table('contacts')} WHERE channel IN ('emergency', 'non-emergency') AND caller_number IS NOT NULL "
        f"AND received_at >= {START} AND received_at < {END} GROUP BY ALL) "
        "GROUP BY force").fetchall()
    closed(sum(row[1] + row[2] for row in rows))
"""

POLARS = """
import polars as pl
from datetime import datetime
known = json.loads((folder / "known.json").read_text())
begin()
START, END = datetime(2021, 3, 31, 23), datetime(2022, 3, 31, 23)
def clock(name):
    inside = [(pl.col(name) >= datetime.fromisoformat(first)) & (pl.col(name) < datetime.fromisoformat(last))
              for first, last in SUMMERS]
    return pl.col(name) + pl.when(inside[0] | inside[1]).then(pl.duration(hours=1)).otherwise(pl.duration(hours=0))
def table(name): return pl.scan_parquet(folder / "parquet" / f"{name}.parquet")
def seconds(start, end): return (pl.col(end) - pl.col(start)).dt.total_seconds()
def in_year(name): return (pl.col(name) >= START) & (pl.col(name) < END)
if task == "intake":
    accepted = 0
    for name, plan in known["plans"].items():
        frame = pl.scan_csv(folder / "csv" / f"{name}.csv", infer_schema=False)
        good = pl.col("force").is_in(known["forces"])
        typed = []
        for column in plan["moments"]:
            value = pl.col(column).str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False)
            typed.append(value.alias(column)); good &= pl.col(column).is_null() | value.is_not_null()
        for column in plan["flags"]:
            good &= pl.col(column).is_null() | pl.col(column).is_in(["true", "false"])
            typed.append((pl.col(column) == "true").alias(column))
        for column in plan["whole"]:
            value = pl.col(column).cast(pl.Int64, strict=False)
            typed.append(value.alias(column)); good &= pl.col(column).is_null() | value.is_not_null()
        for column, codes in plan["codes"].items():
            good &= pl.col(column).is_null() | pl.col(column).is_in(codes)
        good &= pl.col(plan["moments"][0]).is_not_null()
        frame.filter(good).with_columns(typed).sink_parquet(out / f"{name}.parquet")
        frame.filter(~good.fill_null(False)).sink_csv(out / f"{name}-rejected.csv")
        rows, different = pl.scan_parquet(out / f"{name}.parquet").select(
            rows=pl.len(), different=pl.col(plan["key"]).n_unique()).collect().row(0)
        assert rows == different
        accepted += rows
    for name in ("contacts", "recontacts"):
        pl.scan_parquet(out / f"{name}.parquet").join(pl.scan_parquet(out / "incidents.parquet"), on="incident_id",
            how="anti").select(pl.len()).collect(engine="streaming")
    answer(accepted)
elif task == "rates":
    residents = pl.LazyFrame({"force": list(known["residents"]), "population": list(known["residents"].values())})
    found = (table("incidents").filter(in_year("opened_at") & (pl.col("force") != LEFT_OUT))
        .group_by("force", clock("opened_at").dt.truncate("1mo"), "category").agg(n=pl.len())
        .join(residents, on="force").select(rate=pl.col("n") * 1000.0 / pl.col("population"))
        .collect(engine="streaming"))
    answer(found["rate"].sum())
elif task == "percentiles":
    minutes = seconds("opened_at", "attended_at") / 60.0
    found = (table("incidents").filter(pl.col("attendance_required") & in_year("opened_at"))
        .group_by("force", "priority").agg(p50=minutes.quantile(0.5, "linear"), p90=minutes.quantile(0.9, "linear"))
        .collect(engine="streaming"))
    answer(found["p50"].sum() + found["p90"].sum())
elif task == "recontacts":
    end = pl.col("attended_at").fill_null(datetime.fromisoformat(TODAY_BEGINS))
    waited = (end - pl.col("opened_at")).dt.total_seconds()
    due = (table("incidents").filter(pl.col("attendance_required") & (waited > 5400))
        .select("force", "incident_id", "opened_at", due=(waited - 5400 + 14399) // 14400))
    parts = [pl.col(f"thrive_{part}") != "" for part in ("threat", "harm", "risk", "investigation", "vulnerability")]
    part = ((seconds("opened_at", "made_at") - 5400 + 14399) // 14400).clip(lower_bound=0)
    made = (table("recontacts").filter(*parts, pl.col("thrive_at") >= pl.col("made_at"))
        .join(due, on=["force", "incident_id"]).filter(pl.col("made_at") >= pl.col("opened_at"), part < pl.col("due"))
        .group_by("force", "incident_id").agg(made=part.n_unique()))
    checked = (due.join(made, on=["force", "incident_id"], how="left").with_columns(pl.col("made").fill_null(0))
        .collect(engine="streaming"))
    short = checked.filter(pl.col("made") < pl.col("due"))
    short.write_parquet(out / "exceptions.parquet")
    answer(checked.height + short.height / 1e9)
elif task == "callers":
    found = (table("contacts").filter(pl.col("channel").is_in(["emergency", "non-emergency"]) & in_year("received_at")
        & pl.col("caller_number").is_not_null()).group_by("force", "caller_number").agg(times=pl.len())
        .group_by("force").agg(n=(pl.col("times") >= 3).sum(), d=pl.len()).collect(engine="streaming"))
    answer(found["n"].sum() + found["d"].sum())
"""

PANDAS = """
import pandas as pd
known = json.loads((folder / "known.json").read_text())
begin()
START, END = pd.Timestamp("2021-03-31 23:00"), pd.Timestamp("2022-03-31 23:00")
def clock(moments):
    inside = [(moments >= first) & (moments < last) for first, last in SUMMERS]
    return moments + pd.to_timedelta((inside[0] | inside[1]).astype("int64"), unit="h")
def table(name, columns): return pd.read_parquet(folder / "parquet" / f"{name}.parquet", columns=columns)
if task == "intake":
    accepted, incidents = 0, None
    for name, plan in known["plans"].items():
        frame = pd.read_csv(folder / "csv" / f"{name}.csv", dtype="string")
        good = frame["force"].isin(known["forces"]) & frame[plan["moments"][0]].notna()
        raw = frame.copy()
        for column in plan["moments"]:
            value = pd.to_datetime(frame[column], format="%Y-%m-%d %H:%M:%S", errors="coerce")
            good &= frame[column].isna() | value.notna(); frame[column] = value
        for column in plan["flags"]:
            good &= frame[column].isna() | frame[column].isin(["true", "false"])
            frame[column] = frame[column] == "true"
        for column in plan["whole"]:
            value = pd.to_numeric(frame[column], errors="coerce")
            good &= frame[column].isna() | value.notna(); frame[column] = value.astype("Int64")
        for column, codes in plan["codes"].items():
            good &= frame[column].isna() | frame[column].isin(codes)
        kept = frame[good]
        kept.to_parquet(out / f"{name}.parquet")
        raw[~good].to_csv(out / f"{name}-rejected.csv", index=False)
        assert kept[plan["key"]].is_unique
        if name == "incidents":
            incidents = kept["incident_id"]
        else:
            (~kept["incident_id"].isin(incidents)).sum()
        accepted += len(kept)
    answer(accepted)
elif task == "rates":
    frame = table("incidents", ["force", "opened_at", "category"])
    frame = frame[(frame["opened_at"] >= START) & (frame["opened_at"] < END) & (frame["force"] != LEFT_OUT)]
    counts = frame.groupby(["force", clock(frame["opened_at"]).dt.to_period("M"), "category"]).size()
    residents = counts.index.get_level_values("force").map(known["residents"])
    answer((counts.to_numpy() * 1000.0 / residents.to_numpy()).sum())
elif task == "percentiles":
    frame = table("incidents", ["force", "priority", "opened_at", "attended_at", "attendance_required"])
    frame = frame[frame["attendance_required"] & (frame["opened_at"] >= START) & (frame["opened_at"] < END)]
    minutes = (frame["attended_at"] - frame["opened_at"]).dt.total_seconds() / 60.0
    found = minutes.groupby([frame["force"], frame["priority"]]).quantile([0.5, 0.9])
    answer(found.sum())
elif task == "recontacts":
    frame = table("incidents", ["force", "incident_id", "opened_at", "attended_at", "attendance_required"])
    waited = (frame["attended_at"].fillna(pd.Timestamp(TODAY_BEGINS)) - frame["opened_at"]).dt.total_seconds()
    chosen = frame["attendance_required"] & (waited > 5400)
    due = frame.loc[chosen, ["force", "incident_id", "opened_at"]].assign(due=(waited[chosen] - 5400 + 14399) // 14400)
    events = pd.read_parquet(folder / "parquet" / "recontacts.parquet")
    parts = [f"thrive_{part}" for part in ("threat", "harm", "risk", "investigation", "vulnerability")]
    events = events[events[parts].notna().all(axis=1) & (events["thrive_at"] >= events["made_at"])]
    events = events.merge(due, on=["force", "incident_id"])
    since = (events["made_at"] - events["opened_at"]).dt.total_seconds()
    events["part"] = ((since - 5400 + 14399) // 14400).clip(lower=0)
    events = events[(since >= 0) & (events["part"] < events["due"])]
    made = events.groupby(["force", "incident_id"])["part"].nunique().rename("made").reset_index()
    checked = due.merge(made, on=["force", "incident_id"], how="left").fillna({"made": 0})
    short = checked[checked["made"] < checked["due"]]
    short.to_parquet(out / "exceptions.parquet")
    answer(len(checked) + len(short) / 1e9)
elif task == "callers":
    frame = table("contacts", ["force", "channel", "received_at", "caller_number"])
    frame = frame[frame["channel"].isin(["emergency", "non-emergency"]) & frame["caller_number"].notna()
        & (frame["received_at"] >= START) & (frame["received_at"] < END)]
    times = frame.groupby(["force", "caller_number"]).size()
    answer((times >= 3).sum() + len(times))
"""
