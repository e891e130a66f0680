/* A league's month: scores, ranks, and the rates that make the score. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "reports/figures.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/score_why.h"
#include "reports/web/standings.h"

static const struct list_column head[] = {
    {"unit", TR("单位"), LIST_TEXT, true},
    {"unit_code", TR("单位代码"), LIST_DATA, false},
    {"rank", TR("名次"), LIST_FIGURE, true},
    {"movement", TR("较上月"), LIST_FIGURE, false},
    {"rank_before", TR("上月名次"), LIST_DATA, false},
    {"score", TR("得分"), LIST_FIGURE, true},
    {"completed", TR("办结"), LIST_FIGURE, true},
    {"c_red", TR("红牌|■ 件次"), LIST_FIGURE, true},
    {"c_yellow", TR("黄牌|▲ 件次"), LIST_FIGURE, true},
};
enum { HEAD = sizeof head / sizeof *head, PARTS = 3, COLUMNS = HEAD + PARTS * WEIGHTS };

static const char *word(const struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static const char *word(const struct page *p, const char *fmt, ...)
{
    char buf[160];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    return arena_strdup(p->view.arena, buf);
}

/* The head, and for each rate that counts itself, its numerator and its denominator. */
static const struct list_column *make_columns(const struct page *p)
{
    struct list_column *c = arena_alloc(p->view.arena, COLUMNS * sizeof *c);
    memcpy(c, head, sizeof head);
    for (int k = 0; k < WEIGHTS; k++) {
        struct list_column *of = &c[HEAD + PARTS * k];
        const char *name = rate_name[weighed_rate[k]], *title = tr(rate_zh[weighed_rate[k]]);
        of[0] = (struct list_column){name, word(p, tr("%s|权重 %d"), title, p->view.ref->weights.weight[k]),
                                     LIST_FIGURE, true};
        of[1] = (struct list_column){word(p, "%s_num", name), word(p, "%s %s", title, tr("分子")), LIST_DATA,
                                     false};
        of[2] = (struct list_column){word(p, "%s_den", name), word(p, "%s %s", title, tr("分母")), LIST_DATA,
                                     false};
    }
    return c;
}

static void fill_cards(struct list *l, const struct ranking *r, const struct standing *s, enum level level,
                       enum counter cards)
{
    char m[DAY_TEXT];
    doc_count(l->t, s->counters.c[cards]);
    if (s->counters.c[cards])
        doc_link(l->doc, l->t,
                 html_href(l->page->view.arena, "/alerts",
                           by_word[r->league == LEAGUE_DEPARTMENT ? BY_DEPT : BY_REGION],
                           names_code(l->page->view.ref, r->league, s->unit), "level", level_word[level],
                           "month", month_text(r->month, m), "once", "1", NULL));
}

/* Why it has this score. */
static const char *why_href(const struct list *l, const struct ranking *r, const struct standing *s)
{
    char m[DAY_TEXT];
    struct str href = {0};
    str_puts(&href, html_href(l->page->view.arena, "/rankings", "month", month_text(r->month, m), "league",
                              league_word[r->league], "unit",
                              names_code(l->page->view.ref, r->league, s->unit), NULL));
    str_puts(&href, "#why");
    return str_keep(&href, l->page->view.arena);
}

static void fill_place(struct list *l, const struct ranking *r, const struct standing *s)
{
    int32_t before = ranking_rank(&r->before, s->unit);
    struct str moved = {0};
    standings_moved(&moved, s->rank, before);
    list_number(l, CELL_COUNT, s->rank, s->rank > 0);
    list_text(l, s->rank ? str_text(&moved) : tr("不参与"));
    list_number(l, CELL_COUNT, before, before > 0);
    list_number(l, CELL_SCORE, s->score, s->rank > 0);
    if (s->rank)
        doc_link(l->doc, l->t, why_href(l, r, s));
    str_release(&moved);
}

