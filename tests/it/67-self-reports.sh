#!/bin/bash
# `report`: a region's own counters from a table become one event a region and month, compared as any other; wrong rows are named by line, and then
# nothing is sent.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city self-reports "$PWD/config"
start_run
printf '\xef\xbb\xbfregion,month,counter,value\r\n371302,2026-09,completed,120\r\n371302,2026-09,accepted,130\r\n371311,2026-09,completed,7\r\n' >"$work/good.csv"
"$jiancha" report "$work/good.csv" >"$work/sent" 2>"$work/report.log"
same 'sent' '0 sent 2' "$? $(cat "$work/sent")"
there() { [ "$(sql 'select count(*) from monthly_report')" = 2 ]; }
await 30 there || give_up 'the reports did not arrive'
same 'what the region said' '{"accepted": 130, "completed": 120}' "$(sql "select counters from monthly_report where region = '371302'")"
same 'nothing was rejected' 0 "$(sql 'select count(*) from reject')"
# who has sent none is told to who sees all; a county hears of itself alone, a department of nobody
told() { curl -fsS "$url/api/v1/reports?month=2026-09" | jq -r '.items | map(.region + " " + .verdict) | unique[]'; }
told_to() { # LOGIN ROLE [--own CODE]
  echo "Tests-2026 $1" | "$jiancha" user add "$1" --role "${@:2}" 2>>"$work/user.log" || give_up "no login $1"
  token=$("$jiancha" user token add "$1" tests 2>>"$work/user.log") told
}
told >"$work/told"
same 'the bureau is told of all regions, and who has sent nothing' '18 16' "$(cut -d' ' -f1 "$work/told" | uniq | wc -l) $(grep -c ' missing$' "$work/told")"
same 'a county that has sent is told of itself' "$(grep '^371311 ' "$work/told")" "$(told_to sent region --own 371311)"
same 'a county that has not' '371312 missing' "$(told_to late region --own 371312)"
same 'a department' '' "$(told_to dept department --own 11371300MB0000027M)"

cat >"$work/bad.csv" <<'END'
region,month,counter,value
371302,2026-09,completed,120
371399,2026-09,completed,1
371302,2026-9,completed,1
371302,2026-08,finished,1
371302,2026-08,completed,-1
371302,2026-09,completed,121
END
"$jiancha" report "$work/bad.csv" >"$work/sent" 2>"$work/bad.log"
same 'wrong rows: exit 1' 1 $?
same 'each named by line' '3:1 4:8 5:16 6:26 7:16' "$(sed -n 's/^.*bad.csv:\([0-9]*:[0-9]*\): .*, expected .*/\1/p' "$work/bad.log" | xargs)"
same 'nothing sent' '' "$(cat "$work/sent")"
"$jiancha" report "$work/nowhere.csv" >/dev/null 2>&1
same 'no such file' 1 $?
exit $bad
