#!/bin/bash
# Whether anybody reads is known without asking those who should: collectors that are dead, a broker that is away, a worker that dies again
# and again, a topic that is compacted.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city signs "$PWD/config"
tests/tools/kafka topic "$TEST_WORK/kafka" signs-compacted 1 cleanup.policy=compact >>"$work/topic.err" 2>&1 || give_up 'no topic'
export JIANCHA_TOPIC_REPORTS=signs-compacted

"$jiancha" simulate --seed 3 --cases 20 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
"$jiancha" serve --listen 127.0.0.1:0 --port-file "$work/port" >"$work/serve.log" 2>&1 &
pids+=($!)
await 30 test -s "$work/port" || give_up 'no pages'
url=http://127.0.0.1:$(cat "$work/port")
answer() { [ "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz") $(jq -r "$1" "$work/ready" 2>/dev/null)" = "$2" ]; }
says() { # SECONDS WHAT JQ ANSWER
  await "$1" answer "$3" "$4" && ok "$2" || fail "$2: $(cat "$work/ready")"
}

start_collector() {
  "$jiancha" collect >>"$work/collect.log" 2>&1 &
  collector=$!
  pids+=($collector)
}
start_collector
feed "$work/all.jsonl"
await_stored "$lines"
says 30 'ready when it is read' '"\(.silent) \(.crash_loop) \(.stalled)"' '200 false false false'
says 1 'where no clerk ever ran, that is only said' .clerk_missing '200 true'
same 'who reads' "9 signs-0" "$(jq -r '"\(.partitions | length) \([.partitions[].owner] | unique | join(","))"' "$work/ready")"
says 30 'a compacted topic is told' '[.topics[] | "\(.topic) \(.cleanup_policy) \(.compacted)"] | join(", ")' \
  '200 signs delete false, signs-compacted compact true'
same 'and in the log' 1 "$(grep -c 'the topic signs-compacted has cleanup.policy=compact' "$work/collect.log")"
same 'and in the metrics' '0 1' "$(curl -s "$url/metrics" | sed -n 's/^jiancha_topic_compacted{.*} //p' | paste -sd ' ')"

# All collectors dead, nothing waits, nothing is due.
kill -9 "$collector"
wait "$collector" 2>/dev/null
sql "update kafka_offset set alive = alive - interval '3 days'; update worker set started = started - interval '3 days', alive = alive - interval '3 days'"
says 10 'nobody reads' '"\(.silent) \(.stalled) \(.due_cases) \([.partitions[].unread] | add)"' '503 true false 0 0'
same 'since when' "$(TZ=CST-8 date -d '3 days ago' +%Y-%m-%d)" "$(jq -r .silent_since "$work/ready" | cut -c1-10)"
start_collector
says 30 'ready when it is read again' .silent '200 false'

# The broker is away: the worker lives, yet nothing is read.
tests/tools/kafka stop "$TEST_WORK/kafka"
away() { grep -q 'kafka not reachable' "$work/collect.log"; }
await 60 away || give_up 'the worker does not miss its broker'
said_again() { [ "$(sql "select count(*) from worker where alive > now() - interval '1 minute'")" = 1 ]; }
nothing_read() { # the worker speaks, and not of its partitions
  sql "update kafka_offset set alive = alive - interval '3 minutes'; update worker set alive = alive - interval '3 minutes'"
  await 60 said_again && answer .silent '503 true'
}
await 90 nothing_read && ok 'the worker lives and reads nothing' || fail "$(cat "$work/ready")"
tests/tools/kafka start "$TEST_WORK/kafka" >/dev/null 2>>"$work/kafka.err" || give_up 'Kafka did not come back'
says 60 'ready when the broker is back' .silent '200 false'
kill "$collector"
wait "$collector"
same 'an orderly end' '0 1' "$(sql "select falls || ' ' || count(stopped) from worker group by falls")"
says 1 'after which nobody reads, at once' .silent '503 true'

# A worker that dies again and again: what is stored of a case cannot be read.
victim=$(sql 'select min(case_no) from cases')
sql "create table aside as select * from cases where case_no = '$victim'; update cases set events = '\\xffff', next_change = now() where case_no = '$victim'"
rm -f "$work/port"
start_run --workers 1
says 60 'a worker that dies again and again' .crash_loop '503 true'
sql "update cases c set events = a.events, next_change = a.next_change from aside a where c.case_no = a.case_no"
lives() { [ "$(sql "select count(*) from kafka_offset where alive > now() - interval '30 seconds'")" = 9 ]; }
await 90 lives || give_up 'it does not live again'
sql "update worker set started = now()" # just now, however slow this machine is
says 1 'not at once when it lives' .crash_loop '503 true'
sql "update worker set started = started - interval '2 minutes'"
says 60 'but when it has lived a while' .crash_loop '200 false'

# The clerk: its signs are a worker's, though it reads no topic.
says 30 'the clerk lives' '"\(.clerk_missing) \(.crash_loop) \([.workers[].owner] | join(","))"' '200 false false signs-0,signs-clerk'
clerk=$(pgrep -P "$run" -f ' clerk') || fail 'no clerk'
kill -STOP "$clerk"
sql "update worker set alive = alive - interval '3 minutes' where owner = 'signs-clerk'"
says 10 'a clerk that stands' '"\(.clerk_missing) \(.silent)"' '503 true false'
silence=$(curl -s "$url/metrics" | sed -n 's/^jiancha_clerk_silence_seconds{clerk="signs-clerk"} //p')
[ "${silence:-0}" -ge 180 ] && ok 'and in the metrics' || fail "silent for ${silence:-nothing} s"
kill -CONT "$clerk"
says 60 'until it goes on' .clerk_missing '200 false'
stop_run
same 'which notes its end' t "$(sql "select stopped is not null from worker where owner = 'signs-clerk'")"
exit $bad
