"""The mornings of a county officer, a department and a reviewer: what is to be done is opened, sorted, filtered, kept as a bookmark, taken away as a file;
what is new since the last visit; and once all of it by the keyboard alone."""
import base64
import csv
import io
import os
import re

import fitz
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from person import Person, main, squeezed

COUNTED = re.compile(r"共 ([0-9,]+) 件")


def total(person):
    found = COUNTED.search(person.text())
    return int(found[1].replace(",", "")) if found else 0


def cases_shown(person):
    return [a.get_attribute("href") for a in person.all("table.cards tbody th a[href^='/cases/']")]


def column(person, title):
    return [c.text for c in person.all(f"table.cards tbody [data-l='{title}']")]


def tile(person, word):
    return next(a for a in person.all(".tiles a") if word in a.find_element(By.XPATH, "./ancestor::li").text)


def list_of(report, who, person):
    """A tile, the order of the rows, a filter and its chip, the same rows again from the address and as a file."""
    a = tile(person, "已超期")
    n = int(a.text.replace(",", ""))
    person.follow(a)
    report.same(f"{who}: the list has as many cases as its tile", n, total(person))
    report.check(f"{who}: each is over", all(t.startswith("超") for t in column(person, "剩余")) and cases_shown(person), column(person, "剩余"))
    head = next(h for h in person.all("table.cards thead th a") if h.text.startswith("事项"))
    person.follow(head)
    report.check(f"{who}: sorted by the item", "sort=item" in person.where() and person.all("th[aria-sort='ascending'] a[href*='sort=-item']"), person.where())
    report.same(f"{who}: none is lost by that", n, total(person))
    word = column(person, "事项")[0]
    form = find_form(person)
    person.send(person.fill(form, q=word[:4]))
    chip = next(c for c in person.all("ul.chips a") if word[:4] in c.text)
    report.check(f"{who}: a filter leaves what is looked for", 0 < total(person) <= n and all(word[:4] in t for t in column(person, "事项")), column(person, "事项"))
    here, rows = person.where(), cases_shown(person)
    person.go("/").go(here)
    report.same(f"{who}: the address is a bookmark", rows, cases_shown(person))
    table = person.download(person.link("CSV"), "today.csv").decode("utf-8-sig")
    report.same(f"{who}: the file has the same rows", total(person), len(list(csv.reader(io.StringIO(table)))) - 1)
    del chip
    person.follow(next(c for c in person.all("ul.chips a") if word[:4] in c.text))
    report.same(f"{who}: the chip takes the filter out", n, total(person))
    return person.follow(person.one("table.cards tbody th a[href^='/cases/']"))


def find_form(person):
    """The form to filter by, unfolded where it is folded."""
    for fold in person.all("details.narrow"):
        if not fold.get_attribute("open"):
            person.one("summary", fold).click()
    return next(f for f in person.all("main form.filter") if person.all("[name=q]", f))


def news(report, who, person):
    """What is new since the last visit: from now on nothing, by the bookmark."""
    person.go("/today")
    person.follow(person.link("下次从现在看起"))
    report.check(f"{who}: the next visit begins here", "since=" in person.where(), person.where())
    report.check(f"{who}: nothing is new yet", not person.all("a[href^='/alerts?view=all'][href*='seen=']") or "新发现红牌 0" in person.text() or "没有" in person.text(), person.text()[:700])