static void fill_row(struct list *l, const struct ranking *r, size_t i)
{
    const struct standing *s = &r->now.v[i];
    list_begin(l, (int)i == r->now.bottom ? "bad" : s->rank ? NULL : "off", NULL);
    list_text(l, names_unit(l->page->view.ref, r->league, s->unit));
    list_text(l, names_code(l->page->view.ref, r->league, s->unit));
    fill_place(l, r, s);
    doc_count(l->t, s->counters.c[C_completed]);
    fill_cards(l, r, s, LEVEL_RED, C_c_red);
    fill_cards(l, r, s, LEVEL_YELLOW, C_c_yellow);
    for (int k = 0; k < WEIGHTS; k++) {
        struct rate_value v = rate_of(&s->counters, weighed_rate[k]);
        doc_rate(l->t, v.num, v.den);
        doc_count(l->t, v.num);
        doc_count(l->t, v.den);
    }
}

static void put_form(struct str *out, month m, enum league league)
{
    char buf[DAY_TEXT];
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/rankings\">\n");
    html_input(out, "month", tr("月份（如 2026-10）"), month_text(m, buf), "month");
    html_select(out, "league", tr("组别"), NULL);
    for (int i = LEAGUE_COUNTY; i < LEAGUES; i++)
        html_option(out, league_word[i], tr(league_zh[i]), league_word[league]);
    html_select_end(out);
    str_puts(out, "<button>");
    str_printf(out, "%s</button></form>\n", tr("查看"));
}

static void put_rows(const struct list *l, struct str *out)
{
    if (!l->total) {
        html_note(out, tr("这个月该组没有数据。"));
        return;
    }
    list_exports(l, out);
    list_rows(l, out);
    str_puts(out, "<p class=\"note\">");
    str_printf(out, tr("当月办结不足 %d 件的单位不参与排名。"), l->page->view.ref->weights.floor);
    str_puts(out, "</p>\n");
    html_terms(out, TR("件次"), TR("一次办好率"), TR("一次办好可判"), NULL);
}

static void put_page(const struct list *l, const struct score_why *why, struct str *o,
                     const struct ranking *r)
{
    struct str title = {0};
    say_month(&title, r->month);
    str_printf(&title, tr("%s综合得分与排名"), tr(league_zh[r->league]));
    html_begin(l->page, o, str_text(&title), "/rankings");
    str_release(&title);
    put_form(o, r->month, r->league);
    put_rows(l, o);
    standings_bottom(l->page, o, r);
    score_why_put(why, o);
    html_note(o,
              tr("得分为各项比率的加权平均（分母为零的比率不参与），再减去红黄牌扣分；同分时依次比较红牌件次"
                 "、黄牌件次、办结件数和规范次序。权重与口径见“规则与口径”。"));
    html_end(o);
}

/* Who leads a unit here before its first bulletin is told what this will be; 0: there is something to show.
 */
static int put_none_yet(struct page *p, struct reply *out, struct err *e)
{
    month until;
    if (request_get(p->rq, "month") || p->rq->arg[0])
        return 0;
    if (view_whole(&p->view, &until, e))
        return page_failed(e);
    if (until >= 0)
        return 0;
    html_begin(p, &out->body, tr("排名"), "/rankings");
    str_printf(&out->body, "<p>%s</p>\n<p>",
               tr("名次随通报公布：市审批局印发第一期通报后，这里列出各单位的名次、得分和各项比率。"));
    html_link(&out->body, "/", tr("本单位的各项指标见总览"));
    str_puts(&out->body, "</p>\n");
    html_end(&out->body);
    return 200;
}

int page_rankings(struct page *p, struct reply *out, struct err *e)
{
    struct ranking r;
    struct list l = {0};
    struct score_why why = {0};
    int status = put_none_yet(p, out, e);
    if (status)
        return status;
    status = list_open(&l, p, "/rankings", tr("名次、得分与构成得分的各项比率（小字为分子/分母）"),
                       make_columns(p), COLUMNS, NULL, e)
                 ? page_failed(e)
                 : standings_asked(p, &r, e);
    status = status == 200 ? score_why_open(&why, p, &r, e) : status;
    if (status == 200) {
        l.wide = true;
        l.rows = LIST_FILE; /* a league stands whole */
        for (size_t i = 0; i < r.now.n; i++)
            fill_row(&l, &r, i);
        list_settle(&l);
        status = l.file ? list_file_of((struct list *[]){&l, &why.list, NULL}, out, e)
                        : (put_page(&l, &why, &out->body, &r), 200);
    }
    list_close(&why.list);
    list_close(&l);
    return status;
}
