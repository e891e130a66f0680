#!/bin/bash
# Event files and standard output, without servers: every command that reads event files passes over the same, an error is not taken for
# the end of a file, and what could not be written is no success.
. "$(dirname "$0")/lib.sh"
as_of=2026-10-12T09:00:00+08:00
"$jiancha" simulate --seed 3 --cases 60 --from 2026-08-01 --to 2026-09-30 >"$work/plain.jsonl" || give_up simulate
replay() { "$jiancha" replay --config config --as-of $as_of --out "$work/$1" "${@:2}"; }
no=$(jq -r .case_no "$work/plain.jsonl" | head -n 1)
case_of() { "$jiancha" case "$no" --config config --as-of $as_of --json --file "$@"; }

# A mark in front, lines of blanks, CR LF, no end behind the last line, a pipe.
{ printf '\xef\xbb\xbf'; sed 's/$/\r/; 3a\ \t\n' "$work/plain.jsonl"; printf '\n   '; } >"$work/odd.jsonl"
replay plain "$work/plain.jsonl" >"$work/plain.sum" 2>&1 || give_up replay
replay odd - <"$work/odd.jsonl" >"$work/odd.sum" 2>&1 || give_up 'replay of standard input'
alike 'mark, blanks and line ends: the same sum' "$work/plain.sum" "$work/odd.sum"
diff -r "$work/plain" "$work/odd" >"$work/diff" && ok 'the same files' || fail "$(head -n 3 "$work/diff")"
case_of "$work/plain.jsonl" >"$work/plain.case"
case_of "$work/odd.jsonl" >"$work/odd.case"
alike 'the same case' "$work/plain.case" "$work/odd.case"

# A line that does not fit the memory, behind two that do.
{ head -n 2 "$work/plain.jsonl"; head -c 300M /dev/zero | tr '\0' x; echo; head -n 1 "$work/plain.jsonl"; } >"$work/long.jsonl"
lacks_memory() { # NAME COMMAND…
  local rc
  (ulimit -v 250000 && "${@:2}" >"$work/out" 2>"$work/err")
  rc=$?
  same "$1 without memory for a line: exit" 111 $rc
  grep -q "$3: out of memory" "$work/err" && ok "$1: names file and line" || fail "$(tail -n 1 "$work/err")"
}
long() { replay long "$work/long.jsonl"; }
lacks_memory replay long "$work/long.jsonl:3"
[ ! -e "$work/long/rejects.jsonl" ] && [ ! -e "$work/long/rejects.jsonl.part" ] && ok 'nothing is left of it' || fail "$(ls "$work/long")"
long() { case_of "$work/long.jsonl"; }
lacks_memory 'case --file' long "$work/long.jsonl:3"
mkdir -p "$work/left" && cp "$work/plain"/*.jsonl "$work/left"
{ cat "$work/plain/cases.jsonl"; sed -n 3p "$work/long.jsonl"; } >"$work/left/cases.jsonl"
long() { "$jiancha" compare "$work/left" "$work/plain"; }
lacks_memory compare long "$work/left/cases.jsonl:$(($(wc -l <"$work/plain/cases.jsonl") + 1))"
rm -f "$work/long.jsonl" "$work/left/cases.jsonl"

# A file that is none of such lines is told before anything is sent, indeed before a broker is asked.
no_lines() { # NAME WORDS
  "$jiancha" import --config config --brokers 127.0.0.1:1 "$work/plain.jsonl" "$work/$1" >"$work/out" 2>"$work/err"
  same "import of $1: exit" 1 $?
  grep -q "$work/$1 is $2" "$work/err" && ok "$1 is named" || fail "$(tail -n 1 "$work/err")"
  [ ! -s "$work/out" ] && ok "$1: nothing is sent" || fail "$(cat "$work/out")"
}
iconv -f UTF-8 -t UTF-16 "$work/plain.jsonl" >"$work/utf16.jsonl"
iconv -f UTF-8 -t UTF-16LE "$work/plain.jsonl" >"$work/utf16le.jsonl"
jq . "$work/plain.jsonl" >"$work/pretty.jsonl"
jq -s -c . "$work/plain.jsonl" >"$work/array.json"
gzip -c "$work/plain.jsonl" >"$work/plain.jsonl.gz"
no_lines utf16.jsonl UTF-16
no_lines utf16le.jsonl UTF-16
no_lines pretty.jsonl 'JSON over several lines'
no_lines array.json 'one JSON array'
no_lines plain.jsonl.gz compressed
"$jiancha" import --config config --brokers 127.0.0.1:1 "$work/none.jsonl" >"$work/out" 2>&1
same 'import of a file that is not there: exit' 2 $?

# A folder as a file.
replay folder "$work/left" 2>"$work/err"
same 'a folder: exit' 1 $?
grep -q "$work/left:1: Is a directory" "$work/err" && ok 'a folder is named' || fail "$(cat "$work/err")"

# A full standard output.
full() { # COMMAND…
  "$jiancha" "$@" >/dev/full 2>"$work/err"
  same "full standard output: ${*:1:2}" "1 standard output: No space left on device" \
    "$? $(grep -o 'standard output: .*' "$work/err")"
}
full version
full --version
full help
full docs
full docs RULES.md
full check --config config
full simulate --cases 3 --from 2026-08-01 --to 2026-08-03
full case "$no" --config config --as-of $as_of --file "$work/plain.jsonl"
full compare "$work/plain" "$work/odd"
full replay --config config --as-of $as_of --out "$work/full" "$work/plain.jsonl"
for c in $("$jiancha" help | awk '/^  [a-z]/ { print $1 }'); do full "$c" --help; done
exit $bad
