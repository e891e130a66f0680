#!/bin/bash
# Who may sign in: accounts and tokens by command, signing in and out on the pages, lock-out, limits of a session, tokens, a gateway; and the chained
# log of all that. No secret stands in any log, in the database or on a command line.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database accounts' || give_up 'no database'
export JIANCHA_CONFIG=$PWD/config JIANCHA_DATABASE="$pg dbname=accounts"
password='Xinyong-2026 好'
user() { "$jiancha" user "$@" 2>>"$work/user.log"; }
add() { printf '%s\n' "$password" | user add "$@"; }
code() { echo $?; }

dept=$(sed -n 3p config/departments.csv | cut -d, -f1)

# --- a fresh installation leads to its first account
start_serve() { # FLAG…
  rm -f "$work/port"
  "$jiancha" serve --listen 127.0.0.1:0 --port-file "$work/port" --gateway-socket "$work/gate" "$@" 2>>"$work/serve.log" &
  serve=$!
  pids+=($serve)
  await 20 test -s "$work/port" || give_up 'no pages'
  url=http://127.0.0.1:$(cat "$work/port")
}
# A browser with cookies of its own: prints the status and where it is led.
browser() { # NAME PATH FLAG…
  command curl -s -m 30 -b "$work/$1.jar" -c "$work/$1.jar" -o "$work/$1.page" -D "$work/$1.head" -w '%{http_code} %{redirect_url}' "${@:3}" "$url$2" |
    sed "s#$url##; s/ *\$//"
}
hidden() { sed -n "s/.*name=\"$2\" value=\"\([^\"]*\)\".*/\1/p" "$work/$1.page" | head -n 1; } # NAME FIELD: of the page last seen
cookie() { awk '$6 == "jiancha" || $6 == "__Host-jiancha" { print $7 }' "$work/$1.jar"; }
sign() { # NAME LOGIN PASSWORD FLAG…
  browser "$1" /login >"$work/code"
  browser "$1" /login --data-urlencode "form=$(hidden "$1" form)" --data-urlencode "login=$2" --data-urlencode "password=$3" "${@:4}"
}
led() { [ "$(browser "$1" "$2")" = "$3" ]; }
user list >"$work/list" # makes the tables
start_serve
same 'a page leads to signing in' '303 /login' "$(browser nobody /)"
same 'and says how the first account is made' '401 3' "$(browser nobody /login) $(grep -c 'jiancha user add' "$work/nobody.page")"
said_first() { grep -q 'jiancha user add LOGIN --role bureau' "$work/serve.log"; }
await 10 said_first && ok 'so does the log of serve' || fail 'the log does not say how the first account is made'

# --- accounts by command
add wang --role bureau; same 'a first account' 0 $?
add wang --role bureau; same 'a login once' 1 $?
add hedong --role region --own 371312; same 'a county' 0 $?
add li --role department --own "$dept"; same 'a department' 0 $?
add shen --role auditor; same 'an auditor' 0 $?
add x --role region; same 'a county without a code' 2 $?
add x --role region --own 999999; same 'a code that is none' 2 $?
add x --role king; same 'a role that is none' 2 $?
add x; same 'no role' 2 $?
add system --role bureau; same 'the name of the program itself' 2 $?
add $'a\tb' --role bureau; same 'a login with a control character' 2 $?
echo 'short1A' | user add x --role bureau; same 'a short password' 2 $?
echo 'allsmallletters' | user add x --role bureau; same 'a password of one kind' 2 $?
user add x --role bureau </dev/null; same 'no password' 2 $?
user add x --role bureau --password secret </dev/null; same 'no password on the command line' 2 $?
add chen --role bureau --own "$dept"
same 'a reviewer with a unit: told why not' 1 "$(tail -n 1 "$work/user.log" | grep -c 回避)"
same 'listed' 'chen hedong li shen wang' "$(user list | awk 'NR > 1 && /20/ { print $1 }' | paste -sd ' ')"
user remove nobody; same 'nobody to remove' 1 $?
user remove chen; same 'removed' 0 $?
echo 'Another-2027 x' | user passwd li; same 'another password' 0 $?
token=$(user token add wang report --days 30); same 'a token' 0 $?
same 'of 256 bits' 64 "$(printf %s "$token" | tr -d '\n' | wc -c)"
user token add wang report >/dev/null; same 'a name once' 1 $?
user token add nobody report >/dev/null; same 'of somebody who is there' 1 $?
user token remove wang report; same 'taken back' 0 $?
user token remove wang report; same 'once' 1 $?
same 'each change is in the audit log' 'user.add user.add user.add user.add user.add user.remove user.passwd token.add token.remove' \
  "$(sql 'select what from audit order by n' | paste -sd ' ')"
