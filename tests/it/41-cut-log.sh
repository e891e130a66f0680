#!/bin/bash
# A stored position that the log does not have: that partition stands still and says so, nothing is skipped; the others go on; an operator ends it.
# A partition that is new starts at its beginning, also one that is added while workers run; a topic made again is an alarm.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city cut-log "$PWD/config"

"$jiancha" simulate --seed 9 --cases 400 --from 2026-09-01 --to 2026-09-30 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
feed "$work/all.jsonl" # before anybody reads: every partition is new to the workers
start_run --workers 1
await_stored "$lines"
same 'new partitions start at their beginning' "$lines" "$(sql "select sum(n) from tally where name in ('events', 'duplicates', 'rejects', 'reports')")"
stop_run

sql "update kafka_offset set next = next + 1000000 where topic = 'cut-log' and part = 0" || give_up 'no update'
start_run --workers 1
alarmed() { [ "$(sql "select count(*) from kafka_offset where alarm is not null and part = 0")" = 1 ]; }
await 60 alarmed && ok 'an alarm' || give_up 'no alarm'
same 'its position is as it was' 1 "$(sql "select count(*) from kafka_offset where topic = 'cut-log' and part = 0 and next >= 1000000")"
not_ready() { [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/readyz")" = 503 ]; }
await 20 not_ready && ok 'readyz says so' || fail 'readyz is well'
curl -s "$url/" | grep -q '有 1 个数据分区的消息已丢失' && ok 'every page says so' || fail 'the pages say nothing'
same 'only that one' 1 "$(sql 'select count(*) from kafka_offset where alarm is not null')"

sed 's/"event_id":"/"event_id":"again-/' "$work/all.jsonl" >"$work/more.jsonl"
feed "$work/more.jsonl"
others() { [ "$(sql "select sum(next) from kafka_offset where not (topic = 'cut-log' and part = 0)")" -gt "$lines" ]; }
await 60 others && ok 'the other partitions go on' || fail 'the other partitions stand still'
sql "update kafka_offset set next = next - 1000000, alarm = null where topic = 'cut-log' and part = 0"
await_stored $((2 * lines)) 60
ok 'after the decision everything is read'

tests/tools/kafka partitions "$TEST_WORK/kafka" cut-log 10 2>>"$work/topic.err" || give_up 'no more partitions'
added() { [ "$(sql "select count(*) from kafka_offset where topic = 'cut-log' and part >= 8 and alive is not null")" = 2 ]; }
await 60 added && ok 'partitions that were added are read' || give_up 'partitions that were added are not read'
sed 's/"event_id":"/"event_id":"third-/' "$work/all.jsonl" >"$work/third.jsonl"
feed "$work/third.jsonl"
await_stored $((3 * lines)) 60
[ "$(sql "select count(*) from kafka_offset where topic = 'cut-log' and part >= 8 and next > 0")" = 2 ] && ok 'and their messages stored' || fail 'nothing in the partitions that were added'

tests/tools/kafka delete "$TEST_WORK/kafka" cut-log 2>>"$work/topic.err" || give_up 'the topic is not taken away'
again() { tests/tools/kafka topic "$TEST_WORK/kafka" cut-log 10 2>>"$work/topic.err"; }
await 60 again || give_up 'the topic is not made again'
all_alarmed() { [ "$(sql "select count(*) from kafka_offset where topic = 'cut-log' and alarm is not null")" = 10 ]; }
await 60 all_alarmed && ok 'a topic made again is an alarm' || fail "alarms: $(sql "select count(alarm) from kafka_offset where topic = 'cut-log'")"
same 'and moves no position' $((3 * lines)) "$(sql "select sum(next) from kafka_offset")"
exit $bad
