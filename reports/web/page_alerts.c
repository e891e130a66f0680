/* Alerts: the open ones by case, each at its gravest, or one by one as the address asks. */
#include <stdio.h>
#include <string.h>

#include "reports/filter.h"
#include "reports/web/asked.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/miss.h"
#include "reports/names.h"

struct alerts {
    struct page *p;
    struct read_filter f;
    struct list l;
    struct read_alert_rows rows;
    bool by_case;
};

#define COMMON                                                                                    \
    LIST_CASE, {"level", TR("级别"), LIST_LEVEL, true}, {"rule", TR("规则"), LIST_TEXT, true},    \
        {"detail", TR("情况"), LIST_TEXT, false}, LIST_ITEM, LIST_UNIT,                           \
        {"raised", TR("发生"), LIST_CODE, true}, {"seen", TR("发现"), LIST_CODE, true},           \
        {"left", TR("剩余|办件最先到期的事"), LIST_FIGURE, true},                                 \
        {"left_days", TR("剩余工作日"), LIST_DATA, false}, {"due", TR("到期"), LIST_DATA, false}, \
        {"rule_no", TR("规则编号"), LIST_DATA, false},                                            \
    {                                                                                             \
        "subject", TR("对象"), LIST_DATA, false                                                   \
    }
static const struct list_column one_by_one[] = {COMMON, {"state", TR("状态"), LIST_CODE, true}},
                                by_case[] = {COMMON, {"more", TR("同一办件"), LIST_TEXT, true}};

/* What a card on a phone leaves to the case's page. */
static const char *const minor[] = {"region", "raised", "seen", NULL};

static void put_rules(struct str *out, const char *chosen)
{
    html_select(out, "rule", tr("规则"), tr("全部"));
    for (int i = 0; i < RULE_COUNT; i++) {
        char no[8];
        struct str text = {0};
        snprintf(no, sizeof no, "%d", rule_table[i].no);
        str_printf(&text, "%s %s", no, tr(rule_table[i].title));
        html_option(out, no, str_text(&text), chosen);
        str_release(&text);
    }
    html_select_end(out);
}

static void put_state(struct str *out, const char *chosen)
{
    html_select(out, "state", tr("状态"), tr("全部"));
    html_option(out, FILTER_VALID, tr("计入统计的（未撤回、未撤销）"), chosen);
    for (int i = 0; i < ALERT_STATES; i++)
        html_option(out, alert_state_word[i], tr(alert_state_zh[i]), chosen);
    html_select_end(out);
}

/* A longer period is no value of a month's field. */
static void put_month(struct str *out, const char *chosen)
{
    month m;
    bool one = !chosen || month_parse(chosen, strlen(chosen), &m);
    html_input(out, "month", tr("月份（如 2026-10）"), chosen, one ? "month" : "text");
}

static void put_form(struct alerts *w, struct str *out)
{
    struct page *p = w->p;
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/alerts\">\n");
    html_input(out, "q", tr("编号一段、事项或单位"), request_get(p->rq, "q"), "search");
    asked_fold(out, p->rq);
    html_select(out, "view", tr("列法"), tr("按办件（未消除的）"));
    html_option(out, "all", tr("逐条"), w->by_case ? NULL : "all");
    html_select_end(out);
    asked_units(out, p);
    html_select(out, "level", tr("级别"), tr("全部"));
    for (int i = LEVEL_RED; i > LEVEL_NONE; i--)
        html_option(out, level_word[i], tr(level_zh[i]), request_get(p->rq, "level"));
    html_select_end(out);
    put_rules(out, request_get(p->rq, "rule"));
    put_state(out, request_get(p->rq, "state"));
    html_select(out, "once", tr("计法"), tr("按张"));
    html_option(out, "1", tr("按件次"), request_get(p->rq, "once"));
    html_select_end(out);
    put_month(out, request_get(p->rq, "month"));
    html_input(out, "item", tr("事项编码"), request_get(p->rq, "item"), "text");
    asked_fold_end(out);
    asked_keep(out, p->rq, "no");
    asked_keep(out, p->rq, "seen");
    asked_keep(out, p->rq, "sort");
    str_printf(out, "<button>%s</button></form>\n", tr("查询"));
}

