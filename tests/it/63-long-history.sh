#!/bin/bash
# Fifteen years of months: `rank`, `rank --bottom` and `indicators` go through them once, in memory that does not grow with them: what they say of a
# month or a league is the same whether one asks for all or for it alone, and the database is asked as much more as there are more years.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database long_history' || give_up 'no database'
export JIANCHA_CONFIG=$PWD/config JIANCHA_DATABASE="$pg dbname=long_history"
"$jiancha" rebuild >"$work/rebuild.out" 2>&1 || give_up 'no tables'

# Every unit of every league completes 100 cases a month, most of them in time, each in turn worse than the others: months back from now.
years() { # N
  tail -n +2 config/departments.csv | cut -d, -f1,3 | psql -qAtX "$JIANCHA_DATABASE" -c "
    truncate counters;
    create temp table unit (dept text, region text);
    copy unit from stdin with (format csv);
    insert into counters (slot, month, region, dept, item, kind, completed, limited, on_time, overdue_open, open_end)
      select 0, m, region, dept, 'x', 'promised', 100, 100, 60 + (ascii(right(dept, 1)) + m / 5) % 40, (m % 3) - 1, (m % 3) - 1
      from unit, generate_series((select 12 * extract(year from now())::int + extract(month from now())::int - 1 - 12 * $1), 
        (select 12 * extract(year from now())::int + extract(month from now())::int - 1)) m" || give_up 'no figures'
}
# The data of the process is bounded, so a command that keeps what it has read fails.
within() { # MIB WORDS…
  local kib=$(($1 * 1024))
  shift
  (ulimit -d $kib && exec "$jiancha" "$@")
}

years 15
within 32 rank --bottom >"$work/bottom" 2>"$work/bottom.err"
same 'fifteen years of bottom places within 32 MiB' 0 $?
within 32 rank >"$work/ranks" 2>"$work/ranks.err"
same 'fifteen years of ranks within 32 MiB' 0 $?
month=$(tail -n 1 "$work/bottom" | jq -r .month)
grep "^{\"month\":\"$month\"" "$work/bottom" >"$work/month"
"$jiancha" rank --bottom --month "$month" >"$work/month.alone"
alike 'a month alone' "$work/month" "$work/month.alone"
grep '"league":"county"' "$work/bottom" >"$work/league"
"$jiancha" rank --bottom --league county >"$work/league.alone"
alike 'a league alone' "$work/league" "$work/league.alone"
[ "$(jq -s 'map(.streak) | max' "$work/bottom")" -gt 1 ] && ok 'some stayed there' || fail 'no streak in fifteen years'

within 32 indicators >"$work/indicators" 2>"$work/indicators.err"
same 'fifteen years of indicators within 32 MiB' 0 $?
grep "^{\"month\":\"$month\"" "$work/indicators" >"$work/month"
"$jiancha" indicators --month "$month" >"$work/month.alone"
alike 'the indicators of a month alone' "$work/month" "$work/month.alone"

# The pages go the same way.
sign_in || give_up 'no account'
"$jiancha" serve --listen 127.0.0.1:0 --port-file "$work/port" 2>"$work/serve.log" &
pids+=($!)
await 30 test -s "$work/port" || give_up 'no pages within 30 s'
url=http://127.0.0.1:$(cat "$work/port")
curl -fsS "$url/api/v1/bottom?month=$month" | jq -c "$plain .items[] | plain" >"$work/bottom.api"
grep "^{\"month\":\"$month\"" "$work/bottom" >"$work/month"
alike 'bottom places of the API' "$work/month" "$work/bottom.api"
for path in "bulletins/$month" 'rankings?league=department' bulletins; do curl -fsS "$url/$path" >"$work/page" || fail "$path"; done
peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/${pids[-1]}/status")
[ "$peak" -lt 65536 ] && ok 'pages of fifteen years within 64 MiB in all' || fail "pages: $peak kB"
kill "${pids[-1]}"
alone() { [ "$(sql "select count(*) from pg_stat_activity where datname = current_database()")" = 1 ]; }
await 20 alone || give_up 'the pages do not let go of the database' # what they read is counted when they go

# How many rows of the counters a command has the database read, as PostgreSQL counts them.
counted() { sql "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = 'counters'"; }
moved() { [ "$(counted)" -gt "$1" ]; }
rows_of() { # WORDS…
  local before
  before=$(counted)
  "$jiancha" "$@" >"$work/out" 2>"$work/err" || fail "$*"
  await 20 moved "$before" || fail "no rows are counted of $*"
  echo $(($(counted) - before))
}
bottom=$(rows_of rank --bottom)
indicators=$(rows_of indicators)

years 30
within 32 rank --bottom >"$work/bottom" 2>"$work/bottom.err"
same 'thirty years of bottom places within the same' 0 $?
within 32 indicators >"$work/indicators" 2>"$work/indicators.err"
same 'thirty years of indicators within the same' 0 $?
linear() { # WHAT BEFORE NOW
  if [ "$3" -lt $(($2 * 3)) ]; then ok "$1: twice the years, not four times the rows"; else fail "$1: $3 rows read after $2"; fi
}
linear 'rank --bottom' "$bottom" "$(rows_of rank --bottom)"
linear indicators "$indicators" "$(rows_of indicators)"
exit $bad
