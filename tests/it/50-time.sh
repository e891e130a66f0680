#!/bin/bash
# Time alone raises alerts: 1,000 promises end at one instant, and all their alerts are visible within 1 s of it.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city time-path "$PWD/config"
start_run --workers 2

IFS=, read -r dept _ region _ < <(grep -v '^code' config/departments.csv | grep ',3713[0-9][0-9],' | head -n 1)
IFS=, read -r item _ < <(sed -n 2p config/items.csv)
at() { TZ=CST-8 date -d "@$1" +%Y-%m-%dT%H:%M:%S+08:00; }
stored=0
# 1,000 promises that end so many seconds from now; a slow machine gets more time to have them stored by then.
promise() {
  due=$(($(date +%s) + $1))
  jq -cn --arg was "$(at $((due - 3600)))" --arg due "$(at $due)" --arg r "$region" --arg d "$dept" --arg i "$item" --arg run "$1" 'range(1000) | {v: 1, event_id: "\($run).\(.)",
    source: "it", type: "accepted", case_no: "due-\($run)-\(.)", occurred_at: $was, region: $r, dept: $d, item: $i, data: {kind: "promised", promise_due: $due}}' >"$work/due.jsonl"
  feed "$work/due.jsonl"
  await_stored $((stored += 1000)) 120
  raised=$(sql "select count(*) from alert where rule = 102 and raised_at = to_timestamp($due)")
  [ "$(date +%s)" -lt $due ]
}
promise 12 || promise 120 || give_up 'this machine was too slow to be in time'
same 'yellow before the instant' 0 "$raised"
# what a reader sees, and when: the question was asked at the statement's own start
visible() { read -r count at < <(sql "select count(*) || ' ' || extract(epoch from now()) from alert where rule = 102 and raised_at = to_timestamp($due)") && [ "$count" -eq 1000 ]; }
if await 30 visible; then
  late=$(awk -v at="$at" -v due=$due 'BEGIN { printf "%d", (at - due) * 1000 }')
  [ "$late" -le 1000 ] && ok "1,000 alerts within 1 s of their instant ($late ms)" || fail "1,000 alerts within 1 s of their instant: $late ms"
else
  fail "1,000 alerts within 30 s of their instant: ${count:-none}"
fi
same 'each once' 1000 "$(sql "select count(distinct case_no) from alert where rule = 102 and raised_at = to_timestamp($due)")"
exit $bad
