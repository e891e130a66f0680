#!/bin/bash
# Messages in transactions leave marks in the log that are no messages: nothing waits behind them, nobody's warning waits for them.
# What was aborted was never said. A transaction that does not end holds back what lies behind it, and that is told.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city transactions "$PWD/config"
make -s build/tests/tools/transact || give_up 'no transact'
send() { build/tests/tools/transact "$JIANCHA_BROKERS" "$JIANCHA_TOPIC_EVENTS" "$@" 2>>"$work/transact.log" || give_up "transact $*"; }
IFS=, read -r dept _ region _ < <(grep -v '^code' config/departments.csv | grep ',3713[0-9][0-9],' | head -n 1)
IFS=, read -r item _ < <(sed -n 2p config/items.csv)
at() { TZ=CST-8 date -d "@$1" +%Y-%m-%dT%H:%M:%S+08:00; }
event() { # ID CASE OCCURRED [DATA]
  printf '{"v":1,"event_id":"%s","source":"it","type":"accepted","case_no":"%s","occurred_at":"%s","recorded_at":"%s","region":"%s","dept":"%s","item":"%s"%s}\n' \
    "$1" "$2" "$3" "$3" "$region" "$dept" "$item" "${4:+,\"data\":$4}"
}
now=$(date +%s)
days_ago() { at $((now - $1 * 86400)); }
start_run --workers 1
events() { sql "select coalesce(sum(n), 0) from tally where name = 'events'"; }
has() { [ "$(events)" -eq "$1" ]; }
# the broker's end, as far as it can be read, and ours
nothing_waits() { [ "$(sql "select count(*) || ' ' || count(*) filter (where high is distinct from next) from kafka_offset")" = '9 0' ]; }

event 1 first "$(days_ago 3)" | send 0 commit
event 2 second "$(days_ago 3)" | send 1 abort
event 3 third "$(days_ago 3)" | send 2 commit
await 30 has 2 && ok 'what was committed is stored' || give_up "$(events) events"
await 30 nothing_waits && ok 'nothing waits behind the marks' || fail "$(sql 'select part, next, high from kafka_offset where high is distinct from next')"
same 'offsets that the marks took, too' '2 2 2' "$(sql "select string_agg(next::text, ' ' order by part) from kafka_offset where topic = 'transactions' and part < 3")"
ready() { [ "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz")" = 200 ]; }
await 30 ready && ok 'ready' || fail "$(cat "$work/ready")"
same 'unread in the metrics' 0 "$(curl -s "$url/metrics?partitions=1" | awk '/^jiancha_partition_unread\{/ { n += $2 } END { print n }')"
same 'what was aborted' 0 "$(sql "select count(*) from cases where case_no = 'second'")"

# Late events keep coming in transactions; a promise that ends meanwhile is warned of at its second.
due=$(($(date +%s) + 5))
event 4 due "$(at $((now - 3600)))" "{\"kind\":\"promised\",\"promise_due\":\"$(at $due)\"}" | send 3 commit
await 30 has 3 || give_up "$(events) events"
sent=10
late() {
  event $sent "late-$sent" "$(days_ago 2)" | send 4 commit
  sent=$((sent + 1))
}
warned() { late; [ "$(sql "select count(*) from alert where rule = 102 and case_no = 'due'")" = 1 ]; }
if await 50 warned; then
  ok 'a warning by time while late events come in transactions'
else
  fail "no warning by time while $((sent - 10)) late events came in transactions"
fi
await 30 has $((3 + sent - 10)) && await 30 nothing_waits && ok 'nothing waits' || fail 'something waits'

# One that does not end: what lies behind it cannot be read. That is no backlog, and it is told when it has lasted.
event 5 open "$(days_ago 2)" | send 5 open
held() { [ "$(sql "select count(*) from kafka_offset where topic = 'transactions' and part = 5 and held is not null")" = 1 ]; }
await 60 held && ok 'a transaction that is open is seen' || fail 'nothing is seen of an open transaction'
await 30 nothing_waits && ok 'it is no backlog' || fail 'a backlog behind an open transaction'
await 30 ready && ok 'ready while it is young' || fail "$(cat "$work/ready")"
sql "update kafka_offset set held = held - interval '21 minutes' where part = 5"
same 'readyz when it has lasted' '503 true true' "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz") $(jq -r '"\(.stalled) \(.partitions[] | select(.partition == 5) | .held)"' "$work/ready")"
event 6 after "$(days_ago 2)" | send 5 commit # ends it
await 60 ready && ok 'ready again' || fail "$(cat "$work/ready")"
await 30 has $((4 + sent - 10)) || fail "$(events) events"
same 'what was never committed' '0 1' "$(sql "select count(*) filter (where case_no = 'open') || ' ' || count(*) filter (where case_no = 'after') from cases")"

# Started anew, with nothing but marks behind its positions.
stop_run
start_run --workers 1
await 30 ready && nothing_waits && ok 'nothing waits after a restart' || fail "$(cat "$work/ready")"
exit $bad