same 'by whom' "os:$(id -un)" "$(sql 'select distinct who from audit')"

# --- the chain
"$jiancha" audit verify >"$work/audit"; same 'the audit log is whole' 0 $?
same 'so many lines' 'lines 9' "$(cut -d' ' -f1,2 "$work/audit")"
tamper() { # SQL WHAT-IS-SAID…
  sql "begin; alter table audit disable trigger audit_stays; create table kept as table audit; create table kept_head as table audit_head; $1; alter table audit enable trigger audit_stays; commit" ||
    fail "tamper: $1"
  "$jiancha" audit verify >"$work/audit"
  same "$1: exit 1" 1 $?
  shift
  same "named" "$*" "$(sed '$d' "$work/audit" | paste -sd ';')"
  sql 'begin; alter table audit disable trigger audit_stays; delete from audit; insert into audit table kept; update audit_head set (n, hash) = (select n, hash from kept_head); drop table kept, kept_head; alter table audit enable trigger audit_stays; commit'
}
tamper "update audit set about = 'wang region' where n = 1" 'line 1: changed, or the hash of the line before it was'
tamper "update audit set at = at + interval '1 microsecond' where n = 4" 'line 4: changed, or the hash of the line before it was'
tamper "update audit set who = 'x' where n in (3, 7)" 'line 3: changed, or the hash of the line before it was;line 7: changed, or the hash of the line before it was'
tamper 'delete from audit where n = 5' 'line 5: missing'
tamper 'delete from audit where n in (1, 2)' 'line 1: missing;line 2: missing'
tamper 'delete from audit where n = 9' 'line 9: missing'
tamper 'delete from audit where n = 9; update audit_head set n = 8' 'line 8: not the one that the head of the log has the hash of'
tamper "insert into audit values (10, now(), 'x', 'x', '', '')" 'line 10: changed, or the hash of the line before it was;line 10: behind the head of the log, which does not know of it'
tamper "update audit set about = 'x', hash = sha256('x') where n = 6" 'line 6: changed, or the hash of the line before it was;line 7: changed, or the hash of the line before it was'
"$jiancha" audit verify >"$work/audit"; same 'whole again' 0 $?

