#!/bin/bash
# Workers are killed, everything is stopped and started, database and broker go away for a while: nothing is lost, nothing counts twice,
# and the live tables end as what `replay` makes of the same events.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city faults "$PWD/config"

now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00)
"$jiancha" simulate --seed 4 --cases 6000 --from 2026-03-01 --until "$now" >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
split -n l/5 -d "$work/all.jsonl" "$work/part"
sent=0
part() { # N: that part into the topic
  feed "$work/part0$1"
  sent=$((sent + $(wc -l <"$work/part0$1")))
}
some_stored() { [ "$(sql 'select coalesce(sum(next), 0) from kafka_offset')" -gt "$1" ]; }

start_run
kill_worker() { kill -9 "$(worker_pids | head -n 1)" || fail 'no worker to kill'; }
part 0
await 30 some_stored 0
kill_worker
part 1
kill_worker
await_stored $sent
ok 'kill -9 of a worker while it stores, twice'

part 2
stop_run
same 'run stops with 0' 0 $?
start_run
await_stored $sent
ok 'stop and start of everything'

part 3 &
tests/tools/pg stop "$TEST_WORK/pg"
wait $! && sent=$((sent + $(wc -l <"$work/part03")))
tests/tools/pg start "$TEST_WORK/pg" >/dev/null 2>&1
await_stored $sent
ok 'the database stops and comes back'

tests/tools/kafka stop "$TEST_WORK/kafka"
tests/tools/kafka start "$TEST_WORK/kafka" >/dev/null 2>"$work/kafka.err" || give_up 'Kafka did not come back'
part 4
await_evaluated $sent
same 'the broker stops and comes back; messages' "$lines" $sent
same 'run itself lived through both' 0 "$(kill -0 "$run"; echo $?)"

same 'events + reports + duplicates + rejects = messages' "$lines" "$(sql "select sum(n) from (select count(*) n from event
  union all select count(*) from monthly_report union all select count(*) from duplicate union all select count(*) from reject) t")"
same 'events stored twice' 0 "$(sql 'select count(*) from (select 1 from event group by case_no, source, event_id having count(*) > 1) t')"

# Live = replay: at the same instant, but for what is still to come by the clock.
now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00)
"$jiancha" replay --as-of "$now" --out "$work/want" "$work/all.jsonl" >"$work/summary" || give_up replay
read -r _ _ _ duplicates _ rejects _ cases <"$work/summary"
same 'cases as in replay' "$cases" "$(sql 'select count(*) from cases')"
same 'duplicates as in replay' "$duplicates" "$(sql 'select count(*) from duplicate')"
same 'rejects as in replay' "$rejects" "$(sql 'select count(*) from reject')"
jq -c '[.case_no, .item, .region, .dept, .kind, .phase, .light, .submitted_at, .accepted_at, .decided_at, .delivered_at, .deemed,
  .promise.n, .promise.kept, .statutory.n, .statutory.kept] | map(tostring)' "$work/want/cases.jsonl" | LC_ALL=C sort >"$work/want.cases"
at() { echo "coalesce(to_char($1 at time zone 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+08:00\"'), 'null')"; }
text() { echo "coalesce($1::text, 'null')"; }
sql "select json_build_array(case_no, item, region, dept, kind, phase, $(text light), $(at submitted_at), $(at accepted_at), $(at decided_at), $(at delivered_at),
  $(text deemed), $(text promise_n), $(text promise_kept), $(text statutory_n), $(text statutory_kept)) from cases" | jq -c . | LC_ALL=C sort >"$work/got.cases"
alike 'every case as in replay' "$work/want.cases" "$work/got.cases"
jq -c '[.case_no, (.rule | tostring), .subject, .level, .region, .dept, .raised_at, .state]' "$work/want/alerts.jsonl" | LC_ALL=C sort >"$work/want.alerts"
sql "select json_build_array(case_no, rule::text, subject, level, region, dept, $(at raised_at), state) from alert
  where state <> 'withdrawn'" | jq -c . | LC_ALL=C sort >"$work/got.alerts"
alike 'every alert as in replay' "$work/want.alerts" "$work/got.alerts"
for by in all region dept item; do
  for month in 2026-05 2026-09; do
    grep "^{\"month\":\"$month\",\"by\":\"$by\"" "$work/want/indicators.jsonl" | LC_ALL=C sort >"$work/want.rows"
    curl -fsS --max-time 30 "$url/api/v1/indicators?month=$month&by=$by" 2>>"$work/curl.log" | jq -c "$plain .items[] | plain" | LC_ALL=C sort >"$work/got.rows"
    alike "indicators of $month by $by as in replay" "$work/want.rows" "$work/got.rows"
  done
done
exit $bad
