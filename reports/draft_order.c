#include "reports/draft_order.h"

#include <string.h>

#include "reports/doc_make.h"
#include "reports/draft.h"
#include "reports/doc_write.h"
#include "reports/names.h"
#include "reports/wording.h"

void draft_order_unit(struct str *out, const struct refdata *ref, int32_t region, int32_t dept)
{
    const char *of = ref->regions[region].league ? ref->regions[region].name : "",
               *name = ref->depts[dept].name;
    if (strncmp(name, of, strlen(of)) != 0)
        str_puts(out, of);
    str_puts(out, name);
}

static const char *kept(struct doc *d, struct str *s)
{
    const char *z = arena_strdup(&d->arena, str_text(s));
    str_release(s);
    return z;
}

static void put_paper(struct doc *d, const struct draft_order_figures *f)
{
    struct str number = {0}, to = {0};
    order_settings_number(&number, &f->ref->orders, f->order->order);
    draft_order_unit(&to, f->ref, f->order->region, f->order->dept);
    d->period = arena_strdup(&d->arena, f->order->order);
    d->kind = "order";
    d->state = DOC_PUBLISHED;
    d->revision = 1;
    d->as_of = f->order->state == IS_cancelled ? f->order->closed_at : f->order->issued_at;
    d->paper = (struct doc_paper){
        .issuer = f->conf->issuer,
        .number = f->issue->doc_no ? f->issue->doc_no : kept(d, &number),
        .title = f->issue->title ? f->issue->title : "关于督促办理有关办件的督办单",
        .to = kept(d, &to),
        .signatory = f->conf->signatory,
        .dated = instant_day(f->order->issued_at),
        .copies = f->issue->cc,
        .printer = f->conf->printer[0] ? f->conf->printer : NULL,
    };
    draft_fonts(&d->paper, f->conf);
    str_release(&number);
}

static void put_alert(struct doc *d, struct doc_table *t, const struct draft_order_figures *f,
                      const struct draft_order_alert *al)
{
    struct str href = {0};
    doc_text(d, t, al->case_no);
    str_puts(&href, "/cases?no=");
    str_url(&href, al->case_no);
    doc_link(d, t, str_text(&href));
    str_release(&href);
    doc_text(d, t, al->item ? names_item(f->ref, al->item) : "");
    doc_count(t, rule_table[al->rule].no);
    doc_text(d, t, rule_table[al->rule].title);
    doc_text(d, t, al->there ? level_zh[al->level] : "");
    if (al->there)
        doc_number(t, CELL_DAY, instant_day(al->raised));
    else
        doc_null(t);
    if (al->there && al->due != DAY_NONE)
        doc_number(t, CELL_DAY, al->due);
    else
        doc_null(t);
    doc_text(d, t, rule_table[al->rule].basis);
    doc_text(d, t, al->there ? alert_state_zh[al->state] : alert_state_zh[STATE_WITHDRAWN]);
}

static void put_alerts(struct doc *d, const struct draft_order_figures *f)
{
    struct doc_table *t = doc_table(d, "alerts", "督办事项", DOC_BODY);
    t->landscape = false;
    doc_column(t, "case_no", "办件编号", "", COLUMN_SHOWN);
    doc_column(t, "item", "事项", "", COLUMN_SHOWN);
    doc_column(t, "rule", "规则", "号", COLUMN_DATA);
    doc_column(t, "title", "问题", "", COLUMN_SHOWN);
    doc_column(t, "level", "级别", "", COLUMN_SHOWN);
    doc_column(t, "raised_on", "发生日", "", COLUMN_SHOWN);
    doc_column(t, "due", "应办结日", "", COLUMN_SHOWN);
    doc_column(t, "basis", "依据", "", COLUMN_SHOWN);
    doc_column(t, "state", "现状", "", COLUMN_SHOWN);
    for (size_t i = 0; i < f->n_alerts; i++)
        put_alert(d, t, f, &f->alerts[i]);
    doc_put_table(d, t);
}

static void put_due(struct doc *d, const struct draft_order_figures *f)
{
    struct str due = {0};
    doc_day_zh(&due, f->order->due);
    doc_paragraph(d);
    doc_say(d, "请于%s前将核实情况和整改措施书面反馈%s；逾期未反馈的，升级督办。", str_text(&due),
            f->conf->signatory);
    str_release(&due);
    if (f->issue->signer) {
        doc_paragraph(d);
        doc_say(d, "签发人：%s", f->issue->signer);
    }
    if (f->conf->contact[0]) {
        doc_paragraph(d);
        doc_say(d, "%s", f->conf->contact);
    }
}

/* An order that was cancelled says so on its paper. */
static void put_cancelled(struct doc *d, const struct draft_order_figures *f)
{
    struct str when = {0};
    if (f->order->state != IS_cancelled)
        return;
    doc_day_zh(&when, instant_day(f->order->closed_at));
    doc_paragraph(d);
    doc_say(d, "本督办单已于%s撤销。", str_text(&when));
    str_release(&when);
}

struct doc *draft_order(const struct draft_order_figures *f)
{
    struct doc *d = doc_new();
    put_paper(d, f);
    put_cancelled(d, f);
    doc_paragraph(d);
    if (f->n_alerts)
        doc_say(d, "你单位办理的下列办件发生红牌或黄牌，现予督办。");
    doc_say(d, "%s", f->issue->text);
    if (f->n_alerts)
        put_alerts(d, f);
    put_due(d, f);
    return d;
}
