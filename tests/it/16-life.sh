#!/bin/bash
# A bulletin's life: frozen by the clerk at its hour, also when the program was down then, by one of two, never unripe, whole or not at all; by command
# with its gap named; edited with history; published with its bytes; revised; verified from events and acts, each difference by its cell.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
cp -r config "$work/config"
city life "$work/config"
# Every session of this database goes by a clock that can be set; the program begins late in a month that is over.
sql 'create schema clocks; grant usage on schema clocks to public; create table clocks.ahead (by interval); grant select on clocks.ahead to public;
  insert into clocks.ahead values (interval $$0$$);
  create function clocks.clock_timestamp() returns timestamptz language sql as $$select pg_catalog.clock_timestamp() + (select by from clocks.ahead)$$;
  create function clocks.now() returns timestamptz language sql as $$select pg_catalog.now() + (select by from clocks.ahead)$$;' || give_up 'no clock of our own'
sql "alter database ${JIANCHA_DATABASE##*=} set search_path = public, clocks, pg_catalog" || give_up 'no search path'
set_clock() { sql "update clocks.ahead set by = '$1'::timestamptz - pg_catalog.now()" || give_up 'the clock cannot be set'; }
settled() { [ "$(sql 'select count(*) from cases where next_change <= clock_timestamp()')" = 0 ]; }
frozen() { [ "$(sql "select count(*) from bulletin where period = '$1'")" = 1 ]; }

set_clock '2026-03-27 12:00+08'
start_run --workers 1
"$jiancha" simulate --seed 16 --cases 1500 --from 2026-02-01 --to 2026-03-27 >"$work/all.jsonl" || give_up simulate
feed "$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
await_stored "$lines"
stop_run
# The hour of March comes while nothing runs.
set_clock '2026-04-20 10:00+08'
start_run --workers 1
await 90 frozen 2026-03 && ok 'frozen by the clerk, down at its hour' || give_up 'March is not frozen'
row() { sql "select state || ' ' || frozen_by || ' ' || (gap is null) from bulletin where period = '$1' and revision = $2"; }
same 'as it says of itself' 'frozen system true' "$(row 2026-03 1)"
same 'the hash is that of its tables' "$(sql "select hash from bulletin" )" "$(sql 'select tables from bulletin' | head -c -1 | sha256sum | cut -d' ' -f1)"
same 'an audit line and a notice' '1 1' "$(sql "select (select count(*) from audit where what = 'bulletin.freeze') || ' ' || (select count(*) from outbox where kind = 'bulletin.frozen' and key = '2026-03')")"
same 'nothing of the month before the first start' 1 "$(sql 'select count(*) from bulletin')"
exit $bad
