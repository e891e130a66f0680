#!/bin/bash
# Every address of the server, as each role, for what is its own and what is another unit's: the status, and that no byte of another unit's is sent.
# The addresses are those of the route table: one without an entry here fails the test.
. "$(dirname "$0")/lib.sh"
. tests/it/counties.sh
need_pg
need_kafka
city matrix "$PWD/config"
item=11371300MB0000019T7000101001000
{
  event m1 accepted MARK-1 '-3 days' $theirs $their_dept MARK-ITEM "$overdue"
  event m2 decided MARK-1 '-1 hour' $theirs $their_dept MARK-ITEM '{"outcome":"granted"}'
  event o1 accepted OUR-1 '-3 days' $ours $our_dept $item "$overdue"
  event s1 accepted SHARED-1 '-3 days' 371312 11371312MB1200012W $item "$overdue"
  event s2 step_started SHARED-1 '-2 days' 371312 11371312MB1200012W $item "{\"step\":\"会审\",\"dept\":\"$our_dept\",\"region\":\"$ours\"}"
} >"$work/events.jsonl"
start_run --workers 1
feed "$work/events.jsonl"
await_evaluated 5
await 30 carded 3 || give_up 'no alerts'
issue $ours $our_dept OUR-1 ours mark
our_order=$order
issue $theirs $their_dept MARK-1 MARK-TEXT mark
their_order=$order
month=$(TZ=CST-8 date +%Y-%m)
# who is silent, for the page 系统
sql "insert into sender values ('', '$theirs', '$their_dept', now(), now(), now() + interval '1 day'), ('', '$ours', '$our_dept', now(), now(), now() + interval '1 day')
  on conflict (source, region, dept) do update set silent = excluded.silent" || give_up 'nobody is silent'

# -- who asks
login() { # LOGIN FLAG…: a token
  printf 'Xinyong-2026 好\n' | "$jiancha" user add "$@" 2>>"$work/user.log" || give_up "no account $1"
  "$jiancha" user token add "$1" matrix 2>>"$work/user.log"
}
declare -A token_of=([bureau]=$(login m-bureau --role bureau) [auditor]=$(login m-auditor --role auditor)
  [region]=$(login m-region --role region --own $ours) [department]=$(login m-dept --role department --own $our_dept) [nobody]='')
