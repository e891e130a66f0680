#!/bin/bash
# Whoever acts as jiancha_web reads neither the bytes of rejects nor the bodies of events, and its pages need neither; jiancha_repair reads them and no more.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city repair "$PWD/config"
"$jiancha" simulate --seed 71 --cases 20 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
echo '{"v":1,"event_id":"bad","secret":"李四"}' >"$work/bad.jsonl"
start_run --workers 1
feed "$work/all.jsonl"
"$jiancha" import "$work/bad.jsonl" >"$work/sent" 2>>"$work/import.log"
await_stored $((lines + 1))
psql -qAtX "$JIANCHA_DATABASE" -c 'create role pages login nosuperuser in role jiancha_web' -c 'create role mender login nosuperuser in role jiancha_repair' || give_up 'no roles'
login() { echo "${JIANCHA_DATABASE/user=jiancha/user=$1}"; }
may() { # LOGIN SQL: yes, or no
  psql -qAtX "$(login "$1")" -c "$2" >"$work/may" 2>"$work/may.err" && echo yes && return
  grep -q 'permission denied' "$work/may.err" && echo no || cat "$work/may.err"
}
month=$(sql "select inhrelid::regclass from pg_inherits where inhparent = 'event'::regclass order by 1 limit 1")
sql "select store_partition('2031-05-05')" >"$work/may"
while IFS='|' read -r pages mender what; do
  same "pages: $what" "$pages" "$(may pages "$what")"
  same "mender: $what" "$mender" "$(may mender "$what")"
done <<EOL
no|yes|select raw from reject
no|yes|select reason from reject
yes|yes|select id, topic, part, "offset", arrived, code, retried from reject
no|yes|select body from event
no|no|select body from $month
no|no|select body from event_203105
yes|yes|select case_no, type, occurred from event
yes|no|select events from cases
no|no|delete from reject
no|no|update reject set raw = ''
no|yes|update reject set retried = null
no|no|update cases set phase = 'decided'
EOL

case=$(sql 'select min(case_no) from cases where n_events > 2')
n=$(sql "select n_events from cases where case_no = '$case'")
same 'the page of a case' 200 "$(curl -s -o "$work/page" -w '%{http_code}' "$url/cases/$case")"
same 'and its events' "$n" "$(curl -s "$url/api/v1/cases/$case" | jq '.events | length')"
for who in mender jiancha; do
  JIANCHA_DATABASE=$(login $who) "$jiancha" rejects show 1 >"$work/shown" 2>>"$work/rejects.log"
  alike "rejects show as $who" "$work/bad.jsonl" "$work/shown"
done
JIANCHA_DATABASE=$(login pages) "$jiancha" rejects show 1 >"$work/shown" 2>"$work/refused.log"
same 'rejects show as pages' '1 0' "$? $(wc -c <"$work/shown")"
grep -q 'permission denied' "$work/refused.log" && ok '… which says why' || fail "$(cat "$work/refused.log")"
same 'rejects retry as mender' 'sent again 1' "$(JIANCHA_DATABASE=$(login mender) "$jiancha" rejects retry 1 2>>"$work/rejects.log")"
exit $bad
