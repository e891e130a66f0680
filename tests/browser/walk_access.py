"""Every page for everyone: axe-core (WCAG 2.2 AA and its own advice) finds nothing in either language, light or dark, at a desk's width and a phone's;
what is focused is seen; the print of a list loses no cell; no page is heavier than it may be; in English no word of ours is Chinese."""
import base64
import csv
import os
import re
import subprocess
import time

import fitz
from selenium.webdriver.common.keys import Keys

from person import Person, main, squeezed
from screens import pages

HEAVIEST = 100 * 1024
ROUTES = "reports/web/routes.def"
LISTS = ("overview", "figures", "proposals", "alerts", "cases", "orders", "rankings", "interviews", "appeals", "reports", "rules", "bulletins", "bulletin-month")
CARDS = ("today", "alerts", "cases", "orders", "proposals", "appeals", "interviews", "bulletins", "reports")
# Of a long table the first rows: the others are made by the same lines, and a bulletin has thousands of cells.
AXE = """
const done = arguments[arguments.length - 1];
axe.run({exclude: ['main tbody tr:nth-child(n+8)']}, {runOnly: arguments[0], resultTypes: ['violations'], preload: false, iframes: false}).then(r => done(r.violations.map(v =>
    v.id + ': ' + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + n.failureSummary.split('\\n').slice(1, 2)).join('; '))));
"""
# The text of each cell of the tables that a person sees, without what is for a screen reader alone. On paper a chart stands for its data.
CELLS = """
return [...document.querySelectorAll('main table')].filter(t => t.offsetParent !== null || t.getClientRects().length).flatMap(t =>
    [...t.querySelectorAll('th, td')].filter(c => !c.closest('.unprinted, .paper details')).map(c => { const k = c.cloneNode(true); k.querySelectorAll('.sr, .tick').forEach(e => e.remove());
                                                  return k.textContent; }));
"""
# On a narrow phone: days that break, cards that are wider than the screen, and whether the page is.
NARROW = """
const out = [...document.querySelectorAll('main table.cards time')].filter(t => t.getClientRects().length > 1).map(t => t.textContent);
const wide = [...document.querySelectorAll('main table.cards tr')].filter(r => r.getBoundingClientRect().right > innerWidth).map(r => r.textContent.slice(0, 30));
return out.concat(wide, document.documentElement.scrollWidth > 360 ? ['the page is ' + document.documentElement.scrollWidth + ' px wide'] : []);
"""
# Words on the page outside what is said to be Chinese: papers, what people wrote.
WORDS = """
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = [];
while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('[lang=zh-CN]')) out.push(walk.currentNode.data);
return out.join('\\n');
"""


# tables that are wider than a desk shows; a paper is as narrow as its sheet
SIDEWAYS = "return [...document.querySelectorAll('.scroll:not(.paper *)')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"


def look(person, theme, width):
    person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": [{"name": "prefers-color-scheme", "value": theme}]})
    person.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})


def judge(person, rules):
    return person.driver.execute_async_script(AXE, rules)


ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SHADES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SIZES = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable", "label", "meta-viewport"]}


# At which theme and width which rules are asked: what differs there. A phone shows the same words in either language.
LOOKS = {"zh-CN": (("light", 1280, ALL), ("dark", 1280, SHADES), ("light", 390, SIZES), ("dark", 390, SHADES)),
         "en": (("light", 1280, ALL), ("dark", 1280, SHADES))}


def faults(person, path, language):
    found = []
    person.go(path)
    for theme, width, rules in LOOKS[language]:
        look(person, theme, width)
        found += [f"{theme} {width} {f}" for f in judge(person, rules)]
    look(person, "light", 1280)
    return found


