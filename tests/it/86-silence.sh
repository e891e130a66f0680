#!/bin/bash
# A source or unit that sends nothing for longer than usual is told once, and once that it is back; every message is counted; while nobody reads
# nobody is called silent.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city silence "$PWD/config"
start_run --workers 2
"$jiancha" simulate --seed 7 --cases 300 --from 2026-10-01 --to 2026-11-20 >"$work/all.jsonl"
feed "$work/all.jsonl" "$work/all.jsonl"
lines=$((2 * $(wc -l <"$work/all.jsonl")))
await_stored "$lines"
events=$((2 * $(grep -vc '"type":"monthly_report"' "$work/all.jsonl")))
counted() { [ "$(sql 'select coalesce((select sum(n) from sending), 0) + coalesce((select sum(n) from sending_hour), 0)')" = "$events" ]; }
await 30 counted && ok 'every message is counted, duplicates too' || fail "$(sql 'select sum(n) from sending_hour') of $events counted"
merged() { [ "$(sql 'select count(*) from sending')" = 0 ] && [ "$(sql 'select count(*) from sender')" -gt 10 ]; }
await 60 merged && ok 'and taken in' || fail 'the clerk does not take in what was counted'
same 'by source and by unit' "$(sql 'select sum(n) from sending_hour')" "$(sql "select sum(n) from sending_hour join sender s using (region, dept) where s.source = ''")"
stop_run

# Eight weeks in which "steady" sent ten messages in each hour of a day but the last four days: by the source, by its unit, and by another source's unit.
unit=$(sql "select region || '|' || dept from sender where source = '' order by 1 limit 1")
region=${unit%|*} dept=${unit#*|}
sql "delete from sender; delete from sending_hour;
  insert into sending select s, r, d, h, 10, to_timestamp(h * 3600 + 1800) from (values ('steady', '$region', '$dept'), ('other', '371302', 'a-dept')) v(s, r, d),
    generate_series((extract(epoch from now()) / 3600)::int - 60 * 24, (extract(epoch from now()) / 3600)::int - 96) h;
  insert into sending select 'other', '371302', 'b-dept', h, 10, to_timestamp(h * 3600) from generate_series((extract(epoch from now()) / 3600)::int - 60 * 24, (extract(epoch from now()) / 3600)::int) h" || fail 'history'
told() { sql "select coalesce(string_agg(coalesce(body::json #>> '{object,source}', body::json #>> '{object,dept}'), ' ' order by n), '') from outbox where kind = 'source.$1'"; }

# Nobody reads: nobody knows who is silent.
"$jiancha" clerk >"$work/clerk.log" 2>&1 &
clerk=$!
pids+=($clerk)
taken_in() { [ "$(sql 'select count(*) from sending')" = 0 ]; }
await 60 taken_in || give_up 'not taken in'
same 'while nobody reads nobody is silent' '' "$(told silent)"
kill $clerk
wait $clerk

# The clerk comes when the workers are heard: who has been deaf waits for a quarter of an hour before he judges.
for slot in 0 1; do
  "$jiancha" collect --slot $slot 2>>"$work/run.log" &
  pids+=($!)
done
heard() { [ "$(sql "select count(*) > 0 and bool_and(k.alive > now() - interval '1 minute' and w.stopped is null and coalesce(high, next) <= next) from kafka_offset k left join worker w on w.owner = k.owner")" = t ]; }
await 90 heard || give_up 'the workers are not heard'
"$jiancha" clerk >>"$work/clerk.log" 2>&1 &
pids+=($!)
silent() { [ "$(sql 'select count(*) from sender where silent is not null')" -ge 2 ]; }
await 90 silent || give_up "not told: $(sql 'select * from sender' | head -5)"
same 'a source, and a unit whose main source sends' 'a-dept steady' "$(told silent | tr ' ' '\n' | sort | paste -sd' ')"
same 'since its last message' 2 "$(sql "select count(*) from outbox where kind = 'source.silent' and at < now() - interval '94 hours'")"
sql "insert into sending values ('steady', '$region', '$dept', (extract(epoch from now()) / 3600)::int, 1, now())"
back() { [ "$(told back)" = steady ]; }
await 60 back && ok 'it is back' || fail "back: $(told back)"
same 'each once' 3 "$(sql "select count(*) from outbox where kind like 'source.%'")"
exit $bad
