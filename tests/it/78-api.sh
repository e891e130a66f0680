#!/bin/bash
# What programs are told and what they get: docs/openapi.yaml against the routes and against the answers of a city with orders and bulletins; the stream
# of notices, which says each once, in order, to those who may see it, also when it is cut off, and holds up nobody.
. "$(dirname "$0")/lib.sh"
described() { # NAME [BASE]
  tests/tools/openapi-check ${2:+"$2"} >"$work/check" 2>&1 && ok "$1" || fail "$1: $(head -n 5 "$work/check")"
}
described 'docs/openapi.yaml says what the tables of addresses say'
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database api' || give_up 'no database'
export JIANCHA_DATABASE="$pg dbname=api" JIANCHA_CONFIG=$PWD/config JIANCHA_BROKERS
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
JIANCHA_BROKERS=$(cat "$work/bootstrap")
start_run --workers 1
today=$(TZ=CST-8 date +%F) now=$(TZ=CST-8 date +%FT%T+08:00)
from=$(date -d "${today%-*}-01 -2 months" +%F)
"$jiancha" simulate --seed 29 --from "$from" --to "$today" --until "$now" --cases 1500 >"$work/events.jsonl" 2>>"$work/run.log" || give_up simulate
"$jiancha" simulate-acts --config config --until "$now" "$work/events.jsonl" >"$work/acts.jsonl" || give_up simulate-acts
feed "$work/events.jsonl"
await_stored "$(wc -l <"$work/events.jsonl")"
"$jiancha" acts add --history "$work/acts.jsonl" >"$work/acts.out" 2>&1 || give_up "acts: $(tail -n 3 "$work/acts.out")"
await 120 settled || give_up 'not evaluated'

# --- the description; one bulletin is frozen, so that its text and its differences are there
"$jiancha" bulletin freeze "$(date -d "${today%-*}-01 -1 month" +%Y-%m)" --by zhang >"$work/freeze" 2>&1 # or the clerk has
described 'every address answers as it is described' "$url"
for path in /api /api/openapi.yaml; do
  same "$path is open to all" 200 "$(command curl -s -o "$work/said" -w '%{http_code}' "$url$path")"
done
alike 'it is the file' docs/openapi.yaml "$work/said"
command curl -s "$url/api" >"$work/page"
for path in /api/v1/alerts '/api/v1/cases/*' /readyz; do grep -q ">$path<" "$work/page" && ok "/api names $path" || fail "/api does not name $path"; done
same 'nothing else is' 401 "$(command curl -s -o "$work/said" -w '%{http_code}' "$url/api/v1/alerts")"

# --- each file that leaves is in the audit log, also one that was kept for somebody else
before=$(sql "select count(*) from audit where what = 'export'")
for i in 1 2 3; do
  same "a file, $i" 200 "$(curl -s -o "$work/said" -w '%{http_code}' "$url/bulletins/$(TZ=CST-8 date +%Y-%m).csv?table=overall")"
done
same 'three lines of the audit log' $((before + 3)) "$(sql "select count(*) from audit where what = 'export'")"
"$jiancha" audit verify >"$work/said" && ok 'which is whole' || fail "$(cat "$work/said")"

# --- as gzip, where that is asked for and holds no secret of a session
head_of() { curl -s -o "$work/bytes" -D "$work/head" "$@"; }
field() { sed -n "s/^$1: \(.*\)\r\$/\1/Ip" "$work/head"; }
month=$(date -d "${today%-*}-01 -1 month" +%Y-%m)
for path in "/api/v1/indicators?by=item&month=$month" "/rankings?month=$month" /style.css '/api/v1/acts?limit=100'; do
  head_of "$url$path"
  cp "$work/bytes" "$work/plain"
  tag=$(field ETag)
  same "$path plain" "|Accept-Encoding" "$(field Content-Encoding)|$(field Vary)"
  head_of -H 'Accept-Encoding: br, GZIP;q=0.5' "$url$path"
  same "$path as gzip" "gzip|Accept-Encoding" "$(field Content-Encoding)|$(field Vary)"
  gunzip -c <"$work/bytes" >"$work/unpacked" && alike "$path holds the same" "$work/plain" "$work/unpacked"
  packed=$(field ETag)
  if [ -n "$tag" ] && [ "$tag" != "$packed" ]; then ok "$path has a tag of its own"; else fail "$path: tags $tag $packed"; fi
  head_of -I -H 'Accept-Encoding: gzip' "$url$path"
  same "$path by HEAD" "gzip|$packed" "$(field Content-Encoding)|$(field ETag)"
  same "$path 304" 304 "$(curl -s -o "$work/bytes" -w '%{http_code}' -H 'Accept-Encoding: gzip' -H "If-None-Match: $packed" "$url$path")"
  same "$path plain 304" 304 "$(curl -s -o "$work/bytes" -w '%{http_code}' -H "If-None-Match: $tag" "$url$path")"
  same "$path any 304" 304 "$(curl -s -o "$work/bytes" -w '%{http_code}' -H 'If-None-Match: *' "$url$path")"
  same "$path: another form is not the same" 200 "$(curl -s -o "$work/bytes" -w '%{http_code}' -H "If-None-Match: $packed" "$url$path")"
