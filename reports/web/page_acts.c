/* The forms of acts arrive here; each act goes to the clerk by itself. What was done leads back to the page
 * that the form stood on, which then shows it; what was refused is said, and what the person wrote is not
 * lost. */
#include <string.h>

#include "reports/names.h"
#include "reports/web/act_json.h"
#include "reports/web/clerk.h"
#include "reports/web/html.h"
#include "reports/web/orders.h"

/* An address of ours. */
static const char *back_of(const struct page *p)
{
    const char *back = form_get(&p->form, "back");
    return back && back[0] == '/' && back[1] != '/' && back[1] != '\\' ? back : "/";
}

static void put_back(struct page *p, struct str *out)
{
    str_puts(out, "<p>");
    html_link(out, back_of(p), tr("返回"));
    str_puts(out, "</p>\n");
}

static int refused(struct page *p, const char *zh, const struct clerk_answer *a, struct reply *out)
{
    struct str *o = &out->body, title = {0};
    const char *text = form_get(&p->form, "text");
    str_printf(&title, tr("%s：未进行"), zh);
    html_begin(p, o, title.p, NULL);
    str_release(&title);
    str_puts(o, "<p class=\"banner\" role=\"alert\">");
    str_html(o, a->text);
    str_puts(o, "</p>\n");
    if (text) {
        html_section(o, "text", tr("所填的内容"));
        str_puts(o, "<pre>");
        str_html(o, text);
        str_puts(o, "</pre>\n");
    }
    put_back(p, o);
    html_end(o);
    return a->status;
}

static int hand(struct page *p, const char *act, const char *pick, struct clerk_answer *a)
{
    const char *json = act_json_of(&p->form, act, pick, p->view.arena);
    if (json)
        return clerk_hand(p, "act", json, strlen(json), a);
    *a = (struct clerk_answer){400, "bad_form", tr("格式不符")};
    return a->status;
}

int page_act(struct page *p, struct reply *out, struct err *e)
{
    struct clerk_answer a;
    const char *act = form_get(&p->form, "act");
    int type = act ? act_find(act) : -1;
    e->text[0] = 0;
    if (hand(p, act, NULL, &a) >= 300)
        return refused(p, type >= 0 ? tr(act_table[type].zh) : tr("操作"), &a, out);
    out->location = back_of(p);
    return 303;
}

static const char *words_of(const struct clerk_answer *a) { return a->status < 300 ? tr("已进行") : a->text; }

/* Which order it became, for whom, about what: who issued many at once can look at each. */
static void put_done(struct page *p, struct str *o, const char *pick, const struct clerk_answer *a)
{
    struct act_said asked, done = {0};
    struct str name = {0};
    act_json_said(pick, &asked, p->view.arena);
    if (a->status < 300)
        act_json_said(a->text, &done, p->view.arena);
    str_puts(o, "<td>");
    if (done.order) {
        order_settings_number(&name, &p->view.ref->orders, done.order);
        html_link(o, orders_href(p->view.arena, done.order), str_text(&name));
    } else
        str_puts(o, "—");
    html_cell(o, asked.dept ? names_dept(p->view.ref, asked.dept) : NULL);
    html_code_cell(o, asked.case_no ? html_case_text(p->view.arena, asked.case_no) : NULL);
    html_count_cell(o, (int64_t)asked.n_alerts, NULL);
    html_cell(o, words_of(a));
    str_release(&name);
}

/* Each row that was ticked is an act of its own, with a line of its own. */
int page_acts_many(struct page *p, struct reply *out, struct err *e)
{
    static const struct column columns[] = {{TR("序号"), 'n'},     {TR("督办单"), 't'},    {TR("单位"), 't'},
                                            {TR("首个办件"), 't'}, {TR("红黄牌|张"), 'n'}, {TR("结果"), 't'}};
    struct str *o = &out->body;
    struct clerk_answer a;
    const char *act = form_get(&p->form, "act");
    int64_t n = 0, done = 0;
    if (!act || (strcmp(act, "issue") && strcmp(act, "drop"))) {
        err_usage(e, tr("这里只能签发督办单，或不予督办。"));
        return 400;
    }
    html_begin(p, o, !strcmp(act, "issue") ? tr("逐份签发的结果") : tr("不予督办的结果"), NULL);
    html_table_of(o, tr("每份一行"), columns);
    for (size_t i = 0; i < p->form.n; i++) {
        if (strcmp(p->form.v[i].name, "pick") != 0)
            continue;
        hand(p, act, p->form.v[i].value, &a);
        done += a.status < 300;
        html_row(o);
        html_count_cell(o, ++n, NULL);
        put_done(p, o, p->form.v[i].value, &a);
        str_putc(o, '\n');
    }
    html_table_end(o);
    str_puts(o, "<p>");
    str_printf(o, tr("选中%lld份，已进行%lld份。"), (long long)n, (long long)done);
    str_puts(o, "</p>\n");
    put_back(p, o);
    html_end(o);
    return 200;
}

/* 转办: two acts in one, both or none. */
int page_act_transfer(struct page *p, struct reply *out, struct err *e)
{
    struct clerk_answer a = {400, "bad_form", tr("格式不符")};
    const char *dept = form_get(&p->form, "dept"), *issue = NULL, *cancel = NULL;
    int32_t to = dept ? refdata_dept(p->view.ref, dept) : -1;
    struct str both = {0};
    e->text[0] = 0;
    if (to >= 0) {
        issue = act_json_transfer(&p->form, p->view.ref->regions[p->view.ref->depts[to].region].code,
                                  p->view.arena);
        cancel = act_json_of(&p->form, act_table[ACT_cancel].name, NULL, p->view.arena);
    }
    if (issue && cancel) {
        str_printf(&both, "%s\n%s", issue, cancel);
        clerk_hand(p, "transfer", both.p, both.len, &a);
    }
    str_release(&both);
    if (a.status >= 300)
        return refused(p, tr("转办"), &a, out);
    out->location = back_of(p);
    return 303;
}
