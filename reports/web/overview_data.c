/* The figures that the pictures of the overview are drawn of, as rows of files. */
#include "config/conf.h"
#include "reports/names.h"
#include "reports/web/list_cells.h"
#include "reports/web/overview.h"
#include "reports/web/standings.h"

#define REGION \
    {"region", TR("县区"), LIST_TEXT, false}, { "region_code", TR("地区代码"), LIST_DATA, false }
#define ON_TIME                                                                                            \
    {"on_time_rate", TR("按时办结率"), LIST_FIGURE, false}, {"on_time", TR("按时办结"), LIST_DATA, false}, \
    {                                                                                                      \
        "on_time_of", TR("应按时办结"), LIST_DATA, false                                                   \
    }

/* A region; u < 0: the city. */
static void fill_region(struct list *l, int32_t u)
{
    const struct refdata *ref = l->page->view.ref;
    list_text(l, u < 0 ? tr("全市") : tr(names_region_row(ref, u)));
    list_text(l, u < 0 ? NULL : ref->regions[u].code);
}

static void fill_rate(struct list *l, const struct counters *c)
{
    struct rate_value r = rate_of(c, RATE_on_time_rate);
    doc_rate(l->t, r.num, r.den);
    doc_count(l->t, r.num);
    doc_count(l->t, r.den);
}

static const struct list_column place_columns[] = {
    {"rank", TR("名次"), LIST_FIGURE, false},
    {"movement", TR("较上月"), LIST_FIGURE, false},
    {"rank_before", TR("上月名次"), LIST_DATA, false},
    REGION,
    {"score", TR("得分"), LIST_FIGURE, false},
    ON_TIME,
    {"on_time_rate_before", TR("上月按时办结率"), LIST_FIGURE, false},
    {"on_time_before", TR("上月按时办结"), LIST_DATA, false},
    {"on_time_of_before", TR("上月应按时办结"), LIST_DATA, false},
};

static void fill_place(const struct overview *v, struct list *l, const struct standing *s)
{
    int32_t before = ranking_rank(&v->counties.before, s->unit);
    struct str moved = {0};
    standings_moved(&moved, s->rank, before);
    list_number(l, CELL_COUNT, s->rank, s->rank > 0);
    list_text(l, s->rank ? str_text(&moved) : tr("不参与"));
    list_number(l, CELL_COUNT, before, before > 0);
    fill_region(l, s->unit);
    list_number(l, CELL_SCORE, s->score, s->rank > 0);
    fill_rate(l, figures_at(&v->regions, v->city.month, s->unit));
    fill_rate(l, figures_at(&v->regions, v->city.month - 1, s->unit));
    str_release(&moved);
}

/* The last row is the city, the line among the dots. */
static int fill_places(void *of, struct list *l, struct err *e)
{
    const struct overview *v = of;
    (void)e;
    for (size_t i = 0; i < v->counties.now.n; i++)
        fill_place(v, l, &v->counties.now.v[i]);
    for (int i = 0; i < 3; i++)
        doc_null(l->t);
    fill_region(l, -1);
    doc_null(l->t);
    fill_rate(l, unit_months_last(&v->city.months));
    for (int i = 0; i < 3; i++)
        doc_null(l->t);
    return 0;
}

static const struct list_column map_columns[] = {
    REGION,
    ON_TIME,
    {"n_red", TR("红牌|■ 张"), LIST_FIGURE, false},
    {"row", TR("图中行"), LIST_DATA, false},
    {"column", TR("图中列"), LIST_DATA, false},
};

static int fill_map(void *of, struct list *l, struct err *e)
{
    const struct overview *v = of;
    int64_t y = 1, x = 1;
    (void)e;
    for (const char *at = v->p->conf->map; *at;) {
        bool last;
        int32_t u = overview_field(v, &at, &last);
        if (u >= 0) {
            const struct counters *c = figures_at(&v->regions, v->city.month, u);
            fill_region(l, u);
            fill_rate(l, c);
            doc_count(l->t, c->c[C_n_red]);
            doc_count(l->t, y);
            doc_count(l->t, x);
        }
        x = last ? 1 : x + 1;
        y += last;
    }
    return 0;
}

static const struct list_column heat_columns[] = {REGION, {"month", TR("月份"), LIST_CODE, false}, ON_TIME};

static void fill_month(struct list *l, int32_t u, month m, const struct counters *c)
{
    char buf[DAY_TEXT];
    fill_region(l, u);
    list_text(l, month_text(m, buf));
    fill_rate(l, c);
}

/* A row a field of the picture; the city's come last. */
static int fill_heat(void *of, struct list *l, struct err *e)
{
    const struct overview *v = of;
    (void)e;
    for (int32_t u = 0; u < v->p->view.ref->n_regions; u++)
        for (month m = v->regions.first; overview_has_months(v, u) && m <= v->regions.last; m++)
            fill_month(l, u, m, figures_at(&v->regions, m, u));
    for (int i = 0; i < v->city.months.n; i++)
        fill_month(l, -1, v->city.months.first + i, &v->city.months.c[i]);
    return 0;
}

static const struct list_column day_columns[] = {
    {"day", TR("日期"), LIST_CODE, false},
    {"works", TR("工作日"), LIST_CODE, false},
    {"accepted", TR("受理"), LIST_FIGURE, false},
    {"completed", TR("办结"), LIST_FIGURE, false},
};

static int fill_days(void *of, struct list *l, struct err *e)
{
    const struct overview *v = of;
    (void)e;
    for (int i = 0; i < OVERVIEW_DAYS && v->monday + i <= instant_day(v->p->view.now); i++) {
        list_day(l, v->monday + i);
        list_text(l, calendar_working(&v->p->view.ref->cal, v->monday + i) ? tr("是") : tr("否"));
        doc_count(l->t, v->accepted[i]);
        doc_count(l->t, v->completed[i]);
    }
    return 0;
}

const struct part overview_pictures[OVERVIEW_PICTURES] = {
    PART("places", TR("按得分排列的县区与其按时办结率"), place_columns, fill_places),
    PART("map", TR("县区、开发区大致位置"), map_columns, fill_map),
    PART("heat", TR("各县区、开发区十三个月按时办结率"), heat_columns, fill_heat),
    PART("days", TR("每日受理与办结"), day_columns, fill_days),
};
