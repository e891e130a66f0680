#!/bin/bash
# SIGHUP: the reference data is read again, and every case that was evaluated with the old one is evaluated anew in the background, without any event.
# Data with faults is refused and the old stays in use.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
mkdir -p "$work/config" && cp -r config/. "$work/config"
city reload "$work/config"

now() { TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00; }
"$jiancha" simulate --seed 15 --cases 3000 --from 2026-06-01 --to 2026-08-31 | sed 's/"promised_days":[0-9]*,//' >"$work/all.jsonl"
start_run --workers 2
feed "$work/all.jsonl"
await_stored "$(wc -l <"$work/all.jsonl")"
# Waits until the alerts of the database are what replay makes of this configuration.
as_replay() {
  "$jiancha" replay --as-of "$(now)" --out "$work/want" "$work/all.jsonl" >"$work/summary" 2>>"$work/replay.log" &&
    "$jiancha" alerts | grep -v '"state":"withdrawn"}$' | cmp -s - "$work/want/alerts.jsonl"
}
await 60 as_replay && ok 'before: as replay' || give_up 'alerts differ from replay before anything was changed'
cp "$work/want/alerts.jsonl" "$work/before.jsonl"

# 2026-07-20 becomes a day off, an item's promise is shortened, a rule is switched off.
echo '2026-07-20,holiday,台风停工' >>"$work/config/calendar/2026.csv"
sed -i 's/^\(11371300MB0000019T7000101007000,.*,20,\)5,/\11,/' "$work/config/items.csv"
sed -i '/^\[401\]/,/^\[/s/^on = .*/on = 0/' "$work/config/rules.conf"
cmp -s config/rules.conf "$work/config/rules.conf" && give_up 'rule 401 is not switched off'
kill -HUP "$run"
await 60 as_replay && ok 'after SIGHUP: as replay with the new data' || fail 'alerts differ from replay with the new data'
cmp -s "$work/want/alerts.jsonl" "$work/before.jsonl" && fail 'nothing changed' || ok 'alerts changed'
same 'cases of the old version' 1 "$(sql 'select count(distinct version) from cases')"
curl -s "$url/api/v1/bulletins/2026-07" | grep -q "\"reference\":\"$(sql 'select max(version) from cases')\"" && ok 'the pages use the new data' || fail 'the pages use the old data'
same 'alerts of a rule that is switched off' 0 "$(grep -c '"rule":401' "$work/want/alerts.jsonl")"

cp "$work/config/items.csv" "$work/items.good"
echo 'broken' >>"$work/config/items.csv"
kill -HUP "$run"
refused() { [ "$(grep -c 'the reference data has faults, the old stays in use: .*items.csv:' "$work/run.log")" -eq 4 ]; }
await 20 refused && ok 'faults are refused, with file and line, by both workers, the clerk and the pages' || fail "faults: $(tail -n 3 "$work/run.log")"
curl -s "$url/healthz" | grep -q ok && ok 'the pages are there' || fail 'no pages with faulty data'
grep -q 'starting it again' "$work/run.log" && fail 'a child ended' || ok 'no child ended'
timeout 20 "$jiancha" run --listen 127.0.0.1:0 2>"$work/refused.log"
same 'run refuses to start with it' 1 $?
grep -q 'items.csv:[0-9]*:1: ' "$work/refused.log" && ok 'and says where' || fail "$(cat "$work/refused.log")"
mv "$work/items.good" "$work/config/items.csv"

# A department that lies in no region stands in the lists of all.
echo 'D0,无属地的局,,' >>"$work/config/departments.csv"
kill -HUP "$run"
in_list() { curl -s "$url/alerts?region=371302" | grep -q '<option value="D0"'; }
await 20 in_list && ok 'a department without region: the pages are there' || fail 'a department without region: it is in no list'

