"""The table of regions of a bulletin computed from the cases by what people would reach for: DuckDB and PostgreSQL. python3 doc_peers.py FOLDER CONNINFO
FOLDER holds cases.jsonl and indicators.jsonl, as `replay` wrote them. Prints the time of the query alone (median of 3, rows loaded before) and whether its figures are ours."""
import json, re, statistics, subprocess, sys, time

import duckdb

folder, conninfo = sys.argv[1], sys.argv[2]
want = {}
for line in open(f'{folder}/indicators.jsonl'):
    i = json.loads(line)
    if i['by'] == 'region':
        c = i['counters']
        want[i['month'], i['unit']] = (c['completed'], c['on_time'], c['late'])
want = {k: v for k, v in want.items() if v != (0, 0, 0)}

# completed in its month, the promise kept or broken by then; ranked by the share that was kept
SQL = """
    with m as (select region, substr(decided, 1, 7) as month, count(*) as completed, sum(case when kept = 1 then 1 else 0 end) as on_time,
                      sum(case when kept = 0 then 1 else 0 end) as late
               from c where decided is not null and phase in ('decided', 'delivered') group by 1, 2)
    select month, region, completed, on_time, late, rank() over (partition by month order by on_time * 1.0 / nullif(on_time + late, 0) desc) from m"""


def report(name, took, rows):
    got = {(m, r): (a, b, c) for m, r, a, b, c, *_ in rows}
    same = got == want
    print(f'{name:<18}{statistics.median(took) * 1e3:10.1f} ms   the table of regions from the cases, {"the same figures" if same else f"other figures: {len(set(got.items()) ^ set(want.items()))} rows"}')


con = duckdb.connect()
con.execute('set threads to 2')
con.execute(f"""create table c as select case_no, region, phase, decided_at as decided, case when promise.kept then 1 when not promise.kept then 0 end as kept
                from read_json('{folder}/cases.jsonl', format = 'newline_delimited', columns = {{case_no: 'varchar', region: 'varchar', phase: 'varchar', decided_at: 'varchar',
                promise: 'struct(kept boolean)'}})""")
took, rows = [], []
for _ in range(3):
    begin = time.perf_counter()
    rows = con.execute(SQL).fetchall()
    took.append(time.perf_counter() - begin)
n = con.execute('select count(*) from c').fetchone()[0]
report('DuckDB', took, rows)

con.execute(f"copy c to '{folder}/cases.csv' (header false, nullstr '')")
psql = ['psql', '-qAtX', conninfo + ' options=-cclient_min_messages=warning']
subprocess.run(psql + ['-c', 'drop table if exists c', '-c', 'create unlogged table c (case_no text, region text, phase text, decided text, kept int)',
                       '-c', f"\\copy c from '{folder}/cases.csv' (format csv, null '')", '-c', 'analyze c'], check=True)
took = []
for _ in range(3):
    plan = subprocess.run(psql + ['-c', 'explain (analyze, timing off, summary on) ' + SQL], check=True, capture_output=True, text=True).stdout
    took.append(float(re.search(r'Execution Time: ([\d.]+) ms', plan).group(1)) / 1e3)
out = subprocess.run(psql + ['-c', SQL], check=True, capture_output=True, text=True).stdout
rows = [(m, r, int(a), int(b), int(c)) for m, r, a, b, c, _ in (line.split('|') for line in out.splitlines())]
report('PostgreSQL', took, rows)
subprocess.run(psql + ['-c', 'drop table c'], check=True)
print(f'                    of {n} cases')
