"""Pictures of every page of the route table: at the width of a phone and of a desk, light and dark, and as it prints (PDF); those of a county where it
sees other things than the bureau. A GET route of pages that is not named here is an error, so that a new page is not forgotten."""
import base64
import json
import os
import re
import sys

from person import Person

WIDTHS, THEMES = (390, 1280), ("light", "dark")
FILES = ("/charts/*", "/style.css", "/healthz", "/readyz", "/metrics", "/api/openapi.yaml")  # no pages
TALLEST = 12000
# the pictures that the width and the theme ask for are there
SETTLED = """const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => Promise.allSettled([...document.images].map(i => i.decode())).then(done)));"""


def first(person, path, key):
    """The first thing that the API lists there; None."""
    items = json.loads(person.fetch(path)[1]).get("items") or [{}]
    return items[0].get(key)


def month_before(person):
    """The last month that has ended: the second of the list, or the only one."""
    periods = json.loads(person.fetch("/api/v1/bulletins")[1])["items"]
    months = [p["period"] for p in periods if re.fullmatch(r"\d{4}-\d\d", p["period"])]
    return sorted(months)[-2:][0], next((p["period"] for p in periods if "Q" in p["period"]), None)


def addresses(person):
    """{route: [(name, address)]} for each page of the table."""
    month, quarter = month_before(person)
    red, any_case = first(person, "/api/v1/alerts?level=red&state=open", "case_no"), first(person, "/api/v1/cases", "case_no")
    orders = {s: first(person, f"/api/v1/orders?state={s}", "order") for s in ("issued", "replied", "closed")}
    return {
        "/": [("overview", "/")],
        "/today": [("today", "/today")],
        "/alerts": [("alerts", "/alerts"), ("alerts-each", "/alerts?view=all"), ("alerts-none", "/alerts?month=2001-01")],
        "/cases": [("cases", "/cases"), ("cases-miss", "/cases?q=ZZZZ-1")],
        "/cases/*": [(n, f"/cases/{c}") for n, c in (("case-red", red), ("case", any_case)) if c],
        "/rankings": [("rankings", f"/rankings?month={month}"), ("rankings-department", f"/rankings?month={month}&league=department")],
        "/bulletins": [("bulletins", "/bulletins")],
        "/bulletins/*": [(f"bulletin-{k}", f"/bulletins/{p}") for k, p in (("month", month), ("quarter", quarter)) if p],
        "/bulletins/*/desk": [("bulletin-desk", f"/bulletins/{month}/desk")],
        "/orders": [("orders", "/orders")],
        "/orders/*": [(f"order-{s}", f"/orders/{o}") for s, o in orders.items() if o],
        "/reports": [("reports", f"/reports?month={month}")],
        "/login": [],  # taken by who has not signed in
        **{r: [(r.strip("/"), r)] for r in ("/appeals", "/proposals", "/interviews", "/rules", "/system", "/logout", "/api")},
    }


def pages(person, routes):
    named = addresses(person)
    wanted = re.findall(r'^(?:ROUTE|OPEN)\(GET, "(/(?!api/v1/)[^"]*)"', open(routes, encoding="utf-8").read(), re.M)
    missing = [r for r in wanted if r not in named and r not in FILES and not r.endswith(".*")]
    for route in missing:  # a plain one is taken as it stands
        if "*" not in route:
            named[route] = [(route.strip("/").replace("/", "-"), route)]
    unknown = [r for r in missing if "*" in r]
    if unknown:
        sys.exit(f"screens: no address for {', '.join(unknown)}: name it in {os.path.basename(__file__)}")
    return [page for r in wanted for page in named.get(r, [])] + [("missing", "/nowhere")]


def picture(person, path, width, theme):
    driver = person.driver
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": [{"name": "prefers-color-scheme", "value": theme}]})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.set_script_timeout(60)
    driver.execute_async_script(SETTLED)
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    wide = f", {size['width']:.0f} px wide" if size["width"] > width else ""
    clip = {"x": 0, "y": 0, "width": width, "height": min(size["height"], TALLEST), "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True, "clip": clip})
    with open(path, "wb") as f:
        f.write(base64.b64decode(shot["data"]))
    return wide


def take(person, out, name, address):
    person.go(address)
    for width in WIDTHS:
        for theme in THEMES:
            wide = picture(person, f"{out}/{name}-{width}-{theme}.png", width, theme)
            if wide:
                print(f"{name} at {width} px is cut{wide}")
    person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    with open(f"{out}/{name}.pdf", "wb") as f:
        f.write(base64.b64decode(person.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})["data"]))
    print(f"{out}/{name}", flush=True)


def main():
    url, out, routes, *logins = sys.argv[1:]
    wanted = os.environ.get("ONLY", "")
    os.makedirs(out, exist_ok=True)
    for i, login in enumerate(logins):
        with Person(url, login) as person:
            if i == 0 and re.search(wanted, "login"):
                take(person, out, "login", "/login")
            person.sign_in(os.environ.get("PASSWORD", "Demo-2026 {}").format(login))
            for name, address in pages(person, routes):
                if re.search(wanted, name) and (i == 0 or name.split("-")[0] in ("overview", "today", "case", "order", "orders", "bulletin", "interviews", "reports")):
                    take(person, out, name if i == 0 else f"{login}-{name}", address)


if __name__ == "__main__":
    main()
