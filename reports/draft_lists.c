/* The tables that have a row for each thing found: alerts by rule, cards by unit, self-reports, red cards. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"

/* Who answers: a county or zone by its name with the department; the city's own departments by their own. */
const char *draft_place(const struct drafting *g, int32_t region, int32_t dept)
{
    const struct refdata *ref = g->f->ref;
    const char *of = region >= 0 && ref->regions[region].league ? ref->regions[region].name : "";
    const char *name = dept >= 0 ? ref->depts[dept].name : "";
    if (!strncmp(name, of, strlen(of)))
        return *name ? name : of;
    char *z = arena_alloc(&g->d->arena, strlen(of) + strlen(name) + 1);
    strcpy(z, of);
    return strcat(z, name);
}

struct tally {
    uint16_t rule;
    uint8_t level;
    int64_t n, before;
};

static int by_rule(const void *a, const void *b)
{
    const struct tally *p = a, *q = b;
    if (p->rule != q->rule)
        return p->rule < q->rule ? -1 : 1;
    return (int)q->level - (int)p->level; /* the higher level first */
}

/* By rule and actual level, so that the rows add up to the cards of the city. */
static void make_alerts(struct drafting *g)
{
    VEC(struct tally) sum = {0};
    for (size_t i = 0; i < g->f->cards.n; i++) {
        const struct draft_cards *c = &g->f->cards.v[i];
        size_t k = 0;
        while (k < sum.n && (sum.v[k].rule != c->rule || sum.v[k].level != c->level))
            k++;
        if (k == sum.n)
            vec_push(&sum, ((struct tally){.rule = c->rule, .level = c->level}));
        sum.v[k].n += c->before ? 0 : c->n;
        sum.v[k].before += c->before ? c->n : 0;
    }
    if (sum.n > 1)
        qsort(sum.v, sum.n, sizeof *sum.v, by_rule);
    struct doc_table *t = g->alerts = draft_table(g, "alerts", "预警与红黄牌（按规则和实际级别）");
    doc_column(t, "rule", "规则", "号", COLUMN_SHOWN);
    doc_column(t, "level", "级别代码", "", COLUMN_DATA);
    doc_column(t, "title", "名称", "", COLUMN_SHOWN);
    doc_column(t, "level_name", "级别", "", COLUMN_SHOWN);
    doc_column(t, "n", "本期", "张", COLUMN_SHOWN);
    doc_column(t, "previous", g->f->has_same ? "上月同期" : "上期", "张", COLUMN_SHOWN);
    for (size_t i = 0; i < sum.n; i++) {
        const struct tally *s = &sum.v[i];
        if (!s->n)
            continue;
        doc_count(t, rule_table[s->rule].no);
        doc_text(g->d, t, level_word[s->level]);
        doc_text(g->d, t, rule_table[s->rule].title);
        doc_text(g->d, t, level_zh[s->level]);
        doc_count(t, s->n);
        if (g->f->has_before && (!draft_running(g) || g->f->has_same))
            doc_count(t, s->before);
        else
            doc_null(t);
    }
    vec_release(&sum);
}

/* One row: a unit's cards, and its part of the city's red ones. */
static void put_cards(struct drafting *g, struct doc_table *t, const char *code, const char *name,
                      const struct counters *c)
{
    if (!(c->c[C_n_warning] || c->c[C_n_yellow] || c->c[C_n_red]))
        return;
    doc_text(g->d, t, code);
    doc_text(g->d, t, name);
    doc_count(t, c->c[C_n_warning]);
    doc_count(t, c->c[C_n_yellow]);
    doc_count(t, c->c[C_n_red]);
    doc_rate(t, c->c[C_n_red], g->f->now.c[C_n_red]);
    doc_count(t, c->c[C_c_yellow]);
    doc_count(t, c->c[C_c_red]);
}

static void make_cards(struct drafting *g)
{
    struct doc_table *t = g->cards = draft_table(g, "cards", "各单位预警与红黄牌");
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "n_warning", "预警", "条", COLUMN_SHOWN);
    doc_column(t, "n_yellow", "黄牌", "张", COLUMN_SHOWN);
    doc_column(t, "n_red", "红牌", "张", COLUMN_SHOWN);
    doc_column(t, "share_red", "占全市红牌", "bp", COLUMN_SHOWN);
    doc_column(t, "c_yellow", "黄牌件次", "件次", COLUMN_SHOWN);
    doc_column(t, "c_red", "红牌件次", "件次", COLUMN_SHOWN);
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (size_t i = 0; i < g->f->league[l].n; i++) {
            const struct draft_place *p = &g->f->league[l].v[i];
            put_cards(g, t, names_code(g->f->ref, l, p->unit), draft_unit(g, l, p->unit), &p->now);
        }
    if (g->f->own)
        put_cards(g, t, "", g->f->conf->own, g->f->own);
    t->note = "件次：同一办件、同一类别（时限、程序等）、同一责任单位当月只计一次，按最高一级。";
}

struct verdicts {
    int32_t region;
    int64_t agree, explain, conflict;
    bool missing, late;
};

