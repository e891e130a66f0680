# Two counties: ours, and theirs, of which whatever is marked must never be seen by ours. For scripts that look for a leak.
ours=371302 our_dept=11371302MB10000102 theirs=371311 their_dept=11371311MB1100011Q
at() { TZ=CST-8 date -d "$1" +%Y-%m-%dT%H:%M:%S+08:00; }
event() { # ID TYPE CASE WHEN REGION DEPT ITEM DATA
  jq -cn --arg id "$1" --arg type "$2" --arg no "$3" --arg at "$(at "$4")" --arg r "$5" --arg d "$6" --arg item "$7" --argjson data "$8" \
    '{v: 1, event_id: $id, source: "test", type: $type, case_no: $no, occurred_at: $at, region: $r, dept: $d, item: $item, officer: "mark", data: $data}'
}
overdue="{\"kind\":\"promised\",\"promise_due\":\"$(at '-1 day')\"}"
carded() { [ "$(sql "select count(distinct case_no) from alert where level in ('yellow', 'red')")" = "$1" ]; } # so many cases
act() { "$jiancha" acts add --act "$@" >"$work/act.out" 2>"$work/act.err" || give_up "act: $(cat "$work/act.err")"; }
issue() { # REGION DEPT CASE TEXT BY: an order of the case's first card, which BY of the county signs; also sets order, rule and subject
  IFS='|' read -r rule subject < <(sql "select rule, subject from alert where case_no = '$3' and level in ('yellow', 'red') order by rule limit 1")
  act issue --by zhang --role bureau --case "$3" --rule "$rule" --subject "$subject" --region "$1" --dept "$2" --reply-days 5 --text "$4"
  order=$(jq -r .order "$work/act.out")
  act sign --order "$order" --by "$5" --role region --own "$1"
}
