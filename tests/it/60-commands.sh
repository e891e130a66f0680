#!/bin/bash
# The commands for people: `case` explains every alert of the golden cases; `alerts`, `indicators`, `rank` and `case` say of a real database what
# `replay` says of the same events; `compare` finds what another promise would change.
. "$(dirname "$0")/lib.sh"

# Every command: its help, wrong use, and a standard output that takes nothing.
commands=$("$jiancha" help | sed -n 's/^  \([a-z][a-z-]*\)  *.*/\1/p')
[ "$(wc -w <<<"$commands")" -gt 12 ] || fail "only these commands: $commands"
wrong=''
for c in $commands; do
  "$jiancha" "$c" --help 2>&1 | grep -q "^usage: jiancha $c" || wrong="$wrong, no help: $c"
  "$jiancha" "$c" --help >/dev/full 2>"$work/full"
  [ $? = 1 ] || wrong="$wrong, help into nothing: $c"
  "$jiancha" "$c" --no-such-flag >"$work/out" 2>"$work/err"
  [ $? = 2 ] && [ ! -s "$work/out" ] && grep -q "^jiancha $c: error: unknown flag --no-such-flag" "$work/err" || wrong="$wrong, wrong use: $c"
done
same 'help, wrong use and a full standard output of every command' '' "$wrong"

# Every alert names the events behind it.
explained=0
for d in tests/golden/rule-*-fires tests/golden/rule-1*-pause tests/golden/rule-101-share; do
  as_of=$(<"$d/as_of") config=tests/golden/config
  if [ -d "$d/config" ]; then
    config=$work/config
    rm -rf "$config" && cp -r tests/golden/config "$config" && cp -r "$d/config/." "$config"
  fi
  "$jiancha" replay --config "$config" --as-of "$as_of" --out "$work/golden" "$d/events.jsonl" >"$work/summary" || give_up "replay of $d"
  for no in $(jq -r .case_no "$work/golden/alerts.jsonl" | sort -u); do
    "$jiancha" case "$no" --config "$config" --as-of "$as_of" --file "$d/events.jsonl" >"$work/case.txt" || fail "case $no of $d"
    alerts=$(jq --arg no "$no" 'select(.case_no == $no).rule' "$work/golden/alerts.jsonl" | wc -l)
    [ "$(grep -c '^    事件：' "$work/case.txt")" = "$alerts" ] || fail "case $no of $d: alerts without events"
    explained=$((explained + alerts))
  done
done
[ $explained -gt 40 ] && ok 'every alert of the golden cases names its events' || fail "only $explained alerts"

# Due days that reach into a year without a calendar, or whose calendar names no day off, are provisional; with few days off they are not.
provisional() { # GOLDEN
  rm -rf "$work/config" && cp -r tests/golden/config "$work/config"
  [ ! -d "tests/golden/$1/config" ] || cp -r "tests/golden/$1/config/." "$work/config"
  "$jiancha" case n1 --config "$work/config" --as-of "$(<"tests/golden/$1/as_of")" --file "tests/golden/$1/events.jsonl" --json | jq .clocks.provisional
}
same 'provisional: no calendar' true "$(provisional clock-year-not-covered)"
same 'provisional: no day off in it' true "$(provisional clock-year-without-holiday)"
same 'provisional: one day off in it' false "$(provisional clock-year-covered)"

