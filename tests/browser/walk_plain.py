"""Without JavaScript: the same forms do the same. An order is issued, signed, answered and closed, a card appealed, a list filtered, sorted and exported."""
from desk import facts, issue_for, open_order_of, row_act
from person import Person, main


def walk(report, url):
    with Person(url, "shencha", scripts=False) as bureau, Person(url, "linxian", scripts=False) as officer:
        probe = "data:text/html,<p>off</p><script>document.querySelector('p').textContent='on'</script>"
        bureau.driver.get(probe)
        report.same("scripts are off", "off", bureau.text())
        officer.sign_in()
        bureau.sign_in()
        case = issue_for(report, bureau, officer.unit(), red=False)
        open_order_of(report, officer)
        report.check("the order names the case", case in officer.text(), officer.text()[:900])
        order = officer.where()
        officer.do("签收")
        officer.do("反馈", text="已办结。")
        report.same("answered", "已反馈", facts(officer)["状态"])
        bureau.go(order).do("办结")
        report.same("closed", "已办结", facts(bureau)["状态"])
        officer.go(f"/cases/{case}")
        if report.check("a card may be appealed", row_act(officer, "申诉"), officer.text()[-900:]):
            officer.do("申诉", text="无脚本申诉。")
            report.check("and is", "无脚本申诉。" in officer.text(), officer.text()[-900:])
        officer.go("/cases")
        form = officer.one("main form.filter")
        officer.send(officer.fill(form, phase="delivered"))
        report.check("a list is filtered", "phase=delivered" in officer.where() and officer.all("ul.chips a"), officer.where())
        officer.follow(officer.all("table.cards thead th a")[1])
        report.check("and sorted", officer.all("th[aria-sort]") and "sort=" in officer.where(), officer.where())
        report.check("and taken away", officer.download(officer.link("CSV"), "cases.csv").startswith(b"\xef\xbb\xbf"), "no CSV")
        officer.go("/logout").send(officer.one("form[action='/logout']"))
        report.check("signed out", officer.where().startswith("/login"), officer.where())


main("plain", walk)
