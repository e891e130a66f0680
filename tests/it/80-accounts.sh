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

# --- accounts by command
add wang --role bureau; same 'a first account' 0 $?
add wang --role bureau; same 'a login once' 1 $?
add hedong --role region --own 371312; same 'a county' 0 $?
add li --role department --own "$(sed -n 2p config/departments.csv | cut -d, -f1)"; same 'a department' 0 $?
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
add chen --role bureau --own "$(sed -n 2p config/departments.csv | cut -d, -f1)"
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

# --- no secret anywhere
same 'no password in the database' 0 "$(sql "select count(*) from account where hash not like '\$y\$%'")"
same 'and only its hash of a token' 0 "$(user token add wang kept >"$work/token" && sql "select count(*) from api_token where encode(id, 'hex') = '$(cat "$work/token")'")"
exit $bad
