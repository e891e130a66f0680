#!/bin/bash
# auto_issue: what a rule's alert proposes is issued by the program, once, in the transaction that raises it: on an event and by the clock, red and
# yellow, also when workers are killed; never of a backlog or for new reference data; so many a day, the rest with an alarm.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
mkdir -p "$work/config" && cp -r config/. "$work/config"
city auto-issue "$work/config"
set_rule() { # SECTION NAME VALUE
  sed -i "/^\[$1\]/,/^\[/s/^$2 = .*/$2 = $3/" "$work/config/rules.conf"
  sed -n "/^\[$1\]/,/^\[/p" "$work/config/rules.conf" | grep -q "^$2 = $3\$" || give_up "rule $1 has no $2 = $3"
}
for rule in 102 501; do set_rule $rule level red; done
for rule in 102 401 501; do set_rule $rule auto_issue 1; done
set_rule orders auto_issue_max 7

item=11371300MB0000019T7000101007000 # promised, free of charge
paid=$(awk -F, '$10 == 1 { print $1; exit }' config/items.csv)
IFS=, read -r dept _ region _ < <(grep -v '^code' config/departments.csv | grep ',3713[0-9][0-9],' | head -n 1)
IFS=, read -r dept2 _ region2 _ < <(grep -v '^code' config/departments.csv | grep ',3713[0-9][0-9],' | grep -v ",$region," | head -n 1)
at() { TZ=CST-8 date -d "@$1" +%Y-%m-%dT%H:%M:%S+08:00; }
seconds() { date +%s; }
n=0
event() { # CASE TYPE DATA [AGE [ITEM]]: AGE seconds ago
  n=$((n + 1))
  printf '{"v":1,"event_id":"e%d","source":"it","type":"%s","case_no":"%s","occurred_at":"%s","region":"%s","dept":"%s","item":"%s","data":%s}\n' \
    $n "$2" "$1" "$(at $(($(seconds) - ${4:-2})))" "$region" "$dept" "${5:-$item}" "$3" >>"$work/next.jsonl"
}
fee='{"amount_fen":5000,"basis":"无"}'
accepted='{"doc_no":"S1","kind":"promised","promised_days":20}'
send() {
  feed "$work/next.jsonl"
  cat "$work/next.jsonl" >>"$work/events.jsonl"
  rm "$work/next.jsonl"
}
stored_all() { await_evaluated "$(wc -l <"$work/events.jsonl")"; }
orders_of() { sql "select count(distinct \"order\") from order_alert where case_no like '$1'"; }
issued() { sql 'select count(*) from orders'; }
have() { [ "$(issued)" = "$1" ]; }

# A backlog: it waited for three hours before there was a worker.
event backlog fee_charged "$fee" 10800
for i in 1 2 3; do event backlog-$i accepted '{"kind":"promised","promised_days":20}' 10800; done
send
start_run --workers 2
stored_all
same 'a backlog raises the alerts' 4 "$(sql "select count(*) from alert where rule in (401, 501) and case_no like 'backlog%'")"
same 'and issues nothing' 0 "$(issued)"

# Red, on an event.
event red fee_charged "$fee"
send
await 30 have 1 || give_up "no order: $(tail -n 3 "$work/run.log")"
first=$(sql 'select "order" from orders')
act=$("$jiancha" acts export)
same 'issued by the system, with the days of red' '["issue","system","system",3,"'"$first"'"]' "$(jq -c '[.act, .by, .role, .reply_days, .order]' <<<"$act")"
same 'the alert is named with its event' '[{"case_no":"red","rule":501,"subject":"#1","event":{"source":"it","event_id":"e5"}}]' "$(jq -c .alerts <<<"$act")"
jq -r .text <<<"$act" | grep -q '违规收费' && ok 'its text says why' || fail "text: $(jq -r .text <<<"$act")"
same 'the audit log has it' "act.issue 1 $first" "$(sql "select what || ' ' || about from audit where what like 'act.%'")"
same 'and it is told' 1 "$(sql "select count(*) from outbox where kind = 'order.issued' and key = '$first'")"

# Not again: the same message, further alerts of a case that is pursued, workers that are killed.
sed -n '$p' "$work/events.jsonl" >"$work/next.jsonl"
send
event red fee_charged "$fee" 1
send
stored_all
same 'a case that is pursued gets no second order' 1 "$(issued)"
for i in 1 2 3; do
  event "killed-$i" fee_charged "$fee"
  send
  mapfile -t workers < <(worker_pids)
  kill -9 "${workers[@]}" 2>/dev/null
  restarted() { [ "$(worker_pids | wc -l)" = 2 ] && [ "$(comm -12 <(worker_pids | sort) <(printf '%s\n' "${workers[@]}" | sort) | wc -l)" = 0 ]; }
  await 60 restarted || give_up 'the workers do not come back'