# status of an address as one of them; what was sent is in $work/page. What changes something gets a form or an object without any field.
get() {
  local sent=()
  [[ ${3:-GET} == GET ]] || { [[ $2 == /api/* ]] && sent=(-H 'Content-Type: application/json' -d '{}') || sent=(-d ''); }
  command curl -s -m "$([[ $2 == /api/v1/stream* ]] && echo 2 || echo 30)" ${token_of[$1]:+-H "Authorization: Bearer ${token_of[$1]}"} -o "$work/page" -D "$work/head" -w '%{http_code}' -X "${3:-GET}" "${sent[@]}" "$url$2"
}

# -- the addresses: what stands for the `*`, and what follows, of our own (or nobody's) and of the others'
own_of() { # PATTERN METHOD
  case $1 in
    '/bulletins/*/'* | '/api/v1/bulletins/*/'*) [ "$2" = GET ] || echo "${1/\*/$month}" ;;
    '/cases/*' | '/api/v1/cases/*') echo "${1%\*}OUR-1 ${1%\*}SHARED-1" ;;
    '/bulletins/*' | '/api/v1/bulletins/*') : ;; # nothing is published
    '/charts/*'*) : ;;
    '/orders/*') for suffix in '' .html .docx .pdf; do echo "/orders/$our_order$suffix"; done ;;
    '/rankings.*') : ;; # no month is published
    *'.*') for suffix in csv json; do echo "${1%\*}$suffix"; done ;; # a list as a file
    */rankings | */bottom) : ;;
    *\**) echo unknown ;;
    *) echo "$1" ;;
  esac
}
other_of() {
  case $1 in
    '/bulletins/*/desk' | '/api/v1/bulletins/*/text' | '/api/v1/bulletins/*/diff') echo "${1/\*/$month}" ;;
    '/cases/*' | '/api/v1/cases/*') echo "${1%\*}MARK-1" ;;
    '/bulletins/*') echo "/bulletins/$month /bulletins/$month.docx /bulletins/$month.pdf /bulletins/$month.xlsx /bulletins/$month.csv /bulletins/$month.json /bulletins/$month.html" ;;
    '/api/v1/bulletins/*') echo "/api/v1/bulletins/$month" ;;
    '/charts/*') echo "/charts/$month/accepted.svg /charts/$month/accepted.png" ;;
    '/orders/*') for suffix in '' .html .docx .pdf; do echo "/orders/$their_order$suffix"; done ;;
    /figures) echo "$1?region=$theirs $1?dept=$their_dept $1?region=$theirs&dept=$their_dept" ;;
    /rankings) echo "$1?month=$month $1?month=$month&league=department $1?month=$month&unit=$theirs" ;;
    /api/v1/rankings) echo "$1?month=$month $1?month=$month&league=department" ;;
    '/rankings.*') echo "/rankings.csv?month=$month /rankings.json?month=$month&league=department /rankings.csv?month=$month&part=why&unit=$theirs" ;;
    '/figures.*') echo "/figures.csv?region=$theirs /figures.json?dept=$their_dept" ;;
    '/cases.*') for part in events alerts acts windows pauses days; do echo "/cases.csv?no=MARK-1&part=$part"; done ;;
    '/orders.*') echo "/orders.json?order=$their_order /orders.csv?order=$their_order&part=acts" ;;
    '/bulletins.*') echo "/bulletins.json?month=$month&part=history /bulletins.csv?month=$month&part=differences" ;;
    */bottom) echo "$1?month=$month" ;;
  esac
}
# Asked for by what is another unit's, lists say nothing of it: with each parameter by which a row could be named, as the table of addresses has them.
lists_of() { # PATTERN PARAMETERS
  local path paths parameter
  case $1 in
    *.\*) paths="${1%.\*} ${1%\*}csv ${1%\*}json" ;;
    *\**) return ;;
    *) paths=$1 ;;
  esac
  for path in $paths; do
    for parameter in $2; do
      case $parameter in
        region) echo "$path?region=$theirs $path?region=$theirs&dept=$their_dept" ;;
        dept) echo "$path?dept=$their_dept" ;;
        no | case_no) echo "$path?$parameter=MARK-1" ;;
        q) echo "$path?q=MARK-1 $path?q=XARK-1 $path?q=MARK-1&region=$ours" ;; # hints of what is near
        item) echo "$path?item=MARK-ITEM" ;;
        order) echo "$path?order=$their_order" ;;
        month) echo "$path?month=$month" ;;
        kept) echo "$path?kept=overdue $path?kept=broken" ;;
        counted) echo "$path?counted=late" ;;
        once) echo "$path?once=1" ;;
        by) echo "$path?by=region $path?by=dept $path?by=item $path?by=item&month=$month" ;;
        after) echo "$path?after=0.0" ;;
        cursor) case $path in *cases) echo "$path?cursor=MAR" ;; *alerts) echo "$path?cursor=9999999999999999.1" ;; esac ;;
      esac
    done
  done
}
# What a unit is told of another's is what it is told of nothing.
as_none() { # ROLE ADDRESS
  local role=$1 none its
  its="$(get "$role" "$2") $(sed "s/$their_order/ORDER/g; s/MARK-1/CASE/g" "$work/page")"
  none="$(get "$role" "$(sed "s/$their_order/2000-1/; s/MARK-1/NONE-1/" <<<"$2")") $(sed 's/2000-1/ORDER/g; s/NONE-1/CASE/g' "$work/page")"
  [ "$its" = "$none" ] || told+=" $1:$2"
}
their_name=$(sed -n "s/^$their_dept,\([^,]*\),.*/\1/p" config/departments.csv)
marked() { grep -aqE "MARK-(1|ITEM|TEXT)|$their_dept|$their_name" "$work/page"; }
# What was asked for is said again, and the lists to choose from name all units. Who watches over the program is told who is silent (/metrics, which is open).
without_asked() { # ADDRESS
  local value
  # the switch of the language leads back to the very address
  sed -E 's/<option[^<]*//g; s/"error".*//; s/<input type="hidden" name="(to|back)"[^>]*>//g; /^jiancha_sender_silence_seconds/d' "$work/page" >"$work/page.rows"
  for value in $(grep -oE '=[^&]{3,}' <<<"$1"); do sed -i "s/${value#=}//g" "$work/page.rows"; done
  [[ $1 != *dept=$their_dept* ]] || sed -i "s/$their_name//g" "$work/page.rows" # the filter in use, by its name
  mv "$work/page.rows" "$work/page"
}
leaks='' wrong='' unknown='' told='' asked=0
see() { # ROLE ADDRESS WANTED…
  local status
  status=$(get "$1" "$2") asked=$((asked + 1))
  [[ " ${*:3} " == *" $status "* ]] || wrong+=" $1:$2:$status"
  case $1 in region | department | nobody)
    ! marked || { without_asked "$2"; ! marked || leaks+=" $1:$2"; } ;;
  esac
}
while IFS='|' read -r kind method pattern; do
  for address in $(own_of "$pattern" "$method"); do
    [ "$address" != unknown ] || { unknown+=" $pattern"; continue; }
    if [ "$method" != GET ]; then
      for who in region department auditor bureau; do
        status=$(get $who "$address" $method)
        [[ $status == 40[0-9] || $who:$status == bureau:412 || $address:$status == /logout:303 ]] || wrong+=" $who:$method $address:$status"
        [[ $address != /api/v1/bulletins/* || $who == bureau || $status == 403 ]] || wrong+=" $who:$method $address:$status"
      done
      [ "$kind" = OPEN ] || [[ $(get nobody "$address" $method) == @(401|403) ]] || wrong+=" nobody:$method $address"
      continue
    fi
    bureaus='' # what is proposed is the bureau's affair alone
    [[ $address != */proposals* ]] || bureaus=403
    for who in region department; do see $who "$address" ${bureaus:-200 303 503}; done
    for who in auditor bureau; do see $who "$address" 200 303 503; done
    if [ "$kind" = OPEN ]; then see nobody "$address" 200 401 503; else see nobody "$address" 401 303; fi
    status=$(get bureau "$address?zzz=1")
    [ "$status" = 400 ] || wrong+=" bureau:$address?zzz=1:$status"
  done
  [ "$method" = GET ] || continue
  for address in $(other_of "$pattern"); do
    drafts='' # of a draft a unit has its own rows, and no files
    [[ $address != */bulletins/$month && $address != /charts/* ]] || drafts=200
    for who in region department; do see $who "$address" 404 403 400 $drafts; done
    see nobody "$address" 401 303
    for who in bureau auditor; do see $who "$address" 200 303 404; done
  done
  case $pattern in '/cases/*' | '/cases.*' | '/api/v1/cases/*' | '/orders/*' | '/orders.*')
    for address in $(other_of "$pattern"); do for who in region department; do as_none $who "$address"; done; done ;;
  esac
done < <(sed -n 's/^\(ROUTE\|OPEN\)(\([A-Z]*\), "\([^"]*\)".*/\1|\2|\3/p' reports/web/routes.def)
while IFS='|' read -r pattern parameters; do
  bureaus='' # as above
  [[ $pattern != */proposals* ]] || bureaus=403
  for address in $(lists_of "$pattern" "$parameters"); do
    for who in region department; do see $who "$address" ${bureaus:-200 303 400 403 404}; done
  done
  [ -z "${address:-}" ] || see nobody "$address" 401 303
  address=''
done < <(sed -n 's/^ADDRESS(GET, "\([^"]*\)", "\([^"]*\)".*/\1|\2/p; s/^PAGE("\([^"]*\)", "\([^"]*\)".*/\1|\2/p' reports/web/api.def)
# Which of its tables is asked for of a file, by a name that is there; its page has them all.
while IFS='|' read -r pattern part; do
  page=${pattern%.\*}
  of=''
  case $page in /overview) page=/ ;; /cases) of=no=OUR-1 ;; /orders) of=order=$our_order ;; /bulletins | /rankings) of=month=$month ;; esac
  see bureau "$page?part=$part" 400
  see bureau "$page?$of&part=$part" 400
  see bureau "${pattern%\*}csv?$of&part=$part" "$([[ $page == /bulletins ]] && echo 404 || echo 200)" # none is frozen
  see bureau "${pattern%\*}csv?$of&part=zzz" "$([[ $page == /bulletins ]] && echo 404 || echo 400)"
