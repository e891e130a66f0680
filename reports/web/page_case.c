#include <string.h>

#include "reports/account.h"
#include "reports/account_brief.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/case_tables.h"
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

/* The newest, oldest first. */
static void put_alerts(struct page *p, struct str *out, const struct case_tables *t)
{
    const struct dossier *d = t->d;
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
    if (d->n_alerts)
        parts_rows(&t->parts, "alerts", out);
    for (size_t i = left_out; i < d->n_alerts; i++) {
        struct account_alert al;
        account_alert(d, (size_t)(t->alerts[i] - d->alerts), p->view.arena, &al);
        al.subject = names_subject_said(say_lang(), al.rule->no, t->alerts[i]->al.subject, p->view.arena);
        put_alert(out, &al);
        case_acts_alert(p, out, t->acts, &t->alerts[i]->al, d->f.ev.row.case_no);
        str_puts(out, "</div>\n");
    }
}

static void put_brief(struct page *p, struct str *out, const struct dossier *d)
{
    static const char *const lead_of[LEVELS] = {[LEVEL_NONE] = " calm",
                                                [LEVEL_NOTICE] = " calm",
                                                [LEVEL_WARNING] = " warning",
                                                [LEVEL_YELLOW] = " yellow",
                                                [LEVEL_RED] = ""};
    struct account_brief b;
    account_brief(d, &p->view.viewer, &b);
    str_printf(out, "<section class=\"lead%s\" aria-label=\"%s\"><p>", lead_of[b.level],
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

static void put_limit(struct str *out, const struct account_limit *l)
{
    str_puts(out, "<p>");
    str_html(out, l->text);
    for (int i = 0; i < l->n_lines; i++)
        str_html(out, l->line[i]);
    str_puts(out, "</p>\n");
}

static int put_clocks(struct str *out, const struct case_tables *t, struct err *e)
{
    const struct account *a = t->a;
    html_section(out, "clocks", tr("到期日是怎样算出的"));
    str_puts(out, "<p>");
    str_html(out, a->start);
    str_printf(
        out, "%s</p>\n",
        tr("承诺时限遇任何暂停都停止计时，法定时限只在法定特别程序（听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审）期间停止计时。"));
    put_limit(out, &a->limit[0]);
    put_limit(out, &a->limit[1]);
    if (parts_table(&t->parts, "windows", out, NULL, e) || parts_table(&t->parts, "pauses", out, NULL, e))
        return -1;
    if (!a->days.n_rows)
        return 0;
    str_printf(out, "<details><summary>%s</summary>\n", tr("逐日计算"));
    if (parts_table(&t->parts, "days", out, NULL, e))
        return -1;
    if (a->cut) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("只列出前 %d 天。"), EXPLAIN_DAYS);
        str_puts(out, "</p>\n");
    }
    str_puts(out, "</details>\n");
    return 0;
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

static void put_events(struct page *p, struct str *out, const struct case_tables *t)
{
    const struct dossier *d = t->d;
    html_section(out, "events", tr("办理过程"));
    parts_rows(&t->parts, "events", out);
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

static int put_page(struct page *p, struct str *o, const struct case_tables *t, struct err *e)
{
    const struct dossier *d = t->d;
    struct str title = {0};
    str_printf(&title, tr("办件 %s"), html_case_text(p->view.arena, t->a->case_no));
    html_begin(p, o, str_text(&title), "/cases");
    str_release(&title);
    put_brief(p, o, d);
    clock_bar_case(o, d);
    put_facts(o, t->a);
    put_events(p, o, t);
    put_alerts(p, o, t);
    case_acts_notes(p, o, t->acts, d->f.ev.row.case_no);
    if (t->acts->n)
        parts_links(&t->parts, "acts", o, tr("已作出的行为："));
    if (put_clocks(o, t, e))
        return -1;
    html_end(o);
    return 0;
}

static int put_case(struct page *p, struct dossier *d, struct reply *out, struct err *e)
{
    struct account a;
    struct case_acts acts;
    struct case_tables t;
    if (case_acts_read(p, d->f.ev.row.case_no, &acts, e))
        return page_failed(e);
    d->lang = say_lang();
    account_of(d, &a);
    case_tables_open(&t, p, d, &a, &acts);
    if (list_is_file(p))
        return parts_file(&t.parts, out, e);
    return put_page(p, &out->body, &t, e) ? page_failed(e) : 200;
}

int page_case_of(struct page *p, const char *case_no, struct reply *out, struct err *e)
{
    struct dossier d;
    int found = dossier_find(&p->view, case_no, INSTANT_NONE, &d, e);
    if (found <= 0)
        return found ? page_failed(e) : page_missing(e, tr("没有这个办件。请核对办件编号。"));
    int status = put_case(p, &d, out, e);
    dossier_close(&d);
    return status;
}

int page_case(struct page *p, struct reply *out, struct err *e)
{
    return page_case_of(p, p->rq->arg, out, e);
}
