#!/bin/bash
# `import --resume`: it is killed, and goes on behind the last lines that the broker had confirmed; every line arrives, keyed by its case number.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city import "$PWD/config"

"$jiancha" simulate --seed 18 --cases 9000 --from 2026-03-01 --to 2026-06-30 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
[ "$lines" -gt 45000 ] || give_up "only $lines lines"
state=$work/state
noted() { cut -d' ' -f1 "$state" 2>/dev/null; }

# A pipe of the file's name gives 45,000 lines and then no more, so that the import stands where we want it.
mkfifo "$work/lines.jsonl"
"$jiancha" import --resume "$state" "$work/lines.jsonl" >"$work/sent.1" 2>"$work/import.log" &
import=$!
pids+=($import)
exec 7>"$work/lines.jsonl"
head -n 45000 "$work/all.jsonl" >&7
halfway() { [ "$(noted)" = 40000 ]; }
await 30 halfway && ok 'what was confirmed is noted' || give_up "noted: $(noted)"
kill -9 $import
wait $import 2>/dev/null
exec 7>&-
same 'still noted after kill -9' 40000 "$(noted)"

mv -f "$work/all.jsonl" "$work/lines.jsonl"
"$jiancha" import --resume "$state" "$work/lines.jsonl" >"$work/sent.2" 2>>"$work/import.log" || give_up 'the second import'
same 'the second sends the rest' "sent $((lines - 40000)) confirmed $((lines - 40000))" "$(cat "$work/sent.2")"
same 'all is noted' "$lines" "$(noted)"
"$jiancha" import --resume "$state" "$work/lines.jsonl" >"$work/sent.3" 2>>"$work/import.log"
same 'a third sends nothing' 'sent 0 confirmed 0' "$(cat "$work/sent.3")"
# Another file under that name, and one that became shorter: nothing is sent, and nothing passes for sent.
cp "$work/lines.jsonl" "$work/kept.jsonl"
for other in 'tail -n +2' 'head -n 1000'; do
  $other "$work/kept.jsonl" >"$work/lines.jsonl"
  "$jiancha" import --resume "$state" "$work/lines.jsonl" >"$work/sent.5" 2>"$work/other.log"
  same "after $other: refused" 1 $?
  grep -q 'lines.jsonl: its first [0-9]* lines are not those that .*/state notes as sent' "$work/other.log" && ok 'and says why' || fail "$(tail -n 1 "$work/other.log")"
done
mv "$work/kept.jsonl" "$work/lines.jsonl"

# A line that the broker does not take is named.
{ head -n 2 "$work/lines.jsonl"; printf '"%0*d"\n' 1500000 7; } >"$work/long.jsonl"
"$jiancha" import "$work/long.jsonl" >"$work/sent.6" 2>"$work/long.log"
same 'a line that is too long: exit' 1 $?
grep -q 'long.jsonl: 3: the broker does not take it' "$work/long.log" && ok 'it is named' || fail "$(tail -n 1 "$work/long.log")"
head -n 100 "$work/lines.jsonl" | "$jiancha" import - >"$work/sent.4" 2>>"$work/import.log"
same 'standard input' 'sent 100 confirmed 100' "$(cat "$work/sent.4")"

# A report of the month that names a case is another than the same one that names another case.
for no in x y x; do
  echo '{"v":1,"event_id":"report","source":"linyi","type":"monthly_report","case_no":"'$no'","occurred_at":"2026-10-02T09:00:00+08:00","region":"371302","data":{"month":"2026-09","counters":{"granted":1}}}'
done >"$work/reports.jsonl"
feed "$work/reports.jsonl"

start_run
distinct=$(jq -r '[.source, .event_id, .case_no] | @tsv' "$work/lines.jsonl" "$work/reports.jsonl" | sort -u | wc -l)
all_there() { [ "$(sql 'select (select count(*) from event) + (select count(*) from monthly_report)')" = "$distinct" ]; }
await 60 all_there && ok 'every line is stored once' || fail "$(sql 'select count(*) from event') events, expected $distinct"
same 'reports that were stored, of three with two keys' 2 "$(sql "select count(*) from monthly_report where event_id = 'report'")"
same 'cases in more than one partition' 0 "$(sql 'select count(*) from (select 1 from event group by case_no having count(distinct part) > 1) t')"
[ "$(sql "select count(distinct part) from event")" = 8 ] && ok 'cases are spread over the partitions' || fail 'not all partitions are used'
exit $bad
