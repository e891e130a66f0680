#!/bin/bash
# The rules for Prometheus and the board for Grafana: promtool takes the rules, they call when they should and not else, and every metric that they name is
# one that /metrics has; lines of each partition only on request.
. "$(dirname "$0")/lib.sh"
rules=packaging/prometheus/jiancha.rules.yml
promtool=$(tests/tools/promtool 2>"$work/promtool.err")
if [ $? -eq 0 ]; then
  "$promtool" check rules "$rules" >"$work/check" 2>&1 && ok 'promtool takes the rules' || fail "$(cat "$work/check")"
  (cd packaging/prometheus && "$promtool" test rules jiancha.test.yml) >"$work/test" 2>&1 && ok 'they call when they should' || fail "$(cat "$work/test")"
elif [ "${CI:-}" = true ]; then
  fail "no promtool: $(cat "$work/promtool.err")"
else
  echo "skip $name: no promtool"
fi

need_pg
need_kafka
city packaging "$PWD/config"
cp -r config "$work/config" && chmod -R u+w "$work/config"
printf '[receiver a]\nkind = webhook\nurl = http://127.0.0.1:1/\n[rule all]\nto = a\n' >"$work/config/notify.conf"
start_run --config "$work/config" --workers 1
"$jiancha" simulate --seed 3 --cases 20 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
feed "$work/all.jsonl"
await_stored "$(wc -l <"$work/all.jsonl")"
sql "insert into sender values ('gone', '', '', now() - interval '3 days', now() - interval '2 days', now())"
metrics() { curl -s "$url/metrics$1"; }
told() { metrics '' | grep -q '^jiancha_notices_total{rule="all"}' && metrics '' | grep -q '^jiancha_clerk_silence_seconds' && metrics '' | grep -q '^jiancha_topic_compacted'; }
await 60 told || give_up 'no metrics of the clerk'
metrics '' >"$work/metrics"
metrics '?partitions=1' >"$work/metrics.parts"
same 'no line of a partition' 0 "$(grep -c 'partition="' "$work/metrics")"
same 'but on request' 27 "$(grep -c 'partition="' "$work/metrics.parts")"
same 'the sums are those of the lines' "$(awk '/^jiancha_partition_unread/ {n += $2; k++} END {print k, n + 0}' "$work/metrics.parts")" \
  "$(sed -n 's/^jiancha_partitions{state="all"} //p; s/^jiancha_unread //p' "$work/metrics" | sort -rn | paste -sd' ')"
same 'open alerts by region' "$(sql "select count(*) from alert where state = 'open'")" "$(awk '/^jiancha_alerts_open/ {n += $2} END {print n + 0}' "$work/metrics")"
same 'who is silent' 1 "$(grep -c '^jiancha_sender_silence_seconds{source="gone",region="",dept=""} 1728' "$work/metrics")"
same 'and how many, by readyz' 1 "$(curl -s "$url/readyz" | jq .senders_silent)"
curl -s "$url/system" >"$work/system.html"
same 'the page: who is silent, and which rules there are' '1 1' "$(grep -c '<td>gone' "$work/system.html") $(grep -c '<th scope="\?row"\?>all' "$work/system.html")"
python3 - "$work/metrics" "$rules" packaging/grafana/jiancha.json <<'END' && ok 'every metric that is named is there' || fail 'a metric is named that is not there'
import json, re, sys
text = open(sys.argv[1]).read()
assert text.endswith('# EOF\n')
there = set(re.findall(r'^(jiancha_\w+?)(?:\{[^}]*\})? \S+$', text, re.M))
named = set()
for path in sys.argv[2:]:
    body = open(path).read()
    if path.endswith('.json'):
        board = json.loads(body)
        assert len({p['id'] for p in board['panels']}) == len(board['panels'])
        body = '\n'.join(t['expr'] for p in board['panels'] for t in p['targets'])
    named |= set(re.findall(r'\bjiancha_\w+', body))
missing = sorted(named - there)
print('missing:', missing, file=sys.stderr)
assert not missing and len(named) > 12
END
stop_run
exit $bad
