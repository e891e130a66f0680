#include <stdlib.h>
#include <string.h>

#include "reports/account.h"
#include "reports/format.h"
#include "reports/web/case_acts.h"
#include "reports/web/clock_bar.h"
#include "reports/web/html.h"

static void put_fact(struct str *out, const struct account_fact *f)
{
    str_printf(out, "<dt>%s</dt><dd>", f->name);
    if (f->light != LIGHT_NULL)
        html_light(out, (enum light)f->light);
    else if (f->text)
        str_html(out, f->text);
    else
        html_when(out, f->when);
    if (f->code) {
        str_puts(out, tr("（"));
        str_html(out, f->code);
        str_puts(out, tr("）"));
    }
    if (f->verdict)
        str_printf(out, "%s<strong>%s</strong>", tr("："), f->verdict);
    str_puts(out, "</dd>\n");
}

static void put_facts(struct str *out, const struct account *a)
{
    str_puts(out, "<dl class=\"facts\">\n");
    for (size_t i = 0; i < a->n_facts; i++)
        put_fact(out, &a->fact[i]);
    str_puts(out, "</dl>\n");
}

static void put_changes(struct str *out, const struct account_alert *al)
{
    for (size_t i = 0; i < al->n_changes; i++) {
        str_printf(out, "%s%s", i ? "" : "<p class=\"note\">", i ? tr("；") : tr("经过："));
        html_when(out, al->changes[i].at);
        str_putc(out, ' ');
        str_html(out, al->changes[i].state);
    }
    str_puts(out, al->n_changes ? "</p>\n" : "");
}

static void put_evidence(struct str *out, const struct account_alert *al)
{
    for (size_t i = 0; i < al->n_evidence; i++) {
        str_printf(out, "%s%s%s ", i ? "" : "<p>", i ? tr("；") : tr("事件："), al->evidence[i].title);
        html_when(out, al->evidence[i].at);
    }
    if (al->n_evidence)
        str_printf(out, "%s</p>\n", al->more_evidence ? tr("；等。") : tr("。"));
}

static void put_state(struct str *out, const struct account_alert *al)
{
    str_printf(out, "<p>%s", tr("发生于 "));
    html_when(out, al->raised);
    str_printf(out, tr("，状态：%s%s%s"), al->state, *al->figures ? tr("，") : "", al->figures);
    if (al->cleared != INSTANT_NONE) {
        str_puts(out, tr("，消除于 "));
        html_when(out, al->cleared);
    }
    str_printf(out, "%s</p>\n", tr("。"));
}

/* Without the end of its block. */
static void put_alert(struct str *out, const struct account_alert *al)
{
    str_printf(out, "<div class=\"alert %s\"><h3>", level_word[al->level]);
    html_level(out, (enum level)al->level);
    str_printf(out, " %d %s ", al->rule->no, tr(al->rule->title));
    str_html(out, al->subject);
    str_puts(out, "</h3>\n");
    put_state(out, al);
    str_printf(out, "<p>%s", tr("责任单位："));
    str_html(out, al->region);
    str_putc(out, ' ');
    str_html(out, al->dept);
    str_puts(out, "</p>\n<p>");
    str_printf(out, tr("规则：%s。维度：%s。依据：<span lang=\"%s\">%s</span>。"), tr(al->rule->text),
               tr(dimension_zh[al->rule->dimension]), lang_tag[LANG_ZH], al->rule->basis);
    str_puts(out, "</p>\n");
    put_evidence(out, al);
    put_changes(out, al);
}

/* A case has a few of each; one with more is a fault of its source, and may have any number. */
enum { ALERTS_SHOWN = 500, EVENTS_SHOWN = 1000 };

static int as_it_happened(const void *a, const void *b)
{
    const struct alert *x = &(*(const struct dossier_alert *const *)a)->al,
                       *y = &(*(const struct dossier_alert *const *)b)->al;
    if (x->raised != y->raised)
        return x->raised < y->raised ? -1 : 1;
    return x->rule != y->rule ? (x->rule < y->rule ? -1 : 1) : strcmp(x->subject, y->subject);
}