done < <(sed -n 's/^ADDRESS(GET, "\([^"]*\)", "[^"]*\<part\>.*part=\([a-z]*\).*/\1|\2/p' reports/web/api.def)
for address in '/system?page=2' '/rules?page=2' "/rankings?month=$month&page=2"; do see bureau "$address" 400; done # they stand whole
same 'every address has an entry here' '' "$unknown"
same "the status of $asked answers" '' "$wrong"
same 'no byte of another unit' '' "$leaks"
same "another unit's is as nothing" '' "$told"
[ $asked -gt 100 ] && ok 'many were asked' || fail "only $asked were asked"

# -- what changes something, sent with a session's cookie: without the token of its forms, and with that of another session
browser() { command curl -s -m 30 -b "$work/$1.jar" -c "$work/$1.jar" -o "$work/page" -w '%{http_code}' "${@:3}" "$url$2"; }
hidden() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" "$work/page" | head -n 1; }
csrf=''
for who in m-dept m-region; do
  browser $who /login >"$work/code"
  browser $who /login --data-urlencode "form=$(hidden form)" -d "login=$who" --data-urlencode 'password=Xinyong-2026 好' >"$work/code"
  browser $who /logout >"$work/code"
  foreign=$csrf csrf=$(hidden csrf)
done
{ [ -n "$foreign" ] && [ -n "$csrf" ] && [ "$foreign" != "$csrf" ]; } || give_up 'no two sessions'
forged='' tried=0
while IFS='|' read -r method pattern; do
  address=${pattern/\*/$month} tried=$((tried + 1))
  case $pattern in
    /api/*) for with in 'X-None: 1' "X-CSRF-Token: $foreign"; do forged+=" $(browser m-region "$address" -X "$method" -H 'Content-Type: application/json' -H "$with" -d '{}')"; done ;;
    *) for with in none=1 "csrf=$foreign"; do forged+=" $(browser m-region "$address" -X "$method" -d "$with")"; done ;;
  esac
done < <(sed -n 's/^ROUTE(\(POST\|PUT\), "\([^"]*\)".*/\1|\2/p' reports/web/routes.def)
same 'forms and calls of another session are refused, whatever they want' 403 "$(tr ' ' '\n' <<<"$forged" | grep . | sort -u | paste -sd ' ')"
[ $tried -gt 10 ] && ok "at $tried addresses" || fail "only $tried addresses"

