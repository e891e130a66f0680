#!/bin/bash
# A backlog of months is read: cases of which the rest still lies in the log are not warned about, since that would be withdrawn again.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city backlog "$PWD/config"

now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00)
"$jiancha" simulate --seed 7 --cases 8000 --from 2026-02-01 --until "$now" >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
feed "$work/all.jsonl"
start_run --workers 2 --batch-events 1000 # small batches: each case comes in several
# Who holds the positions holds up the workers, however slow the pages are.
mkfifo "$work/hold"
psql -qAtX "$JIANCHA_DATABASE" <"$work/hold" >/dev/null &
pids+=($!)
exec 8>"$work/hold"
some() { [ "$(sql 'select coalesce(sum(next), 0) from kafka_offset')" -gt 0 ]; }
await 60 some || give_up 'nothing is read'
echo 'begin; lock table kafka_offset in exclusive mode;' >&8
said() { curl -s "$url/" | grep -q '正在读入积压：</strong>还有约 [0-9,]* 条'; }
await 20 said && ok 'the pages say that a backlog is read' || fail 'the pages say nothing of the backlog'
# In the midst of it everything is stopped and begins again: what is due by then still waits for the rest of the log.
exec 8>&-
half() { [ "$(sql 'select coalesce(sum(next), 0) from kafka_offset')" -gt $((lines / 4)) ]; }
await 60 half || give_up 'nothing is read'
stop_run
[ "$(sql 'select sum(next) from kafka_offset')" -lt "$lines" ] && ok 'stopped in the midst' || fail 'stopped too late'
start_run --workers 2 --batch-events 1000
await_evaluated "$lines"
said && fail 'the pages speak of a backlog that is read' || ok 'no backlog any more'
same 'messages unread' 0 "$(curl -s "$url/metrics?partitions=1" | awk '/^jiancha_partition_unread\{/ { n += $2 } END { print n }')"
withdrawn=$(sql "select count(*) from alert where state = 'withdrawn'")
standing=$(sql "select count(*) from alert where state <> 'withdrawn'")
[ "$withdrawn" -lt $((standing / 10)) ] && ok "warnings in vain: $withdrawn beside $standing" || fail "$withdrawn warnings were in vain, $standing were not"
"$jiancha" replay --as-of "$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00)" --out "$work/replay" "$work/all.jsonl" >"$work/replay.log" || give_up 'replay'
same 'alerts that stand, as replay has them' "$(wc -l <"$work/replay/alerts.jsonl")" "$(sql "select count(*) from alert where state <> 'withdrawn'")"
exit $bad
