#include "reports/web/case_tables.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/event_fields.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"

static void fill_unit(struct list *l, int32_t region, int32_t dept)
{
    const struct refdata *ref = l->page->view.ref;
    list_unit(l, ref->regions[region].code, ref->depts[dept].code);
}

static const struct list_column event_columns[] = {
    {"occurred", TR("发生时间"), LIST_CODE, false}, {"type", TR("事件"), LIST_TEXT, false},
    {"fields", TR("内容"), LIST_TEXT, false},       LIST_UNIT_PLAIN,
    {"officer", TR("经办"), LIST_TEXT, false},      {"channel", TR("渠道"), LIST_TEXT, false},
    {"recorded", TR("录入时间"), LIST_CODE, false}, {"source", TR("来源"), LIST_TEXT, false},
    {"event_id", TR("事件编号"), LIST_TEXT, false}, {"type_code", TR("事件代码"), LIST_DATA, false},
    {"voided", TR("已作废"), LIST_DATA, false},
};

static void fill_event(struct list *l, const struct dossier *d, size_t i, struct arena *a)
{
    const struct event *ev = &d->f.events[i];
    struct account_event told;
    account_event(d, i, a, &told);
    list_instant(l, ev->occurred);
    list_text(l, told.title);
    list_text(l, told.fields);
    fill_unit(l, ev->region, ev->dept);
    list_text(l, told.officer);
    list_text(l, told.channel);
    list_instant(l, ev->recorded);
    list_text(l, told.source);
    list_text(l, told.event_id);
    list_text(l, event_type_name[ev->type]);
    list_text(l, told.voided ? tr("是") : tr("否"));
}

/* No more than a file takes: a faulty source may give a case any number. */
static size_t most(size_t n) { return n < LIST_FILE + 1 ? n : LIST_FILE + 1; }

static int fill_events(void *of, struct list *l, struct err *e)
{
    const struct case_tables *t = of;
    struct arena a = {0};
    (void)e;
    for (size_t i = 0; i < most(t->d->f.n); i++) {
        arena_reset(&a);
        fill_event(l, t->d, i, &a);
    }
    arena_release(&a);
    return 0;
}

static const struct list_column alert_columns[] = {
    {"rule", TR("规则"), LIST_FIGURE, false},        {"title", TR("问题"), LIST_TEXT, false},
    {"subject", TR("对象"), LIST_TEXT, false},       {"level", TR("级别"), LIST_LEVEL, false},
    {"state", TR("状态"), LIST_CODE, false},         {"raised", TR("发生时间"), LIST_CODE, false},
    {"detected", TR("发现时间"), LIST_CODE, false},  {"cleared", TR("消除时间"), LIST_CODE, false},
    {"used", TR("已用天数"), LIST_FIGURE, false},    {"limit", TR("时限"), LIST_FIGURE, false},
    {"due", TR("到期"), LIST_CODE, false},           LIST_UNIT_PLAIN,
    {"basis", TR("依据"), LIST_TEXT, false},         {"subject_code", TR("对象代码"), LIST_DATA, false},
    {"state_code", TR("状态代码"), LIST_DATA, false}};

static void fill_alert(struct list *l, const struct dossier_alert *da)
{
    const struct alert *al = &da->al;
    const struct rule *r = &rule_table[al->rule];
    doc_count(l->t, r->no);
    list_text(l, tr(r->title));
    list_text(l, names_subject_said(say_lang(), r->no, al->subject, l->page->view.arena));
    list_text(l, tr(level_zh[al->level]));
    list_text(l, tr(alert_state_zh[al->state]));
    list_instant(l, al->raised);
    list_instant(l, da->detected);
    list_instant(l, al->cleared);
    list_number(l, CELL_COUNT, al->used, al->used != DAYS_NONE);
    list_number(l, CELL_COUNT, al->limit, al->limit != DAYS_NONE);
    list_day(l, al->due);
    fill_unit(l, al->region, al->dept);
    list_text(l, r->basis);
    list_text(l, al->subject);
    list_text(l, alert_state_word[al->state]);
}

static int fill_alerts(void *of, struct list *l, struct err *e)
{
    const struct case_tables *t = of;
    (void)e;
    for (size_t i = 0; i < most(t->d->n_alerts); i++)
        fill_alert(l, t->alerts[i]);
    return 0;
}

static const struct list_column act_columns[] = {
    {"at", TR("时间"), LIST_CODE, false},     {"act", TR("行为"), LIST_TEXT, false},
    {"by", TR("经手人"), LIST_TEXT, false},   {"text", TR("内容"), LIST_TEXT, false},
    {"rule", TR("规则"), LIST_FIGURE, false}, {"subject", TR("对象"), LIST_TEXT, false},
    {"seq", TR("序号"), LIST_DATA, false},    {"act_code", TR("行为代码"), LIST_DATA, false},
};