# Every due day that is told of a case says so, but for those that were given as they are (115, promise_due).
days=0 wrong=''
for d in tests/golden/rule-1*-fires; do
  [ ! -d "$d/config" ] || continue
  for no in $(jq -r .case_no "$d/events.jsonl" | sort -u); do
    rm -rf "$work/config" && cp -r tests/golden/config "$work/config" && rm -f "$work/config"/calendar/*
    "$jiancha" case "$no" --config "$work/config" --as-of "$(<"$d/as_of")" --file "$d/events.jsonl" >"$work/case.txt" || fail "case $no of $d"
    awk '/^  \[/ { rule = $2 } /^    数据：.*到期日 / { print rule, /日历不全，暂定/ ? "provisional" : "sure" }' "$work/case.txt" >"$work/due"
    [ -s "$work/due" ] || continue
    grep -q '以它为准' "$work/case.txt" && given='^10[124]\|^115' || given='^115'
    wrong="$wrong$(grep -v "$given" "$work/due" | grep sure | sed "s|^| $d |")$(grep '^115 provisional' "$work/due")"
    days=$((days + $(wc -l <"$work/due")))
    grep -E '^  (收件后|补正后|预审后)' "$work/case.txt" | grep -v 暂定 && wrong="$wrong, a window of $d"
    "$jiancha" case "$no" --config tests/golden/config --as-of "$(<"$d/as_of")" --file "$d/events.jsonl" | grep 暂定 && wrong="$wrong, $d with its calendar"
  done
done
same 'due days without a calendar are provisional, everywhere' '' "$wrong"
[ $days -gt 8 ] && ok "$days due days of alerts" || fail "only $days due days of alerts"

# What if: the promise of one item were 1 day.
mkdir -p "$work/what-if" && cp -r config/. "$work/what-if"
"$jiancha" simulate --config config --seed 6 --cases 1500 --from 2026-07-01 --to 2026-09-30 >"$work/all.jsonl"
sed -i 's/^\(11371300MB0000019T7000101007000,.*,20,\)5,/\11,/' "$work/what-if/items.csv"
as_of=2026-10-12T09:00:00+08:00
what() { "$jiancha" compare "$work/before" "$work/$1" --config config --limit 1 >"$work/compared"; }
for c in config "$work/what-if"; do
  out=$work/before
  [ "$c" = config ] || out=$work/after
  # the promise of the acceptance goes before the item's
  sed 's/"promised_days":[0-9]*,//' "$work/all.jsonl" | "$jiancha" replay --config "$c" --as-of $as_of --out "$out" /dev/stdin >"$work/summary" || give_up replay
done
what before
same 'compare of a folder with itself' 0 $?
what after
same 'compare of two promises' 1 $?
same 'only cases of that item differ' "$(jq -c 'select(.item == "11371300MB0000019T7000101007000" and .promise.n != null)' "$work/before/cases.jsonl" | wc -l)" \
  "$(sed -n 's/^cases: \([0-9]*\) changed.*/\1/p' "$work/compared")"

need_pg
need_kafka
city commands "$PWD/config"
lines=$(wc -l <"$work/all.jsonl")
start_run
feed "$work/all.jsonl"
await_evaluated "$lines"

# The database goes on by the clock: nothing that replay sees changes within a minute of it, unless a day or a limit ends just then.
now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S+08:00)
"$jiancha" replay --as-of "$now" --out "$work/want" "$work/all.jsonl" >"$work/summary" || give_up replay
"$jiancha" alerts | grep -v '"state":"withdrawn"}$' >"$work/alerts.jsonl"
alike 'alerts are those of replay' "$work/want/alerts.jsonl" "$work/alerts.jsonl"
"$jiancha" indicators >"$work/indicators.jsonl"
alike 'indicators are those of replay' "$work/want/indicators.jsonl" "$work/indicators.jsonl"
"$jiancha" rank >"$work/rankings.jsonl"
alike 'rankings are those of replay' "$work/want/rankings.jsonl" "$work/rankings.jsonl"
same 'bottom places are those of replay' "$(cat "$work/want/bottom.jsonl")" "$("$jiancha" rank --bottom)"