static void put_verdicts(struct drafting *g, struct doc_table *t, const struct verdicts *v)
{
    doc_text(g->d, t, g->f->ref->regions[v->region].code);
    doc_text(g->d, t, g->f->ref->regions[v->region].name);
    doc_text(g->d, t, v->missing ? "未报" : v->late ? "迟报" : "按时");
    doc_count(t, v->agree);
    doc_count(t, v->explain);
    doc_count(t, v->conflict);
}

static void add_verdict(struct verdicts *v, const struct draft_report *r)
{
    v->region = r->region;
    v->late = r->late;
    v->missing = r->verdict == SELF_MISSING;
    v->agree += r->verdict == SELF_AGREE;
    v->explain += r->verdict == SELF_EXPLAIN;
    v->conflict += r->verdict == SELF_CONFLICT;
}

/* All of them in one row: what the sentences say. */
static void make_reported(struct drafting *g)
{
    static const struct {
        const char *key, *title, *unit;
    } column[] = {{"regions", "应报单位", "个"}, {"on_time", "按时", "个"}, {"late", "迟报", "个"},
                  {"missing", "未报", "个"},     {"agree", "一致", "项"},   {"explain", "需说明", "项"},
                  {"conflict", "严重不符", "项"}};
    struct doc_table *t = g->reported = draft_table(g, "reported", "每月报送汇总");
    int64_t n[sizeof column / sizeof *column] = {0};
    for (size_t k = 0; k < sizeof column / sizeof *column; k++)
        doc_column(t, column[k].key, column[k].title, column[k].unit, COLUMN_SHOWN);
    for (size_t i = 0; i < doc_rows(g->reports); i++) {
        const char *sent = draft_cell(g->reports, (int64_t)i, "sent")->text;
        n[0]++;
        n[1] += !strcmp(sent, "按时");
        n[2] += !strcmp(sent, "迟报");
        n[3] += !strcmp(sent, "未报");
        n[4] += draft_value(g->reports, (int64_t)i, "agree");
        n[5] += draft_value(g->reports, (int64_t)i, "explain");
        n[6] += draft_value(g->reports, (int64_t)i, "conflict");
    }
    for (size_t k = 0; k < sizeof column / sizeof *column && n[0]; k++)
        doc_count(t, n[k]);
}

/* Rows of one region stand together. */
static void make_reports(struct drafting *g)
{
    struct doc_table *t = g->reports = draft_table(g, "reports", "每月报送核对");
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "sent", "报送", "", COLUMN_SHOWN);
    doc_column(t, "agree", "一致", "项", COLUMN_SHOWN);
    doc_column(t, "explain", "需说明", "项", COLUMN_SHOWN);
    doc_column(t, "conflict", "严重不符", "项", COLUMN_SHOWN);
    t->note = "相差不超过1%为一致，超过10%为严重不符，其余需说明（系统数少于500时按500计）。";
    struct verdicts v = {0};
    for (size_t i = 0; i < g->f->reports.n; i++) {
        const struct draft_report *r = &g->f->reports.v[i];
        add_verdict(&v, r);
        if (i + 1 == g->f->reports.n || g->f->reports.v[i + 1].region != r->region) {
            put_verdicts(g, t, &v);
            v = (struct verdicts){0};
        }
    }
}

static void put_past(struct doc_table *t, int64_t difference)
{
    if (difference == REPORT_NONE)
        doc_null(t);
    else
        doc_count(t, difference);
}

static void make_differences(struct drafting *g)
{
    struct doc_table *t = g->differences = draft_table(g, "differences", "报送数与系统数不一致的指标");
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "counter", "指标代码", "", COLUMN_DATA);
    doc_column(t, "counter_name", "指标", "", COLUMN_SHOWN);
    doc_column(t, "reported", "报送数", "件", COLUMN_SHOWN);
    doc_column(t, "system", "系统数", "件", COLUMN_SHOWN);
    doc_column(t, "difference", "本月相差", "件", COLUMN_SHOWN);
    doc_column(t, "difference_1", "上月相差", "件", COLUMN_SHOWN);
    doc_column(t, "difference_2", "前两月相差", "件", COLUMN_SHOWN);
    doc_column(t, "verdict", "判定代码", "", COLUMN_DATA);
    doc_column(t, "verdict_name", "判定", "", COLUMN_SHOWN);
    for (size_t i = 0; i < g->f->reports.n; i++) {
        const struct draft_report *r = &g->f->reports.v[i];
        if (r->verdict != SELF_CONFLICT && r->verdict != SELF_EXPLAIN)
            continue;
        doc_text(g->d, t, g->f->ref->regions[r->region].code);
        doc_text(g->d, t, g->f->ref->regions[r->region].name);
        doc_text(g->d, t, r->counter);
        doc_text(g->d, t, counter_zh[counter_find(r->counter)]);
        doc_count(t, r->reported);
        doc_count(t, r->system);
        doc_count(t, r->reported - r->system);
        for (int k = 0; k < REPORT_PAST; k++)
            put_past(t, r->past[k]);
        doc_text(g->d, t, self_verdict_word[r->verdict]);
        doc_text(g->d, t, self_verdict_zh[r->verdict]);
    }
}