# --- signing in
same 'where one wanted to go' '303 /login?to=%2Falerts%3Flevel%3Dred' "$(browser wang '/alerts?level=red')"
same 'the form' 200 "$(browser wang /login)"
same 'a wrong password' 401 "$(sign wang wang 'Xinyong-2026 坏')"
same 'a login that is none' 401 "$(sign wang nobody "$password")"
same 'the same sentence for both' 1 "$(grep -c '登录名或密码不对' "$work/wang.page")"
same 'no session so far' 0 "$(sql 'select count(*) from session')"
planted=$(printf '%064d' 7)
printf '127.0.0.1\tFALSE\t/\tFALSE\t0\tjiancha\t%s\n' "$planted" >>"$work/wang.jar"
same 'the right one leads on' '303 /alerts?level=red' "$(sign wang wang "$password" --data-urlencode 'to=/alerts?level=red')"
id=$(cookie wang)
same 'a session of 256 bits' 64 "${#id}"
[ "$id" != "$planted" ] && ok 'which is new, not the one that somebody planted' || fail 'the planted id is in use'
same 'the cookie' 1 "$(grep -ci "^set-cookie: jiancha=$id; Path=/; HttpOnly; SameSite=Strict.\$" "$work/wang.head")"
same 'pages' 200 "$(browser wang /)"
same 'that say for whom' 1 "$(grep -c '市审批局（退出）' "$work/wang.page")"
same 'kept by no proxy' 1 "$(grep -ci '^cache-control: private, no-cache' "$work/wang.head")"
same 'the planted id is nobody' '303 /login' "$(command curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -b "jiancha=$planted" "$url/" | sed "s#$url##")"
same 'two ids at once are nobody' '303 /login' "$(command curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -b "jiancha=$planted; jiancha=$id" "$url/" | sed "s#$url##")"
same 'not led to another server' '303 /today' "$(sign away wang "$password" --data-urlencode 'to=//evil.example/')"
sign wang wang "$password" >"$work/code"
[ "$(cookie wang)" != "$id" ] && ok 'signed in anew: another id' || fail 'the same id twice'
former() { [ "$(command curl -s -o /dev/null -w '%{http_code}' -b "jiancha=$id" "$url/")" = 303 ]; }
await 5 former && ok 'and the former one is over' || fail 'the former session lives on'
same 'behind TLS: the cookie says so' 1 "$(sign secure wang "$password" -H 'X-Forwarded-Proto: https' >"$work/code"
  form=$(command curl -s -H 'X-Forwarded-Proto: https' -D "$work/tls.head" "$url/login" | sed -n 's/.*name="form" value="\([^"]*\)".*/\1/p')
  command curl -s -o /dev/null -D - -H 'X-Forwarded-Proto: https' -b "__Host-jiancha-form=$form" --data-urlencode "form=$form" --data-urlencode login=wang \
    --data-urlencode "password=$password" "$url/login" | grep -ci '^set-cookie: __Host-jiancha=[0-9a-f]*; Path=/; HttpOnly; SameSite=Strict; Secure')"
sign hedong hedong "$password" >"$work/code"
browser hedong / >"$work/code"
same 'a county is a county' 1 "$(grep -c '河东区（退出）' "$work/hedong.page")"
browser wang / >"$work/code"
same 'and the bureau the bureau, in the same second' '1 0' "$(grep -c '市审批局（退出）' "$work/wang.page") $(grep -c '河东区（退出）' "$work/wang.page")"

# --- the other language: of this browser, whoever asks for the same page in the same second
browser wang /rules -H 'Accept-Language: en' >"$work/code"
same 'Chinese, whatever a browser prefers' 1 "$(grep -c '<html lang="zh-CN">' "$work/wang.page")"
same 'English by a switch that leads back' '303 /rules?x=1' "$(browser wang /language -d lang=en --data-urlencode 'to=/rules?x=1')"
browser wang /rules >"$work/code"
same 'the page in English' '1 1' "$(grep -c '<html lang="en">' "$work/wang.page") $(grep -c 'Beyond the statutory limit' "$work/wang.page")"
browser wang /rankings >"$work/code"
same 'a kept page likewise' 1 "$(grep -c '<html lang="en">' "$work/wang.page")"
browser wang /none >"$work/code"
same 'and one that is not there' 1 "$(grep -c '<h1>No such page</h1>' "$work/wang.page")"
command curl -s -b "jiancha=$(cookie wang)" "$url/rankings" >"$work/other.page"
same 'in the same session another browser reads Chinese' 1 "$(grep -c '<html lang="zh-CN">' "$work/other.page")"
said='' # by whichever of the threads it is answered
for i in {1..12}; do
  for lang in en zh-CN en; do
    said+=$(command curl -s -b "jiancha=$(cookie wang); jiancha-lang=$lang" "$url/alerts?page=0" | grep -c "<p>[^<]*$([ $lang = en ] && echo 参数 || echo parameter)")
  done
