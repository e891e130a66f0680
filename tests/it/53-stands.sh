#!/bin/bash
# A worker that is there but stands (SIGSTOP), inside its transaction: another one takes its partitions over, since the database ends a session that holds
# rows and does nothing. When it goes on, nothing is lost and nothing counts twice.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city stands "$PWD/config"
"$jiancha" simulate --seed 51 --cases 300 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
expected=0
backend() { sql "select pid from pg_stat_activity where datname = current_database() and application_name = 'jiancha-collect' and $1"; }
collect() { # SLOT: in the background, $worker its pid
  "$jiancha" collect --slot "$1" >>"$work/collect.$1.log" 2>&1 &
  worker=$!
  pids+=($worker)
}
collect 0
first=$worker
owned() { sql 'select 1 from kafka_offset where epoch > 0' | grep -q 1; }
await 30 owned || give_up 'no worker'
sql "create table gate (open boolean not null); insert into gate values (false); create function gate() returns trigger language plpgsql security definer as
  'begin while not (select open from gate) loop perform pg_sleep(0.02); end loop; return null; end'" || give_up 'no gate'

# Stops the worker $first where the trigger `gate` of the table $1 makes it wait ($2: when), lets another one take over, lets the first go on.
stands() { # NAME TABLE WHEN FILE SLOT STATE
  sql "update gate set open = false; create trigger gate $3 on $2 for each statement execute function gate()" || give_up 'no trigger'
  feed "$4"
  expected=$((expected + $(wc -l <"$4")))
  local state=$6
  at_gate() { stuck=$(backend "wait_event = 'PgSleep'") && [ -n "$stuck" ]; }
  await 30 at_gate || give_up "$1: no worker waits at the gate"
  kill -STOP "$first"
  sql 'update gate set open = true'
  standing() { [ "$(backend "pid = $stuck and state = '$state' and wait_event = 'ClientRead'")" = "$stuck" ]; }
  await 5 standing && ok "$1: the worker stands inside its transaction" || fail "$1: it does not stand: $(sql "select state, wait_event, query from pg_stat_activity where pid = $stuck")"
  collect "$5"
  local began=$SECONDS
  await_stored $expected 60
  echo "($1: taken over and stored after $((SECONDS - began)) s)"
  kill -CONT "$first"
  sql "drop trigger gate on $2" || give_up 'the trigger stays'
}
head -n $((lines / 2)) "$work/all.jsonl" >"$work/first.jsonl"
tail -n +$((lines / 2 + 1)) "$work/all.jsonl" >"$work/second.jsonl"
stands 'after its last row' tally 'after update or insert' "$work/first.jsonl" 1 'idle in transaction'
kill "$worker" && wait "$worker" # the first one reads everything again
# each of them more bytes than stand on their way from the worker to the database
head -c 250000 /dev/zero | tr '\0' x >"$work/pad"
head -n 40 "$work/first.jsonl" | jq -c --rawfile pad "$work/pad" '.event_id = "again-" + .event_id | .type = "supplement_requested" | .data = {items: [$pad]}' >"$work/third.jsonl"
feed "$work/second.jsonl"
await_stored $((expected += $(wc -l <"$work/second.jsonl"))) 60
ok 'it goes on by itself'
stands 'between the rows of a COPY' event 'before insert' "$work/third.jsonl" 2 active
grep -q 'stood within a COPY' "$work/collect.2.log" && ok 'it says whom it has ended' || fail 'nobody ended its session'
sed 's/"event_id":"/"event_id":"once-more-/' "$work/first.jsonl" >"$work/fourth.jsonl"
feed "$work/fourth.jsonl"
await_evaluated $((expected += $(wc -l <"$work/fourth.jsonl"))) 60
same 'each message counts once' "$expected" "$(sql "select sum(n) from tally where name in ('events', 'duplicates', 'rejects')")"
same 'events stored twice' 0 "$(sql 'select count(*) from (select 1 from event group by case_no, source, event_id having count(*) > 1) t')"
"$jiancha" rebuild --check >"$work/rebuild.log" 2>&1
same 'rebuild finds nothing' 0 $?
kill -0 "$first" && ok 'the worker that stood is there' || fail 'the worker that stood has ended'
exit $bad