done
for encoding in identity 'gzip;q=0' 'gzip; q=0.000' br gzipped; do
  head_of -H "Accept-Encoding: $encoding" "$url/style.css"
  same "Accept-Encoding: $encoding" '' "$(field Content-Encoding)"
done
for path in /alerts "/bulletins/$month.docx" /login; do
  head_of -H 'Accept-Encoding: gzip' "$url$path"
  same "$path is not packed" '' "$(field Content-Encoding)"
done
stop_run

# --- the stream
start_serve() { # PORT
  rm -f "$work/port"
  "$jiancha" serve --listen "127.0.0.1:$1" --port-file "$work/port" 2>>"$work/serve.log" &
  serve=$!
  pids+=($serve)
  await 20 test -s "$work/port" || give_up 'no pages'
  url=http://127.0.0.1:$(cat "$work/port")
}
account() { # LOGIN FLAG…: prints its token
  echo 'Tests-2026 stream' | "$jiancha" user add "$@" 2>>"$work/user.log" && "$jiancha" user token add "$1" tests 2>>"$work/user.log"
}
say() { # REGION FROM TO: so many changes, in one transaction
  sql "insert into outbox (at, kind, key, region, body) select now(), 'alert.raised', 'T-' || g, '$1',
    format('{\"v\":1,\"id\":\"%s\",\"kind\":\"alert.raised\",\"at\":\"2026-01-01T00:00:00+08:00\",\"region\":\"$1\",\"dept\":null,\"object\":{\"n\":%s}}', g, g) from generate_series($2, $3) g"
}
hear() { # NAME TOKEN [LAST]
  TOKEN=$2 tests/tools/listen "$url" "$work/$1.heard" ${3:+"$3"} 2>>"$work/$1.log" &
  pids+=($!)
  listener=$!
}
stands() { await 20 test -s "$work/$1.heard.open" || give_up "the stream of $1 does not begin"; }
heard() { [ -e "$work/$1.heard" ] && [ "$(wc -l <"$work/$1.heard")" -ge "$2" ]; }
numbers() { sed 's/.*"n":\([0-9]*\).*/\1/' "$work/$1.heard" | tr '\n' ' '; }
start_serve 0
port=$(cat "$work/port")
hedong=$(account hedong --role region --own 371312) luozhuang=$(account luozhuang --role region --own 371311)
hear all "$token"; hear hedong "$hedong"; hear luozhuang "$luozhuang"
last_listener=$listener
for l in all hedong luozhuang; do stands $l; done
say 371312 1 100
say 371311 101 101
await 20 heard all 101; await 20 heard hedong 100; await 20 heard luozhuang 1
same 'the bureau hears all, in order' "$(seq -s ' ' 1 101) " "$(numbers all)"
same 'a county its own' "$(seq -s ' ' 1 100) " "$(numbers hedong)"
same 'and nothing of another' '101 ' "$(numbers luozhuang)"
jq -e '.v == 1 and .kind == "alert.raised" and .object.n == 40' < <(sed -n 40p "$work/all.heard" | cut -d' ' -f3-) >"$work/jq.out" && ok 'each is the notice' || fail 'a notice'
hear resumed "$token" "$(sed -n 40p "$work/all.heard" | cut -d' ' -f1)"
await 20 heard resumed 61
same 'from Last-Event-ID on exactly the rest' "$(tail -n +41 "$work/all.heard")" "$(cat "$work/resumed.heard")"
same 'after= likewise' "$(sed -n 41p "$work/all.heard" | cut -d' ' -f1)" \
  "$(curl -sN -m 3 "$url/api/v1/stream?after=$(sed -n 40p "$work/all.heard" | cut -d' ' -f1)" | grep -A2 '^event' | sed -n 's/^id: //p' | head -n 1)"
for last in x 1 1.x -1.2 1.2.3; do
  same "after=$last" 400 "$(curl -s -o "$work/said" -w '%{http_code}' "$url/api/v1/stream?after=$last")"
