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
token=$(printf %064d 1) # of the right form; nobody can say whose it is, for there is no database
A="Authorization: Bearer $token\r\n"

ask() { tests/tools/raw "$port" <<<"$1"; } # the statuses of all that is answered to these bytes, and whether the server closes
once() { tr ' ' '\n' | uniq | paste -sd ' '; } # where the library refuses by itself it may say so twice
times() { # N TEXT, with @ for the number
  local i
  for ((i = 0; i < $1; i++)); do printf '%s' "${2//@/$i}"; done
}
G='GET /healthz HTTP/1.1\r\n'
H='Host: x\r\n'
next="GET /metrics HTTP/1.1\r\n$H\r\n"
same 'a plain request' '200 open' "$(ask "$G$H\r\n")"
same 'two in one connection' '200 200 closed' "$(ask "$G$H\r\n$G${H}Connection: close\r\n\r\n")"
same 'parameters' '503 closed' "$(ask "GET /alerts?level=red&month=2026-10 HTTP/1.1\r\n$A${H}Connection: close\r\n\r\n")"
same 'HTTP/1.0, as proxies speak it' '200 closed' "$(ask "GET /healthz HTTP/1.0\r\n\r\n")"
same 'an empty line before it' '200 closed' "$(ask "\r\n$G${H}Connection: close\r\n\r\n")"
same 'a body that nobody reads' '200 closed' "$(ask "$G${H}Content-Length: 4\r\nConnection: close\r\n\r\nabcd")"
same 'blanks around a value' '200 closed' "$(ask "${G}Host:\tx\r\nX:\r\nConnection:   close\r\n\r\n")"
same 'no upgrade' '200 closed' "$(ask "$G${H}Connection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n")"
names=() requests=()
while IFS='|' read -r what bytes; do
  [ "${bytes#%%}" = "$bytes" ] && whole="$G$bytes\r\n" || whole=${bytes#%%}
  names+=("$what" "$what: nothing behind it is answered")
  requests+=("$whole" "$whole$next")
done <<'LIST'
two lengths|Host: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n
twice the same length|Host: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n
a list of lengths|Host: x\r\nContent-Length: 0, 0\r\n
a length that is none|Host: x\r\nContent-Length: +0\r\n
a length below 0|Host: x\r\nContent-Length: -1\r\n
NUL in a length|Host: x\r\nContent-Length: 4\0 4\r\n
a folded length|Host: x\r\nContent-Length:\r\n 44\r\n
a folded encoding|Host: x\r\nTransfer-Encoding:\r\n chunked\r\n
a folded field|Host: x\r\nX: a\r\n b\r\n
a folded field first| Host: x\r\n
length and encoding|Host: x\r\nContent-Length: 44\r\nTransfer-Encoding: chunked\r\n
chunks|Host: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n
chunks that are none|Host: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n
an encoding nobody knows|Host: x\r\nTransfer-Encoding: xchunked\r\n
a blank before the colon|Host: x\r\nTransfer-Encoding : chunked\r\n
a control character in a name|Host: x\r\n\x0bTransfer-Encoding: chunked\r\n
a field without a name|Host: x\r\n: x\r\n
a field without a colon|Host: x\r\nabc\r\n
NUL in a name|Host: x\r\nX\0Y: a\r\n
NUL in a value|Host: x\r\nX: a\0b\r\n
a control character in a value|Host: x\r\nX: a\x01b\r\n
a bare CR|Host: x\r\nX: a\rContent-Length: 4\r\n
a bare LF|Host: x\nX: y\r\n
two hosts|Host: x\r\nHost: y\r\n
no host|X: y\r\n
a blank behind the host's name|%%GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n
bare LFs only|%%GET /healthz HTTP/1.1\nHost: x\n\n
another server's address|%%GET http://y/healthz HTTP/1.1\r\nHost: x\r\n\r\n
two blanks|%%GET  /healthz HTTP/1.1\r\nHost: x\r\n\r\n
a blank in the target|%%GET /health z HTTP/1.1\r\nHost: x\r\n\r\n
a tab|%%GET\t/healthz HTTP/1.1\r\nHost: x\r\n\r\n
NUL in the target|%%GET /healthz\0x HTTP/1.1\r\nHost: x\r\n\r\n
HTTP/0.9|%%GET /healthz\r\n\r\n
a version in small letters|%%GET /healthz http/1.1\r\nHost: x\r\n\r\n
LIST
mapfile -t answers < <(printf '%s\n' "${requests[@]}" | tests/tools/raw "$port")
for i in "${!names[@]}"; do same "${names[i]}" '400 closed' "$(once <<<"${answers[i]}")"; done
# byte by byte it is the same
same 'in pieces' '200 closed' "$(tests/tools/raw "$port" split <<<"$G${H}X: y\r\nConnection: close\r\n\r\n")"
same 'in pieces, a bare LF' '400 closed' "$(tests/tools/raw "$port" split <<<"$G${H}X: y\n\r\n")"
same 'in pieces, NUL in a length' '400 closed' "$(tests/tools/raw "$port" split <<<"$G${H}Content-Length: 4\0 4\r\n\r\n")"
same '500 parameters' '400 closed' "$(ask "GET /alerts?$(times 500 '&p@=1') HTTP/1.1\r\n$H\r\n")"
same 'a long name twice' '400 closed' "$(ask "GET /alerts?$(times 2000 x)=1&$(times 2000 x)=2 HTTP/1.1\r\n$H\r\n")"
same '1000 fields' '431 closed' "$(ask "$G$H$(times 1000 'X@: a\r\n')\r\n" | once)"
same '900 cookies' '431 closed' "$(ask "$G${H}Cookie: $(times 900 'a;')\r\n\r\n" | once)"
same 'a field of 40 KB' '431 closed' "$(ask "$G${H}X: $(times 4000 0123456789)\r\n\r\n")"
same 'a target of 40 KB' '414 closed' "$(ask "GET /$(times 4000 0123456789) HTTP/1.1\r\n$H\r\n")"
same 'a length beyond all numbers' '413 closed' "$(ask "$G${H}Content-Length: 99999999999999999999\r\n\r\n$next" | once)"
same 'a body of 262145 bytes' '413 closed' "$(ask "$G${H}Content-Length: 262145\r\n\r\n")"
for version in 2.0 9.9; do same "HTTP/$version" '505 closed' "$(ask "GET /healthz HTTP/$version\r\n$H\r\n")"; done
same 'a method in small letters' '405 closed' "$(ask "get /healthz HTTP/1.1\r\n${H}Connection: close\r\n\r\n")"
for what in 'OPTIONS *' 'CONNECT x:80' 'TRACE /' 'DELETE /'; do
  same "$what" '405 closed' "$(ask "$what HTTP/1.1\r\n${H}Connection: close\r\n\r\n")"
done
for what in 'GET' 'GET\t/\tHTTP/1.1' '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'; do # what is no HTTP at all gets no answer
  same "no HTTP: $what" 'closed' "$(ask "$what\r\n\r\n")"
done
same 'another method' 405 "$(curl -s -o "$work/out" -w '%{http_code}' -X POST -d x=1 "$url/")"
same 'NUL in the address' 400 "$(curl -s -o "$work/out" -w '%{http_code}' "$url/cases/a%00b")"
same 'no way up' 400 "$(curl -s -o "$work/out" -w '%{http_code}' --path-as-is "$url/../../etc/passwd")"
for up in '..%2f..%2fetc%2fpasswd' '%2e%2e/etc/passwd' 'charts/../../etc/passwd' 'charts/..%2f..%2fetc%2fpasswd' 'style.css/..%2f..' 'orders/..%2f..%2fetc%2fpasswd.html'; do
  code=$(curl -s -o "$work/out" -w '%{http_code}' --path-as-is "$url/$up")
  [[ $code == @(400|404|503) ]] && ! grep -q root: "$work/out" && ok "no way up: $up" || fail "$up: $code"
done
same 'alive after all this' 200 "$(curl -s -o "$work/out" -w '%{http_code}' "$url/healthz")"

# What comes byte by byte, each in time for an idle limit: the connection ends long before that does.
dripped() { # NAME SECONDS BEGINNING
  exec 9<>"/dev/tcp/127.0.0.1/$port"
  printf "$3" >&9
  (while printf x; do sleep 1; done) >&9 2>"$work/drip.err" &
  local drip=$!
  pids+=($drip)
  timeout "$2" cat <&9 >"$work/drip.out" 2>>"$work/drip.err"
  [ $? -ne 124 ] && ok "$1 without an end: cut" || fail "$1 without an end: still open after $2 s"
  kill $drip 2>/dev/null
  exec 9>&-
}
dripped 'a head' 30 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: '
dripped 'a body' 20 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n'

# Connections on which nobody says anything: one address has a hundred and no more, others are answered meanwhile, and they end by themselves.
python3 - "$port" <<'PYTHON'
import socket, sys, time
bad, port = False, int(sys.argv[1])
def check(what, good):
    global bad
    bad |= not good
    print(f"{'ok  ' if good else 'FAIL'} 70-http: {what}")
def connect(source):
    return socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(source, 0))
def answered(source):
    try:
        with connect(source) as s:
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return s.recv(100).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False
idle = []
def full():  # again where this machine was so slow that the first ones were let go meanwhile
    idle.extend(connect("127.0.0.9") for _ in range(100))
    return not answered("127.0.0.9")
check("the next one of this address is not answered", any(full() for _ in range(20)))
check("another address is", answered("127.0.0.10"))
def ended(s):
    try:
        return s.recv(1) == b""
    except ConnectionError:
        return True
check("who says nothing is let go", all(ended(s) for s in idle))  # (none of them within 20 s: an exception)
until = time.monotonic() + 20
while not (again := answered("127.0.0.9")) and time.monotonic() < until:
    time.sleep(0.1)
check("and its address is answered again", again)
sys.exit(bad)
PYTHON
[ $? -eq 0 ] || bad=1

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
