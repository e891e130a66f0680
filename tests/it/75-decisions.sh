#!/bin/bash
# What people decided, on pages and in the API: orders, acts, interviews and self-reports are those that `replay` makes of the same events and acts;
# the paper of an order in three formats; every list leaves as files of its rows; a parameter that is not known is refused.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database decisions' || give_up 'no database'
# units whose names are a formula and markup: in each output they are text
cp -r config "$work/config"
sed -i 's#,市公安局,#,"=cmd|""<i>局</i>\&amp;"" ",#; s#,兰陵县公安局,#,<script>x</script>公安局,#' "$work/config/departments.csv"
export JIANCHA_DATABASE="$pg dbname=decisions" JIANCHA_CONFIG=$work/config JIANCHA_BROKERS
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
JIANCHA_BROKERS=$(cat "$work/bootstrap")
start_run --workers 1
today=$(TZ=CST-8 date +%F) now=$(TZ=CST-8 date +%FT%T+08:00)
from=$(date -d "${today%-*}-01 -4 months" +%F) last=$(date -d "${today%-*}-01 -1 month" +%Y-%m)
"$jiancha" simulate --seed 23 --from "$from" --to "$today" --until "$now" --cases 3000 >"$work/events.jsonl" 2>>"$work/run.log" || give_up simulate
"$jiancha" simulate-acts --config "$work/config" --until "$now" "$work/events.jsonl" >"$work/acts.jsonl" || give_up simulate-acts
feed "$work/events.jsonl"
await_stored "$(wc -l <"$work/events.jsonl")"
"$jiancha" acts add --history "$work/acts.jsonl" >"$work/acts.out" 2>&1 || give_up "acts: $(tail -n 3 "$work/acts.out")"
await 120 settled || give_up 'not evaluated'

get() { curl -fsS "$url$1"; }
as_of=$(TZ=CST-8 date +%FT%T.%6N+08:00)
get '/api/v1/orders?limit=500' >"$work/orders"
get /api/v1/interviews >"$work/interviews"
get /api/v1/proposals >"$work/proposals"
get "/api/v1/reports?month=$last" >"$work/reports"
"$jiancha" replay --config "$work/config" --as-of "$as_of" --out "$work/want" --acts "$work/acts.jsonl" "$work/events.jsonl" >"$work/replay.out" || give_up replay
jq -c "$plain .items[] | plain | del(.void)" "$work/orders" | sort >"$work/orders.got"
sort "$work/want/orders.jsonl" >"$work/orders.want"
alike 'orders' "$work/orders.want" "$work/orders.got"
same 'and how many' "$(wc -l <"$work/orders.want")" "$(jq .total "$work/orders")"
jq -c "$plain .items[] | plain" "$work/proposals" >"$work/proposals.got"
alike 'proposals' "$work/want/proposals.jsonl" "$work/proposals.got"
[ -s "$work/proposals.got" ] && ok 'there are some' || fail 'no proposal'
jq -c "$plain .items[] | plain" "$work/interviews" >"$work/interviews.got"
alike 'interviews' "$work/want/interviews.jsonl" "$work/interviews.got"
jq -c "$plain .items[] | plain" "$work/reports" >"$work/reports.got"
grep "\"month\":\"$last\"" "$work/want/reports.jsonl" >"$work/reports.want"
alike 'self-reports' "$work/reports.want" "$work/reports.got"
c=
while :; do
  get "/api/v1/acts?limit=37${c:+&cursor=$c}" >"$work/piece"
  jq -c "$plain .items[] | plain" "$work/piece"
  c=$(jq -r '.next // empty' "$work/piece")
  [ -n "$c" ] || break
done >"$work/acts.got"
"$jiancha" acts export >"$work/acts.want"
alike 'acts, in pieces' "$work/acts.want" "$work/acts.got"
# the total is that of the filter, whatever piece is asked for
read -r act_order act_case < <(jq -rs '[([.[] | select(.act == "sign")][0].order), ([.[] | select(.act == "appeal")][0].case_no)] | join(" ")' "$work/acts.want")
for filter in "act=sign" "order=$act_order" "case_no=$act_case" "region=371302" "act=issue&region=371302"; do
  n=$(get "/api/v1/acts?$filter&limit=500" | jq '.items | length')
  { [ "$n" -gt 0 ] && [ "$n" -lt "$(wc -l <"$work/acts.want")" ]; } || fail "$n acts have $filter"
  same "acts?$filter: how many" "$n $n $n" "$(for more in limit=500 limit=1 cursor=100000; do get "/api/v1/acts?$filter&$more" | jq .total; done | paste -sd ' ')"
