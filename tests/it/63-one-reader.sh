#!/bin/bash
# What replay takes, `import` delivers: keyed, with its recording, to its topic; what replay rejects is rejected, byte for byte; and so it is
# when rejects are sent again, by however many at once.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
config=$work/config
mkdir -p "$config"
cp -r config/calendar "$config"
echo 'code,name,league
371302,兰山区,county' >"$config/regions.csv"
echo 'code,name,region,league
D1,甲局,371302,' >"$config/departments.csv"
echo 'item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis
Q5,甲,20,promised,*,*,20,10,wd,0,' >"$config/items.csv"
city one_reader "$config"

# An event of CASE with ID; MORE goes in front of the closing brace.
line() { # CASE ID [MORE [DEPT]]
  printf '{"v":1,"event_id":"%s","source":"s","type":"accepted","case_no":"%s","occurred_at":"2025-10-13T09:00:00.5+08:00","region":"371302","dept":"%s","item":"Q5","data":{"doc_no":"1"}%s}' \
    "$2" "$1" "${4:-D1}" "${3:-}"
}
report() { # ID [MORE]
  printf '{"v":1,"event_id":"%s","source":"s","type":"monthly_report","occurred_at":"2025-10-13T09:00:00+08:00","region":"371302","data":{"month":"2025-09","counters":{"granted":1}}%s}' "$1" "${2:-}"
}
fill() { # BYTES ID: a line of so many bytes
  local bare more
  bare=$(line long "$2" ',"note":""')
  printf -v more '%*s' $(($1 - ${#bare})) ''
  line long "$2" ",\"note\":\"$more\""
}
{
  printf '\xef\xbb\xbf'
  for ((i = 0; i < 30; i++)); do # of each case several, so that a missing key shows
    echo "$(line "c$i" plain)"
    echo "$(line "c$i" big ',"rowid":12345678901234567890,"ratio":-1e999')"
    echo "$(line "c$i" nul ',"x":"a\u0000b"')"
    echo "$(line "c$i" null ',"recorded_at" : null ')"
    echo "$(line "c$i" said ',"recorded_at":"2025-10-13T10:00:00+08:00"')"
  done
  echo '   '
  printf '\t\r\n'
  line crlf escaped ',"recorded\u005fat":null,"deep":{"recorded_at":null,"a":["}",{"b":"\\\"]"}]}'
  printf '\r\n'
  echo '  { "recorded_at":null,"v":1,"event_id":"first","source":"s","type":"accepted","case_no":"first","occurred_at":"2025-10-13T01:00:00Z","region":"371302","dept":"D1","item":"Q5"} '
  echo "$(report r1)"
  echo "$(report r2 ',"rowid":12345678901234567890')"
  echo "$(fill 262144 fits)"
} >"$work/taken.jsonl"
{
  echo "$(fill 262145 over)"
  echo ' {"v":1,  "case_no":"r" , "n":1.50e0}	 '
  echo "$(line r1 big ',"officer":12345678901234567890')"
  echo "$(line 'a\u0000b' nul)"
  echo '{"v":1'
  printf '{"v":1,"case_no":"\xff"}\n'
  echo "$(report r3 ',"dept":1e999')"
  echo '"text"'
} >"$work/broken.jsonl"
echo "$(line c0 unknown '' D2)" >"$work/unknown.jsonl"
cat "$work/taken.jsonl" "$work/broken.jsonl" "$work/unknown.jsonl" >"$work/lines.jsonl"
# replay has no clock, the workers have
echo "$(line c0 ahead | sed "s/2025-10-13T/$(($(date +%Y) + 2))-01-01T/")" >"$work/ahead.jsonl"

"$jiancha" replay --config "$config" --as-of 2025-10-14T09:00:00+08:00 --out "$work/want" "$work/lines.jsonl" >"$work/summary" || give_up replay
jq -r '"\(.line): \(.code)"' "$work/want/rejects.jsonl" >"$work/want.rejects"
same 'what replay rejects' 'too_large missing_field bad_field bad_field not_json not_utf8 bad_field not_json unknown_dept' \
  "$(cut -d' ' -f2 "$work/want.rejects" | paste -sd' ')"
"$jiancha" import "$work/lines.jsonl" >"$work/sent" 2>"$work/import.log" || give_up import
sed -n 's/.*lines.jsonl:\([0-9]*: [a-z_0-9]*\): .*/\1/p' "$work/import.log" >"$work/told.rejects"
alike 'import names the lines that will be rejected' "$work/want.rejects" "$work/told.rejects"
n=$(grep -c '[^[:space:]]' "$work/lines.jsonl")
same 'all are sent' "sent $n confirmed $n" "$(cat "$work/sent")"
grep -q "9 of the $n lines will be rejected; .* \`jiancha rejects list\`" "$work/import.log" && ok 'and says where they will be seen' || fail "$(tail -n 1 "$work/import.log")"

"$jiancha" import - <"$work/ahead.jsonl" >"$work/sent" 2>"$work/import.log" || give_up import
grep -q -e '-:1: bad_time: .* ahead of the clock' "$work/import.log" && ok 'what lies ahead of the clock is told, too' || fail "$(cat "$work/import.log")"
n=$((n + 1))

start_run --workers 1
await_stored "$n"
"$jiancha" alerts >"$work/alerts.jsonl"
events=$(sed 's/^events \([0-9]*\) duplicates \([0-9]*\) rejects \([0-9]*\).*/\1 - \2 - \3/' "$work/summary")
same 'events stored, with the reports' $((events)) "$(sql 'select (select count(*) from event) + (select count(*) from monthly_report)')"
same 'in more than one partition' 0 "$(sql 'select count(*) from (select 1 from event group by case_no having count(distinct part) > 1) t')"
[ "$(sql 'select count(distinct part) from event')" -gt 4 ] && ok 'cases are spread over the partitions' || fail 'few partitions are used'
same 'recorded as they occurred' '' "$(sql "select case_no, event_id, recorded, occurred from event where recorded <> occurred and event_id <> 'said'")"
same 'recorded as they say' 30 "$(sql "select count(*) from event where recorded = '2025-10-13 10:00:00+08'")"
same 'occurred to the fraction' '2025-10-13 01:00:00.5' "$(PGTZ=UTC sql "select occurred::timestamp from event where event_id = 'escaped'")"
same 'reports in their topic' 3 "$(sql "select next from kafka_offset where topic = '$JIANCHA_TOPIC_REPORTS'")"

# Where there is no reference data, the forms are judged all the same, and lines get their recording.
mkdir -p "$work/empty"
line nowhere e >"$work/nowhere.jsonl"
"$jiancha" import --config "$work/empty" "$work/nowhere.jsonl" >"$work/sent" 2>"$work/import.log" || give_up import
grep -q 'which codes are known is not judged: .*empty' "$work/import.log" && ! grep -q 'will be rejected' "$work/import.log" && ok 'what is not judged is said' || fail "$(cat "$work/import.log")"
n=$((n + 1))
await_stored "$n"
same 'recorded, too' t "$(sql "select recorded = occurred from event where case_no = 'nowhere'")"

# Rejects: which, and byte for byte.
same 'what is rejected' "$({ echo bad_time; cut -d' ' -f2 "$work/want.rejects"; } | sort | paste -sd' ')" "$(sql 'select code from reject order by code' | paste -sd' ')"
sql "select encode(raw, 'hex') from reject where code not in ('unknown_dept', 'bad_time')" | sort >"$work/raw.is"
while IFS= read -r l; do printf '%s' "$l" | od -An -v -tx1 | tr -d ' \n'; echo; done <"$work/broken.jsonl" | sort >"$work/raw.want"
alike 'their bytes are those of the file' "$work/raw.want" "$work/raw.is"

# The department is there now: its event comes to the others of its case, recorded as in the file.
echo 'D2,乙局,371302,' >>"$config/departments.csv"
kill -HUP "$run"
in_use() { grep -q 'collect 0: reference data .* in use' "$work/run.log"; }
await 20 in_use || give_up 'the department does not come into use'
same 'sent again' 'sent again 1' "$("$jiancha" rejects retry "$(sql "select id from reject where code = 'unknown_dept'")" 2>"$work/retry.log")"
await_stored $((n + 1))
same 'keyed and recorded' "$(sql "select part, recorded = occurred from event where case_no = 'c0' and event_id = 'plain'")" \
  "$(sql "select part, recorded = occurred from event where event_id = 'unknown'")"

# Forty rejects. Who dies between the broker's confirmation and the mark leaves them as they were: none is lost.
sql "insert into reject (topic, part, \"offset\", arrived, sent, code, reason, raw)
  select '$JIANCHA_TOPIC_EVENTS', 0, 1000000 + g, now(), now(), 'bad_field', '', convert_to('{\"v\":1,\"n\":' || g || '}', 'UTF8') from generate_series(1, 40) g"
ids=$(sql 'select id from reject where "offset" > 1000000' | paste -sd' ')
before=$(sql 'select sum(next) from kafka_offset')
mkfifo "$work/hold"
psql -qAtX "$JIANCHA_DATABASE" <"$work/hold" >"$work/held" 2>&1 &
holder=$!
pids+=($holder)
exec 7>"$work/hold"
echo 'begin; lock table reject in share mode; select 1;' >&7 # claiming goes on, marking waits
await 20 test -s "$work/held" || give_up 'no lock on the rejects'
"$jiancha" rejects retry $ids >"$work/dies" 2>&1 &
dies=$!
marks() { [ "$(sql "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'update reject%'")" = 1 ]; }
await 30 marks || give_up 'no retry that marks'
kill -9 $dies
wait $dies 2>/dev/null
echo 'commit;' >&7
exec 7>&-
wait $holder
await_stored $((before + 40))
gone() { [ "$(sql "select count(*) from pg_stat_activity where application_name = 'jiancha-rejects'")" = 0 ]; }
await 20 gone || give_up 'its session stays'
same 'of one that died nothing is marked' 40 "$(sql 'select count(*) from reject where "offset" > 1000000 and retried is null')"

# Three who send them again at once: each once.
before=$((before + 40))
retries=()
for i in 1 2 3; do
  "$jiancha" rejects retry $ids >"$work/retry.$i" 2>"$work/retry.$i.log" &
  retries+=($!)
done
for p in "${retries[@]}"; do wait "$p" || fail "a retry ended with $?"; done
same 'sent again by three at once, in all' 40 "$(awk '{ n += $3 } END { print n }' "$work"/retry.[123])"
await_stored $((before + 40))
same 'each of them once' '80 40' "$(sql "select count(*), count(distinct raw) from reject where code = 'missing_field' and convert_from(raw, 'UTF8') ~ '\"n\":[0-9]+}'" | tr '|' ' ')"
same 'a fourth sends none' 'sent again 0' "$("$jiancha" rejects retry $ids 2>"$work/retry.log")"
grep -q '40 were sent before' "$work/retry.log" && ok 'and says why' || fail "$(cat "$work/retry.log")"
same 'one that is wanted once more' 'sent again 1' "$("$jiancha" rejects retry --all "${ids%% *}" 2>"$work/retry.log")"
await_stored $((before + 41))
"$jiancha" rejects retry ${ids%% *} 999999 >"$work/retry.out" 2>"$work/retry.log"
same 'an id that is not there: exit' 1 $?
exit $bad
