#!/bin/bash
# Who sees which rows, as the database has it: every table that the pages' role may read, without a viewer, as a unit, as another one, as the bureau and as
# the auditor. All that is one county's carries a mark; no other unit sees it, whatever the pages may ask. A case that two units work on both see whole.
. "$(dirname "$0")/lib.sh"
. tests/it/counties.sh
need_pg
need_kafka
city rows "$PWD/config"

# theirs: a case of Luozhuang, each of its texts marked; ours: one of Lanshan
item=11371300MB0000019T7000101001000
event m1 accepted MARK-1 '-3 days' $theirs $their_dept MARK-ITEM "$overdue" >"$work/theirs.jsonl"
event MARK-ID step_started MARK-1 '-2 days' $theirs $their_dept MARK-ITEM '{"step":"MARK-STEP","limit_days":1}' >>"$work/theirs.jsonl"
event o1 accepted OUR-1 '-3 days' $ours $our_dept $item "$overdue" >"$work/ours.jsonl"
event o1 accepted OUR-1 '-3 days' $ours $our_dept $item "$overdue" >"$work/again.jsonl"
start_run --workers 1
role() { sql 'create role rows_pages login nosuperuser in role jiancha_web'; }
await 30 role || give_up 'no role'
feed "$work/theirs.jsonl" "$work/ours.jsonl"
feed "$work/theirs.jsonl" "$work/again.jsonl" # duplicates
echo '{"v":1,"event_id":"MARK-REJECT","source":"test"}' >"$work/bad.jsonl"
"$jiancha" import "$work/bad.jsonl" >"$work/sent" 2>>"$work/import.log"
await_evaluated 7
await 30 carded 2 || give_up 'no alerts'
printf 'region,month,counter,value\n%s,2026-09,completed,771177\n%s,2026-09,completed,1\n' $theirs $ours >"$work/report.csv"
"$jiancha" report "$work/report.csv" >"$work/sent" 2>>"$work/import.log" || give_up report
reported() { [ "$(sql 'select count(*) from monthly_report')" = 2 ]; }
await 30 reported || give_up 'no reports'
life() { # REGION DEPT CASE TEXT: an order, an appeal, a note of this unit
  issue "$1" "$2" "$3" "$4" "$4"
  act appeal --by "$4" --role region --own "$1" --case "$3" --rule "$rule" --subject "$subject" --region "$1" --dept "$2" --text "$4"
  act note --by "$4" --role region --own "$1" --case "$3" --text "$4"
}
life $theirs $their_dept MARK-1 MARK-TEXT
life $ours $our_dept OUR-1 our-text
sql "insert into interview (month, league, unit, state) values (24320, 'county', '$theirs', 'confirmed'), (24320, 'county', '$ours', 'confirmed'),
  (24320, 'department', '$their_dept', 'confirmed')" || give_up interviews

sql "insert into sender values ('', '$theirs', '$their_dept', now(), now(), now()), ('', '$ours', '$our_dept', now(), now(), now()), ('MARK-SOURCE', '', '', now(), now(), now())
  on conflict (source, region, dept) do update set silent = now()" || give_up senders

