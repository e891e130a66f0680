#!/bin/bash
# Bulletins on paper, measured: GB/T 9704 in PDF and DOCX, every cell and sentence read back from each format; what nobody wishes to get (no case, no month before, one unit,
# sixty, names that act, no gnuplot); and the same bytes each time.
. "$(dirname "$0")/lib.sh"
/usr/bin/python3 -c 'import fitz, docx' 2>"$work/python.err" || give_up 'python3-fitz and python3-docx are needed (tests/tools/deps)'
make -s "${BUILD:-build}/tests/tools/papers" >"$work/build.log" 2>&1 || give_up 'papers could not be built'
mkdir -p "$work/out"
"${BUILD:-build}/tests/tools/papers" "$work/out" 2>"$work/papers.log" || give_up "papers: $(cat "$work/papers.log")"
for p in month year draft empty first one sixty hostile plain; do
  tests/tools/paper-check "$work/out/$p" >"$work/wrong" 2>&1 && ok "$p" || { fail "$p"; head -n 12 "$work/wrong" | cut -c1-220 >&2; }
done
differs=$(cd "$work/out" && for f in month* year*; do cmp -s "$f" "again/$f" || echo "$f"; done)
same 'the same bytes each time, in all formats and charts' '' "$differs"
same 'charts: an SVG each of three themes, and a PNG' '8 8 8 8' "$(cd "$work/out" && for s in '[a-z].svg' dark.svg print.svg png; do find . -maxdepth 1 -name "month-*$s" -size +0 | grep -cE "month-[a-z]+\.${s#\[a-z\].}$" ; done | xargs)"
# Red cards stand in each format of the whole paper, and in none of what is made public.
packed() { /usr/bin/python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' "$@"; }
words() { # FORM FILE
  case $1 in
  docx) packed "$2" word/document.xml ;;
  xlsx) packed "$2" xl/sharedStrings.xml ;;
  pdf) /usr/bin/python3 -c 'import fitz, sys; print("".join(p.get_text() for p in fitz.open(sys.argv[1])))' "$2" ;;
  *) cat "$2" ;;
  esac
}
for form in html docx pdf xlsx csv json; do
  same "$form: withheld only in what is public" 'yes no' "$(for f in month.$form month.public.$form; do words $form "$work/out/$f" | grep -c 'LY-1' >/dev/null && echo yes || echo no; done | xargs)"
done
# In print no heading stays behind at the foot of a leaf, no table's note goes alone to the next.
tests/tools/deps browser && tests/tools/leaf-check "$work/out/month.html" "$(realpath "$work")" >"$work/wrong" 2>&1 && ok 'HTML in print: nothing alone on a leaf' ||
  { fail 'HTML in print'; head -n 12 "$work/wrong" >&2; }
[ ! -e canary ] && ok 'no name was executed' || fail 'canary'
exit $bad