# The calendar's gaps: a year whose file names few days off, one whose file names none. Banner, readyz, metric and check say so.
year=$(TZ=CST-8 date +%Y)
calendar() { # ROWS
  printf 'date,kind,name\n%b' "$1" >"$work/config/calendar/$year.csv"
  kill -HUP "$run"
}
said() { # BANNER INCOMPLETE COVERED
  curl -s "$url/" | grep -q "日历不全：</strong>$year年.*$1" && [ "$(curl -s "$url/readyz" | jq -c "[.calendar_incomplete[\"$year\"], .calendar[\"$year\"]]")" = "[$2,$3]" ]
}
calendar "$year-01-01,holiday,\\n"
await 20 said 看来尚未录全 true true && ok 'few days off: banner and readyz' || fail "few days off: $(curl -s "$url/readyz")"
curl -s "$url/metrics" >"$work/metrics"
same 'few days off: metrics' "jiancha_calendar_covered{year=\"$year\"} 1 jiancha_calendar_incomplete{year=\"$year\"} 1" \
  "$(grep "^jiancha_calendar_.*$year" "$work/metrics" | sort | tr '\n' ' ' | sed 's/ $//')"
"$jiancha" check 2>&1 | grep -q "calendar/$year.csv names fewer than 7 days off" && ok 'few days off: check' || fail 'few days off: check is silent'
calendar ''
await 20 said 均为暂定 false false && ok 'no day off: banner and readyz' || fail "no day off: $(curl -s "$url/readyz")"
same 'no day off: readyz' 503 "$(curl -s -o "$work/ready" -w '%{http_code}' "$url/readyz")"
same 'no day off: metrics' "jiancha_calendar_covered{year=\"$year\"} 0 jiancha_calendar_incomplete{year=\"$year\"} 0" \
  "$(curl -s "$url/metrics" | grep "^jiancha_calendar_.*$year" | sort | tr '\n' ' ' | sed 's/ $//')"
"$jiancha" check 2>&1 | grep -q "calendar/$year.csv names no holiday" && ok 'no day off: check' || fail 'no day off: check is silent'
timeout 20 "$jiancha" run --listen 127.0.0.1:0 --kafka-conf 'sasl.password=hunter2 hunter3' 2>"$work/refused.log"
same 'run refuses librdkafka settings that are none' 2 $?
grep -q hunter "$work/refused.log" && fail 'the message quotes a password' || ok 'the message quotes no password'
JIANCHA_DATABASE='host=x password=hunter2 hunter3' "$jiancha" alerts 2>"$work/refused.log"
grep -q hunter "$work/refused.log" && fail 'the message quotes a password' || ok 'nor does that of the database'

# Options that became wrong: a worker that is started again refuses them with 2, and so everything stops, once.
sed 's/^kafka_conf =.*/kafka_conf = security.protokol=ssl/' config/jiancha.conf >"$work/config/jiancha.conf"
"$jiancha" check >"$work/check" 2>&1
same 'check refuses what a worker refuses' 1 $?
grep -q 'jiancha.conf:[0-9]*:14: kafka: librdkafka has no setting security.protokol' "$work/check" && ok 'and says where' || fail "$(cat "$work/check")"
mapfile -t children < <(pgrep -P "$run")
kill -9 "$(worker_pids | head -n 1)" || fail 'no worker to kill'
gone() { ! kill -0 "$run" 2>/dev/null; }
await 30 gone || give_up 'run goes on with options that no worker takes'
wait "$run"
same 'run ends with 2' 2 $?
same 'and says so once' 1 "$(grep -c 'ended with status 2: it cannot start with these options' "$work/run.log")"
left=$(for p in "${children[@]}"; do kill -0 "$p" 2>/dev/null && echo "$p"; done)
same 'no child is left' '' "$left"
timeout 20 "$jiancha" run --listen 127.0.0.1:0 2>"$work/refused.log"
same 'run refuses them at its start' 2 $?
JIANCHA_WORKER=3 "$jiancha" check >"$work/check" 2>&1
same 'a misspelt variable: check' 2 $?
JIANCHA_WORKER=3 timeout 20 "$jiancha" run --listen 127.0.0.1:0 >"$work/check" 2>&1
same 'a misspelt variable: run' 2 $?
exit $bad
