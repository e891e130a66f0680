#!/bin/bash
# The units for unattended jobs: systemd finds nothing wrong with them, the timer has a next time, and the command that the service runs names the last month.
. "$(dirname "$0")/lib.sh"
if command -v systemd-analyze >/dev/null; then
  mkdir -p "$work/units"
  for unit in packaging/*.service packaging/*.timer; do
    sed 's#/usr/local/bin/jiancha#/bin/true#' "$unit" >"$work/units/${unit##*/}"
  done
  for unit in "$work"/units/*; do
    systemd-analyze verify --man=no "$unit" >"$work/verify" 2>&1
    same "${unit##*/}" '' "$(grep -F "${unit##*/}" "$work/verify")"
  done
  systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' packaging/jiancha-bulletin.timer)" >"$work/calendar" 2>&1 && ok 'the timer has a next time' || fail "$(cat "$work/calendar")"
else
  echo "skip $name: no systemd-analyze"
fi
# What systemd makes of $$ and %% goes to the shell; jiancha only says what it was asked.
printf '#!/bin/sh\necho "$@"\n' >"$work/jiancha" && chmod +x "$work/jiancha"
line=$(sed -n "s/^ExecStart=\/bin\/sh -c '\(.*\)'$/\1/p" packaging/jiancha-bulletin.service | sed "s/\\\$\\\$/\$/g; s/%%/%/g; s#/usr/local/bin/jiancha#$work/jiancha#")
last=$(TZ=Asia/Shanghai date -d "$(TZ=Asia/Shanghai date +%Y-%m-01) -1 day" +%Y-%m)
same 'the month before' "bulletin export $last --out /var/lib/jiancha/bulletins" "$(TZ=Asia/Shanghai sh -c "$line")"
exit $bad