static void put_level_count(struct alerts *w, struct str *out, enum level level, int64_t n)
{
    struct str href = {0}, text = {0};
    str_puts(&href, "/alerts");
    request_query_anew(&href, w->p->rq, "level", level_word[level]);
    format_count(&text, n);
    str_putc(out, ' ');
    if (n)
        html_link(out, str_text(&href), str_text(&text));
    else
        str_puts(out, str_text(&text));
    str_release(&href);
    str_release(&text);
}

static void put_totals(struct alerts *w, struct str *out)
{
    const char *unit = w->by_case ? TR("件") : w->f.once ? TR("件次") : TR("条");
    str_puts(out, "<p class=\"total\">");
    html_total(out, w->l.total, w->rows.n, w->l.at > 1, unit);
    for (int level = LEVEL_RED; level > LEVEL_NONE; level--) {
        str_puts(out, level < LEVEL_RED ? tr("、") : tr("："));
        html_level(out, (enum level)level);
        put_level_count(w, out, (enum level)level, w->rows.levels[level]);
    }
    str_printf(out, "%s</p>\n", tr("。"));
    if (w->by_case)
        html_note(
            out,
            tr("每个办件一行，列它未消除的预警中级别最高、最早的一条，其余的在“同一办件”里展开；剩余说的是该办件最先到期的一件事，按工作日数，不一定是这条预警的期限。"));
    if (w->f.once)
        html_note(out,
                  tr("按件次计：同一办件、同一维度、同一责任单位，当月的黄牌和红牌只计一次，按最高一级；这里"
                     "列出其中级别最高、最早的一张。"));
}

static void put_chips(struct alerts *w, struct str *out)
{
    const struct request *rq = w->p->rq;
    const struct refdata *ref = w->p->view.ref;
    const struct rule *rule = names_rule(w->f.rule);
    int state = names_state(request_get(rq, "state") ? request_get(rq, "state") : "");
    const struct list_chip chips[] = {
        {"q", tr("查找"), NULL},
        {"view", tr("列法"), tr("逐条")},
        {"region", tr("地区"), w->f.region ? names_region(ref, w->f.region) : NULL},
        {"dept", tr("部门"), w->f.dept ? names_dept(ref, w->f.dept) : NULL},
        {"item", tr("事项"), w->f.item ? names_item(ref, w->f.item) : NULL},
        {"level", tr("级别"), w->f.level ? tr(level_zh[names_level(w->f.level)]) : NULL},
        {"rule", tr("规则"), rule ? tr(rule->title) : NULL},
        {"state", tr("状态"),
         w->f.valid  ? tr("计入统计的")
         : state < 0 ? NULL
                     : tr(alert_state_zh[state])},
        {"once", tr("计法"), tr("按件次")},
        {"month", tr("月份"), NULL},
        {"no", tr("办件"), NULL},
        {"seen", tr("发现于其后"), NULL},
    };
    list_chips(&w->l, out, chips, sizeof chips / sizeof *chips);
}

static void fill_rule(struct alerts *w, const struct read_alert *al)
{
    const struct rule *r = names_rule(al->rule);
    struct str s = {0};
    str_printf(&s, "%d %s", al->rule, r ? tr(r->title) : "");
    list_text(&w->l, str_text(&s));
    str_clear(&s);
    str_puts(&s, names_subject_said(say_lang(), al->rule, al->subject, w->p->view.arena));
    str_puts(&s, al->subject[0] ? " " : "");
    list_evidence(&s, al);
    list_text(&w->l, str_text(&s));
    str_release(&s);
}

