#!/bin/bash
# Events leave the log: one case's rows, or whole months. `rebuild` takes away a case whose events are gone, and it begins anew with its next event; what
# months that have left made stays as it is.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city retention "$PWD/config"
"$jiancha" simulate --seed 31 --cases 400 --from 2026-06-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
start_run --workers 2
feed "$work/all.jsonl"
await_evaluated "$lines"
rebuilt() { # WHAT STATUS SUMMARY…: what rebuild says in its last line
  "$jiancha" rebuild "${@:4}" >"$work/rebuild.log" 2>&1
  same "$1: status" "$2" $?
  grep -q "$3" "$work/rebuild.log" && ok "$1: $3" || fail "$1: $(cat "$work/rebuild.log")"
}
rebuilt 'nothing is gone' 0 ' differences 0$' --check

# One case, with alerts; not the first of the log.
case=$(sql "select a.case_no from alert a join cases c using (case_no) where submitted_at > '2026-07-10' group by 1 having count(*) > 1 order by count(*) desc, 1 limit 1")
n=$(sql "select n_events from cases where case_no = '$case'")
alerts=$(sql "select string_agg(rule || subject || state, ' ' order by rule, subject) from alert where case_no = '$case'")
sql "delete from event where case_no = '$case'"
rebuilt 'the events of a case are gone' 1 'put right$'
same 'its row' 0 "$(sql "select count(*) from cases where case_no = '$case'")"
same 'alerts of it that stand' 0 "$(sql "select count(*) from alert where case_no = '$case' and state <> 'withdrawn'")"
grep -F "\"case_no\":\"$case\"" "$work/all.jsonl" >"$work/case.jsonl"
feed "$work/case.jsonl"
await_evaluated $((lines += $(wc -l <"$work/case.jsonl"))) 60
same 'it begins anew' "$n $alerts" "$(sql "select n_events || ' ' || (select string_agg(rule || subject || state, ' ' order by rule, subject) from alert a where a.case_no = c.case_no) from cases c where case_no = '$case'")"
rebuilt 'and then' 0 ' differences 0$' --check

# What arrived in a month, and a third of it occurred earlier than the rest, is dropped with that month.
sql "select store_partition('2026-07-15'); update event set arrived = '2026-07-15' where occurred < '2026-07-01'" >/dev/null
sql 'drop table event_202607'
[ "$(sql 'select count(*) from event')" -lt "$lines" ] && ok 'a month of the log is dropped' || fail 'nothing is gone'
rebuilt 'a month has left' 0 ' differences 0$' --check
half=$(sql "select case_no from event join cases using (case_no) group by 1, n_events having count(*) < n_events order by 1 limit 1")
n=$(sql "select n_events from cases where case_no = '$half'")
head -n 1 "$work/all.jsonl" | jq -c --arg no "$half" '.case_no = $no | .event_id = "late" | .type = "visited" | .occurred_at = "2026-09-05T10:00:00+08:00" | .recorded_at = .occurred_at | .data = {}' >"$work/late.jsonl"
feed "$work/late.jsonl"
await_evaluated $((lines += 1)) 30
same 'a case of which a part has left goes on' $((n + 1)) "$(sql "select n_events from cases where case_no = '$half'")"
rebuilt 'and then' 0 ' differences 0$' --check
# Anything else that differs is still found.
sql "update cases set promise_n = 99 where case_no = '$half'; update counters set accepted = coalesce(accepted, 0) + 1 where ctid = (select ctid from counters where month = 12 * 2026 + 7 limit 1)"
rebuilt 'what is wrong' 1 ' differences 2, put right$'
rebuilt 'is put right' 0 ' differences 0$' --check

# Rows deleted by hand, events and cases: the month's figures stay.
gone="select case_no from cases c where not exists (select from event e where e.case_no = c.case_no)"
count() { sql "select string_agg(month || ' ' || a || ' ' || e, ', ' order by month) from (select month, sum(accepted) a, sum(events) e from counters where month < 12 * 2026 + 7 group by 1) t"; }
figures=$(count)
open=$(sql "select count(*) from alert where state <> 'withdrawn' and raised_at < '2026-07-01'")
old=$(sql "select case_no from alert where state = 'standing' and case_no in ($gone) order by 1 limit 1")
sql "delete from cases where case_no in ($gone)"
"$jiancha" rebuild >"$work/rebuild.log" 2>&1
same 'counters of months that have left' "$figures" "$(count)"
same 'alerts of months that have left' "$open" "$(sql "select count(*) from alert where state <> 'withdrawn' and raised_at < '2026-07-01'")"
grep -F "\"case_no\":\"$old\"" "$work/all.jsonl" >"$work/case.jsonl"
feed "$work/case.jsonl"
await_evaluated $((lines += $(wc -l <"$work/case.jsonl"))) 60
same 'a case whose alerts are still there begins anew' "$(wc -l <"$work/case.jsonl")" "$(sql "select n_events from cases where case_no = '$old'")"
grep -q 'starting it again' "$work/run.log" && fail "a worker died: $(grep -m1 '23505' "$work/run.log")" || ok 'no worker died'

# Deleted by their own time instead of dropped with their month.
sql "delete from event where occurred < '2026-08-01'"
figures=$(count)
"$jiancha" rebuild >"$work/rebuild.log" 2>&1
same 'deleted by time: counters of these months' "$figures" "$(count)"
exit $bad