no=$(jq -r 'select(.rule == 102).case_no' "$work/want/alerts.jsonl" | head -n 1)
"$jiancha" case "$no" --json | jq -c .case >"$work/case.db"
"$jiancha" case "$no" --json --as-of "$now" --file "$work/all.jsonl" | jq -c .case >"$work/case.file"
alike 'a case of the database is that of the files' "$work/case.db" "$work/case.file"
curl -fsS "$url/api/v1/cases/$no" | jq -S . >"$work/case.api"
"$jiancha" case "$no" --json | jq -S . >"$work/case.json"
alike 'case --json is the object of the API' "$work/case.api" "$work/case.json"
"$jiancha" case "$no" >"$work/case.txt"
grep -q '\[黄牌\] 102 超过承诺时限' "$work/case.txt" && ok 'case explains its yellow card' || fail 'case: no yellow card'
# The page and the command tell the case alike: facts, how the due days came about, every day, every alert.
curl -fsS "$url/cases/$no" | sed 's/<[^>]*>/ /g; s/  */ /g' | tr -d ' \n,' >"$work/case.page"
sed -n '/^  承诺时限 \|^  [承法]定*[诺]*时限：\|^    到期日 \|^  20..-..-.. \|^    规则：/p' "$work/case.txt" | sed 's/（时限）$//' | tr -d ' ,' >"$work/told"
missing=0
while read -r line; do grep -qF -- "$line" "$work/case.page" || { echo "not on the page: $line" >&2; missing=$((missing + 1)); }; done <"$work/told"
[ "$(wc -l <"$work/told")" -gt 8 ] && same 'the page tells what the command tells' 0 $missing || fail 'case: too few lines to compare'

same 'alerts --level red --month' "$(jq -c 'select(.level == "red" and (.raised_at | startswith("2026-08")))' "$work/want/alerts.jsonl" | sort)" \
  "$("$jiancha" alerts --level red --month 2026-08 | grep -v withdrawn | sort)"
same 'alerts --limit' 3 "$("$jiancha" alerts --limit 3 | wc -l)"
same 'indicators of one unit and month' "$(grep '^{"month":"2026-08","by":"region","unit":"371302"' "$work/want/indicators.jsonl")" \
  "$("$jiancha" indicators --month 2026-08 --region 371302)"
same 'rank of one league and month' "$(grep '^{"month":"2026-08","league":"county"' "$work/want/rankings.jsonl")" "$("$jiancha" rank --month 2026-08 --league county)"
"$jiancha" bulletin show 2026-08 >"$work/bulletin.txt"
completed=$(grep '^{"month":"2026-08","by":"all"' "$work/want/indicators.jsonl" | jq .counters.completed)
same 'bulletin show' "$completed" "$(awk '$1 == "办结" { print $2 }' "$work/bulletin.txt" | tr -d ,)"

# A quarter is the sum of its months; what stood at its end stands.
month_of() { "$jiancha" indicators --month "$1" --by all | jq "[.month, .counters.submitted, .counters.n_yellow, .counters.open_end]" -c; }
read -r _ sub1 yel1 _ < <(month_of 2026-07 | tr -d '["]' | tr , ' ')
read -r _ sub2 yel2 _ < <(month_of 2026-08 | tr -d '["]' | tr , ' ')
read -r _ sub3 yel3 open3 < <(month_of 2026-09 | tr -d '["]' | tr , ' ')
same 'a quarter is the sum of its months' "[\"2026-Q3\",$((sub1 + sub2 + sub3)),$((yel1 + yel2 + yel3)),$open3]" "$(month_of 2026-Q3)"

exits() { # CODE WORDS…
  local want=$1
  shift
  "$jiancha" "$@" >/dev/null 2>&1
  same "exit of $1${2:+ ${2##*/}}" "$want" $?
}
exits 1 case nobody
exits 2 case
exits 2 alerts --level purple
exits 2 indicators --month 2026-13
exits 2 rank --month 2099-01
exits 1 bulletin show 2001-01
exits 2 bulletin show 1999-01
exits 2 compare "$work/before"
JIANCHA_DATABASE='host=/nonexistent' exits 111 alerts
exit $bad