/* 另有 3 条, leading to all open ones of the case */
static void fill_more(struct alerts *w, const struct read_alert_row *r)
{
    struct str s = {0};
    if (r->n > 1) {
        str_printf(&s, tr_n(r->n - 1, "另有 %lld 条"), (long long)r->n - 1);
        doc_text(w->l.doc, w->l.t, str_text(&s));
        doc_link(w->l.doc, w->l.t,
                 html_href(w->p->view.arena, "/alerts", "view", "all", "no", r->alert.case_no, "state",
                           alert_state_word[STATE_OPEN], NULL));
    } else
        doc_null(w->l.t);
    str_release(&s);
}

static void fill_row(struct alerts *w, const struct read_alert_row *r)
{
    const struct read_alert *al = &r->alert;
    struct list *l = &w->l;
    int state = names_state(al->state);
    list_case(l, al->case_no);
    list_text(l, tr(level_zh[names_level(al->level)]));
    fill_rule(w, al);
    list_item(l, al->item);
    list_unit(l, al->region, al->dept);
    list_instant(l, al->raised);
    list_instant(l, al->seen);
    list_left(l, r->duty ? r->due : INSTANT_NONE);
    doc_count(l->t, al->rule);
    list_text(l, al->subject);
    if (w->by_case)
        fill_more(w, r);
    else
        list_text(l, state < 0 ? al->state : tr(alert_state_zh[state]));
}

/* Whoever asks for more than what is open asks for each. */
static int read_view(struct alerts *w, struct err *e)
{
    static const char *const words[] = {"all", NULL}, *const single[] = {"state", "once", "no",   "seen",
                                                                         "month", "rule", "view", NULL};
    const char *view = NULL;
    w->by_case = true;
    for (int i = 0; single[i]; i++)
        w->by_case = w->by_case && !request_get(w->p->rq, single[i]);
    return request_word(w->p->rq, "view", words, &view, e);
}

static int gather(struct alerts *w, struct err *e)
{
    const struct view *v = &w->p->view;
    const struct read_order order = {w->l.columns[w->l.sort].key, w->l.down, list_offset(&w->l),
                                     list_limit(&w->l)};
    if (w->by_case)
        w->f.state = alert_state_word[STATE_OPEN], w->f.valid = w->f.once = false;
    if (read_alerts_ordered(v->read, v->ref, &w->f, w->by_case, &order, v->arena, &w->rows, e))
        return -1;
    for (int i = 0; i < LEVELS; i++)
        if (!w->by_case || !w->f.level || !strcmp(level_word[i], w->f.level))
            w->l.total += w->rows.levels[i];
    for (size_t i = 0; i < w->rows.n; i++)
        fill_row(w, &w->rows.v[i]);
    return 0;
}

static int put_page(void *of, struct str *out, struct err *e)
{
    struct alerts *w = of;
    html_begin(w->p, out, tr("预警与红黄牌"), "/alerts");
    put_form(w, out);
    put_chips(w, out);
    if (!w->l.total && miss_alerts(&w->l, out, &w->f, w->by_case, e))
        return -1;
    if (w->l.total) {
        put_totals(w, out);
        list_exports(&w->l, out);
    }
    w->l.minor = minor;
    list_rows(&w->l, out);
    html_end(out);
    return 0;
}

int page_alerts(struct page *p, struct reply *out, struct err *e)
{
    struct alerts w = {.p = p};
    struct asked_cursor unused; /* the API's; a wrong one is told here, too */
    int rc = asked_cursor_read(p->rq, &unused, e) || read_view(&w, e) || asked_alerts(p, &w.f, e) ||
             list_open(&w.l, p, "/alerts",
                       w.by_case ? tr("未消除的预警和红黄牌，按办件") : tr("预警、黄牌、红牌与提示"),
                       w.by_case ? by_case : one_by_one,
                       w.by_case ? sizeof by_case / sizeof *by_case : sizeof one_by_one / sizeof *one_by_one,
                       w.by_case ? "-level" : "-raised", e) ||
             gather(&w, e);
    return list_answer(&w.l, rc ? page_failed(e) : 200, put_page, &w, out, e);
}
