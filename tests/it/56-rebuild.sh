#!/bin/bash
# `rebuild`: the order in which a case's events arrived is nothing to it, and it cures what a clock that was ahead for a while has left.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city rebuild "$PWD/config"
now() { TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00; }
"$jiancha" simulate --seed 32 --cases 600 --from "$(TZ=CST-8 date -d '-40 days' +%F)" --until "$(now)" >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
start_run --workers 2
tac "$work/all.jsonl" >"$work/reversed.jsonl"
feed "$work/reversed.jsonl"
await_evaluated "$lines"
check() { # WHAT STATUS
  "$jiancha" rebuild --check >"$work/rebuild.log" 2>&1
  same "$1" "$2" $?
}
check 'events that came in reverse' 0
# A column that store/*.def does not list would be neither written nor compared.
for table in cases alert; do
  def=store/${table%s}s.def
  same "$def lists each column" "$(sql "select string_agg(column_name::text, ' ' order by column_name::text collate \"C\") from information_schema.columns where table_schema = 'public' and table_name = '$table'")" \
    "$(sed -n 's/^[A-Z]*(\([a-z_]*\),.*/\1/p' "$def" | LC_ALL=C sort | xargs)"
done
# As if each event had come in a partition of its own, all in one batch.
sql 'update event set part = abs(hashtext(event_id)), "offset" = abs(hashtext(case_no))'
check 'events that came in any partition' 0
sql "update cases set events = overlay(events placing '\\x61' from octet_length(events) for 1) where case_no = (select min(case_no) from cases where n_events > 2)"
check 'a byte of the events beside a row' 1
"$jiancha" rebuild >"$work/rebuild.log" 2>&1
check 'put right' 0

# The days that a bulletin shows are sums, too: what the cases say, of which the same reading could be made.
same 'days are those of the cases' '0 true' "$(sql "select (select count(*) from (select day from (select start_day as day, count(*) as a, 0 as c from cases where start_day is not null group by 1
  union all select (decided_at at time zone 'Asia/Shanghai')::date, 0, count(*) from cases where phase in ('decided', 'delivered') group by 1
  union all select day, -sum(accepted), -sum(completed) from day_count group by 1) x group by day having sum(a) <> 0 or sum(c) <> 0) y) || ' ' || (select sum(accepted) > 100 from day_count)")"
sql 'update day_count set accepted = accepted + 1 where ctid = (select min(ctid) from day_count)'
check 'a day that is not what its cases say' 1
grep -q '1 days that differ: ' "$work/rebuild.log" && ok 'it is named' || fail "$(cat "$work/rebuild.log")"
"$jiancha" rebuild >"$work/rebuild.log" 2>&1
check 'the day is put right' 0

# The database's clock is 40 days ahead: a function in front of the real one says so to whoever asks.
sql "create schema ahead; grant usage on schema ahead to public; create table ahead.by (d interval); grant select on ahead.by to public; insert into ahead.by values ('0');
  create function ahead.clock_timestamp() returns timestamptz language sql as 'select pg_catalog.clock_timestamp() + d from ahead.by';
  create function ahead.now() returns timestamptz language sql as 'select pg_catalog.now() + d from ahead.by'" || give_up 'no clock'
stop_run
psql -qAtX "$pg dbname=postgres" -c "alter database $(sql 'select current_database()') set search_path = ahead, public, pg_catalog" || give_up 'no search path'
sql "update ahead.by set d = '40 days'"
: >"$work/run.log"
start_run --workers 2
future() { [ "$(sql 'select count(*) from alert where raised_at > pg_catalog.now()')" -gt 0 ]; }
await 60 future && ok 'alerts of the future are raised' || give_up 'the clock is not ahead'
await 60 settled || give_up 'cases stay due in the future'
raised=$(sql "select count(*) from alert where raised_at > pg_catalog.now() and state <> 'withdrawn'")
sql "update ahead.by set d = '0'"
jumped() { grep -q "the database's clock jumped" "$work/run.log"; }
await 20 jumped && ok 'set right: the workers stand still and say so' || fail "$(cat "$work/run.log")"
ready() { [ "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz")" = "$1" ]; }
await 10 ready 503 && ok 'not ready' || fail "$(cat "$work/ready")"
check 'rebuild --check says so' 1
grep -q '^the clock had been ahead' "$work/rebuild.log" && ok 'with a sentence' || fail "$(cat "$work/rebuild.log")"
await 2 ready 503 && ok 'and changes nothing' || fail "$(cat "$work/ready")"
"$jiancha" rebuild >"$work/rebuild.log" 2>&1
same 'rebuild: something was put right' 1 $?
same "alerts of the future that stand ($raised before)" 0 "$(sql "select count(*) from alert where raised_at > pg_catalog.now() and state <> 'withdrawn'")"
await 30 ready 200 && ok 'ready' || fail "$(cat "$work/ready")"
same 'instants of the future' '0 0 0' "$(sql "select (select count(*) from cases where evaluated > pg_catalog.now()) || ' ' || (select count(*) from clock where high > pg_catalog.now()) || ' ' || (select count(*) from alert where seen_at > pg_catalog.now())")"
await 20 settled
check 'nothing differs' 0
"$jiancha" replay --as-of "$(now)" --out "$work/want" "$work/all.jsonl" >"$work/summary" 2>>"$work/replay.log" || give_up 'replay'
"$jiancha" alerts | grep -v '"state":"withdrawn"}$' >"$work/alerts.jsonl"
alike 'alerts as replay has them now' "$work/want/alerts.jsonl" "$work/alerts.jsonl"
# New events are judged by the right clock again.
sed 's/"event_id":"/"event_id":"again-/' "$work/all.jsonl" | head -n 50 >"$work/more.jsonl"
feed "$work/more.jsonl"
await_stored $((lines + 50)) 30
same 'nothing is seen from the future' 0 "$(sql 'select count(*) from cases where evaluated > pg_catalog.now()')"
await 20 settled
check 'and then' 0
grep -q 'starting it again' "$work/run.log" && fail 'a child ended' || ok 'no child ended'
exit $bad