static void fill_act(struct list *l, const struct act *a)
{
    bool alert = a->alert.case_no;
    int no = alert ? rule_table[a->alert.rule].no : 0;
    list_instant(l, a->at);
    list_text(l, tr(act_table[a->type].zh));
    list_text(l, a->by);
    list_text(l, a->text);
    list_number(l, CELL_COUNT, no, alert);
    list_text(l, alert && a->alert.subject
                     ? names_subject_said(say_lang(), no, a->alert.subject, l->page->view.arena)
                     : NULL);
    doc_count(l->t, a->seq);
    list_text(l, act_table[a->type].name);
}

static int fill_acts(void *of, struct list *l, struct err *e)
{
    const struct case_tables *t = of;
    (void)e;
    for (size_t i = 0; i < t->acts->n; i++)
        fill_act(l, &t->acts->v[i]);
    return 0;
}

static void fill_cell(struct list *l, enum account_form form, const struct account_cell *c)
{
    if (form == ACCOUNT_FIGURE)
        list_number(l, CELL_COUNT, c->number, c->number != DAYS_NONE);
    else if (c->when != INSTANT_NONE)
        list_instant(l, c->when);
    else
        list_text(l, c->text);
}

static int fill_told(struct list *l, const struct account_table *t)
{
    static const char *const class[] = {[ACCOUNT_PLAIN] = NULL, [ACCOUNT_DUE] = "bad", [ACCOUNT_OFF] = "off"};
    l->wide = true;
    for (size_t i = 0; i < t->n_rows; i++) {
        list_begin(l, class[t->mark[i]], NULL);
        for (size_t k = 0; k < t->n_columns; k++)
            fill_cell(l, t->column[k].form, &t->cell[i * t->n_columns + k]);
    }
    return 0;
}

static int fill_windows(void *of, struct list *l, struct err *e)
{
    (void)e;
    return fill_told(l, &((const struct case_tables *)of)->a->windows);
}

static int fill_pauses(void *of, struct list *l, struct err *e)
{
    (void)e;
    return fill_told(l, &((const struct case_tables *)of)->a->pauses);
}

static int fill_days(void *of, struct list *l, struct err *e)
{
    (void)e;
    return fill_told(l, &((const struct case_tables *)of)->a->days);
}

/* A table of the account as one that leaves. */
static struct part told_part(struct arena *a, const char *name, const struct account_table *t,
                             int (*fill)(void *of, struct list *l, struct err *e))
{
    static const enum list_form form[] = {[ACCOUNT_TEXT] = LIST_TEXT,
                                          [ACCOUNT_CODE] = LIST_CODE,
                                          [ACCOUNT_FIGURE] = LIST_FIGURE,
                                          [ACCOUNT_WHEN] = LIST_CODE};
    struct list_column *columns = arena_alloc(a, t->n_columns * sizeof *columns);
    for (size_t k = 0; k < t->n_columns; k++)
        columns[k] = (struct list_column){t->column[k].key, t->column[k].title, form[t->column[k].form],
                                          false};
    return (struct part){name, t->title, columns, t->n_columns, fill};
}

static int as_it_happened(const void *a, const void *b)
{
    const struct alert *x = &(*(const struct dossier_alert *const *)a)->al,
                       *y = &(*(const struct dossier_alert *const *)b)->al;
    if (x->raised != y->raised)
        return x->raised < y->raised ? -1 : 1;
    return x->rule != y->rule ? (x->rule < y->rule ? -1 : 1) : strcmp(x->subject, y->subject);
}

static const struct dossier_alert **in_order(const struct dossier *d, struct arena *a)
{
    const struct dossier_alert **by_time = arena_alloc(a, (d->n_alerts + 1) * sizeof *by_time);
    for (size_t i = 0; i < d->n_alerts; i++)
        by_time[i] = &d->alerts[i];
    qsort(by_time, d->n_alerts, sizeof *by_time, as_it_happened);
    return by_time;
}

void case_tables_open(struct case_tables *t, struct page *p, const struct dossier *d, const struct account *a,
                      const struct case_acts *acts)
{
    const char *no = d->f.ev.row.case_no;
    *t = (struct case_tables){
        .d = d,
        .a = a,
        .acts = acts,
        .alerts = in_order(d, p->view.arena),
        .part = {PART("events", TR("办理过程"), event_columns, fill_events),
                 PART("alerts", TR("预警与红黄牌"), alert_columns, fill_alerts),
                 PART("acts", TR("已作出的行为"), act_columns, fill_acts),
                 told_part(p->view.arena, "windows", &a->windows, fill_windows),
                 told_part(p->view.arena, "pauses", &a->pauses, fill_pauses),
                 told_part(p->view.arena, "days", &a->days, fill_days)},
        .parts = {.page = p,
                  .path = "/cases",
                  .of = no,
                  .query = html_href(p->view.arena, "", "no", no, NULL),
                  .part = t->part,
                  .n = CASE_TABLES,
                  .data = t},
    };
}