done
same 'a refused address, to each in its language' '' "${said//0/}"
same 'a language that is none' 400 "$(browser wang /language -d lang=xx -d to=/)"
same 'switched from another site' 403 "$(browser wang /language -H 'Sec-Fetch-Site: cross-site' -d lang=zh-CN -d to=/)"
same 'and back, not to another server' '303 /today' "$(browser wang /language -d lang=zh-CN --data-urlencode 'to=//evil.example/')"
browser wang / >"$work/code"
same 'Chinese again' 1 "$(grep -c '<html lang="zh-CN">' "$work/wang.page")"

# --- forms that were forged, replayed or are not ours
same 'a sign-in form of another site' 403 "$(browser wang /login -d "login=wang&form=$planted" --data-urlencode "password=$password")"
same 'without its token' 403 "$(browser wang /login -d login=wang --data-urlencode "password=$password")"
browser wang /logout >"$work/code"
csrf=$(hidden wang csrf)
same 'who is signed in' 1 "$(grep -c '<strong>wang</strong>' "$work/wang.page")"
browser hedong /logout >"$work/code"
same 'no token' 403 "$(browser wang /logout -d x=1)"
same 'the token of another session' 403 "$(browser wang /logout -d "csrf=$(hidden hedong csrf)")"
same 'sent from another site' 403 "$(browser wang /logout -H 'Sec-Fetch-Site: cross-site' -d "csrf=$csrf")"
same 'no form' 415 "$(browser wang /logout -H 'Content-Type: text/plain' -d "csrf=$csrf")"
same 'a form that is none' 400 "$(browser wang /logout -d "csrf=$csrf&x=%zz")"
same 'a method that the page has not' '405 GET, HEAD, POST' "$(browser wang /logout -X PUT -d "csrf=$csrf") $(sed -n 's/^Allow: //p' "$work/wang.head" | tr -d '\r')"
same 'nobody' 401 "$(command curl -s -o /dev/null -w '%{http_code}' -d "csrf=$csrf" "$url/logout")"
id=$(cookie wang)
same 'the right one' '303 /login' "$(browser wang /logout -H 'Sec-Fetch-Site: same-origin' -d "csrf=$csrf")"
same 'the browser forgets what it was shown' 1 "$(grep -ci '^clear-site-data: "cache"' "$work/wang.head")"
same 'the cookie is gone' '' "$(cookie wang)"
same 'and was good for this session alone' '303 /login' "$(command curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -b "jiancha=$id" "$url/" | sed "s#$url##")"
same 'the form sent once more' 401 "$(command curl -s -o /dev/null -w '%{http_code}' -b "jiancha=$id" -d "csrf=$csrf" "$url/logout")"

# --- one's own password, changed on the pages
printf '%s\n' "$password" | user add qian --role bureau; same 'an account to change' 0 $?
sign qian qian "$password" >"$work/code"
sign qian2 qian "$password" >"$work/code"
browser qian /password >"$work/code"
qcsrf=$(hidden qian csrf)
renew() { browser "${jar:-qian}" /password --data-urlencode "csrf=$qcsrf" --data-urlencode "old=$1" --data-urlencode "new=$2" --data-urlencode "again=${3-$2}"; }
same 'not without its token' 403 "$(browser qian /password --data-urlencode "old=$password" --data-urlencode 'new=Newest-2029 q' --data-urlencode 'again=Newest-2029 q')"
same 'two that differ, a weak one, the same, an empty one' '400 400 400 400' "$(renew "$password" 'Newest-2029 q' 'Newest-2029 r') $(renew "$password" short1A) $(renew "$password" "$password") $(renew "$password" '')"
before=$(sql "select count(*) from audit where who = 'qian' and what = 'login.failed'")
same 'a wrong old one' 403 "$(renew 'Xinyong-2026 坏' 'Newest-2029 q')"
same 'is counted as at signing in' $((before + 1)) "$(sql "select count(*) from audit where who = 'qian' and what = 'login.failed'")"
same 'nothing has changed' '303 /today' "$(sign qian3 qian "$password")"
same 'the right one' 200 "$(renew "$password" 'Newest-2029 q')"
same 'this session stays, the others end' '200 1' "$(browser qian /password) $(sql "select count(*) from session where login = 'qian'")"
out() { led qian2 /rules '303 /login?to=%2Frules'; }
await 10 out && ok 'the other browser is led to sign in' || fail 'the other session goes on'
same 'the old password is over, the new one holds' '401 303 /today' "$(sign qian4 qian "$password") $(sign qian4 qian 'Newest-2029 q')"
same 'it is in the log' 1 "$(sql "select count(*) from audit where who = 'qian' and what = 'user.passwd'")"
for i in 1 2 3 4 5; do renew 'Xinyong-2026 坏' 'Newest-2030 q' >"$work/code"; done
same 'guessing locks the account' '403 401' "$(renew 'Newest-2029 q' 'Newest-2030 q') $(sign qian5 qian 'Newest-2029 q')"

