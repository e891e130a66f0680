#!/bin/bash
# The demo's people: after its past they go on deciding, through the same commands as anybody; nothing that they do is refused for its form, and
# what the database holds in the end is what replay makes of the whole log.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city people "$PWD/config"
start_run --workers 1
now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00)
"$jiancha" simulate --seed 9 --cases 6000 --from "$(TZ=CST-8 date -d '75 days ago' +%F)" --to "${now%T*}" --until "$now" >"$work/events.jsonl" || give_up simulate
"$jiancha" simulate-acts --until "$now" "$work/events.jsonl" >"$work/history.jsonl" || give_up simulate-acts
feed "$work/events.jsonl"
await_evaluated "$(wc -l <"$work/events.jsonl")"
"$jiancha" acts add --history "$work/history.jsonl" >"$work/added" 2>"$work/added.err" || give_up "$(tail -n 3 "$work/added.err")"
past=$(sql 'select count(*) from act')
SEED=7 JIANCHA=$jiancha timeout 300 tests/tools/people 0 80 >"$work/people" 2>"$work/people.err"

same 'they end' 0 $?
kinds=$(sql "select count(distinct act) from act where seq > $past")
[ "$(sql "select count(*) - $past from act")" -gt 50 ] && [ "${kinds:-0}" -ge 9 ] && ok "they decide, $kinds kinds of acts" ||
  fail "$(sql "select count(*) - $past from act") acts of $kinds kinds: $(tail -n 5 "$work/people.err")"
same 'none that is badly formed or not theirs' 0 "$(grep -cvE '^acts 0 refused 1$|^refused: (bad_state|bad_form: the bottom)' "$work/people.err")"
for who in region department; do
  [ "$(sql "select count(*) from act where seq > $past and role = '$who'")" -gt 0 ] && ok "acts of a $who" || fail "no act of a $who"
done
reported() { [ "$(sql 'select count(*) from monthly_report')" -gt "$(grep -c '"type":"monthly_report"' "$work/events.jsonl")" ]; }
await 30 reported && ok 'a county reports its month anew' || fail 'no report of its own'

"$jiancha" acts export >"$work/acts.jsonl"
"$jiancha" replay --as-of "$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S.%6N+08:00)" --out "$work/want" --acts "$work/acts.jsonl" "$work/events.jsonl" >"$work/summary" || give_up replay
"$jiancha" orders >"$work/orders.jsonl"
alike 'orders are those of replay' "$work/want/orders.jsonl" "$work/orders.jsonl"
exit $bad
