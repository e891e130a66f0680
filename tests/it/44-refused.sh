#!/bin/bash
# The database is there and refuses (a full disk, here a trigger that says so): that is said once, readyz does not stay green, and it goes on by itself.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city refused "$PWD/config"
"$jiancha" simulate --seed 21 --cases 50 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
head -n 100 "$work/all.jsonl" >"$work/first.jsonl"
tail -n +101 "$work/all.jsonl" >"$work/rest.jsonl"
start_run --workers 1
feed "$work/first.jsonl"
await_stored 100
sql "create sequence attempt; create function full_disk() returns trigger language plpgsql security definer as
  'begin perform nextval(''attempt''); raise exception using errcode = ''53100'', message = ''could not extend file: no space left''; end';
  create trigger full_disk before insert on event for each statement execute function full_disk()" || give_up 'no trigger'
feed "$work/rest.jsonl"
said() { grep -q 'the database refuses: .*no space left.*(53100)' "$work/run.log"; }
await 20 said && ok 'it is said, with the reason' || give_up 'nothing is said'
attempts() { [ "$(sql 'select last_value from attempt')" -ge 4 ]; }
await 20 attempts && ok 'it is tried again' || fail 'it is not tried again'
same 'once' 1 "$(grep -c 'the database refuses' "$work/run.log")"
# five minutes later
sql "update tally set at = at - interval '6 minutes'; update kafka_offset set high = high + 1 where part = 0"
same 'readyz' '503 true' "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz") $(jq .stalled "$work/ready")"
sql 'drop trigger full_disk on event'
await_stored "$lines" 30
grep -q 'the database stores again' "$work/run.log" && ok 'its end is said' || fail 'its end is not said'
well() { [ "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz")" = 200 ]; }
await 10 well && ok 'ready again' || fail "$(cat "$work/ready")"
exit $bad