# --- limits
for i in 1 2 3 4 5; do sign guess li "guess-$i" >"$work/code"; done
same 'after five wrong passwords the right one is refused' 401 "$(sign guess li 'Another-2027 x')"
lines=$(sql 'select count(*) from audit')
for i in 1 2 3; do sign guess li "guess-$i" >"$work/code"; done
same 'guessing on fills no log' "$lines" "$(sql 'select count(*) from audit')"
same 'the audit log has it' 'login.failed login.failed login.failed login.failed login.locked' \
  "$(sql "select what from audit where who = 'li' order by n" | paste -sd ' ')"
sql "update account set locked_until = now() - interval '1 second' where login = 'li'"
same 'when the time is over it is taken again' '303 /today' "$(sign guess li 'Another-2027 x')"
sign wang wang "$password" >"$work/code"
sql "update session set seen = now() - interval '29 minutes' where login = 'wang'"
sleepless() { [ "$(sql "select count(*) from session where login = 'wang' and seen > now() - interval '1 minute'")" -gt 0 ] || { browser wang / >"$work/code"; false; }; }
await 5 sleepless && ok 'a session that is used stays' || fail 'a session of 29 minutes is over'
sql "update session set seen = now() - interval '31 minutes'"
await 5 led wang / '303 /login' && ok 'half an hour without a request ends it' || fail 'an idle session lives on'
sign wang wang "$password" >"$work/code"
same 'signed in' 200 "$(browser wang /)"
sql "update session set created = now() - interval '13 hours'"
await 5 led wang / '303 /login' && ok 'twelve hours end it, whatever it does' || fail 'an old session lives on'
for change in passwd disable remove; do
  add zhao --role bureau
  sign zhao zhao "$password" >"$work/code"
  same "zhao is in" 200 "$(browser zhao /)"
  printf '%s\n' 'Changed-2028 y' | user $change zhao
  await 5 led zhao / '303 /login' && ok "$change ends his sessions" || fail "$change: his session lives on"
  [ $change = disable ] && same 'a disabled account cannot sign in' 401 "$(sign zhao zhao "$password")"
  [ $change = remove ] || user remove zhao
done