def lost_in_print(person):
    """Cells that the print of this page lacks."""
    cells = [squeezed(c) for c in person.driver.execute_script(CELLS)]
    person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})  # or the screen's rules would be printed
    person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    pdf = base64.b64decode(person.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    with fitz.open(stream=pdf, filetype="pdf") as doc:
        text = squeezed("".join(page.get_text() for page in doc))
    return len(cells), [c for c in cells if c not in text]


def narrow(person):
    look(person, "light", 360)
    return person.driver.execute_script(NARROW)


def names():
    """What the reference data calls things, the longest first."""
    found = set()
    for file in ("regions", "departments", "items", "procedures"):
        with open(f"{os.environ['JIANCHA_CONFIG']}/{file}.csv", encoding="utf-8") as f:
            found |= {v for row in csv.DictReader(f) for v in row.values() if v and re.search("[\u4e00-\u9fff]", v)}
    return sorted(found, key=len, reverse=True)


def chinese_left(person, known):
    text = re.sub(r"\S+〔\d{4}〕\d+号", "", person.driver.execute_script(WORDS).replace("中文", ""))  # numbers of documents are names, too
    for name in known:
        text = text.replace(name, "")
    return re.findall(r"[^\n]{0,12}[\u3001-\u9fff\uff00-\uffef]+[^\n]{0,12}", text)


def focus_is_seen(person):
    """Tabs through the page: how many places there are, and those where the focus does not show."""
    places = person.driver.execute_script(
        "return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]"
        ".filter(e => e.checkVisibility() && !e.closest('details:not([open]) > :not(summary)')).length")
    seen, unseen = set(), set()
    for _ in range(places + 2):
        person.keys(Keys.TAB)
        tag, outline, here = person.driver.execute_script(
            "const e = document.activeElement, s = getComputedStyle(e); e.dataset.place ??= Math.random();"
            "return [e.outerHTML.slice(0, 80), s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 2 || e.classList.contains('skip'), e.dataset.place]")
        if tag.startswith("<body"):
            break
        seen.add(here)
        if not outline:
            unseen.add(tag)
    return places, len(seen), sorted(unseen)


def read_all(report, person, axe, known, language, only):
    person.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": axe})
    person.driver.set_script_timeout(300)
    listed = [p for p in pages(person, ROUTES) + [("wrong", "/cases?sort=nothing")] if re.search(only, p[0])]
    wrong, heavy, lost, left, broken, cut = [], [], [], [], [], []
    for name, path in listed:
        began = time.monotonic()
        here = faults(person, path, language)
        wrong += [f"{name}: {f}" for f in here]
        cut += [f"{name}: {t}" for t in (person.driver.execute_script(SIDEWAYS) if language == "zh-CN" else [])]
        if os.environ.get("WALK_TIMES"):
            print(f"--   {name} {language} {time.monotonic() - began:.1f} s", *here, flush=True)
        with person.ask(path, **{"Accept-Encoding": "gzip"}) as sent:
            size = len(sent.read())
        heavy += [f"{name}: {size}"] if size > HEAVIEST else []
        if name in LISTS and language == "zh-CN":
            n, missing = lost_in_print(person)
            lost += [f"{name}: {len(missing)} of {n}: {missing[:5]}"] if missing else []
        if name in CARDS and language == "zh-CN":
            found = narrow(person)
            broken += [f"{name}: {found[:5]}"] if found else []
        if language == "en":
            left += [f"{name}: {w}" for w in chinese_left(person, known)]
    who = f"{person.login}, {language}"
    report.check(f"{who}: axe finds nothing on {len(listed)} pages", not wrong, "\n".join(wrong))
    report.check(f"{who}: no page is heavier than {HEAVIEST} bytes", not heavy, heavy)
    if language == "en":
        report.check(f"{who}: no word of ours is Chinese", not left, "\n".join(left[:60]))
    else:
        report.check(f"{who}: the print of lists loses no cell", not lost, lost)
        report.check(f"{who}: at 1280 px no table is cut", not cut, cut)
        report.check(f"{who}: at 360 px lists are cards in which no day breaks", not broken, broken)


def switch(person):
    person.go("/today").send(person.one("form.lang"))


def walk(report, url):
    fetched = subprocess.run(["tests/tools/axe"], stdout=subprocess.PIPE, text=True)
    if fetched.returncode == 77 and os.environ.get("CI") != "true":
        print("skip access: axe-core is not to be had from Maven Central")
        return
    with open(fetched.stdout.strip(), encoding="utf-8") as f:
        axe = f.read()
    known = names()
    for login, only in (("shencha", ""), ("xianqu", "^(today|case-|orders?|bulletin|reports|interviews|appeals)")):
        with Person(url, login) as person:
            person.sign_in()
            only = os.environ.get("ONLY") or only
            read_all(report, person, axe, known, "zh-CN", only)
            for path in ("/today", "/orders", "/reports"):
                person.go(path)
                places, seen, unseen = focus_is_seen(person)
                report.check(f"{login}: {path} by the Tab key: every place is reached and seen", seen >= places and not unseen, (places, seen, unseen[:5]))
            switch(person)
            report.same(f"{login}: the switch leads back, in English", ("/today", "en"), (person.where(), person.one("html").get_attribute("lang")))
            read_all(report, person, axe, known, "en", only)
            switch(person)
            report.same(f"{login}: and to Chinese again", "zh-CN", person.one("html").get_attribute("lang"))


main("access", walk)