static void put_days(struct doc_table *t, int32_t n)
{
    if (n == DAYS_NONE)
        doc_null(t);
    else
        doc_count(t, n);
}

/* Case numbers are for the units, not for the public. */
void draft_reds(struct drafting *g)
{
    struct doc_table *t = g->reds = draft_table(g, "reds", "红牌办件清单（不随文公开）");
    t->withheld = t->landscape = true;
    doc_column(t, "case_no", "办件编号", "", COLUMN_SHOWN);
    doc_column(t, "item", "事项代码", "", COLUMN_DATA);
    doc_column(t, "item_name", "事项", "", COLUMN_SHOWN);
    doc_column(t, "name", "责任单位", "", COLUMN_SHOWN);
    doc_column(t, "rule", "规则", "号", COLUMN_SHOWN);
    doc_column(t, "title", "问题", "", COLUMN_SHOWN);
    doc_column(t, "raised_at", "发生时间", "", COLUMN_SHOWN);
    doc_column(t, "used", "已用", "天", COLUMN_SHOWN);
    doc_column(t, "limit", "时限", "天", COLUMN_SHOWN);
    doc_column(t, "state", "状态", "", COLUMN_SHOWN);
    for (size_t i = 0; i < g->f->reds.n; i++) {
        const struct draft_red *r = &g->f->reds.v[i];
        doc_text(g->d, t, r->case_no);
        doc_text(g->d, t, r->item);
        doc_text(g->d, t, names_item(g->f->ref, r->item));
        doc_text(g->d, t, draft_place(g, r->region, r->dept));
        doc_count(t, rule_table[r->rule].no);
        doc_text(g->d, t, rule_table[r->rule].title);
        doc_number(t, CELL_INSTANT, r->raised);
        put_days(t, r->used);
        put_days(t, r->limit);
        doc_text(g->d, t, alert_state_zh[r->state]);
    }
}

/* Working days of the period and of the one before, and what was completed on each. */
static void put_pace(struct drafting *g, month first, month last, const struct counters *c)
{
    const struct calendar *cal = &g->f->ref->cal;
    int64_t days = calendar_count(cal, month_first(last + 1) - 1) -
                   calendar_count(cal, month_first(first) - 1);
    doc_count(g->pace, days);
    doc_count(g->pace, c->c[C_completed]);
    doc_count(g->pace, days ? (2 * c->c[C_completed] + days) / (2 * days) : 0);
}

static void make_pace(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    int n = f->last - f->first + 1;
    struct doc_table *t = g->pace = draft_table(g, "pace", "工作日与日均办结");
    doc_column(t, "period", "时期", "", COLUMN_SHOWN);
    doc_column(t, "working_days", "工作日", "个", COLUMN_SHOWN);
    doc_column(t, "completed", "办结", "件", COLUMN_SHOWN);
    doc_column(t, "daily", "日均办结", "件", COLUMN_SHOWN);
    doc_text(g->d, t, "本期");
    put_pace(g, f->first, f->last, &f->now);
    if (f->has_before) {
        doc_text(g->d, t, "上期");
        put_pace(g, f->first - n, f->last - n, &f->before);
    }
}

/* What became of the period's appeals; no row where there was none. */
static void make_appeals(struct drafting *g)
{
    const struct draft_appeals *a = &g->f->appeals;
    const struct {
        const char *state, *name;
        int64_t n;
    } row[] = {{"all", "受理申诉", a->upheld + a->refused + a->open},
               {"upheld", "成立", a->upheld},
               {"refused", "不成立", a->refused},
               {"open", "尚在复核", a->open}};
    struct doc_table *t = g->appeals = draft_table(g, "appeals", "申诉");
    doc_column(t, "state", "状态代码", "", COLUMN_DATA);
    doc_column(t, "name", "状态", "", COLUMN_SHOWN);
    doc_column(t, "n", "件数", "件", COLUMN_SHOWN);
    for (size_t i = 0; i < sizeof row / sizeof *row && a->upheld + a->refused + a->open; i++) {
        doc_text(g->d, t, row[i].state);
        doc_text(g->d, t, row[i].name);
        doc_count(t, row[i].n);
    }
}

/* What the sentences count beside all this; they fill it. */
static void make_said(struct drafting *g)
{
    struct doc_table *t = g->said = draft_table(g, "said", "文中其他数字");
    doc_column(t, "about", "内容", "", COLUMN_SHOWN);
    doc_column(t, "n", "数量", "", COLUMN_SHOWN);
    doc_column(t, "unit_name", "单位", "", COLUMN_SHOWN);
    t->columns.v[1].figure = true;
}

void draft_lists(struct drafting *g)
{
    make_appeals(g);
    make_alerts(g);
    make_cards(g);
    make_pace(g);
    draft_own(g);
    make_reports(g);
    make_reported(g);
    make_differences(g);
    make_said(g);
}
