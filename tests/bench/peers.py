"""The due days alone of the same cases, by what people would reach for: DuckDB and pandas. python3 peers.py CASES.csv CALENDAR_FOLDER
A case: start day, limit n, one stop (from, to]; due = first working day with used >= n outside the stop. Prints seconds, median of 3, and the sum of the due days."""
import csv, datetime, glob, statistics, sys, time

import duckdb, numpy, pandas

EPOCH = datetime.date(1970, 1, 1)
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2028, 12, 31)


def working_days(folder):
    exceptions = {}
    for path in glob.glob(folder + "/*.csv"):
        for row in csv.DictReader(open(path, encoding="utf-8")):
            exceptions[datetime.date.fromisoformat(row["date"])] = row["kind"] == "workday"
    days = [FIRST + datetime.timedelta(i) for i in range((LAST - FIRST).days + 1)]
    return [((d - EPOCH).days, exceptions.get(d, d.weekday() < 5)) for d in days]


def timed(name, run):
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        result = run()
        took.append(time.perf_counter() - begin)
    print(f"{name:<18}{statistics.median(took):10.2f} s for the due days alone (median of 3), sum {result}")


def main(cases, folder):
    work = working_days(folder)
    con = duckdb.connect()
    con.execute("set threads to 2")
    con.execute("create table cal (day integer, w integer, working boolean)")
    total, rows = 0, []
    for day, working in work:
        total += working
        rows.append((day, total, working))
    calendar = pandas.DataFrame(rows, columns=["day", "w", "working"])
    con.execute("insert into cal select * from calendar")
    con.execute("create table nth as select w, min(day) as day from cal where working group by w")
    con.execute("create table c as select * from read_csv(?)", [cases])

    # used(d) = W(d) - W(s) - stopped; so W(due) = W(s) + n + the stop's working days if it begins before the day is reached; never inside the stop
    sql = """
        with a as (select s.w + c.n as target, s.w as ws, f.w as wf, t.w as wt, c.stop_from as f, c.stop_to as t, c.start as s
                   from c join cal s on s.day = c.start left join cal f on f.day = greatest(c.stop_from, c.start) and c.stop_to > c.stop_from
                   left join cal t on t.day = c.stop_to and c.stop_to > c.stop_from),
             b as (select a.*, n.day as d0 from a join nth n on n.w = a.target),
             d as (select case when f is not null and t > f and d0 > f then target + greatest(wt - wf, 0) else target end as target, f, t from b),
             g as (select n.day as d, f, t from d join nth n on n.w = d.target),
             h as (select case when t > f and d >= f and d < t then t else d end as d from g)
        select sum(x.day) from h join cal k on k.day = h.d - 1 join nth x on x.w = k.w + 1"""
    timed("DuckDB", lambda: con.execute(sql).fetchone()[0])

    frame = pandas.read_csv(cases)
    w = numpy.array([r[1] for r in rows])
    nth = numpy.array([r[0] for r in rows if r[2]])
    base = rows[0][0]

    def by_pandas():
        start, n, f, t = (frame[k].to_numpy() for k in ("start", "n", "stop_from", "stop_to"))
        at = lambda d: w[d - base]
        target = at(start) + n
        d = nth[target - 1]
        stop = t > f
        safe_t, safe_f = numpy.where(stop, t, base), numpy.where(stop, numpy.maximum(f, start), base)
        target = target + numpy.where(stop & (d > f), numpy.maximum(at(safe_t) - at(safe_f), 0), 0)
        d = nth[target - 1]
        d = numpy.where(stop & (d >= f) & (d < t), t, d)
        d = nth[at(d - 1)]
        return int(pandas.Series(d).sum())

    timed("pandas/numpy", by_pandas)
    holidays = [datetime.date.fromordinal(d + EPOCH.toordinal()).isoformat() for d, working in work if not working]
    calendar = numpy.busdaycalendar(weekmask="1111111", holidays=holidays)

    def by_busday():
        days = frame["start"].to_numpy().astype("datetime64[D]")
        return int(numpy.busday_offset(days, frame["n"].to_numpy(), roll="backward", busdaycal=calendar).astype("int64").sum())

    timed("numpy busday", by_busday)
    print("                  (numpy busday knows no stops: its sum differs)")


main(*sys.argv[1:])
