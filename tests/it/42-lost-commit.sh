#!/bin/bash
# The connection is cut exactly while a COMMIT is on its way: once before the transaction is durable, once after. The worker finds out which by reading
# the offsets again; nothing is lost and nothing counts twice.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city lost-commit "$PWD/config"

"$jiancha" simulate --seed 12 --cases 300 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
sed 's/"event_id":"/"event_id":"again-/' "$work/all.jsonl" >"$work/more.jsonl"
sed 's/"event_id":"/"event_id":"once-more-/' "$work/all.jsonl" >"$work/last.jsonl"
start_run --workers 1
export PGOPTIONS='-c synchronous_commit=local' # the test's own statements, from here on, wait for nobody
feed "$work/all.jsonl"
await_stored "$lines"

worker="select pid from pg_stat_activity where datname = current_database() and application_name = 'jiancha-collect'"
counted() { sql "select sum(n) from tally where name in ('events', 'duplicates', 'rejects', 'reports')"; }

# Before: a deferred trigger makes COMMIT wait for a lock that the test holds, where nothing is durable yet.
sql "create table gate (); create function gate() returns trigger language plpgsql security definer as 'begin lock table gate in share mode; return null; end';
  create constraint trigger gate after update on tally deferrable initially deferred for each row execute function gate()" || give_up 'no trigger'
mkfifo "$work/hold"
psql -qAtX "$JIANCHA_DATABASE" <"$work/hold" >/dev/null &
pids+=($!)
exec 8>"$work/hold"
echo 'begin; lock table gate in access exclusive mode;' >&8
held() { [ "$(sql "select count(*) from pg_locks where relation = 'gate'::regclass and mode = 'AccessExclusiveLock' and granted")" = 1 ]; }
await 10 held || give_up 'no lock'
feed "$work/more.jsonl"
at_gate() { [ "$(sql "select count(*) from pg_stat_activity where pid in ($worker) and query = 'commit' and wait_event_type = 'Lock'")" = 1 ]; }
await 20 at_gate && ok 'a COMMIT waits before it is durable' || give_up 'no COMMIT waits'
sql "select pg_terminate_backend(pid) from ($worker) t" >/dev/null
exec 8>&-
await_stored $((2 * lines)) 30
same 'cut before: each message counts once' $((2 * lines)) "$(counted)"
sql 'drop trigger gate on tally'

# After: COMMIT waits for a standby that does not exist; by then it is durable.
sql "alter system set synchronous_standby_names = 'nobody'" && sql 'select pg_reload_conf()' >/dev/null
feed "$work/last.jsonl"
# the commit of a batch; another one of the worker's that waits is let go
at_standby() {
  local waits="pg_stat_activity a where pid in ($worker) and wait_event = 'SyncRep' and" batch="exists (select from pg_locks l where l.pid = a.pid and relation = 'event'::regclass)"
  [ "$(sql "select count(*) from $waits $batch")" = 1 ] || { sql "select pg_terminate_backend(pid) from $waits not $batch" >/dev/null; false; }
}
await 60 at_standby && ok 'a COMMIT waits after it is durable' || give_up 'no COMMIT waits for the standby'
sql "select pg_terminate_backend(pid) from ($worker) t" >/dev/null
moved() { [ "$(sql 'select sum(next) from kafka_offset')" -gt $((2 * lines)) ]; } # a second attempt would wait for the standby again and show nothing
await 10 moved && ok 'what was cut had been committed' || fail 'nothing was committed before the cut'
sql 'alter system reset synchronous_standby_names' && sql 'select pg_reload_conf()' >/dev/null
await_stored $((3 * lines)) 30
same 'cut after: each message counts once' $((3 * lines)) "$(counted)"
same 'events stored twice' 0 "$(sql 'select count(*) from (select 1 from event group by case_no, source, event_id having count(*) > 1) t')"
grep -q 'belongs to another worker' "$work/run.log" && fail 'the worker took its own commit for that of another' || ok 'the worker knew its own commit'
exit $bad