done
# orders in pieces, while others are issued: none twice, none left out
dept=$(sed -n 's/^\([^,]*\),[^,]*,371302,.*/\1/p' config/departments.csv | head -n 1)
c= n=0
while :; do
  get "/api/v1/orders?limit=7${c:+&cursor=$c}" >"$work/piece"
  jq -r '.items[].order' "$work/piece"
  c=$(jq -r '.next // empty' "$work/piece")
  [ -n "$c" ] || break
  [ $((n++)) -gt 2 ] || "$jiancha" acts add --act issue --by zhang --role bureau --region 371302 --dept "$dept" --reply-days 5 --text x >>"$work/issued" 2>>"$work/run.log" || fail 'no order'
done >"$work/orders.pieces"
same 'orders, in pieces, while three are issued' "$(jq -r '.items[].order' "$work/orders" | sort | md5sum)" "$(sort "$work/orders.pieces" | md5sum)"
same 'three were issued meanwhile' 3 "$(wc -l <"$work/issued")"
for cursor in x 1 1.. 1,5.2026-1 99999999999999999999.2026-1; do same "orders?cursor=$cursor" "$([ "$cursor" = 1.. ] && echo 200 || echo 400)" "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/v1/orders?cursor=$cursor")"; done
for counter in orders orders_due orders_on_time; do
  same "$counter of a month" "$(get "/api/v1/indicators?month=$last&by=all" | jq ".items[0].counters.$counter")" "$(get "/api/v1/orders?counted=$counter&month=$last&limit=1" | jq .total)"
done

order=$(jq -r '[.items[] | select(.alerts > 0)][0].order' "$work/orders")
number=$(tr - ' ' <<<"$order" | { read -r y n; echo "〔$y〕${n}号"; })
get "/orders/$order" >"$work/page" && grep -q "$number" "$work/page" && ok 'the page of an order has its number' || fail "no $number on /orders/$order"
get "/orders/$order.html" >"$work/order.html" && grep -q "$number" "$work/order.html" && grep -q '<table id="t-alerts">' "$work/order.html" && ok 'its HTML' || fail 'the order as HTML'
get "/orders/$order.docx" >"$work/order.docx" && python3 -c "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read('word/document.xml').decode())" "$work/order.docx" | grep -q "$number" && ok 'its DOCX' || fail 'the order as DOCX'
get "/orders/$order.pdf" >"$work/order.pdf" && pdftotext "$work/order.pdf" - | grep -q "$number" && ok 'its PDF' || fail 'the order as PDF'
for form in html docx pdf; do # asked for once more
  get "/orders/$order.$form" >"$work/again.$form" && cmp -s "$work/order.$form" "$work/again.$form" && ok "its $form is the same bytes each time" || fail "another $form of the order"