/* The newest, oldest first. */
static void put_alerts(struct page *p, struct str *out, const struct dossier *d, const struct case_acts *acts)
{
    const struct dossier_alert **by_time = arena_alloc(p->view.arena, (d->n_alerts + 1) * sizeof *by_time);
    size_t left_out = d->n_alerts > ALERTS_SHOWN ? d->n_alerts - ALERTS_SHOWN : 0;
    html_section(out, "alerts", tr("预警与红黄牌"));
    if (!d->n_alerts)
        html_note(out, tr("没有。"));
    if (left_out) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("共 %zu 条，只列出最近 %d 条；"), d->n_alerts, ALERTS_SHOWN);
        html_link(out, html_href(p->view.arena, "/alerts", "no", d->f.ev.row.case_no, NULL), tr("全部"));
        str_printf(out, "%s</p>\n", tr("。"));
    }
    for (size_t i = 0; i < d->n_alerts; i++)
        by_time[i] = &d->alerts[i];
    qsort(by_time, d->n_alerts, sizeof *by_time, as_it_happened);
    for (size_t i = left_out; i < d->n_alerts; i++) {
        struct account_alert al;
        account_alert(d, (size_t)(by_time[i] - d->alerts), p->view.arena, &al);
        put_alert(out, &al);
        case_acts_alert(p, out, acts, &by_time[i]->al, d->f.ev.row.case_no);
        str_puts(out, "</div>\n");
    }
}

static void put_brief(struct page *p, struct str *out, const struct dossier *d)
{
    struct account_brief b;
    account_brief(d, &p->view.viewer, &b);
    str_printf(out, "<section class=\"lead%s\" aria-label=\"%s\"><p>", b.level >= LEVEL_YELLOW ? "" : " calm",
               tr("情况与要做的事"));
    if (b.level) {
        html_level(out, (enum level)b.level);
        str_putc(out, ' ');
    }
    str_puts(out, "<strong>");
    html_days(out, b.wrong);
    str_puts(out, "</strong></p>\n<p>");
    html_days(out, b.todo);
    str_puts(out, "</p></section>\n");
}

static void put_cell(struct str *out, enum account_form form, const struct account_cell *c)
{
    static const char *const cell[] = {[ACCOUNT_TEXT] = "<td>",
                                       [ACCOUNT_CODE] = "<td class=\"w\">",
                                       [ACCOUNT_FIGURE] = "<td class=\"n\">",
                                       [ACCOUNT_WHEN] = "<td class=\"w\">"};
    str_puts(out, cell[form]);
    if (c->text)
        str_html(out, *c->text ? c->text : "—");
    else
        html_when(out, c->when);
    str_puts(out, "</td>");
}

static void put_table(struct str *out, const struct account_table *t)
{
    static const char *const row[] = {
        [ACCOUNT_PLAIN] = "<tr>", [ACCOUNT_DUE] = "<tr class=\"bad\">", [ACCOUNT_OFF] = "<tr class=\"off\">"};
    enum { MOST = 12 };
    struct column columns[MOST];
    if (!t->n_rows)
        return;
    for (size_t k = 0; k < t->n_columns; k++)
        columns[k] = (struct column){t->column[k].title, t->column[k].form == ACCOUNT_FIGURE ? 'n' : 't'};
    html_table(out, t->title, columns, t->n_columns);
    for (size_t i = 0; i < t->n_rows; i++) {
        str_puts(out, row[t->mark[i]]);
        for (size_t k = 0; k < t->n_columns; k++) {
            const struct account_cell *c = &t->cell[i * t->n_columns + k];
            if (!k && c->text)
                html_head_cell(out, c->text, NULL);
            else
                put_cell(out, t->column[k].form, c);
        }
        str_putc(out, '\n');
    }
    html_table_end(out);
}

static void put_limit(struct str *out, const struct account_limit *l)
{
    str_puts(out, "<p>");
    str_html(out, l->text);
    for (int i = 0; i < l->n_lines; i++)
        str_html(out, l->line[i]);
    str_puts(out, "</p>\n");
}

