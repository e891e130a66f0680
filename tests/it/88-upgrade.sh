#!/bin/bash
# What an older program left is taken over: a database of schema step 030 (tests/tools/older made it) is brought up to date, its cases are evaluated once more, and what
# was frozen then is verified, said and published now.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
# The reference data is that of its time.
mkdir -p "$work/config/calendar"
city upgrade "$work/config"
sql "do \$\$ declare role text; begin
  foreach role in array array['jiancha_collector', 'jiancha_clerk', 'jiancha_web', 'jiancha_auditor', 'jiancha_repair'] loop
    if to_regrole(role) is null then execute format('create role %I nologin', role); end if;
  end loop;
  alter role jiancha_collector bypassrls;
  alter role jiancha_clerk bypassrls;
end \$\$" || give_up 'no roles'
gunzip -c tests/it/older/030.sql.gz | psql -qX -v ON_ERROR_STOP=1 "$JIANCHA_DATABASE" >"$work/restore.log" 2>&1 || give_up "$(tail -n 3 "$work/restore.log")"
sql 'alter database upgrade set search_path = public, clocks, pg_catalog' || give_up 'no search path'
sql "update clocks.ahead set by = '2026-04-20 13:00+08'::timestamptz - pg_catalog.now()" || give_up 'the clock cannot be set'
sql 'select name from reference_file' >"$work/files"
while read -r file; do
  sql "select encode(body, 'base64') from reference_file where name = '$file'" | base64 -d >"$work/config/$file" || give_up "no $file"
done <"$work/files"
# The log is as it was then: the same messages, by their keys in the same partitions.
psql -qAtX "$JIANCHA_DATABASE" -c 'select body from event order by part, "offset"' >"$work/all.jsonl"
feed "$work/all.jsonl"
same 'a database of step 030, with rows' '30 true true true' "$(sql 'select (select max(n) from schema_version) || $$ $$ || (select count(*) > 100 from cases) || $$ $$ ||
  (select count(*) > 500 from event) || $$ $$ || (select count(*) > 0 from bulletin)')"
hash=$(sql 'select hash from bulletin')

start_run --workers 2
last=$(ls store/schema | sed -n '$s/^0*\([0-9]*\)_.*/\1/p')
there() { [ "$(sql 'select max(n) from schema_version')" = "$last" ]; }
await 30 there && ok "it is of step $last now" || give_up 'the schema stands'
await 60 settled || give_up 'cases stay due'
same 'its log is read on where it was left' 0 "$(sql 'select count(*) from kafka_offset where alarm is not null')"

check() { "$jiancha" rebuild --check >"$work/rebuild.log" 2>&1; }
check && ok 'all rows are what their events and acts say' || fail "$(cat "$work/rebuild.log")"
# a step that fills a column by itself, for nothing is evaluated once more after it
level_at="select count(level_at) || ' ' || count(distinct level_at) from"
filled=$(sql "select ($level_at cases) || ' ' || ($level_at case_unit)")
sql 'update cases set level_at = null; update case_unit set level_at = null'
sql "$(sed -n '/^do/,/^end/p' store/schema/048_open_cases.sql)"
[ "${filled%% *}" -gt 5 ] && same 'since when cases have their level' "$filled" "$(sql "select ($level_at cases) || ' ' || ($level_at case_unit)")" || fail "$filled"
check && ok 'as evaluation says it' || fail "$(cat "$work/rebuild.log")"
same 'the days are those of the cases' '0 true' "$(sql "select (select count(*) from (select day from (select start_day as day, count(*) as a, 0 as c from cases where start_day is not null group by 1
  union all select (decided_at at time zone 'Asia/Shanghai')::date, 0, count(*) from cases where phase in ('decided', 'delivered') group by 1
  union all select day, -sum(accepted), -sum(completed) from day_count group by 1) x group by day having sum(a) <> 0 or sum(c) <> 0) y) || ' ' || (select sum(accepted) > 50 from day_count)")"
same 'what was said of each interview is known' '3 定于4月15日约谈。' "$(sql 'select count(*) || $$ $$ || min(said) from interview')"
"$jiancha" audit verify >"$work/out" 2>&1
same 'the audit log is whole' 0 $?

# The bulletin of then.
"$jiancha" bulletin verify 2026-03 >"$work/out" 2>&1
same 'what was frozen is verified' 0 $?
grep -q 'differences 0' "$work/out" && ok 'cell by cell' || fail "$(head -n 5 "$work/out")"
same 'and has not changed' "$hash" "$(sql 'select hash from bulletin')"
"$jiancha" bulletin diff 2026-03 >"$work/out" 2>&1
same 'nothing came later' '0 0' "$? $(wc -c <"$work/out")"
"$jiancha" bulletin edit 2026-03 --by 李四 --number 3 --dated 2026-04-20 >"$work/out" 2>&1 && "$jiancha" bulletin publish 2026-03 --by 李四 >"$work/out" 2>&1 &&
  ok 'it is published' || fail "$(cat "$work/out")"
"$jiancha" bulletin revise 2026-03 --by 李四 --reason 补录。 >"$work/out" 2>&1
same 'and revised, with its reason' '补录。' "$(sql 'select reason from bulletin where revision = 2')"
"$jiancha" bulletin show 2026-03 >"$work/revised"
grep -q '本件为临审服通〔2026〕3号的更正，更正原因：补录；更正的是文字，各表数据不变。' "$work/revised" && ok 'it says what it corrects' || fail "$(sed -n '5,7p' "$work/revised")"
at=$(sql 'select string_agg(n || $$ $$ || at, $$, $$ order by n) from schema_version')
stop_run
start_run --workers 1
same 'a second start brings nothing up to date' "$at" "$(sql 'select string_agg(n || $$ $$ || at, $$, $$ order by n) from schema_version')"
exit $bad