done
# who has heard nothing yet comes again with the place that he was told first
quiet() { curl -sN -m 2 "$url/api/v1/stream" | sed -n 's/^id: //p' | tr -d '\r' | head -n 1; }
last=$(quiet)
hear quiet "$luozhuang" "$last"
say 371311 102 102
await 20 heard quiet 1 && same 'a stream that was silent goes on from its first place' '102 ' "$(numbers quiet)" || fail "from $last on nothing is heard: $(tail -n 1 "$work/quiet.log")"
await 20 heard all 102
same 'nobody hears without signing in' 401 "$(command curl -s -o "$work/said" -w '%{http_code}' "$url/api/v1/stream")"

# what began first and is committed last is not passed over
psql -qAtX "$JIANCHA_DATABASE" -c "begin; insert into outbox (at, kind, key, region, body) values (now(), 'alert.raised', 'T', '371312', '{\"object\":{\"n\":201}}');
  select pg_sleep(2); commit" >"$work/slow.out" 2>&1 &
slow=$!
begun() { [ "$(sql "select count(*) from pg_stat_activity where query like '%pg_sleep%' and backend_xid is not null and pid <> pg_backend_pid()")" = 1 ]; }
await 20 begun
say 371312 202 202
wait $slow
await 20 heard all 104
same 'a slow transaction is waited for' '201 202 ' "$(numbers all | cut -d' ' -f103-)"

# serve is killed; what is said in between is heard after it is back
kill -9 "$serve"; wait "$serve" 2>/dev/null
say 371312 301 350
start_serve "$port"
say 371312 351 400
await 30 heard all 204; await 30 heard hedong 202; await 30 heard resumed 164
same 'serve was killed: nothing is lost or said twice' "$(seq -s ' ' 1 102) 201 202 $(seq -s ' ' 301 400) " "$(numbers all)"
same 'to a county neither' "$(seq -s ' ' 1 100) 201 202 $(seq -s ' ' 301 400) " "$(numbers hedong)"
# one that is committed before the disk has it, and whom nobody else brings there soon
n=$(wc -l <"$work/all.heard")
sql "alter system set wal_writer_delay = '10s'" && sql 'select pg_reload_conf()' >/dev/null
late=$(PGOPTIONS='-c synchronous_commit=off' say 371311 401 401; sql 'select pg_current_wal_insert_lsn()')
await 20 heard all $((n + 1)) || fail 'the late one is not heard'
same 'what is told is on the disk' t "$(sql "select pg_current_wal_flush_lsn() >= '$late'")"
sql 'alter system reset wal_writer_delay' && sql 'select pg_reload_conf()' >/dev/null

# a token that is taken back
"$jiancha" user token remove luozhuang tests 2>>"$work/user.log"
gone() { ! kill -0 "$last_listener" 2>/dev/null; }
await 70 gone && grep -q 'refused: 401' "$work/luozhuang.log" && ok 'a stream ends with its token' || fail 'a stream goes on without its token'

# many that hear nothing hold up nobody
for i in $(seq 10); do account "many$i" --role auditor; done >"$work/tokens"
python3 - "$port" "$work/tokens" "$token" <<'PYTHON'
import socket, sys, time
port, tokens, reviewer = int(sys.argv[1]), open(sys.argv[2]).read().split(), sys.argv[3]
bad, held = False, []
def check(name, good):
    global bad
    bad |= not good
    print(f"{'ok  ' if good else 'FAIL'} 78-api: {name}")
def ask(path, token, source):
    s = socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(source, 0))
    s.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    return s, s.recv(4000).decode().split(" ")[1]
first = [ask("/api/v1/stream", tokens[0], "127.0.0.2") for _ in range(21)]
check("one login has 20 streams and no more", [c for _, c in first] == ["200"] * 20 + ["503"])
held += [s for s, _ in first]
codes = []
for i, token in enumerate(tokens[1:]):
    for _ in range(20):
        s, code = ask("/api/v1/stream", token, f"127.0.0.{3 + i // 4}")
        held.append(s)
        codes.append(code)
check(f"in all 200: {codes.count('200')} of these and {codes.count('503')} refused", codes.count("200") >= 175 and codes.count("503") >= 1)
took = []
for path in ["/healthz"] * 40 + ["/api/v1/alerts?limit=1"] * 10:
    at = time.monotonic()
    s, code = ask(path, reviewer, "127.0.0.1")
    took.append(time.monotonic() - at)
    s.close()
    bad |= code != "200"
check("meanwhile pages are answered", not bad and sorted(took)[25] < 2)
sys.exit(bad)
PYTHON
[ $? -eq 0 ] || bad=1

# one that does not read what it is sent is let go, and nobody waits for it; two hundred that are slow in every way slow nobody else
python3 - "$port" "$token" "$JIANCHA_DATABASE" "$work/all.heard" <<'PYTHON'
import socket, subprocess, sys, threading, time
port, token, database, heard = int(sys.argv[1]), *sys.argv[2:]
bad, N = False, 24000
def check(name, good):
    global bad
    bad |= not good
    print(f"{'ok  ' if good else 'FAIL'} 78-api: {name}")
