"""A bulletin's life on its page: frozen, its head and its words edited, also by two at once, its bottom places decided, published, taken away as DOCX,
read by a county, revised."""
import io
import re

import docx

from desk import MONTH, about_place
from person import Person, main

DESK = f"/bulletins/{MONTH}/desk"


def form_to(person, verb, field):
    """The form that does this and has this field."""
    return next((f for f in person.all("main form") if person.all(f"input[name='do'][value='{verb}']", f) and person.all(f"[name='{field}']", f)), None)


def freeze(report, bureau, county):
    county.go(f"/bulletins/{MONTH}")
    report.check("a county sees a draft's own rows, no file", not [h for h in county.links() if ".docx" in h], county.links())
    bureau.go("/bulletins")
    bureau.follow(next(a for a in bureau.all("main table a") if (a.get_attribute("href") or "").endswith(f"/bulletins/{MONTH}")))
    bureau.follow(bureau.one(f"a[href='{DESK}']"))
    report.check("the desk says that it is a draft", "草稿" in bureau.one("main dl.facts").text, bureau.text()[:600])
    bureau.send(form_to(bureau, "freeze", "csrf"))
    report.check("frozen, by whom", all(w in bureau.one("main dl.facts").text for w in ("已定稿", "shencha", "第1稿")), bureau.text()[:600])
    report.check("what it lacks is said", "还没有发文字号" in bureau.text() and "还没有成文日期" in bureau.text(), bureau.text()[:900])
    report.check("and it cannot be published so", form_to(bureau, "publish", "csrf") is None, bureau.text()[:900])


def edit(report, bureau, other):
    year = MONTH[:4]
    other.go(DESK)
    form = form_to(bureau, "text", "number")
    bureau.send(bureau.fill(form, number="11", dated=f"{year}-11-09", signatory="临沂市行政审批服务局", disclosure="依申请公开"))
    report.check("number, date and signatory stand", all(w in bureau.one("main dl.facts").text for w in ("11号", f"{year}-11-09", "依申请公开")), bureau.text()[:700])
    words = lambda who: (who.one("details.text > summary").click(), form_to(who, "text", "w"))[1]
    mine, theirs = words(bureau), words(other)
    stays = [e.text for e in bureau.all(".fixed", mine)]
    report.check("its tables and charts are named by their titles", stays and all(re.match("[图表]：.*[\u4e00-\u9fff]", t) for t in stays), stays)
    for who, form, text in ((bureau, mine, "经研究，"), (other, theirs, "另一人，")):
        field = next(f for f in who.all("textarea[name='w']", form) if "通报如下" in f.get_attribute("value"))
        who.driver.execute_script("arguments[0].value = arguments[1] + arguments[0].value", field, text)
        who.send(form)
    report.check("who comes second with an old version is told so", "内容已被他人修改" in other.text(), other.text()[:600])
    bureau.go(f"/bulletins/{MONTH}")
    report.check("the words of the first stand in the paper", "经研究，" in bureau.one(".paper").text and "另一人，" not in bureau.one(".paper").text, bureau.one(".paper").text[:600])
    bureau.go(DESK)
    report.check("with who changed what", "shencha" in bureau.one("main").text, bureau.text()[-900:])


def decide_places(bureau):
    """What is still undecided is waived; the desk names one at a time."""
    for _ in range(4):
        unit = next((li.text.split("的末位")[0] for li in bureau.go(DESK).all("ul.lacks li") if "末位" in li.text), None)
        if unit is None:
            return
        about_place(bureau, unit, "免予约谈", text="受系统切换影响。")


def publish(report, bureau, county):
    decide_places(bureau)
    form = form_to(bureau.go(DESK), "publish", "csrf")
    if not report.check("nothing is lacking now", form is not None, bureau.text()[:900]):
        raise AssertionError("cannot be published")
    bureau.send(form)
    report.check("published", "已印发" in bureau.one("main dl.facts").text, bureau.text()[:700])
    bureau.go(f"/bulletins/{MONTH}")
    paper = docx.Document(io.BytesIO(bureau.download(bureau.link("DOCX"), f"{MONTH}.docx")))
    text = "\n".join(p.text for p in paper.paragraphs)
    report.check("the DOCX opens, with its words, number and tables", "经研究，" in text and "11号" in text and len(paper.tables) > 2, text[:600])
    county.go(f"/bulletins/{MONTH}")
    report.check("a county reads it whole now", "经研究，" in county.one(".paper").text and [h for h in county.links() if h.endswith(".docx")], county.text()[:600])


def revise(report, bureau):
    bureau.go(DESK)
    bureau.send(bureau.fill(form_to(bureau, "revise", "reason"), reason="补录事件后更正。"))
    report.check("a second revision, with its reason", all(w in bureau.one("main dl.facts").text for w in ("第2稿", "补录事件后更正。", "已定稿")), bureau.text()[:700])
    report.check("the first is still what is read", "经研究，" in bureau.fetch(f"/bulletins/{MONTH}.html?revision=1")[1].decode(), "revision 1")


def walk(report, url):
    with Person(url, "shencha") as bureau, Person(url, "shencha") as other, Person(url, "xianqu") as county:
        for person in (bureau, other, county):
            person.sign_in()
        freeze(report, bureau, county)
        edit(report, bureau, other)
        publish(report, bureau, county)
        revise(report, bureau)


main("bulletin", walk)
