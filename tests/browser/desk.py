"""Steps at the desk that more than one walk takes."""
import os

from selenium.webdriver.common.by import By

from person import quoted

MONTH = os.environ["WALK_MONTH"]


def row_with(person, *words, css="main tbody tr"):
    return next((r for r in person.all(css) if all(w in r.text for w in words)), None)


def facts(person):
    """The facts beside an order, by name."""
    names, values = person.all(".side dl.facts dt"), person.all(".side dl.facts dd")
    return {n.text: v.text for n, v in zip(names, values)}


def issue_for(report, bureau, county, red=True):
    """Ticks the proposal for a red case (or for yellow cards) of this county and issues it; the number of its first case."""
    bureau.go("/proposals")
    row = next((r for r in bureau.all("main tbody tr") if county in r.text and (not red or bureau.all(".level.red", r))), None)
    if not report.check(f"a{' red' if red else ''} case of the county is proposed for an order", row is not None, bureau.text()[:600]):
        raise AssertionError("nothing to issue")
    case = bureau.all("a[href^='/cases/']", row)[0].text
    bureau.one("input[type=checkbox]", row).click()
    form = bureau.one("form[action='/acts/many']")
    bureau.fill(form, title="关于超期办件的督办单", text="请核实原因，抓紧办结，并书面反馈。", signer="张科长")
    bureau.send(form, "issue")
    report.check("a line says that it was issued", "选中1份，已进行1份" in bureau.text(), bureau.text())
    return case


def open_order_of(report, officer):
    officer.go("/today")
    row = row_with(officer, "待签收")
    if not report.check("the county sees it on its first page", row is not None, officer.text()[:900]):
        raise AssertionError("no order for the county")
    return officer.follow(officer.all("a", row)[0])


def row_act(person, summary):
    return person.driver.find_elements(By.XPATH, f"//details[contains(@class, 'act')][summary[normalize-space(.)={quoted(summary)}]]")


def of_place(person, unit, summary):
    """The folded form of an act about the bottom place of this unit in the month; None."""
    year, number = MONTH.split("-")
    name = f"{year}年{int(number)}月 {unit}"
    found = person.driver.find_elements(By.XPATH, f"//details[summary[normalize-space(.)={quoted(summary)}]][preceding-sibling::h3[1][normalize-space(.)={quoted(name)}]]")
    return found[0] if found else None


def about_place(person, unit, summary, /, **fields):
    person.go(f"/interviews?month={MONTH}")
    fold = of_place(person, unit, summary)
    if fold is None:
        raise AssertionError(f"{person.login} finds no form {summary} for {unit}: {person.text()[:900]}")
    person.one("summary", fold).click()
    return person.send(person.fill(person.one("form", fold), **fields))
