#!/bin/bash
# A region or department that stored things name is taken out of the reference data: refused at SIGHUP and by whoever starts with it, with the codes;
# nobody dies of it.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
mkdir -p "$work/config" && cp -r config/. "$work/config"
echo 'D-STEP,会办处,371300,' >>"$work/config/departments.csv" # named by a step alone
echo '371399,报送区,' >>"$work/config/regions.csv"           # named by a monthly report alone
city reference-gone "$work/config"

IFS=, read -r dept _ region _ < <(grep -v '^code' config/departments.csv | grep ',3713[0-9][0-9],' | head -n 1)
IFS=, read -r item _ < <(sed -n 2p config/items.csv)
event() { # ID TYPE DATA
  printf '{"v":1,"event_id":"%s","source":"it","type":"%s","case_no":"gone-1","occurred_at":"2026-03-0%sT10:00:00+08:00","region":"%s","dept":"%s","item":"%s","data":%s}\n' \
    "$1" "$2" "$1" "$region" "$dept" "$item" "$3"
}
event 2 submitted '{}' >"$work/first.jsonl"
event 3 step_started '{"step":"会办","dept":"D-STEP","limit_days":30}' >>"$work/first.jsonl"
printf '{"v":1,"event_id":"1","source":"it","type":"monthly_report","occurred_at":"2026-03-01T10:00:00+08:00","region":"371399","data":{"month":"2026-02","counters":{"accepted":1}}}\n' >>"$work/first.jsonl"
start_run --workers 2
feed "$work/first.jsonl"
await_stored 3

config=$work/config
cp "$config/departments.csv" "$work/departments.good"
cp "$config/regions.csv" "$work/regions.good"
sed -i '/^D-STEP,/d' "$config/departments.csv"
kill -HUP "$run"
refused() { [ "$(grep -c "the reference data is refused, the old stays in use: .*$1" "$work/run.log")" -eq 4 ]; }
await 20 refused 'department D-STEP' && ok 'a department: refused with its code by both workers, the clerk and the pages' || fail "$(tail -n 3 "$work/run.log")"
cp "$work/departments.good" "$config/departments.csv"
sed -i '/^371399,/d' "$config/regions.csv"
kill -HUP "$run"
await 20 refused 'region 371399' && ok 'a region that only a report names: likewise' || fail "$(tail -n 3 "$work/run.log")"
event 4 visited '{}' >"$work/second.jsonl"
feed "$work/second.jsonl"
await_stored 4 30
same 'the case goes on' 3 "$(sql "select n_events from cases where case_no = 'gone-1'")"
same 'its page' 200 "$(curl -s -o /dev/null -w '%{http_code}' "$url/cases/gone-1")"
grep -q 'starting it again' "$work/run.log" && fail 'a child ended' || ok 'no child ended'

sed -i '/^D-STEP,/d' "$config/departments.csv"
for command in 'run --listen 127.0.0.1:0' 'collect --slot 7' 'serve --listen 127.0.0.1:0' rebuild 'rebuild --check' 'case gone-1' 'rank'; do
  timeout 30 "$jiancha" $command >"$work/refused.log" 2>&1
  same "$command" 2 $?
  grep -q 'region 371399, department D-STEP' "$work/refused.log" && ok '… naming the codes' || fail "$(cat "$work/refused.log")"
done
cp "$work/departments.good" "$config/departments.csv"
cp "$work/regions.good" "$config/regions.csv"
echo 'D-NEW,新设处,371300,' >>"$config/departments.csv"
kill -HUP "$run"
used() { [ "$(grep -c 'reference data .* in use$' "$work/run.log")" -eq 4 ]; }
await 20 used && ok 'put back, with one more: in use' || fail "$(tail -n 3 "$work/run.log")"
cp "$work/departments.good" "$config/departments.csv"
kill -HUP "$run"
used() { [ "$(grep -c 'reference data .* in use$' "$work/run.log")" -eq 8 ]; }
await 20 used && ok 'one that nothing names may go' || fail "$(tail -n 3 "$work/run.log")"

# A database from before: the schema step finds the codes in what is stored.
stop_run
sql "delete from code_named; $(sed -n '/^insert into code_named/,/;$/p' store/schema/006_codes.sql)"
sql "select string_agg(code, ' ' order by code) from code_named" >"$work/found"
same 'codes found in what is stored' "$(printf '%s\n' 371399 D-STEP "$dept" "$region" | LC_ALL=C sort | xargs)" "$(cat "$work/found")"
exit $bad