# -- the marks are there to be found: the bureau sees each
for address in /cases/MARK-1 /api/v1/cases/MARK-1 "/api/v1/alerts?region=$theirs" "/cases?item=MARK-ITEM" "/api/v1/indicators?by=dept"; do
  get bureau "$address" >"$work/code"
  marked && ok "the bureau sees the mark at $address" || fail "no mark at $address"
done
# -- one and the same address, kept for a second: each sees its own answer
for ((i = 0; i < 3; i++)); do
  get bureau '/api/v1/indicators?by=dept' >"$work/code"
  marked || fail 'the bureau does not see all departments'
  get region '/api/v1/indicators?by=dept' >"$work/code"
  marked && fail "the county is sent the bureau's answer"
done
ok 'what is kept is kept for who sees the same'
get nobody /metrics >"$work/code"
grep -q '^jiancha_alerts_open{.*} [1-9]' "$work/page" && ok 'the metrics count the alerts of all units, for who watches' || fail 'no open alerts in the metrics'
same 'the county counts its own' '1 1' "$(get region '/api/v1/indicators?by=region' >"$work/code"; jq -r '[.items[].unit] | length' "$work/page") $(jq -r '.items[0].counters.accepted' "$work/page")"
same 'and lists its own and what it works on' 'OUR-1 SHARED-1' "$(get region /api/v1/cases >"$work/code"; jq -r '[.items[].case_no] | join(" ")' "$work/page")"
same 'with their number' 2 "$(jq .total "$work/page")"
same 'and who is silent' "$our_dept" "$(get region /system.json >"$work/code"; jq -r '[.tables[0].rows[][6]] | join(" ")' "$work/page")"
same 'likewise alerts' 'OUR-1 SHARED-1' "$(get region /api/v1/alerts >"$work/code"; jq -r '[.items[].case_no] | unique | join(" ")' "$work/page")"
# what a unit is led to before anything is published is said, not refused, and no file is offered that it would not get
same 'ranks that are not public yet' '200 1' "$(get region /rankings) $(grep -c '名次随通报公布' "$work/page")"
files() { get "$1" /bulletins >/dev/null && grep -c 'href="/bulletins/[^"]*\.pdf"' "$work/page"; }
same 'a unit is offered no files of drafts' '0 0' "$(files region) $(files department)"
[ "$(files bureau)" -gt 0 ] && ok 'the bureau is' || fail 'the bureau is offered none'
get region /cases/NO-SUCH >/dev/null
same 'a page that is missing still says who asks, and of which city it is' '1 1' "$(grep -c 'class="viewer"' "$work/page") $(grep -c '<a class="name" href="/">临沂市' "$work/page")"
exit $bad
