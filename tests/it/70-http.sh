#!/bin/bash
# The HTTP server against what is no honest request: two readings of one message, bodies that never come, a database that takes connections and
# says nothing.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database http' || give_up 'no database'
export JIANCHA_CONFIG=$PWD/config JIANCHA_DATABASE="$pg dbname=http"
"$jiancha" serve --listen 127.0.0.1:0 --port-file "$work/port" >"$work/serve.log" 2>&1 &
pids+=($!)
await 20 test -s "$work/port" || give_up 'no pages'
port=$(cat "$work/port")
url=http://127.0.0.1:$port

# Status lines of all that is answered to these bytes, until the server closes or says nothing for 2 s.
ask() { # BYTES (printf)
  exec 9<>"/dev/tcp/127.0.0.1/$port" || return
  printf "$1" >&9
  timeout 2 cat <&9 | tr -d '\r' | sed -n 's,^HTTP/1.1 \([0-9]*\) .*,\1,p' | tr '\n' ' '
  exec 9>&-
}
H='Host: x\r\n'
next="GET /metrics HTTP/1.1\r\n$H\r\n"
same 'a plain request' '200 ' "$(ask "GET /healthz HTTP/1.1\r\n${H}\r\n")"
same 'two in one connection' '200 200 ' "$(ask "GET /healthz HTTP/1.1\r\n$H\r\nGET /healthz HTTP/1.1\r\n$H\r\n")"
while IFS='|' read -r what bytes; do
  same "$what" 400 "$(ask "GET /healthz HTTP/1.1\r\n$bytes\r\n" | tr ' ' '\n' | sort -u)" # the library may say it once more
  case "$(ask "GET /healthz HTTP/1.1\r\n$bytes\r\n$next")" in # the connection may be gone before the answer is read
    '' | '400 ') ok "$what: nothing behind it is answered" ;;
    *) fail "$what: what stands behind it is answered" ;;
  esac
done <<'LIST'
two lengths|Host: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n
a length that is none|Host: x\r\nContent-Length: +0\r\n
a folded length|Host: x\r\nContent-Length:\r\n 44\r\n
a folded encoding|Host: x\r\nTransfer-Encoding:\r\n chunked\r\n
length and encoding|Host: x\r\nContent-Length: 44\r\nTransfer-Encoding: chunked\r\n
a blank before the colon|Host: x\r\nTransfer-Encoding : chunked\r\n
a control character in a name|Host: x\r\n\x0bTransfer-Encoding: chunked\r\n
two hosts|Host: x\r\nHost: y\r\n
LIST
same 'another method' 405 "$(curl -s -o "$work/out" -w '%{http_code}' -X POST -d x=1 "$url/")"
same 'NUL in the address' 400 "$(curl -s -o "$work/out" -w '%{http_code}' "$url/cases/a%00b")"
same 'no way up' 400 "$(curl -s -o "$work/out" -w '%{http_code}' --path-as-is "$url/../../etc/passwd")"

# A body that comes byte by byte: the connection ends long before its body does.
exec 9<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n' >&9
(while printf x; do sleep 1; done) >&9 2>"$work/drip.err" &
drip=$!
pids+=($drip)
timeout 20 cat <&9 >"$work/drip.out" 2>>"$work/drip.err"
[ $? -ne 124 ] && ok 'a body without an end: cut' || fail 'a body without an end: still open after 20 s'
kill $drip 2>/dev/null
exec 9>&-

# PostgreSQL stands still: it still takes connections. Pages say 503, those that need no database are answered meanwhile.
master=$(head -n 1 "$TEST_WORK/pg/data/postmaster.pid")
pause() { kill "-$1" "$master" || give_up 'the database cannot be stopped'; }
trap 'kill -CONT "$master"; finish' EXIT
pause STOP
for i in 1 2 3 4 5 6; do
  curl -s -m 20 -o "$work/page.$i" -w '%{http_code}\n' "$url/" >"$work/code.$i" &
  asked[i]=$!
done
slow=0
for i in 1 2 3 4 5 6; do
  [ "$(curl -s -m 8 -o "$work/out" -w '%{http_code}' "$url/healthz")" = 200 ] || slow=$((slow + 1))
done
[ $slow -eq 0 ] && ok 'healthz is answered' || fail "healthz: $slow of 6 were not answered"
wait "${asked[@]}"
same 'pages say 503' '503 503 503 503 503 503 ' "$(cat "$work"/code.* | tr '\n' ' ')"
pause CONT
trap finish EXIT
exit $bad
