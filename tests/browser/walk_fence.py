"""The fence: an officer of one county tries to see another's by address, list, export, API, cursor, stream, a page that is kept and a browser that
somebody else has left; each time nothing of it comes. What he tries is real: the bureau sees it all at the same addresses."""
import json
import os
import urllib.parse

from desk import row_act
from person import Person, main

THEIRS = os.environ["WALK_COUNTY"]


def items(person, path):
    return json.loads(person.fetch(path)[1])["items"]


def marks_of(report, bureau):
    """What must not be seen: numbers of cases that are the county's alone, and of its orders."""
    cases = [a["case_no"] for a in items(bureau, f"/api/v1/alerts?region={THEIRS}&level=red&limit=200")]
    shared = lambda c: len({e.get("region") for e in json.loads(bureau.fetch(f"/api/v1/cases/{c}")[1])["events"]}) > 1
    alone = [c for c in dict.fromkeys(cases) if not shared(c)][:5]
    report.check("there are cases of the county's own", len(alone) >= 2, cases)
    status, body = bureau.fetch(f"/api/v1/orders?region={THEIRS}")
    orders = [o["order"] for o in json.loads(body)["items"]][:3]
    return alone, orders


def clean(report, what, body, marks):
    text = body.decode(errors="replace") if isinstance(body, bytes) else body
    seen = [m for m in marks if m in text]
    report.check(f"{what}: nothing of the other county's", not seen, seen)


def by_address(report, officer, bureau, cases, orders):
    for path in [f"/cases/{cases[0]}"] + [f"/orders/{o}" for o in orders[:1]]:
        report.same(f"the bureau may open {path.split('/')[1]}", 200, bureau.fetch(path)[0])
        officer.go(path)
        report.check("the county is told that there is none", "没有" in officer.title(), officer.title())
        clean(report, "the page", officer.one("main").text.replace(path, ""), [m for m in cases[1:] + orders[1:]])
        for suffix in ("", ".html", ".docx", ".pdf") if "/orders/" in path else ("",):
            report.same(f"nor as a file {suffix}", 404, officer.fetch(path + suffix)[0])
    report.same("nor by the API", 404, officer.fetch(f"/api/v1/cases/{cases[0]}")[0])


def by_list(report, officer, bureau, cases):
    part = urllib.parse.quote(cases[0][-9:])
    for page in ("cases", "alerts", "today"):
        asked = [f"region={THEIRS}", f"q={part}", f"q={urllib.parse.quote(cases[0])}"]
        there = any(cases[0] in bureau.fetch(f"/{page}.csv?{q}")[1].decode() for q in asked)
        report.check(f"{page}: the bureau finds it", there or page == "today", asked)
        for q in asked:
            officer.go(f"/{page}?{q}")
            clean(report, f"{page}?{q[:12]}", " ".join(h for h in officer.links() if h.startswith("/cases/")), cases)
            for suffix in ("csv", "json"):
                clean(report, f"{page}.{suffix}?{q[:12]}", officer.fetch(f"/{page}.{suffix}?{q}")[1], cases)
    for path in ("alerts", "cases", "orders", "acts", "interviews", "reports", "proposals"):
        clean(report, f"/api/v1/{path}", officer.fetch(f"/api/v1/{path}?region={THEIRS}" if path in ("alerts", "cases", "orders", "acts") else f"/api/v1/{path}")[1], cases)


def by_cursor(report, officer, bureau, cases):
    """A cursor that another got, from where on his rows would come."""
    for path in ("alerts?limit=1&level=red", "cases?limit=1", "orders?limit=1", "acts?limit=1"):
        answer = json.loads(bureau.fetch(f"/api/v1/{path}")[1])
        if answer.get("next"):
            ask = f"/api/v1/{path.replace('limit=1', 'limit=200')}&cursor={urllib.parse.quote(str(answer['next']))}"
            status, body = officer.fetch(ask)
            clean(report, f"the bureau's cursor at {path.split('?')[0]} ({status})", body, cases)


def by_stream(report, officer, bureau, cases):
    """From the first notice to the last: the bureau's stream has the county's, the officer's has none of it. The last is one that he causes."""
    whole = bureau.read_until("/api/v1/stream?after=0.0", f'"region":"{THEIRS}"')
    report.check("the bureau's stream tells of the county's", f'"region":"{THEIRS}"' in whole, whole[:300])
    for case in dict.fromkeys(c for c in officer.go("/alerts?view=all&level=yellow").links("main tbody a") if c.startswith("/cases/")):
        officer.go(case)
        if row_act(officer, "申诉"):
            officer.do("申诉", text="以此结束。")
            break
    own = officer.read_until("/api/v1/stream?after=0.0", '"kind":"appeal.open"')
    report.check("the officer's comes to what he did", '"kind":"appeal.open"' in own, own[-600:])
    report.check("and has none of theirs", f'"region":"{THEIRS}"' not in own, own[:300])
    clean(report, "the stream", own, cases)


def by_kept_page(report, officer, bureau, cases):
    """Pages of sums are kept for a second: for each who may see the same, not for the next who asks."""
    for page in ("/", "/bulletins", f"/bulletins/{os.environ['WALK_MONTH']}", "/reports"):
        bureau.fetch(page)
        clean(report, f"{page} just after the bureau", officer.fetch(page)[1], cases)
        report.check(f"{page} is the officer's own", officer.unit() in officer.fetch(page)[1].decode(), officer.fetch(page)[0])


def by_left_browser(report, url, cases):
    """The bureau signs out at a browser; who sits down there goes back."""
    with Person(url, "shencha") as seat:
        seat.sign_in()
        seat.go(f"/cases/{cases[0]}")
        report.check("the bureau reads the case there", cases[0] in seat.text(), seat.text()[:300])
        seat.go("/logout")
        seat.send(seat.one("form[action='/logout']"))
        for _ in range(3):
            seat.driver.back()
            report.check("going back after signing out shows nothing", cases[0] not in seat.one("main").text, seat.text()[:300])


def walk(report, url):
    with Person(url, "shencha") as bureau, Person(url, "linxian") as officer:
        bureau.sign_in()
        officer.sign_in()
        cases, orders = marks_of(report, bureau)
        by_address(report, officer, bureau, cases, orders)
        by_list(report, officer, bureau, cases)
        by_cursor(report, officer, bureau, cases)
        by_stream(report, officer, bureau, cases)
        by_kept_page(report, officer, bureau, cases)
        by_left_browser(report, url, cases)


main("fence", walk)