# --- 今日 counts what is new from the visit before: a sign-in, or the page after half an hour without it
sign hedong hedong "$password" >"$work/code"
visited() { browser hedong "${1:-/today}" >"$work/code"; sed -n 's/.*id="news"[^>]*><strong>\(.*\) 以来<\/strong>.*/\1/p; s/.*id="news"[^>]*><strong>上次查看（\(.*\)）以来<\/strong>.*/\1/p' "$work/hedong.page"; }
seen() { sql "update account set today_seen = $1 where login = 'hedong'"; }
long_ago() { sql "update session set created = now() - interval '5 hours' where login = 'hedong'"; }
moment="(date_trunc('day', now() at time zone 'Asia/Shanghai') - interval '6 hours 58 minutes') at time zone 'Asia/Shanghai'" # 17:02 of yesterday
sql "update account set today_seen = null, visited = null where login = 'hedong'"
same 'never before: from yesterday on' "$(TZ=CST-8 date -d '-1 day' +%F) 00:00" "$(visited)"
seen "$moment"
same 'after a sign-in: from the visit before' '昨天 17:02' "$(visited)"
same 'and within the visit likewise' '昨天 17:02' "$(visited)"
seen "now() - interval '29 minutes'" && long_ago
same 'also after 29 minutes' '昨天 17:02' "$(visited)"
seen "now() - interval '3 days'"
shown=$(visited)
same 'after half an hour: another visit' "$(sql "select to_char(visited at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') from account where login = 'hedong'")" "$shown"
same 'that began then' t "$(sql "select visited < now() - interval '2 days' and today_seen > now() - interval '1 minute' from account where login = 'hedong'")"
seen "$moment" && sql "update account set visited = null where login = 'hedong'"
for path in /today.csv /cases /api/v1/alerts; do browser hedong $path >"$work/code"; done
command curl -s -I -o /dev/null -b "jiancha=$(cookie hedong)" "$url/today"
same 'a file, another page, HEAD are no visit' t "$(sql "select today_seen = $moment and visited is null from account where login = 'hedong'")"
same 'the address has the last word' '2001-01-01 00:00' "$(visited '/today?since=2001-01-01T00:00:00%2B08:00')"
sql "set role jiancha_web; update account set visited = now()" && fail 'the pages may write accounts' || ok 'the pages may write no account'
same 'a session that is none has no visit' '' "$(sql "set role jiancha_web; select session_visit('\\x00')")"

# --- tokens of programs
bearer() { command curl -s -m 30 -o "$work/api" -w '%{http_code}' -H "Authorization: $1" "$url${2:-/api/v1/alerts}"; }
token=$(user token add hedong program --days 30)
api_code() { [ "$(bearer "Bearer $token")" = "$1" ]; }
same 'the API without a token' '401 unauthorized' "$(command curl -s -o "$work/api" -w '%{http_code}' "$url/api/v1/alerts") $(jq -r .error.code "$work/api")"
same 'with one' 200 "$(bearer "Bearer $token")"
same 'a page is no file' 200 "$(bearer "Bearer $token" '/alerts?level=red')"
same 'a file' 200 "$(bearer "Bearer $token" '/alerts.csv?level=red')"
same 'is a line of the audit log' 'hedong /alerts.csv?level=red' "$(sql "select who || ' ' || about from audit where what = 'export' and about like '/alerts%'")"
sql 'revoke execute on function export_noted(text, text) from jiancha_web'
same 'a file that the audit log cannot have is held back, and pages go on' '503 200' "$(bearer "Bearer $token" /alerts.csv) $(bearer "Bearer $token" /alerts)"
sql 'grant execute on function export_noted(text, text) to jiancha_web'
same 'in whatever case' 200 "$(bearer "bearer $token")"
for what in "Bearer $planted" "Bearer ${token}0" "Bearer" "Basic $token" "Bearer $token x"; do same "no token: ${what%% *}" 401 "$(bearer "$what")"; done
same 'two are none' 401 "$(command curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" -H "Authorization: Bearer $planted" "$url/api/v1/alerts")"
same 'a bad token beside a good session is nobody' 401 "$(sign wang wang "$password" >"$work/code"; browser wang /api/v1/alerts -H "Authorization: Bearer $planted")"
sql "update api_token set expires = now() where name = 'program'"
await 5 api_code 401 && ok 'when it has expired it is none' || fail 'an expired token is good'
user token remove hedong program
token=$(user token add hedong program)
same 'another one' 200 "$(bearer "Bearer $token")"
user token remove hedong program
await 5 api_code 401 && ok 'taken back it is none' || fail 'a token that was taken back is good'

