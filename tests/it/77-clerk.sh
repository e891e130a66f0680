#!/bin/bash
# What the clerk does as the days go by, without any event: an order turns orange and then red, its last days are told, an interview is overdue, a
# month's missing self-reports are told; each once, also when the clerk is killed. The days are moved in the rows, not waited for.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city clerk-days "$PWD/config"
start_run --workers 1
IFS=, read -r dept _ region _ < <(awk -F, '$3 == "371302"' config/departments.csv | head -n 1)
issue() { "$jiancha" acts add --by zhang --role bureau --act issue --region "$region" --dept "$dept" --reply-days 5 --text x | jq -r .order; }
await 60 sql 'select 1 from act_head' >/dev/null || give_up 'no tables'
late=$(issue) red=$(issue) soon=$(issue)
[ -n "$late" ] && [ -n "$red" ] && [ -n "$soon" ] || give_up 'no orders'

# Days of the past take the place of theirs, and the change is due in a moment.
moved() { # ORDER DAYS-AGO
  sql "update orders set first_due = current_date - $2, due = current_date - $2, due_soon = null, next_change = now() + interval '1 second' where \"order\" = '$1'"
}
moved "$late" 1
moved "$red" 20
sql "update orders set due_soon = now() + interval '1 second', next_change = now() + interval '1 second' where \"order\" = '$soon'"
colors() { sql "select string_agg(color, ' ' order by n) from orders"; }
turned() { [ "$(colors)" = 'orange red blue' ]; }
await 30 turned && ok 'orange when the due day is over, red three working days later' || fail "$(colors)"
same 'a reply that is late' 'f f' "$(sql "select string_agg(on_time::text, ' ' order by n) from orders where n < 3" | sed 's/false/f/g')"
told() { [ "$(sql "select string_agg(key || ' ' || kind, ', ' order by key) from outbox where kind in ('order.overdue', 'order.due_soon')")" = "$1" ]; }
await 30 told "$late order.overdue, $red order.overdue, $soon order.due_soon" && ok 'overdue and due soon are told' ||
  fail "$(sql "select key, kind from outbox where kind like 'order.%'")"
same 'they count as due' 2 "$(sql "select coalesce(sum(orders_due), 0) from counters")"
kill -9 "$(pgrep -P "$run" -f '^jiancha clerk')" || fail 'no clerk'
moved "$late" 1
again() { [ "$(sql "select count(*) from orders where \"order\" = '$late' and next_change > now() + interval '1 minute'")" = 1 ]; }
await 60 again || give_up 'the clerk does not come back'
told "$late order.overdue, $red order.overdue, $soon order.due_soon" && ok 'and told once' || fail "$(sql "select key, kind from outbox where kind like 'order.%'")"

# Self-reports: nothing is told while there is no figure; then each county without a report, and it is told once.
last=$(TZ=CST-8 date -d "$(TZ=CST-8 date +%Y-%m-01) -1 month" +%Y-%m) before=$(TZ=CST-8 date -d "$(TZ=CST-8 date +%Y-%m-01) -2 months" +%Y-%m)
same 'no figures, nothing is told' 0 "$(sql "select count(*) from outbox where kind = 'report.missing'")"
"$jiancha" simulate --seed 2 --cases 300 --from "$before-01" --to "$before-28" | grep -v '"type":"monthly_report"' >"$work/events.jsonl"
for m in "$before" "$last"; do # one county reports
  printf '{"v":1,"event_id":"r%s","source":"s","type":"monthly_report","occurred_at":"%s-28T09:00:00+08:00","region":"371302","data":{"month":"%s","counters":{"accepted":1}}}\n' "$m" "$m" "$m"
done >>"$work/events.jsonl"
feed "$work/events.jsonl"
await_stored "$(wc -l <"$work/events.jsonl")"
missing() { [ "$(sql "select count(*) from outbox where kind = 'report.missing'")" -gt 0 ]; }
await 120 missing || fail 'no missing report is told'
counties=$(awk -F, '$3 == "county" || $3 == "zone"' config/regions.csv | wc -l)
sql "select body from outbox where kind = 'report.missing'" >"$work/missing.jsonl"
same 'each region of a league that sent none' "$((counties - 1))" "$(jq -r .object.region "$work/missing.jsonl" | sort -u | grep -vc '^371302$')"
# of the last month whose third working day is over
told_of=$(jq -r .object.month "$work/missing.jsonl" | sort -u)
[ "$told_of" = "$last" ] || [ "$told_of" = "$before" ] && ok 'of one month' || fail "of $told_of"
same 'as objects of the reports' '[null,"missing",true]' "$(jq -c '[.object.counter, .object.verdict, .object.late]' "$work/missing.jsonl" | sort -u)"
same 'at the instant from which they are late' true "$(jq -r '.at[:10] >= .object.month' "$work/missing.jsonl" | sort -u)"
same 'each once' "$((counties - 1))" "$(jq -r .id "$work/missing.jsonl" | sort -u | wc -l)"
kill -9 "$(pgrep -P "$run" -f '^jiancha clerk')"
since=$(sql "select now()")
lives() { [ "$(sql "select count(*) from worker where owner = 'clerk-days-clerk' and started > '$since'")" = 1 ]; }
await 60 lives || fail 'the clerk does not come back'
moved "$soon" 1 # when this is told the clerk has gone once round
await 60 told "$late order.overdue, $red order.overdue, $soon order.due_soon, $soon order.overdue" || fail 'the clerk does not go on'
same 'and not again by a clerk that was killed' "$((counties - 1))" "$(sql "select count(*) from outbox where kind = 'report.missing'")"

# What fell due while no clerk ran is told, too, also if the reference data is another one then.
stop_run
city clerk-old "$PWD/config"
start_run --workers 1
await 60 sql 'select 1 from act_head' >/dev/null || give_up 'no tables'
printf '{"seq":1,"at":"%s","by":"zhang","role":"bureau","act":"issue","order":"old","region":"%s","dept":"%s","alerts":[],"reply_days":1,"text":"x"}\n' \
  "$(TZ=CST-8 date -d '40 days ago' +%Y-%m-%dT%H:%M:%S+08:00)" "$region" "$dept" >"$work/history.jsonl"
"$jiancha" acts add --history "$work/history.jsonl" >"$work/added" 2>&1 || give_up "$(cat "$work/added")"
kill -STOP "$(pgrep -P "$run" -f '^jiancha clerk')"
sql "update orders set overdue = false, color = 'blue', version = 'another'"
kill -CONT "$(pgrep -P "$run" -f '^jiancha clerk')"
await 60 told 'old order.overdue' && ok 'what fell due without a clerk is told, also with other reference data' || fail "$(sql "select key, kind from outbox")"
exit $bad