def printed(person, path):
    """The text of each page that the sheet has."""
    person.go(path)
    pdf = base64.b64decode(person.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    with fitz.open(stream=pdf, filetype="pdf") as doc:
        return [squeezed(page.get_text()) for page in doc]


def sheet(report, who, person):
    """The morning on paper: one sheet, which says what it leaves out."""
    pages = printed(person, "/today")
    n, text = total(person), "".join(pages)
    report.same(f"{who}: the morning is one sheet", 1, len(pages))
    left_out = re.search(r"只印前([0-9]+)行,共([0-9]+)行", text)
    shown = int(left_out[1]) if left_out else n
    report.check(f"{who}: it has the first rows, and says how many more there are", (left_out is not None) == (shown < n) and (not left_out or int(left_out[2]) == n), (n, text[-200:]))
    numbers = [re.sub(r"\s+", "", a.text) for a in person.all("table.cards tbody th.code a")]
    report.check(f"{who}: whole", numbers and all(no in text for no in numbers[:shown]) and not any(no in text for no in numbers[shown:]),
                 ([no for no in numbers[:shown] if no not in text], [no for no in numbers[shown:] if no in text], shown))


def overview_on_paper(report, person):
    """What a meeting looks at: on the first page the figures, the county in trouble, the ranks and what waits; no row is lost."""
    pages = printed(person, "/")
    report.check("the reviewer: the overview is at most four sheets", len(pages) <= 4, len(pages))
    first = [h.text for h in person.all(".tiles.trend li b, .lead h2, .places tbody th, ul.waiting a")]
    missing = [t for t in first if squeezed(t) not in pages[0]]
    report.check("the reviewer: its first sheet has what counts", len(first) > 8 and not missing, (missing, pages[0][:1500]))
    rows = [h.get_attribute("textContent") for h in person.all("main tbody th")]
    lost = [t for t in rows if squeezed(t) not in "".join(pages)]
    report.check("the reviewer: none of its rows is lost on paper", rows and not lost, lost)


def overview_on_phone(report, person):
    """Ranks, map and days stand whole in the width of a phone."""
    person.go("/")
    person.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    wide = person.driver.execute_script("""return [...document.querySelectorAll('main .scroll')].filter(e => e.querySelector('.dot, table.map, table.days'))
      .map(e => [e.scrollWidth, e.clientWidth])""")
    report.check("the reviewer: on a phone the overview's pictures are whole", len(wide) == 3 and all(w <= room + 1 for w, room in wide), wide)
    person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


LENGTHEN = """const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), [from, to] = arguments;
for (let n; n = texts.nextNode();) if (new RegExp(from).test(n.data)) n.data = n.data.replace(new RegExp(from, 'g'), to);"""


def long_names(report, person):
    """Names of 200 characters, with and without places to break them, push no column out of sight."""
    for path in ("/", "/today", "/orders", "/figures"):
        for long in ("甲乙丙丁戊己庚辛壬癸" * 20, "Abcdefghij" * 20):
            person.go(path)
            person.driver.execute_script(LENGTHEN, "行政审批服务局|自然资源和规划局|兰陵县|平邑县", long)
            wide = person.driver.execute_script("return [document.documentElement, ...document.querySelectorAll('main .scroll')].map(e => e.scrollWidth / e.clientWidth)")
            report.check(f"the reviewer: {path}: names of 200 characters as {long[:3]}… leave room for the rest", wide[0] <= 1 and max(wide) < 1.3, wide)


def officers(report, url, login, who):
    with Person(url, login) as person:
        person.sign_in()
        person.go("/today")
        report.check(f"{who}: it is for whom it says", person.unit() in person.title(), (person.unit(), person.title()))
        list_of(report, who, person)
        report.check(f"{who}: a row opens its case", person.where().startswith("/cases/"), person.where())
        news(report, who, person)
        sheet(report, who, person)


def reviewer(report, url):
    with Person(url, "shencha") as person:
        person.sign_in()
        person.go("/today")
        waiting = [(a.text, a.get_attribute("href")) for a in person.all("ul.waiting a")]
        report.check("the reviewer: what waits for the bureau is counted, with its lists", waiting, person.text()[:700])
        for text, href in waiting:
            person.driver.get(href)
            rows, n = len(person.all("main tbody tr")), int(re.sub(r"\D", "", text) or 0)
            report.check(f"the reviewer: {person.where()[:40]} lists what was counted", rows > 0 or n == 0, (n, rows))
        person.go("/today")
        list_of(report, "the reviewer", person)
        news(report, "the reviewer", person)
        sheet(report, "the reviewer", person)
        overview_on_paper(report, person)
        overview_on_phone(report, person)
        long_names(report, person)


def by_keyboard(report, url):
    """No mouse: signing in, the way to the text, a tile, an order of the rows, a filter, a case, an act on it."""
    href = lambda part: lambda e: e.tag_name == "a" and part in (e.get_attribute("href") or "")
    named = lambda name: lambda e: e.get_attribute("name") == name
    with Person(url, "xianqu") as person:
        person.go("/login")
        person.tab_to("the login", named("login"))
        person.keys("xianqu").tab_to("the password", named("password"))
        person.keys("Walks-2026 xianqu").enter()
        report.check("by keyboard: signed in", person.where().startswith("/today"), person.where())
        person.keys(Keys.TAB)
        report.same("by keyboard: the first stop leads past the head", "跳到正文", person.focused().text)
        person.keys(Keys.ENTER)
        person.tab_to("a tile", href("due=over"), 3)
        person.enter()
        report.check("by keyboard: a tile", "due=over" in person.where(), person.where())
        person.tab_to("the head of a column", href("sort=item"))
        ring = person.driver.execute_script("const s = getComputedStyle(document.activeElement); return s.outlineStyle + ' ' + parseFloat(s.outlineWidth)")
        report.check("by keyboard: where one stands is seen", ring.startswith("solid") and float(ring.split()[1]) >= 2, ring)
        person.enter()
        report.check("by keyboard: sorted", "sort=item" in person.where(), person.where())
        word = column(person, "事项")[0][:4]
        if person.all("details.narrow:not([open])"):
            person.tab_to("the filters", lambda e: e.tag_name == "summary")
            person.keys(Keys.ENTER)
        person.tab_to("what to look for", named("q"))
        person.keys(word).enter()
        report.check("by keyboard: found", 0 < total(person) and all(word in t for t in column(person, "事项")), person.where())
        person.tab_to("a case", href("/cases/1"))
        person.enter()
        report.check("by keyboard: a case", person.where().startswith("/cases/"), person.where())
        person.tab_to("taking note", lambda e: e.tag_name == "summary" and e.text in ("知悉", "备注"))
        what = person.focused().text
        person.keys(Keys.ENTER)
        if what == "备注":
            person.tab_to("its text", named("text"), 3)
            person.keys("已看")
        person.tab_to("its button", lambda e: e.tag_name == "button", 3)
        person.enter()
        report.check("by keyboard: an act", "xianqu" in person.one("main").text, person.one("main").text[-900:])


def walk(report, url):
    officers(report, url, "xianqu", "a county")
    officers(report, url, "bumen", "a department")
    reviewer(report, url)
    by_keyboard(report, url)


main("mornings", walk)
