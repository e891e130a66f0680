"""What `make test` walks: a county officer signs in, opens a red case, signs and answers the order that the bureau issued for it."""
from desk import facts, issue_for, open_order_of
from person import Person, main


def walk(report, url):
    with Person(url, "shencha") as bureau:
        bureau.sign_in()
        with Person(url, "xianqu") as officer:
            officer.sign_in()
            case = issue_for(report, bureau, officer.unit())
            officer.go(f"/cases/{case}")
            report.check("the county opens the red case", "红牌" in officer.text(), officer.text()[:600])
            open_order_of(report, officer)
            officer.do("签收")
            report.same("signed", "已签收", facts(officer)["状态"])
            officer.do("反馈", text="已核实：材料移交耽误，已办结 <b>")
            report.same("answered", "已反馈", facts(officer)["状态"])
            report.check("what was written stands as text", "已办结 <b>" in officer.text(), officer.text())


main("short", walk)
