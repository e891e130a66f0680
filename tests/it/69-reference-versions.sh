#!/bin/bash
# Each version of the reference data is kept whole from its first use: after a change both are there, byte for byte, and each computes again what was
# computed with it.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
mkdir -p "$work/config" && cp -r config/. "$work/config"
city reference "$work/config"
read -r _ _ _ _ _ _ _ _ _ _ _ old < <("$jiancha" check 2>/dev/null)
[ "${#old}" = 16 ] || give_up "check names no version: $old"

"$jiancha" simulate --seed 3 --cases 300 --from 2026-06-01 --to 2026-08-31 | sed 's/"promised_days":[0-9]*,//' >"$work/events.jsonl"
start_run --workers 2
feed "$work/events.jsonl"
await_evaluated "$(wc -l <"$work/events.jsonl")"
same 'kept: the version in use' "$old" "$(sql 'select version from reference_version')"

cp -r "$work/config" "$work/before"
sed -i 's/^\(11371300MB0000019T7000101007000,.*,20,\)5,/\11,/' "$work/config/items.csv"
sed -i '/^\[401\]/,/^\[/s/^on = .*/on = 0/' "$work/config/rules.conf"
kill -HUP "$run"
moved() { [ "$(sql "select count(*) from cases where version = '$old'")" = 0 ]; }
await 60 moved || give_up 'cases of the old version stay'
new=$(sql 'select max(version) from cases')
[ "$new" != "$old" ] || fail 'the version is the same'
same 'both are kept, each once' "2 $old $new" "$(sql "select count(*) || ' ' || string_agg(version, ' ' order by since) from reference_version")"
same 'no row of a version that is not' 0 "$(sql 'select count(*) from cases where version not in (select version from reference_version)')"

files() { (cd "$1" && ls regions.csv departments.csv items.csv procedures.csv rules.conf indicators.conf calendar/*.csv | LC_ALL=C sort); }
whole() { # VERSION FOLDER
  local f
  [ "$(files "$2")" = "$(sql "select name from reference_file where version = '$1' order by name collate \"C\"")" ] || return 1
  for f in $(files "$2"); do
    sql "select encode(body, 'base64') from reference_file where version = '$1' and name = '$f'" | base64 -d | cmp -s - "$2/$f" || return 1
  done
}
whole "$old" "$work/before" && ok 'the old one, byte for byte' || fail 'the old version is not what was read'
whole "$new" "$work/config" && ok 'the new one, byte for byte' || fail 'the new version is not what was read'

again() { # VERSION FOLDER: by the database as by the folder
  "$jiancha" replay --config "$2" --as-of 2026-09-01T00:00:00+08:00 --out "$work/folder" "$work/events.jsonl" >/dev/null &&
    "$jiancha" replay --config "$work/nowhere" --reference "$1" --as-of 2026-09-01T00:00:00+08:00 --out "$work/kept" "$work/events.jsonl" >/dev/null &&
    diff -r "$work/folder" "$work/kept" >/dev/null
}
mkdir -p "$work/nowhere"
again "$old" "$work/before" && ok 'the old one computes the same again' || fail 'the old version computes something else'
cp "$work/kept/alerts.jsonl" "$work/old.jsonl"
again "$new" "$work/config" && ok 'and the new one' || fail 'the new version computes something else'
cmp -s "$work/old.jsonl" "$work/kept/alerts.jsonl" && fail 'both versions compute the same' || ok 'they differ'

"$jiancha" replay --reference 0123456789abcdef --as-of 2026-09-01T00:00:00+08:00 --out "$work/kept" "$work/events.jsonl" 2>"$work/unknown"
same 'a version that was never used' "2 1" "$? $(grep -c 'keeps no such version' "$work/unknown")"
psql -qAtX "$JIANCHA_DATABASE" -c "update reference_file set body = ''" >/dev/null 2>&1 && fail 'a version can be changed' || ok 'a version cannot be changed'
sql "delete from reference_file where version = '$old' and name = 'rules.conf'"
"$jiancha" replay --reference "$old" --as-of 2026-09-01T00:00:00+08:00 --out "$work/kept" "$work/events.jsonl" 2>"$work/torn"
same 'one that is not whole is refused' "1 1" "$? $(grep -c 'what the database keeps of it is version' "$work/torn")"
exit $bad
