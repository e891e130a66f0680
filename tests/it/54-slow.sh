#!/bin/bash
# A statement_timeout that a batch cannot meet: it is halved until it fits, and so are the cases evaluated by time; what alone takes too long holds up nothing.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city slow "$PWD/config"
"$jiancha" simulate --seed 61 --cases 400 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
"$jiancha" rebuild >"$work/rebuild.log" 2>&1 || give_up 'no tables'
# Each event row takes its time, so that a batch takes more than there is; the more it takes, the smaller the batches.
sql "create function slow() returns trigger language plpgsql security definer as 'begin perform pg_sleep(tg_argv[0]::float8); return new; end';
  create trigger slow before insert on event for each row execute function slow(0.005)" || give_up 'no trigger'
psql -qAtX "$pg dbname=postgres" -c "alter database slow set statement_timeout = '1s'"
feed "$work/all.jsonl"
start_run --workers 1
await_stored "$lines" 120
ok 'a batch that takes too long is stored'
grep -q 'messages take longer than the database allows (.*statement timeout): ' "$work/run.log" && ok 'in halves, which is said' || fail 'it was not halved'
same 'rejects' 0 "$(sql 'select count(*) from reject')"
[ "$(grep -c 'take longer than' "$work/run.log")" -le 12 ] && ok 'it is not tried in vain each time' || fail "halved $(grep -c 'take longer than' "$work/run.log") times"

# Cases by time: the same for the rows of cases.
sql 'drop trigger slow on event; create trigger slow before update on cases for each row execute function slow(0.01)'
worst=$(sql 'select min(case_no) from cases')
psql -qAtX "$JIANCHA_DATABASE options='-c statement_timeout=0'" -c "alter table cases disable trigger user; update cases set version = ''; alter table cases enable trigger user" || give_up 'no update'
stop_run
start_run --workers 1
fresh() { [ "$(sql "select count(*) from cases where version = ''")" = 0 ]; }
await 120 fresh && ok 'cases that are due are evaluated' || fail "$(sql "select count(*) from cases where version = ''") cases are not evaluated"
grep -q 'starting it again' "$work/run.log" && fail 'a worker ended' || ok 'no worker ended'

# One that alone takes longer is put off; one message, too, becomes a reject if it can be stored as that.
sql "drop trigger slow on cases;
  create trigger slow before update on cases for each row when (new.case_no = '$worst' and new.written is not null and old.evaluated <> new.evaluated) execute function slow(3);
  create trigger slow before insert on event for each row when (new.event_id = 'heavy') execute function slow(3)"
psql -qAtX "$JIANCHA_DATABASE options='-c statement_timeout=0'" -c 'alter table cases disable trigger user; update cases set next_change = now(); alter table cases enable trigger user' || give_up 'no update'
rest() { [ "$(sql "select count(*) from cases where next_change <= now() and case_no <> '$worst'")" = 0 ]; }
await 120 rest && ok 'the others are evaluated' || fail 'a slow case holds up the others'
put_off() { grep -q "case $worst cannot be evaluated, trying again in an hour" "$work/run.log"; }
await 60 put_off && ok 'it is put off' || fail 'it is not put off'
head -n 1 "$work/all.jsonl" | jq -c '.event_id = "heavy"' >"$work/heavy.jsonl"
sed 's/"event_id":"/"event_id":"behind-/' "$work/heavy.jsonl" >"$work/behind.jsonl"
feed "$work/heavy.jsonl"
feed "$work/behind.jsonl"
await_stored $((lines + 2)) 120
same 'a message that alone takes too long' 'db_refused' "$(sql 'select code from reject')"
exit $bad