static void put_clocks(struct str *out, const struct account *a)
{
    html_section(out, "clocks", tr("到期日是怎样算出的"));
    str_puts(out, "<p>");
    str_html(out, a->start);
    str_printf(
        out, "%s</p>\n",
        tr("承诺时限遇任何暂停都停止计时，法定时限只在法定特别程序（听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审）期间停止计时。"));
    put_limit(out, &a->limit[0]);
    put_limit(out, &a->limit[1]);
    put_table(out, &a->windows);
    put_table(out, &a->pauses);
    if (!a->days.n_rows)
        return;
    str_printf(out, "<details><summary>%s</summary>\n", tr("逐日计算"));
    put_table(out, &a->days);
    if (a->cut) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("只列出前 %d 天。"), EXPLAIN_DAYS);
        str_puts(out, "</p>\n");
    }
    str_puts(out, "</details>\n");
}

static void put_origin(struct str *out, const struct account_event *ev)
{
    char buf[INSTANT_TEXT];
    str_puts(out, "<div>");
    str_html(out, ev->region);
    str_putc(out, ' ');
    str_html(out, ev->dept);
    if (ev->officer) {
        str_puts(out, tr("，经办 "));
        str_html(out, ev->officer);
    }
    if (ev->channel)
        str_printf(out, tr("，渠道：%s"), ev->channel);
    if (ev->recorded != INSTANT_NONE)
        str_printf(out, tr("，录入于 %s"), format_when(ev->recorded, buf));
    str_puts(out, tr("。来源 "));
    str_html(out, ev->source);
    str_puts(out, " / ");
    str_html(out, ev->event_id);
    str_puts(out, "</div>");
}

static void put_event(struct str *out, const struct account_event *ev)
{
    str_puts(out, ev->voided ? "<li class=\"void\">" : "<li>");
    html_when(out, ev->at);
    str_printf(out, "<strong>%s</strong>", ev->title);
    if (*ev->fields) {
        str_puts(out, "<div>");
        str_html(out, ev->fields);
        str_puts(out, "</div>");
    }
    put_origin(out, ev);
    str_puts(out, "</li>\n");
}

static void put_events(struct page *p, struct str *out, const struct dossier *d)
{
    html_section(out, "events", tr("办理过程"));
    str_puts(out, "<ol class=\"events\">\n");
    for (size_t i = 0; i < d->f.n && i < EVENTS_SHOWN; i++) {
        struct account_event ev;
        account_event(d, i, p->view.arena, &ev);
        put_event(out, &ev);
    }
    str_puts(out, "</ol>\n");
    if (d->f.n > EVENTS_SHOWN) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("共 %zu 条，只列出前 %d 条。"), d->f.n, EVENTS_SHOWN);
        str_puts(out, "</p>\n");
    }
}

int page_case_of(struct page *p, const char *case_no, struct reply *out, struct err *e)
{
    struct dossier d;
    struct account a;
    struct case_acts acts;
    int found = dossier_find(&p->view, case_no, INSTANT_NONE, &d, e);
    if (found <= 0)
        return found ? page_failed(e) : page_missing(e, tr("没有这个办件。请核对办件编号。"));
    if (case_acts_read(p, d.f.ev.row.case_no, &acts, e)) {
        dossier_close(&d);
        return page_failed(e);
    }
    struct str *o = &out->body, title = {0};
    d.lang = say_lang();
    account_of(&d, &a);
    str_printf(&title, tr("办件 %s"), html_case_text(p->view.arena, a.case_no));
    html_begin(p, o, str_text(&title), "/cases");
    str_release(&title);
    put_brief(p, o, &d);
    clock_bar_case(o, &d);
    put_facts(o, &a);
    put_events(p, o, &d);
    put_alerts(p, o, &d, &acts);
    case_acts_notes(p, o, &acts, d.f.ev.row.case_no);
    put_clocks(o, &a);
    html_end(o);
    dossier_close(&d);
    return 200;
}

int page_case(struct page *p, struct reply *out, struct err *e)
{
    return page_case_of(p, p->rq->arg, out, e);
}
