"""The desk: the bureau issues an order for a red case, the county signs and answers it, is sent back, answers again, and appeals another card; the bureau
decides. Then a bottom place is waived or followed to the end of its interview. Each step from the pages alone."""
import datetime

from selenium.webdriver.common.by import By

from desk import MONTH, about_place, facts, issue_for, open_order_of, row_act, row_with
from person import Person, main, quoted

def order_round(report, bureau, officer, order):
    """Signed, answered, sent back, answered, closed."""
    officer.do("签收")
    report.same("signed", "已签收", facts(officer)["状态"])
    bureau.go(order).do("同意延期", reply_days="8", text="同意延期。")
    report.check("more time is given, with the day", "同意延期。" in bureau.text(), bureau.text())
    officer.go(order).do("反馈", text="已核实：材料移交耽误，已办结 <b>")
    report.same("answered", "已反馈", facts(officer)["状态"])
    report.check("what was written stands as text", "已办结 <b>" in officer.text(), officer.text())
    report.check("with who wrote it", "xianqu" in officer.one("ol.events").text, officer.one("ol.events").text)
    bureau.go(order).do("退回", reply_days="3", text="未说明责任落实情况。")
    officer.go(order)
    report.same("sent back", "已退回", facts(officer)["状态"])
    report.same("a second round", "2", facts(officer)["轮次"])
    officer.do("反馈", text="责任人已约谈。")
    bureau.go(order).do("办结")
    report.same("closed", "已办结", facts(bureau)["状态"])
    officer.go(order)
    report.same("which ends it: nothing but a note is left to the county", ["备注"], [s.text for s in officer.all("details.act > summary")])


def appeal(report, officer, but):
    """Appeals a card of two cases, from the list of red and yellow cards; their addresses."""
    officer.go("/alerts?view=all&level=red")
    cases = [c for c in dict.fromkeys(officer.links("main tbody a")) if c.startswith("/cases/") and not c.endswith(but)]
    done = []
    for case in cases:
        officer.go(case)
        if len(done) < 2 and row_act(officer, "申诉"):
            officer.do("申诉", text=f"系统时间有误，第{len(done) + 1}件。")
            report.check("an appeal stands on the case's page", f"系统时间有误，第{len(done) + 1}件。" in officer.text(), officer.text()[:900])
            done.append(case)
        if len(done) == 2:
            break
    report.same("two cards are appealed", 2, len(done))
    return done


def judge(report, bureau, officer, cases):
    bureau.go("/today")
    report.check("the reviewer's first page counts the appeals", "待裁定的申诉" in bureau.text(), bureau.text()[:600])
    for case, word, text in zip(cases, ("成立", "不成立"), ("属系统原因。", "记录无误。")):
        bureau.go("/appeals")
        fold = bureau.driver.find_element(By.XPATH, f"//a[contains(@href, {quoted(case.rsplit('/', 1)[1])})]").get_attribute("href")
        bureau.driver.get(fold)
        bureau.do(word, text=text)
        officer.go(case)
        report.check(f"the county reads the decision: {word}", text in officer.text(), officer.text()[:900])
    report.check("an upheld card is revoked", "撤销" in officer.go(cases[0]).text(), officer.text()[:900])


def interviews(report, bureau, unit, places):
    """The county's bottom place is talked about and mended to the end; the other leagues' are waived."""
    day = lambda n: (datetime.date.today() + datetime.timedelta(days=n)).isoformat()
    state = lambda p: row_with(p.go(f"/interviews?month={MONTH}"), unit.own).text
    about_place(bureau, unit.own, "约谈", text="按规定约谈。")
    report.check("a bottom place is confirmed", "已确定约谈" in state(bureau), state(bureau))
    about_place(bureau, unit.own, "约谈记录", held_on=day(0), person="副县长李某", text="要求十日内整改。", due=day(14))
    report.check("the interview is recorded", day(14) in state(bureau), state(bureau))
    for words, decision, text in (("已调整窗口人员。", "整改不通过", "没有写明措施。"), ("已调整窗口人员，每周通报。", "整改通过", "同意。")):
        about_place(unit, unit.own, "整改报告", text=words)
        report.check("the county reports what it mended", "已报整改" in state(unit), state(unit))
        more = {"due": day(20)} if decision == "整改不通过" else {}
        about_place(bureau, unit.own, decision, text=text, **more)
        report.check(f"judged: {decision}", decision in state(bureau), state(bureau))
    for other in places:
        about_place(bureau, other, "免予约谈", text="受系统切换影响。")
    left = bureau.go(f"/interviews?month={MONTH}").one("main table").text
    report.check("no bottom place of the month waits", "待定" not in left, left)


def walk(report, url):
    with Person(url, "shencha") as bureau, Person(url, "xianqu") as officer:
        officer.sign_in()
        report.check("signing in leads to what is to be done", officer.where().startswith("/today") or officer.where() == "/", officer.where())
        county = officer.unit()
        bureau.sign_in()
        case = issue_for(report, bureau, county)
        officer.go(f"/cases/{case}")
        report.check("the county opens the red case", "红牌" in officer.text(), officer.text()[:600])
        open_order_of(report, officer)
        report.check("the order names the case", case in officer.text(), officer.text()[:600])
        order_round(report, bureau, officer, officer.where())
        judge(report, bureau, officer, appeal(report, officer, case))
        places = [r.text for r in bureau.go(f"/interviews?month={MONTH}").all("main tbody tr") if "待定" in r.text]
        with Person(url, "mowei") as unit:
            unit.sign_in()
            unit.own = unit.unit()
            others = [cells.split()[2] for cells in places if unit.own not in cells]
            interviews(report, bureau, unit, others)


main("desk", walk)
