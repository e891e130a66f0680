#include "reports/web/score_why.h"

#include <stdlib.h>
#include <string.h>

#include "reports/counted.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/trend.h"

enum { LOST = 5 }; /* the column of it */
static const struct list_column columns[] = {
    {"part", TR("项目"), LIST_TEXT, false},
    {"weight", TR("权重"), LIST_FIGURE, false},
    {"rate", TR("比率"), LIST_FIGURE, false},
    {"num", TR("分子"), LIST_DATA, false},
    {"den", TR("分母"), LIST_DATA, false},
    {"lost", TR("失分"), LIST_FIGURE, false},
    {"missed", TR("未达到"), LIST_FIGURE, false},
    {"lift", TR("超过上一位|仅此一项还需达到"), LIST_FIGURE, false},
};

static const struct standing *unit_of(const struct score_why *w) { return &w->ranking->now.v[w->at]; }

static const char *code_of(const struct score_why *w, size_t at)
{
    return names_code(w->list.page->view.ref, w->ranking->league, w->ranking->now.v[at].unit);
}

/* Cases are shown to who may see them. */
static bool sees_cases(const struct score_why *w)
{
    const struct viewer *who = &w->list.page->view.viewer;
    return who->role == ROLE_BUREAU || who->role == ROLE_AUDITOR ||
           (who->own && !strcmp(who->own, code_of(w, w->at)));
}

static struct read_scope scope_of(const struct score_why *w)
{
    bool dept = w->ranking->league == LEAGUE_DEPARTMENT;
    return dept ? (struct read_scope){.dept = code_of(w, w->at)}
                : (struct read_scope){.region = code_of(w, w->at)};
}

static void put_missed(struct score_why *w, int64_t n, const char *href)
{
    struct list *l = &w->list;
    doc_count(l->t, n);
    if (n && href && sees_cases(w))
        doc_link(l->doc, l->t, href);
}

static void put_rate(struct score_why *w, enum weight k, int32_t lost)
{
    struct list *l = &w->list;
    const struct ranking *r = w->ranking;
    const char *name = rate_name[weighed_rate[k]];
    const struct counters *c = &unit_of(w)->counters;
    struct rate_value v = rate_of(c, weighed_rate[k]);
    struct read_scope s = scope_of(w);
    struct counted_filter f;
    int64_t lift = w->at ? score_lift(c, &l->page->view.ref->weights, k, r->now.v[w->at - 1].score) : -1;
    list_text(l, tr(rate_zh[weighed_rate[k]]));
    doc_count(l->t, l->page->view.ref->weights.weight[k]);
    doc_rate(l->t, v.num, v.den);
    doc_count(l->t, v.num);
    doc_count(l->t, v.den);
    list_number(l, CELL_SCORE, lost, v.bp != BP_NULL || lost);
    put_missed(w, v.den - v.num,
               counted_name(name, &f) ? trend_cases(l->page, &s, r->month, name, true) : NULL);
    list_number(l, CELL_COUNT, lift, lift >= 0);
}

static void put_cards(struct score_why *w, int32_t lost)
{
    struct list *l = &w->list;
    const int64_t *c = unit_of(w)->counters.c;
    struct read_scope s = scope_of(w);
    char m[DAY_TEXT];
    list_text(l, tr("红黄牌扣分（件次）"));
    for (size_t i = 1; i < LOST; i++)
        doc_null(l->t);
    doc_number(l->t, CELL_SCORE, lost);
    put_missed(w, c[C_c_yellow] + c[C_c_red],
               html_href(l->page->view.arena, "/alerts", "region", s.region, "dept", s.dept, "month",
                         month_text(w->ranking->month, m), "once", "1", NULL));
    doc_null(l->t);
}

/* What costs most first. */
static int by_loss(const void *a, const void *b, void *of)
{
    const struct score_lost *lost = of;
    int x = *(const int *)a, y = *(const int *)b;
    return lost->rate[x] != lost->rate[y] ? (lost->rate[x] < lost->rate[y] ? 1 : -1) : x - y;
}

static void fill(struct score_why *w)
{
    struct score_lost lost;
    int order[WEIGHTS];
    if (score_lost(&unit_of(w)->counters, &w->list.page->view.ref->weights, &lost) < 0)
        return;
    for (int k = 0; k < WEIGHTS; k++)
        order[k] = k;
    qsort_r(order, WEIGHTS, sizeof *order, by_loss, &lost);
    for (int i = 0; i < WEIGHTS; i++)
        put_rate(w, (enum weight)order[i], lost.rate[order[i]]);
    put_cards(w, lost.cards);
}

/* The position of the unit in its league; n: it is not there, or without a score. */
static size_t find(const struct score_why *w, const char *code)
{
    size_t i = 0, n = w->ranking->now.n;
    while (i < n && strcmp(code_of(w, i), code) != 0)
        i++;
    return i < n && w->ranking->now.v[i].rank ? i : n;
}

int score_why_open(struct score_why *w, struct page *p, const struct ranking *r, struct err *e)
{
    const char *asked = request_get(p->rq, "unit"), *code = asked ? asked : p->view.viewer.own;
    w->ranking = r;
    w->list.page = p;
    w->at = code ? find(w, code) : r->now.n;
    if (asked && w->at == r->now.n)
        return page_missing(e, tr("这个单位这个月没有名次。"));
    if (list_open_part(&w->list, p, "/rankings", "why", tr("失分的项目，多的在前"), columns,
                       sizeof columns / sizeof *columns, e))
        return page_failed(e);
    if (w->at < r->now.n)
        fill(w);
    list_settle(&w->list);
    return 200;
}

/* 93.711 分，第 2 位；距上一位河东区 0.823 分。 `whole`: what stands below adds up to it. */
static void put_gap(const struct score_why *w, bool whole, struct str *out)
{
    const struct standing *s = unit_of(w);
    str_puts(out, "<p>");
    format_score(out, s->score);
    str_printf(out, tr(" 分，第 %d 位"), s->rank);
    if (w->at) {
        str_printf(out, tr("；距上一位%s "),
                   names_unit(w->list.page->view.ref, w->ranking->league, s[-1].unit));
        format_score(out, s[-1].score - s->score);
        str_puts(out, tr(" 分"));
    }
    str_printf(out, "%s</p>\n", whole ? tr("。满分 100 分，下列各项失分和扣分之和即与满分的差。") : tr("。"));
}

void score_why_put(const struct score_why *w, struct str *out)
{
    struct score_lost lost;
    struct str title = {0};
    if (w->at == w->ranking->now.n)
        return;
    const struct standing *s = unit_of(w);
    const struct weights *weights = &w->list.page->view.ref->weights;
    str_printf(&title, tr("%s的得分"), names_unit(w->list.page->view.ref, w->ranking->league, s->unit));
    html_section(out, "why", str_text(&title));
    str_release(&title);
    bool whole = score_lost(&s->counters, weights, &lost) == s->score;
    put_gap(w, whole, out);
    if (!whole)
        html_note(out, tr("名次和得分是通报定稿时的；下列各项按现在的数据，合计与之略有不同。"));
    if (2 * s->counters.c[C_once_known] < s->counters.c[C_granted])
        html_note(out, tr("跑动次数已知的不足准予的一半，一次办好率按 0 计。"));
    list_exports(&w->list, out);
    list_rows(&w->list, out);
    html_note(
        out,
        tr("“仅此一项还需达到”：其他各项不变时，这一项再有多少件（次）达到，得分就超过上一位；“—”：仅此一项不够，或已是首位。"));
}
