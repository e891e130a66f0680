#!/bin/sh
# Screenshots of every page in headless Chromium, at phone and desktop width, light and dark: screens.sh BASE_URL OUT_DIR [MONTH]
set -eu
base=${1:?base URL}
out=${2:?folder}
month=${3:-$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m)}
mkdir -p "$out"
curl() { command curl ${TOKEN:+-H "Authorization: Bearer $TOKEN"} "$@"; }
case_no=$(curl -sf "$base/api/v1/alerts?level=red&limit=1" | jq -r '.items[0].case_no // empty')
[ -n "$case_no" ] || case_no=$(curl -sf "$base/api/v1/cases?limit=1" | jq -r '.items[0].case_no')

shot() { # name width height path [chromium flag]
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 ${5:-} \
        --user-data-dir="$out/profile" --window-size="$2,$3" --screenshot="$out/$1-$2.png" "$base$4" >/dev/null 2>&1
    echo "$out/$1-$2.png"
}

while read -r name path tall; do
    shot "$name" 390 $((tall * 3)) "$path"
    shot "$name" 1280 "$tall" "$path"
done <<EOF
overview / 1700
alerts /alerts?month=$month 1400
cases /cases?kept=overdue 1400
case /cases/$case_no 2200
rankings /rankings?month=$month 1200
bulletins /bulletins 900
bulletin /bulletins/$month 7500
rules /rules 2400
missing /nowhere 600
EOF
shot overview-dark 1280 1700 / --blink-settings=preferredColorScheme=0
rm -rf "$out/profile"