done
# -- every list leaves as files, which hold the rows of the page
differs=$(jq -rn 'first(inputs | select(.verdict != "agree") | .month)' "$work/want/reports.jsonl")
lists=(/orders '/orders?open=1' /appeals /proposals '/proposals?part=late' /interviews "/reports?month=$differs" "/rankings?month=$last" "/rankings?month=$last&league=department" /bulletins '/?part=regions' '/?part=compared' '/rules?part=rules' '/rules?part=rates' '/rules?part=counters' '/figures?region=371324' '/figures?region=371324&part=months')
# one case, one order, one bulletin: the numbers are hostile texts, too; what came later makes the bulletin differ
hostile='=LATE/"1 <b>'
"$jiancha" bulletin freeze "$last" --by zhang >"$work/freeze" 2>>"$work/run.log" && "$jiancha" bulletin edit "$last" --by '=zhang' --number 11 --signatory '@局<b>' >>"$work/freeze" 2>>"$work/run.log" || give_up freeze
grep '"type":"accepted"' "$work/events.jsonl" | grep -m 1 "\"occurred_at\":\"$last" | jq -c --arg no "$hostile" '.case_no = $no | .event_id = "late-1" | .officer = "=1+1"' >"$work/late.jsonl"
feed "$work/late.jsonl"
await_stored "$(($(wc -l <"$work/events.jsonl") + 1))"
late="/cases?no=$(jq -rn --arg n "$hostile" '$n | @uri')"
lists+=("$late&part=days" "/bulletins/$last/desk?part=history" "/bulletins/$last/desk?part=differences")
tests/tools/tables-check "$url" "${lists[@]}" >"$work/tables"
rc=$?
same "files hold the rows of their pages: $(tail -n 1 "$work/tables")" 0 $rc
grep -v compared "$work/tables" >&2
same 'each is a line of the audit log, files of one thing with the list they are of' "$(printf '%s\n' "${lists[@]}" | sed 's/[?].*//; s:^/$:/overview:; s:/[^/]*/desk$::' | sort -u)" "$(sql "select distinct regexp_replace(about, '[.].*', '') from audit where what = 'export' and about like '%.xlsx%' order by 1")"
get "$(sed 's/?/.csv?/' <<<"$late")&part=events" >"$work/page"
grep -q '"'"'"'=1+1"' "$work/page" && ok 'nor is an officer one' || fail "$(cat "$work/page")"
same 'a file is named by what it is of' "inline; filename*=UTF-8''cases-$(jq -rn --arg n "$hostile" '$n | @uri')-events.csv" "$(curl -s -o "$work/page" -D - "$url$(sed 's/?/.csv?/' <<<"$late")&part=events" | sed -n 's/^Content-Disposition: //p' | tr -d '\r')"
# every page as each role: what stands in a table leaves
seat() { # LOGIN FLAG…: a token
  printf 'Xinyong-2026 好\n' | "$jiancha" user add "$@" 2>>"$work/run.log" && "$jiancha" user token add "$1" walk 2>>"$work/run.log" || give_up "no account $1"
}
dept=$(jq -r --arg o "$order" '.items[] | select(.order == $o).dept' "$work/orders") region=$(jq -r --arg o "$order" '.items[] | select(.order == $o).region' "$work/orders")
tests/tools/exports-check "$url" "bureau=$TOKEN" "auditor=$(seat walk-a --role auditor)" "region=$(seat walk-r --role region --own "$region")" "department=$(seat walk-d --role department --own "$dept")" >"$work/walk"
rc=$?
same "every table leaves: $(tail -n 1 "$work/walk")" 0 $rc
grep -v 'looked at' "$work/walk" >&2
get '/rankings.csv?league=department' >"$work/page"
grep -q "\"'=cmd|\"\"<i>" "$work/page" && ok 'a name that is a formula is a text' || fail 'a formula in a CSV'
get '/rankings?league=department' >"$work/page"
same 'a name that is markup is a text' '1 0' "$(grep -c '&lt;i&gt;局&lt;/i&gt;&amp;amp;' "$work/page") $(grep -c '<i>局' "$work/page")"
code() { curl -s -o /dev/null -w '%{http_code}' "$url$1"; }
# what there is to do about an order decides where it stands
ranks='[.tables[0] | (.columns | map(.key)) as $k | .rows[] | [$k, .] | transpose | map({(.[0]): .[1]}) | add
  | .rank = (if .state == "已办结" or .state == "已撤销" then 3 elif .void > 0 then 0 elif .state == "已反馈" then 2 else 1 end)]'
get /orders.json | jq "$ranks" >"$work/ranked"
same 'orders stand as there is something to do about them' 'true true' "$(jq '(map(.rank) | . == sort) and (map(.rank) | unique | length > 2), ([range(0; 3) as $r | map(select(.rank == $r).reply_due) | . == sort] + [map(select(.rank == 3).issued) | . == (sort | reverse)] | all)' "$work/ranked" | paste -sd ' ')"
for path in /orders /proposals /appeals /interviews "/reports?month=$last" "/orders?open=1"; do same "$path" 200 "$(code "$path")"; done
for path in /orders/2000-1 /orders/x.docx; do same "$path" 404 "$(code "$path")"; done
for path in '/api/v1/orders?x=1' '/api/v1/acts?x=1' '/api/v1/acts?act=x' '/api/v1/interviews?x=1' '/api/v1/reports?x=1' '/api/v1/reports?month=2026-13' '/orders?color=green' '/orders?sort=x' '/orders.csv?sort=x' /orders.txt.csv '/appeals.json?x=1' '/interviews.xlsx?page=0' '/proposals.csv?part=x'; do
  same "$path" 400 "$(code "$path")"
done
# -- pages that read the log of acts take their piece of it, however long it is
sql "insert into act select n, '2100-01-01', 'zhang', 'bureau', null, 'note', null, 'NONE-' || n, null, null, '{}' from generate_series((select max(seq) + 1 from act), (select max(seq) + 20000 from act)) n" &&
  sql 'analyze act' || give_up 'no long log'
reads() { sql "select idx_scan from pg_stat_user_indexes where indexrelname = '$1'"; }
by_index() { get "$1" >"$work/page" && [ "$(reads "$2")" -gt "$before" ]; } # (the server tells its statistics now and then)
whole=$(sql "select seq_tup_read from pg_stat_user_tables where relname = 'act'")
for piece in "/interviews act_interview" "/orders/$order act_pkey"; do
  read -r path index <<<"$piece"
  before=$(reads "$index")
  await 30 by_index "$path" "$index" && ok "$path reads by $index" || fail "$path does not read by $index"
done
same 'none reads the log' "$whole" "$(sql "select seq_tup_read from pg_stat_user_tables where relname = 'act'")"
stop_run
exit $bad