done
await 60 have 4 || fail "after workers were killed: $(issued) orders, expected 4"
stored_all
same 'one order a case, also when workers are killed' '1 1 1' "$(orders_of killed-1) $(orders_of killed-2) $(orders_of killed-3)"

# Yellow: three of a unit and month.
(
  region=$region2 dept=$dept2
  n=100
  for i in 1 2; do event yellow-$i accepted '{"kind":"promised","promised_days":20}'; done
  send
)
stored_all
same 'two yellow ones propose none' 4 "$(issued)"
(
  region=$region2 dept=$dept2
  n=102
  event yellow-3 accepted '{"kind":"promised","promised_days":20}'
  send
)
await 30 have 5 && ok 'three yellow ones: an order' || fail "yellow: $(issued) orders"
same 'of these three' '["yellow-1","yellow-2","yellow-3"] 5' "$("$jiancha" acts export | tail -n 1 | jq -r '"\([.alerts[].case_no] | tostring) \(.reply_days)"')"

# By the clock.
event clock accepted "{\"doc_no\":\"S1\",\"kind\":\"promised\",\"promise_due\":\"$(at $(($(seconds) + 5)))\"}"
send
await 60 have 6 && ok 'when a due day is over' || fail "by the clock: $(issued) orders"
same 'of that case' 1 "$(orders_of clock)"

# So many a day.
event last fee_charged "$fee"
send
await 30 have 7 || fail "the seventh: $(issued) orders"
for i in 1 2; do event held-$i fee_charged "$fee"; send; done
stored_all
held() { [ "$(sql "select coalesce(sum(n), 0) from tally where name = 'orders_held'")" = 2 ]; }
await 30 held && ok 'those over the day'\''s number are counted' || fail "held: $(sql "select sum(n) from tally where name = 'orders_held'")"
same 'and not issued' 7 "$(issued)"
curl -s "$url/metrics" | grep -q '^jiancha_collected_total{name="orders_held"} 2$' && ok 'a metric says so' || fail 'no metric orders_held'
said=$(grep -c 'orders were issued automatically today' "$work/run.log")
{ [ "$said" -ge 1 ] && [ "$said" -le 2 ]; } && ok 'each worker says it once' || fail "the alarm was given $said times"

# New reference data raises alerts of its own, and issues nothing.
event free fee_charged "$fee" 2 "$paid"
send
stored_all
same 'a fee that is due' 0 "$(sql "select count(*) from alert where case_no = 'free' and rule = 501")"
old=$(sql 'select max(version) from cases')
awk -F, -v OFS=, '$10 == 1 { $10 = 0 } { print }' config/items.csv >"$work/config/items.csv"
set_rule orders auto_issue_max 50
kill -HUP "$run"
reloaded() { [ "$(sql "select count(*) from cases where version = '$old'")" = 0 ]; }
await 60 reloaded || give_up 'cases of the old version stay'
same 'new reference data raises an alert' 1 "$(sql "select count(*) from alert where case_no = 'free' and rule = 501")"
same 'and issues nothing' 7 "$(issued)"
event after fee_charged "$fee"
send
await 30 have 8 && ok 'what comes after it does' || fail "after: $(issued) orders"

now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S.%6N+08:00)
"$jiancha" acts export >"$work/acts.jsonl"
"$jiancha" replay --as-of "$now" --out "$work/want" --acts "$work/acts.jsonl" "$work/events.jsonl" >"$work/summary" || give_up replay
same 'replay refuses none of the log' 0 "$(wc -l <"$work/want/refused.jsonl")"
"$jiancha" orders >"$work/orders.jsonl"
alike 'orders are those of replay' "$work/want/orders.jsonl" "$work/orders.jsonl"
same 'what was not issued is still proposed' '["backlog","free","held-1","held-2"]' \
  "$(jq -s -c '[.[] | select(.level == "red") | .alerts[0].case_no] | sort' "$work/want/proposals.jsonl")"
"$jiancha" rebuild --check >"$work/rebuilt" 2>&1
same 'rebuild finds no difference' 0 $?

# How many were issued today is found without reading the log, however long it is.
sql "insert into act select 1000000 + n, now(), 'zhang', 'bureau', null, 'note', null, 'NONE-' || n, null, null, '{}' from generate_series(1, 20000) n" && sql 'analyze act' || give_up 'no long log'
reads() { sql "select idx_scan from pg_stat_user_indexes where indexrelname = 'act_by_itself'"; }
before=$(reads)
event indexed fee_charged "$fee"
send
await 30 have 9 || fail "in a long log: $(issued) orders"
by_index() { [ "$(reads)" -gt "$before" ]; } # (the server tells its statistics now and then)
await 30 by_index && ok 'the count of a day is read by its index' || fail 'the count of a day does not use act_by_itself'
exit $bad