# -- what the pages' role may read: a table has a policy, or says nothing of any unit
open='act_head clock code_named event_month kafka_offset kafka_topic outbox_reader reference_version schema_version tally worker'
pages=${JIANCHA_DATABASE/user=jiancha/user=rows_pages}
tables=$(sql "select c.relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') and
  (has_table_privilege('rows_pages', c.oid, 'select') or has_any_column_privilege('rows_pages', c.oid, 'select')) order by 1")
as() { # ROLE OWN SQL
  psql -qAtX "$pages" -c "begin; set local jiancha.role = '$1'; set local jiancha.own = '$2'" -c "$3" 2>"$work/as.err" || cat "$work/as.err"
}
# every row of every table, behind the table's name
sql "select format('select %L || replace(concat_ws(''|'', %s), E''\n'', '' '') from %I;', t || ': ', string_agg(quote_ident(attname), ', '), t)
  from unnest(string_to_array('$(echo $tables)', ' ')) t join pg_attribute on attrelid = t::regclass and attnum > 0 and not attisdropped
  and has_column_privilege('rows_pages', attrelid, attnum, 'select') group by t order by t" >"$work/dump.sql"
dump() { # ROLE OWN
  psql -qAtX "$pages" -c "begin; set local jiancha.role = '$1'; set local jiancha.own = '$2'" -f "$work/dump.sql" 2>&1
}
bare=$(sql "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
  and not relrowsecurity and relname = any(string_to_array('$(echo $tables)', ' '))")
same 'every table that the pages may read has a policy, or is known to say nothing of a unit' "$open" "$bare"
marked() { grep -E "MARK|771177|$theirs|$their_dept" "$1" | grep -vE '^code_named: ' | cut -d: -f1 | sort -u | xargs; }
of_units() { grep -vE "^(${open// /|}): " "$1"; }
seen() { of_units "$1" | cut -d: -f1 | sort -u | xargs; }
while IFS='|' read -r role own; do
  dump "$role" "$own" >"$work/dump"
  same "no viewer is seen in '$role' of '$own'" '' "$(seen "$work/dump")"
done <<END
|
clerk|
region|
department|
END
for who in "region $ours" "department $our_dept"; do
  dump $who >"$work/dump"
  same "$who: nothing of another unit" '' "$(marked "$work/dump")"
done
dump region $ours >"$work/dump"
same "a county's own" 'act alert appeal case_unit cases counters day_count event interview monthly_report order_alert orders outbox sender' "$(seen "$work/dump")"
dump department $our_dept >"$work/dump"
same "a department's own" 'act alert appeal case_unit cases counters day_count event order_alert orders outbox sender' "$(seen "$work/dump")"
dump region $theirs >"$work/dump"
same 'the other county sees what is marked' 'act alert appeal case_unit cases counters day_count event interview monthly_report order_alert orders outbox sender' "$(marked "$work/dump")"
dump department $their_dept >"$work/dump"
same 'and its department' 'act alert appeal case_unit cases counters day_count event interview order_alert orders outbox sender' "$(marked "$work/dump")"
dump bureau '' >"$work/bureau"
same 'the bureau all' 'act alert appeal case_unit cases counters day_count duplicate event interview monthly_report order_alert orders outbox sender' "$(marked "$work/bureau")"
same 'but the audit log' 0 "$(grep -c '^audit' "$work/bureau")"
dump auditor '' >"$work/auditor"
grep '^audit: ' "$work/auditor" >"$work/audit" && ok 'which is the auditor'"'"'s' || fail 'the auditor sees no audit log'
same 'who sees all else, too' '' "$(diff <(of_units "$work/bureau") <(of_units "$work/auditor" | grep -v '^audit') | head -n 5)"
same 'the role jiancha_auditor sees all rows' "$(sql 'select count(*) from cases') $(sql 'select count(*) from act')" \
  "$(psql -qAtX "$JIANCHA_DATABASE" -c 'set role jiancha_auditor' -c 'select (select count(*) from cases) || $$ $$ || (select count(*) from act)')"
same 'the viewer ends with his transaction' 0 \
  "$(psql -qAtX "$pages" -c "begin; set local jiancha.role = 'bureau'; commit; select count(*) from cases")"

# -- a bulletin: a unit sees neither the draft nor, of its months, what is not its own; once it is published both, whole
counted=$(sql 'select max(month) from counters')
sql "insert into bulletin (period, revision, first, last, state, as_of, frozen_by, reference, program, act, events, hash, tables, doc, title)
  select '2026-09', 1, $counted, $counted, 'frozen', now(), 'zhang', version, '', 0, 0, '', 'MARK-TABLES', 'MARK-DOC', '' from reference_version limit 1;
  insert into bulletin_file values ('2026-09', 1, 'docx', true, '', 'MARK-FILE')" || give_up 'no bulletin'
bulletins_of() { as "$1" "$2" "select (select count(*) from bulletin) || ' ' || (select count(*) from bulletin_file) || ' ' || (select string_agg(distinct region, ' ' order by region) from counters)"; }
same 'a draft' "0 0 $ours" "$(bulletins_of region $ours)"
same 'of which the bureau sees all' "1 1 $ours $theirs" "$(bulletins_of bureau '')"
sql "update bulletin set state = 'published'" || give_up publish
for who in "region $ours" "department $our_dept"; do same "published, to the $who" "1 1 $ours $theirs" "$(bulletins_of $who)"; done
same 'to nobody' '' "$(bulletins_of '' '')"

# -- a case that another unit works on: whole for both, with its alerts; not any more once its step is void, nor for the unit it has left
cases_of() { as "$1" "$2" 'select string_agg(case_no, $$ $$ order by case_no) from cases'; }
alerts_of() { as "$1" "$2" 'select string_agg(distinct case_no, $$ $$ order by case_no) from alert'; }
units() { sql "select string_agg(unit, ' ' order by unit) from case_unit where case_no = '$1'"; }
{
  event s1 accepted SHARED-1 '-3 days' $theirs $their_dept $item "$overdue"
  event s2 step_started SHARED-1 '-2 days' $theirs $their_dept $item "{\"step\":\"会审\",\"dept\":\"$our_dept\",\"region\":\"$ours\"}"
} >"$work/shared.jsonl"
feed "$work/shared.jsonl"
await_evaluated 11
is_shared() { [ "$(units SHARED-1)" = "d$our_dept d$their_dept r$ours r$theirs" ]; }
await 20 is_shared && ok 'a co-handled case is of four units' || fail "units: $(units SHARED-1)"
for who in "region $ours" "department $our_dept"; do
  same "$who: a case that it has a step of" 'OUR-1 SHARED-1' "$(cases_of $who)"
  same "$who: and its alerts" 'OUR-1 SHARED-1' "$(alerts_of $who)"
done
same 'the other county sees it, too' 'MARK-1 SHARED-1' "$(cases_of region $theirs)"
event s3 voided SHARED-1 '-1 hour' $theirs $their_dept $item '{"event_id":"s2"}' >"$work/void.jsonl"
feed "$work/void.jsonl"
await_evaluated 12
left() { [ "$(units SHARED-1)" = "d$their_dept r$theirs" ]; }
await 20 left && ok 'its step is void: two units' || fail "units: $(units SHARED-1)"
same 'the county sees it no more' 'OUR-1' "$(cases_of region $ours)"

# -- what lists go by says what the rows say
same 'how a case stands by its promise' 0 "$(sql "select count(*) from case_unit u join cases c using (case_no) where (u.region, u.dept, u.item, u.phase, u.kept) is distinct from
  (c.region, c.dept, c.item, c.phase, case when promise_due is null and (promise_n is null or start_day is null) then 'none' when promise_kept then 'kept'
  when not promise_kept and ended then 'broken' when not promise_kept then 'overdue' else 'pending' end) or u.light is distinct from c.light")"
sql 'delete from interview' # which no act has made
same 'rebuild --check' 0 "$("$jiancha" rebuild --check >"$work/rebuild.out" 2>>"$work/rebuild.log"; echo $?)"
sql "delete from case_unit where unit = 'r$ours'; update case_unit set kept = 'kept', light = null where unit = 'd$their_dept'; insert into case_unit select 'r$ours', case_no, region, dept, item, phase,
  light, kept, shared from case_unit where case_no = 'MARK-1' and unit = 'r$theirs'"
same 'rebuild finds what is wrong' 1 "$("$jiancha" rebuild --check >"$work/rebuild.out" 2>>"$work/rebuild.log"; echo $?)"
grep -q '^4 units of cases that differ' "$work/rebuild.out" && ok 'each row of it' || fail "$(cat "$work/rebuild.out")"
"$jiancha" rebuild >"$work/rebuild.out" 2>>"$work/rebuild.log"
same 'and puts it right' 'OUR-1' "$(cases_of region $ours)"

# -- who writes for all units passes by the policies, or does not begin. That shows him nothing more: where he has any right his policy is true,
# and no one can sign in as he.
same 'BYPASSRLS gives no row that the policy of the role does not' '' "$(sql "select string_agg(relname || ' ' || rolname, ', ') from pg_class c, pg_roles r
  where r.rolname in ('jiancha_collector', 'jiancha_clerk') and c.relrowsecurity and c.relnamespace = current_schema()::regnamespace
  and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
  and not exists (select from pg_policies p where p.tablename = c.relname and r.rolname = any(p.roles) and p.cmd = 'ALL' and p.qual = 'true' and p.with_check = 'true')")"
same 'and it is no login' 'jiancha_clerk f jiancha_collector f' "$(sql "select rolname, rolcanlogin from pg_roles where rolname in ('jiancha_collector', 'jiancha_clerk') order by 1" | tr '|\n' '  ' | xargs)"
# (a server of its own: roles belong to all of its databases)
stop_run
alone=$(tests/tools/pg start "$work/alone" 2>"$work/pg.err") || give_up 'no second server'
JIANCHA_DATABASE="$alone dbname=postgres"
"$jiancha" collect --brokers 127.0.0.1:1 2>"$work/collect.log" & # makes the tables before it looks for a broker
pids+=($!)
tables() { [ "$(sql "select to_regclass('case_unit') is not null")" = t ]; }
await 30 tables || give_up 'no tables'
kill "${pids[-1]}"
wait "${pids[-1]}"
sql 'alter role jiancha_collector nobypassrls'
timeout 20 "$jiancha" collect --slot 7 2>"$work/refused.log"
same 'a collector that is bound by policies does not start' 1 $?
grep -q 'alter role jiancha_collector bypassrls' "$work/refused.log" && ok '… and says what to do' || fail "$(cat "$work/refused.log")"
tests/tools/pg stop "$work/alone"
exit $bad
