#!/bin/bash
# A backlog in one partition, read in small batches, so that each case comes in many of them; in front of it stands an event of a
# sender whose clock is ahead. What a batch cannot know the next one brings, so nobody is warned in vain: an alert is withdrawn only
# where an event came late, behind one that was recorded after it had happened, or where one was voided.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city as-of-backlog "$PWD/config"
topic=as-of-one
tests/tools/kafka topic "$TEST_WORK/kafka" $topic 1 >>"$work/topic.err" 2>&1 || give_up 'no topic'
export JIANCHA_TOPIC_EVENTS=$topic

at() { TZ=CST-8 date -d "$1" +%Y-%m-%dT%H:%M:%S+08:00; }
now=$(at now)
"$jiancha" simulate --seed 7 --cases 3000 --from "$(at '60 days ago' | cut -c1-10)" --until "$now" >"$work/city.jsonl"
head -n 1 "$work/city.jsonl" | jq -c --arg ahead "$(at '6 hours')" '.case_no = "clock-ahead" | .recorded_at = $ahead' >"$work/log.jsonl"
cat "$work/city.jsonl" >>"$work/log.jsonl"
lines=$(wc -l <"$work/log.jsonl")
jq -r '[.case_no, .type, .occurred_at, .recorded_at] | @tsv' "$work/log.jsonl" | awk -F '\t' '
  $2 == "voided" || $3 < read[$1] { print $1 }
  $4 > read[$1] { read[$1] = $4 } $3 > read[$1] { read[$1] = $3 }' | sort -u >"$work/late"
[ -s "$work/late" ] && ok "$(wc -l <"$work/late") cases with an event that comes late or is voided" || give_up 'no such case: nothing is tested'

feed "$work/log.jsonl"
start_run --workers 1 --batch-events 200
await_evaluated "$lines"
batches=$(sql "select n from tally where name = 'batches'")
[ "$batches" -ge $((lines / 200)) ] && ok "read in $batches batches" || fail "read in $batches batches only"
sql "select distinct case_no from alert where state = 'withdrawn' order by 1" >"$work/withdrawn"
same 'in vain about others' '' "$(comm -13 "$work/late" "$work/withdrawn" | head -n 3)"
"$jiancha" replay --as-of "$(at now)" --out "$work/replay" "$work/log.jsonl" >"$work/replay.log" || give_up 'replay'
same 'alerts that stand, as replay has them' "$(wc -l <"$work/replay/alerts.jsonl")" "$(sql "select count(*) from alert where state <> 'withdrawn'")"
exit $bad
