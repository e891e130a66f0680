#!/bin/bash
# The broker is away while alerts are raised by the clock and thousands of acts are stored; the clerk dies meanwhile, too. When it is back, its
# topic holds every change: each id, in the order of the outbox, and what was told twice in a row that was told already. The clerk stays small.
. "$(dirname "$0")/lib.sh"
make -s build/tests/tools/consume >/dev/null || give_up 'consume is not built'
need_pg
need_kafka
city away "$PWD/config"
export JIANCHA_TOPIC_ALERTS=away-notices
tests/tools/kafka topic "$TEST_WORK/kafka" "$JIANCHA_TOPIC_ALERTS" 1 >/dev/null 2>"$work/topic.err" || give_up 'no topic of notices'
start_run --workers 1
told() { [ "$(sql "select count(*) from outbox o where not exists (select from outbox_reader r where r.name = 'kafka' and (r.xid, r.n) >= (o.xid, o.n))")" = 0 ]; }

# Promises that end while the broker will be away.
IFS=, read -r item _ < <(grep ',01,promised,' config/items.csv | head -n 1)
region=371302 dept=$(awk -F, '$3 == "371302" { print $1; exit }' config/departments.csv)
at() { TZ=CST-8 date -d "$1" +%Y-%m-%dT%H:%M:%S+08:00; }
now=$(at now) due=$(at '40 seconds')
for i in $(seq 300); do
  printf '{"v":1,"event_id":"a%s","source":"away","type":"accepted","case_no":"away-%s","occurred_at":"%s","region":"%s","dept":"%s","item":"%s","data":{"kind":"promised","doc_no":"d","promise_due":"%s"}}\n' \
    "$i" "$i" "$now" "$region" "$dept" "$item" "$due"
done >"$work/events.jsonl"
feed "$work/events.jsonl"
await_stored 300
await 30 told || give_up 'the first notices are not told'
clerk() { pgrep -P "$run" -f '^jiancha clerk'; }
memory() { awk '/^VmRSS/ { print $2 }' "/proc/$(clerk)/status" 2>/dev/null; }
before=$(memory)

tests/tools/kafka stop "$TEST_WORK/kafka"
jq -cn --arg r "$region" --arg d "$dept" 'range(1500) | {act: "issue", region: $r, dept: $d, alerts: [], reply_days: 5, text: "第\(.)份，\("请核实原因，抓紧办结，并书面反馈整改情况。" * 30)"}' >"$work/many.jsonl"
"$jiancha" acts add --by zhang --role bureau "$work/many.jsonl" >"$work/issued" 2>"$work/issued.err" || give_up "$(tail -n 2 "$work/issued.err")"
jq -c '{act: "sign", order}' "$work/issued" >"$work/sign.jsonl"
"$jiancha" acts add --by li --role region --own "$region" "$work/sign.jsonl" >"$work/signed" 2>&1 || give_up "$(tail -n 2 "$work/signed")"
overdue() { [ "$(sql 'select count(*) from alert where rule = 102')" = 300 ]; }
await 120 overdue && ok 'alerts are raised by the clock without a broker' || fail "$(sql 'select count(*) from alert where rule = 102') of 300 alerts"
away() { grep -q 'notices wait in the outbox' "$work/run.log"; }
await 90 away && ok 'the clerk says that notices wait' || fail 'the clerk says nothing'
told && fail 'everything is told without a broker' || ok "$(sql 'select count(*) from outbox') notices, of which thousands wait"
after=$(memory)
[ "${after:-0}" -lt $((${before:-0} + 40000)) ] && [ "${before:-0}" -gt 0 ] && ok "the clerk stays small: $before and $after KiB" || fail "the clerk grows: ${before:-?} to ${after:-?} KiB"
kill -9 "$(clerk)"

tests/tools/kafka start "$TEST_WORK/kafka" >/dev/null 2>>"$work/kafka.err" || give_up 'Kafka did not come back'
half() { [ "$(sql "select count(*) from outbox o, outbox_reader r where r.name = 'kafka' and (r.xid, r.n) >= (o.xid, o.n)")" -gt 1500 ]; }
await 120 half || give_up 'the notices are not told'
kill -9 "$(clerk)" # in the midst, or when it is done
await 120 told && ok 'all is told when it is back' || fail 'notices wait'
build/tests/tools/consume "$JIANCHA_BROKERS" "$JIANCHA_TOPIC_ALERTS" 0 >"$work/topic.jsonl" 2>"$work/consume.err" || fail "$(cat "$work/consume.err")"
jq -r .id "$work/topic.jsonl" | awk '!seen[$0]++' >"$work/got"
sql "select body::json ->> 'id' from outbox order by xid, n" >"$work/want"
alike 'each change once by its id, in the order of the outbox' "$work/want" "$work/got"
same 'what was raised and decided' '300 1500 1500' \
  "$(for k in alert.raised order.issued order.signed; do jq -r --arg k $k 'select(.kind == $k and ($k != "alert.raised" or .object.rule == 102)).id' "$work/topic.jsonl" | sort -u | wc -l; done | paste -sd ' ')"
# behind a notice nothing appears that stood in front of it, but for whole pages that are told again
python3 - "$work/topic.jsonl" "$work/want" <<'END' && ok 'told again is only what follows a place that was told' || fail 'the order of the topic'
import json, sys
place = {line.strip(): i for i, line in enumerate(open(sys.argv[2]))}
last, highest = -1, -1
for line in open(sys.argv[1]):
    i = place[json.loads(line)["id"]]
    assert i == last + 1 or i <= highest, (last, i, highest)
    last, highest = i, max(highest, i)
END
exit $bad
