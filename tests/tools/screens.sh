#!/bin/bash
# Pictures of every page, as the bureau and as a county see it: screens.sh URL OUT_DIR [LOGIN…]. Without logins those of `make demo`
# (PASSWORD: what they sign in with, {} for the login; ONLY: a pattern of names, for a few pages).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/deps" browser
exec /usr/bin/python3 -B "$here/../browser/screens.py" "${1:?base URL}" "${2:?folder}" "$here/../../reports/web/routes.def" "${@:3}" $([ $# -gt 2 ] || echo shenhe hedong bumen)