# --- a gateway's word, on its socket alone
gate() { # FLAG… PATH
  command curl -s -m 30 --unix-socket "$work/gate" -o "$work/gate.page" -D "$work/gate.head" -w '%{http_code} %{redirect_url}' "${@:1:$#-1}" "http://gate${!#}" | sed 's#http://gate##; s/ *$//'
}
same 'the header from anywhere else says nothing' '303 /login' "$(browser forger / -H 'X-Remote-User: wang')"
same 'at the gateway it is believed' '200 1' "$(gate -H 'X-Remote-User: hedong' /) $(grep -c '河东区（退出）' "$work/gate.page")"
id=$(sed -n 's/^Set-Cookie: jiancha=\([0-9a-f]*\);.*/\1/p' "$work/gate.head")
same 'with a session' 64 "${#id}"
same 'that is used' '200 0' "$(gate -H 'X-Remote-User: hedong' -b "jiancha=$id" /alerts) $(grep -ci '^set-cookie' "$work/gate.head")"
same 'nobody in the header: nobody' '303 /login' "$(gate -b "jiancha=$id" /)"
same 'another name: another session' '200 1 1' "$(gate -H 'X-Remote-User: wang' -b "jiancha=$id" /) $(grep -c '市审批局（退出）' "$work/gate.page") $(grep -ci '^set-cookie: jiancha=' "$work/gate.head")"
same 'two names are none' '303 /login' "$(gate -H 'X-Remote-User: wang' -H 'X-Remote-User: hedong' /)"
same 'a name without an account' 403 "$(gate -H 'X-Remote-User: nobody' /)"
same 'its session is good there alone' '303 /login' "$(command curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -b "jiancha=$id" "$url/" | sed "s#$url##")"
same 'a form by its word alone is not taken' 401 "$(gate -H 'X-Remote-User: wang' -d x=1 /logout)"
same 'the socket is not for everybody' '660' "$(stat -c %a "$work/gate")"

# --- every route without signing in
open=0
while IFS='|' read -r kind method pattern; do
  path=${pattern//\*/2026-10}
  code=$(command curl -s -m 30 -o /dev/null -w '%{http_code}' -X "$method" "$url$path")
  case "$kind $method $code" in
    'ROUTE GET 303' | 'ROUTE GET 401' | 'ROUTE POST 401' | 'ROUTE PUT 401') ;;
    OPEN*) open=$((open + 1)) ;;
    *) fail "$method $path without signing in: $code" ;;
  esac
done < <(sed -n 's/^\(ROUTE\|OPEN\)(\([A-Z]*\), "\([^"]*\)".*/\1|\2|\3/p' reports/web/routes.def)
[ $open -ge 4 ] && ok 'no other route is open to who has not signed in' || fail 'the route table was not read'
for path in healthz metrics style.css; do same "$path is" 200 "$(command curl -s -o /dev/null -w '%{http_code}' "$url/$path")"; done
"$jiancha" audit verify >"$work/audit"; same 'the audit log is whole after all this' 0 $?
kill $serve
wait $serve

# --- no secret anywhere
same 'no password in the database' 0 "$(sql "select count(*) from account where hash not like '\$y\$%'")"
same 'and only its hash of a token' 0 "$(user token add wang kept >"$work/token" && sql "select count(*) from api_token where encode(id, 'hex') = '$(cat "$work/token")'")"
secrets() { printf '%s\n' "$password" 'Another-2027 x' 'Changed-2028 y' 'Newest-2029 q' "$(cat "$work/token")" "$token" "$id" "$csrf" "$(cookie wang)"; }
secrets | grep . >"$work/secrets"
for log in serve.log user.log; do same "none in $log" 0 "$(grep -cF -f "$work/secrets" "$work/$log")"; done
same 'none in the audit log' 0 "$(sql 'select a from audit a' | grep -cF -f "$work/secrets")"
same 'none in the log of the database' 0 "$(grep -cF -f "$work/secrets" "$TEST_WORK/pg/log")"
exit $bad
