/* The tables of an order as files: the alerts on its paper, as they stand now, and what became of it. */
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/orders.h"

static const struct list_column alert_columns[] = {
    {"case_no", TR("办件编号"), LIST_CODE, false},   {"item", TR("事项"), LIST_TEXT, false},
    {"item_code", TR("事项编码"), LIST_DATA, false}, {"rule", TR("规则"), LIST_FIGURE, false},
    {"title", TR("问题"), LIST_TEXT, false},         {"level", TR("级别"), LIST_LEVEL, false},
    {"raised_on", TR("发生日"), LIST_CODE, false},   {"due", TR("应办结日"), LIST_CODE, false},
    {"basis", TR("依据"), LIST_TEXT, false},         {"state", TR("现状"), LIST_CODE, false},
};

static void fill_alert(struct list *l, const struct draft_order_alert *al)
{
    const struct rule *r = &rule_table[al->rule];
    list_case(l, al->case_no);
    list_text(l, al->item ? list_item_name(l, al->item) : NULL);
    list_text(l, al->item);
    doc_count(l->t, r->no);
    list_text(l, tr(r->title));
    list_text(l, al->there ? tr(level_zh[al->level]) : NULL);
    list_day(l, al->there ? instant_day(al->raised) : DAY_NONE);
    list_day(l, al->there ? al->due : DAY_NONE);
    list_text(l, r->basis);
    list_text(l, tr(alert_state_zh[al->there ? al->state : STATE_WITHDRAWN]));
}

static int fill_alerts(void *of, struct list *l, struct err *e)
{
    const struct order_file *f = of;
    (void)e;
    for (size_t i = 0; i < f->n_alerts; i++)
        fill_alert(l, &f->alerts[i]);
    return 0;
}

static const struct list_column act_columns[] = {
    {"at", TR("时间"), LIST_CODE, false},
    {"act", TR("行为"), LIST_TEXT, false},
    {"by", TR("经手人"), LIST_TEXT, false},
    {"text", TR("内容"), LIST_TEXT, false},
    {"reply_days", TR("反馈工作日"), LIST_FIGURE, false},
    {"seq", TR("序号"), LIST_DATA, false},
    {"act_code", TR("行为代码"), LIST_DATA, false},
};

static int fill_acts(void *of, struct list *l, struct err *e)
{
    const struct order_file *f = of;
    (void)e;
    for (size_t i = 0; i < f->n_acts; i++) {
        const struct act *a = &f->acts[i].act;
        list_instant(l, a->at);
        list_text(l, tr(act_table[a->type].zh));
        list_text(l, a->by);
        list_text(l, a->text);
        list_number(l, CELL_COUNT, a->reply_days, a->reply_days > 0);
        doc_count(l->t, a->seq);
        list_text(l, act_table[a->type].name);
    }
    return 0;
}

static const struct part tables[] = {
    PART("alerts", TR("督办事项"), alert_columns, fill_alerts),
    PART("acts", TR("办理经过"), act_columns, fill_acts),
};

struct parts orders_parts(struct page *p, struct order_file *f)
{
    return (struct parts){.page = p,
                          .path = "/orders",
                          .of = f->row.o.order,
                          .query = html_href(p->view.arena, "", "order", f->row.o.order, NULL),
                          .part = tables,
                          .n = sizeof tables / sizeof *tables,
                          .data = f};
}