def connect(source="127.0.0.1", room=None):
    s = socket.socket()
    if room:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    s.settimeout(60)
    s.bind((source, 0))
    s.connect(("127.0.0.1", port))
    return s
def head(method, path, more=""):
    return f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{more}".encode()
def took(path):
    at = time.monotonic()
    s = connect()
    s.sendall(head("GET", path, "Connection: close\r\n\r\n"))
    good = s.recv(200).startswith(b"HTTP/1.1 200")
    s.close()
    return time.monotonic() - at if good else None
def begin(source, room=None):
    s = connect(source, room)
    s.sendall(head("GET", "/api/v1/stream", "\r\n"))
    return s
def read_all(s):
    data, end = b"", time.monotonic() + 60
    try:
        while time.monotonic() < end and (part := s.recv(1 << 20)):
            data += part
    except OSError:
        pass
    return data
slow = begin("127.0.0.13", 4096)
slow.recv(1)  # it stands
before = open(heard).read().count("\n")
sql = f"""insert into outbox (at, kind, key, region, body) select now(), 'alert.raised', 'S-' || g, '371302', format(
  '{{"kind":"alert.raised","region":"371302","dept":null,"object":{{"pad":"%s"}}}}', repeat('x', 700)) from generate_series(1, {N}) g"""
subprocess.run(["psql", "-qAtX", database, "-c", sql], check=True)
meanwhile = [took("/healthz") for _ in range(20)] + [took("/api/v1/alerts?limit=1") for _ in range(10)]
until = time.monotonic() + 240
while open(heard).read().count("\n") < before + N and time.monotonic() < until:
    time.sleep(0.5)
ids = [line.split(" ")[0] for line in open(heard)][before:]
check("who reads hears all, once, while another does not read", len(ids) == len(set(ids)) == N)
check("and pages are answered", None not in meanwhile)
left = read_all(slow).count(b"event: ")
check(f"who does not read is let go, {left} of {N} on their way to him", left < N)

def drip(kind, source, held, lost):
    """One slow client, which begins anew when the server has had enough of it."""
    while not done.is_set():
        try:
            s = connect(source, 4096)
            held.append(s)
            if kind == "head":
                s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ")
            elif kind == "body":
                s.sendall(head("POST", "/api/v1/acts", "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n"))
            else:
                s.sendall(head("GET", "/api/v1/acts?limit=500", "\r\n"))
            while not done.wait(1):
                if kind != "answer":
                    s.sendall(b"x")
        except OSError:
            lost.append(kind)
            s.close()
            done.wait(0.2)
lazy = connect("127.0.0.14", 4096)  # asks for much and reads none of it
lazy.sendall(head("GET", "/api/v1/cases?limit=500", "\r\n") * 40)
done, held, lost = threading.Event(), [], []
clients = [threading.Thread(target=drip, args=(("head", "body", "answer")[i % 3], f"127.0.0.{20 + i // 50}", held, lost)) for i in range(200)]
for t in clients:
    t.start()
until = time.monotonic() + 60
while len(held) < 200 and time.monotonic() < until:
    time.sleep(0.05)
check(f"{len(held)} slow clients have come", len(held) >= 200)
times = [took(path) for path in ["/healthz"] * 40 + ["/api/v1/alerts?limit=1"] * 20]
check("others are answered as if they were not there", None not in times and sorted(times)[30] < 2)
until = time.monotonic() + 60
while not {"head", "body"} <= set(lost) and time.monotonic() < until:
    time.sleep(0.2)
check("who brings a head or a body byte by byte is let go", {"head", "body"} <= set(lost))
def let_go(s):  # the server's end is closed, though not all was taken
    table = open("/proc/net/tcp").read().split("\n")
    here = "%08X:%04X" % (int.from_bytes(socket.inet_aton(s.getsockname()[0]), "little"), s.getsockname()[1])
    return not any(row.split()[2] == here and row.split()[3] == "01" for row in table[1:] if row)
while not (gone := let_go(lazy)) and time.monotonic() < until + 30:
    time.sleep(0.2)
taken = read_all(lazy).count(b"HTTP/1.1 200 ")
check(f"who does not read his answers is let go, {taken} of 40 on their way to him", gone and 0 < taken < 40)
done.set()
for t in clients:
    t.join()
sys.exit(bad)
PYTHON
[ $? -eq 0 ] || bad=1
kill "$serve"
wait "$serve" && ok 'serve ends with its streams' || fail 'serve does not end well'
same 'nothing of this is a fault in the log' 0 "$(grep -c 'error: ' "$work/serve.log")"
exit $bad
