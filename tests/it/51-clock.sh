#!/bin/bash
# The clock was hours ahead once and has been set back, or is set ahead or back while a worker runs: evaluation by time stands still and says so,
# events are still taken; it goes on by itself.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city clock "$PWD/config"
# Every session of this database goes by a clock that can be set.
sql 'create schema clocks; grant usage on schema clocks to public; create table clocks.ahead (by interval); grant select on clocks.ahead to public;
  insert into clocks.ahead values (interval $$0$$);
  create function clocks.clock_timestamp() returns timestamptz language sql as $$select pg_catalog.clock_timestamp() + (select by from clocks.ahead)$$;
  create function clocks.now() returns timestamptz language sql as $$select pg_catalog.now() + (select by from clocks.ahead)$$;' ||
  give_up 'no clock of our own'
sql "alter database ${JIANCHA_DATABASE##*=} set search_path = public, clocks, pg_catalog" || give_up 'no search path'
set_clock() { sql "update clocks.ahead set by = interval '$1'" || give_up 'the clock cannot be set'; }
start_run --workers 1
ready() { [ "0$(sql 'select count(*) from kafka_offset where epoch > 0')" -gt 0 ]; }
await 30 ready || give_up 'no worker'

IFS=, read -r dept _ region _ < <(grep -v '^code' config/departments.csv | grep ',3713[0-9][0-9],' | head -n 1)
IFS=, read -r item _ < <(sed -n 2p config/items.csv)
at() { TZ=CST-8 date -d "@$1" +%Y-%m-%dT%H:%M:%S+08:00; }
due=$(($(date +%s) + 4))
printf '{"v":1,"event_id":"1","source":"it","type":"accepted","case_no":"clock-1","occurred_at":"%s","region":"%s","dept":"%s","item":"%s","data":{"kind":"promised","promise_due":"%s"}}\n' \
  "$(at $((due - 3600)))" "$region" "$dept" "$item" "$(at $due)" >"$work/one.jsonl"
feed "$work/one.jsonl"
await_stored 1
[ "$(date +%s)" -lt $due ] || give_up 'this machine was too slow to be in time'
sql "insert into clock values (99, now() + interval '3 hours')"
jumped() { grep -q "the database's clock jumped" "$work/run.log"; }
await 10 jumped && ok 'it says so' || give_up 'nothing is said of the clock'
past() { [ "$(date +%s)" -gt $((due + 1)) ]; }
await 10 past
same 'no warning by time meanwhile' 0 "$(sql 'select count(*) from alert where rule = 102')"
same 'the case is due' 1 "$(sql 'select count(*) from cases where next_change <= now()')"
same 'readyz' '503 true' "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz") $(jq .clock_jumped "$work/ready")"
curl -s "$url/" | grep -q '时钟异常' && ok 'every page says so' || fail 'the pages say nothing'
same 'it is said once' 1 "$(grep -c "collect 0: .*the database's clock jumped" "$work/run.log")"
sql "update clock set high = now() where high > now()"
warned() { [ "$(sql 'select count(*) from alert where rule = 102')" = 1 ]; }
await 10 warned && ok 'it goes on by itself' || fail 'no warning after the clock was right again'

# While a worker runs, whatever it has used long ago.
told() { [ "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz") $(jq .clock_jumped "$work/ready")" = "$1" ]; }
await 30 told '200 false' && ok 'ready again' || fail "$(cat "$work/ready")"
stored=1
for by in 3:00 -3:00; do
  sql "update clock set high = now() - interval '5 hours'"
  set_clock "$by"
  await 30 told '503 true' && ok "readyz tells that it was set by $by" || fail "set by $by: $(cat "$work/ready")"
  stored=$((stored + 1))
  sed "s/clock-1/clock-$stored/" "$work/one.jsonl" >"$work/next.jsonl"
  feed "$work/next.jsonl"
  await_stored $stored
  same "set by $by: what comes is stored at the instant that has really come" 1 "$(sql "select count(*) from event where case_no = 'clock-$stored' and abs(extract(epoch from arrived - pg_catalog.now())) < 600")"
  set_clock 0
  await 30 told '200 false' && ok "ready again after $by" || fail "after $by: $(cat "$work/ready")"
done
same 'each jump is said once, and its end' '3 3' "$(grep -c "collect 0: .*the database's clock jumped" "$work/run.log") $(grep -c "collect 0: .*clock is right again" "$work/run.log")"
exit $bad
