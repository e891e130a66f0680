#!/bin/bash
# A message of an unknown department is kept whole; when the department is there, `rejects retry` sends it again, as late as it was and no later.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
mkdir -p "$work/config" && cp -r config/. "$work/config"
dept=$(awk -F, 'END { print $1 }' config/departments.csv)
sed -i "/^$dept,/d" "$work/config/departments.csv"
grep -q "$dept" "$work/config/items.csv" && give_up 'an item belongs to that department'
city rejects "$work/config"

event() { # CASE MORE
  echo '{"v":1,"event_id":"e1","source":"linyi","type":"accepted","case_no":"'"$1"'","occurred_at":"2026-11-02T10:00:00+08:00",'"$2"'"region":"371302","dept":"'"$dept"'","item":"11371300MB0000019T7000101001000","data":{"doc_no":"一"}}'
}
event one '"recorded_at":"2026-11-02T10:00:05+08:00",' >"$work/one.jsonl"
start_run --workers 1
feed "$work/one.jsonl"
rejected() { [ "$(sql "select count(*) from reject where code = 'unknown_dept' and sent > now() - interval '1 hour'")" = 1 ]; }
await 30 rejected && ok 'unknown_dept' || give_up "$(sql 'select code, reason from reject')"
same 'kept whole' "$(cat "$work/one.jsonl")" "$("$jiancha" rejects show 1 2>/dev/null)"
# One that says nothing of its recording: it was sent ten seconds after it happened.
sql "insert into reject (topic, part, \"offset\", arrived, sent, code, reason, raw) values ('rejects', 0, 0, now(), '2026-11-02 10:00:10+08', 'unknown_dept', '', convert_to('$(event two '')', 'UTF8'))"

cp config/departments.csv "$work/config"
kill -HUP "$run"
in_use() { grep -q 'collect 0: reference data .* in use' "$work/run.log"; }
await 20 in_use || give_up 'the department does not come into use'
same 'sent again' 'sent again 2' "$("$jiancha" rejects retry 1 2 2>"$work/retry.log")"
stored() { [ "$(sql 'select count(*) from event')" = 2 ]; }
await 30 stored && ok 'both are stored' || fail "$(sql 'select code, reason from reject')"
same 'recorded as said' '2026-11-02 10:00:05+08' "$(PGTZ=Asia/Shanghai sql "select recorded from event where case_no = 'one'")"
same 'recorded as sent' '2026-11-02 10:00:10+08' "$(PGTZ=Asia/Shanghai sql "select recorded from event where case_no = 'two'")"
same 'no finding of a late record' 0 "$(sql 'select count(*) from alert where rule = 901')"
same 'none is left' 0 "$("$jiancha" rejects list | wc -l)"

# What a sender wrote to act on a terminal, or to hide: nobody who reads is shown it.
harm='\u009b31mRED\u202e\u200b\u2028\u009d0;pwn\u009c'
clean() { # NAME FILE: it has what stands for such characters, and none of them
  if grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b\xa8-\xae]' "$2"; then
    fail "$1: $(grep -aP '\xc2[\x80-\x9f]|\xe2\x80' "$2" | head -n 1 | od -c | head -n 3)"
  elif grep -q $'\xef\xbf\xbd' "$2"; then ok "$1"; else fail "$1: nothing stands for it"; fi
}
event terminal '"channel":"'"$harm"'",' >"$work/terminal.jsonl"
event shown '"officer":"'"$harm"'",' >>"$work/terminal.jsonl"
"$jiancha" import "$work/terminal.jsonl" >"$work/sent" 2>"$work/terminal.log" || give_up import
taken() { [ "$(sql "select (select count(*) from reject where code = 'bad_field') + (select count(*) from event where case_no = 'shown')")" = 2 ]; }
await 30 taken || give_up 'a reject and an event'
LC_ALL=C
clean 'log lines' "$work/terminal.log"
"$jiancha" rejects list >"$work/list"
clean 'rejects list' "$work/list"
"$jiancha" rejects show "$(cut -f1 "$work/list")" >"$work/shown" 2>"$work/shown.log"
clean 'rejects show, its head' "$work/shown.log"
same 'rejects show, the bytes' "$(head -n 1 "$work/terminal.jsonl")" "$(cat "$work/shown")"
"$jiancha" case shown >"$work/case.txt"
clean 'case' "$work/case.txt"
curl -fsS "$url/cases/shown" >"$work/case.html"
clean 'its page' "$work/case.html"
"$jiancha" case shown --json >"$work/case.json"
grep -q $'\xe2\x80\xae' "$work/case.json" && ok 'JSON has what was sent' || fail 'case --json'
exit $bad
