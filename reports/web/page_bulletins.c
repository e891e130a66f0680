/* The bulletins: the periods of each kind, the newest first, with how each stands and what it says in brief.
 */
#include <string.h>

#include "reports/bulletin_period.h"
#include "reports/figures.h"
#include "reports/web/bulletin_doc.h"
#include "reports/web/bulletin_life.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"

struct bulletins_page {
    struct page *p;
    struct bulletin_periods there;
    struct bulletin_rows rows;
    struct bulletin_overalls overalls;
    struct figures figures, own; /* of the city; of the unit that looks */
    int32_t unit; /* who looks, in `own`; -1: the bureau, or nobody the reference data knows */
    month whole; /* for a unit, the last month that it sees of the whole city; -1: none */
    struct list l;
    size_t n[BULLETIN_KINDS];
};

struct period {
    month first, last;
    bool files; /* for who asks: a unit gets none of a draft */
};

static const struct list_column columns[] = {
    {"name", TR("时期"), LIST_TEXT, false},
    {"period", TR("时期代码"), LIST_DATA, false},
    {"kind", TR("类别"), LIST_DATA, false},
    {"state", TR("状态"), LIST_CODE, false},
    {"accepted", TR("受理"), LIST_FIGURE, false},
    {"completed", TR("办结"), LIST_FIGURE, false},
    {"on_time_rate", TR("按时办结率"), LIST_FIGURE, false},
    {"on_time", TR("按时办结"), LIST_DATA, false},
    {"on_time_of", TR("应按时办结"), LIST_DATA, false},
    {"n_red", TR("红牌|■ 张"), LIST_FIGURE, false},
    {"n_yellow", TR("黄牌|▲ 张"), LIST_FIGURE, false},
    {"files", TR("文件"), LIST_OWN, false},
};

/* The newest revision of a period; NULL: it is a draft. */
static const struct bulletin_row *newest(const struct bulletin_rows *rows, bool whole, month first,
                                         month last)
{
    const struct bulletin_row *found = NULL;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].first == first && rows->v[i].last == last && (whole || rows->v[i].published))
            found = &rows->v[i];
    return found;
}

/* 已印发 临审服通〔2026〕11号（第2稿） */
static void fill_state(struct bulletins_page *w, month first, month last)
{
    char period[DAY_TEXT];
    const struct bulletin_row *b = newest(&w->rows, bulletin_doc_whole(w->p), first, last);
    struct str state = {0};
    if (b)
        str_printf(&state, "%s%s", b->published ? tr("已印发 ") : tr("已定稿"),
                   b->published && b->number ? b->number : "");
    else
        str_puts(&state, last >= view_month(&w->p->view) ? tr("草稿（未结束）") : tr("草稿"));
    if (b && b->revision > 1)
        str_printf(&state, tr("（第%d稿）"), b->revision);
    list_text(&w->l, str_text(&state));
    str_clear(&state);
    str_printf(&state, "/bulletins/%s/desk", period_text(first, last, period));
    if (w->p->view.viewer.role == ROLE_BUREAU) /* where it is frozen, edited and published */
        doc_link(w->l.doc, w->l.t, arena_strdup(w->p->view.arena, str_text(&state)));
    str_release(&state);
}

static void put_files(const struct list *l, struct str *out, size_t column, const void *of)
{
    static const char *const suffix[] = {"docx", "pdf", "xlsx"}, *const name[] = {"DOCX", "PDF", "XLSX"};
    const struct period *period = of;
    (void)column;
    if (!period->files)
        str_puts(out, "—");
    for (int i = 0; period->files && i < 3; i++) {
        str_puts(out, i ? " " : "");
        html_link(out, bulletin_doc_path(l->page, period->first, period->last, suffix[i]), name[i]);
    }
}

/* The figures beside a period: what its bulletin says, once there is one that who asks may read. */
static void figures_of(const struct bulletins_page *w, month first, month last, const struct bulletin_row *b,
                       struct counters *out)
{
    for (size_t i = 0; b && i < w->overalls.n; i++)
        if (w->overalls.v[i].revision == b->revision && !strcmp(w->overalls.v[i].period, b->period)) {
            *out = w->overalls.v[i].counters;
            return;
        }
    if (w->unit >= 0 && last > w->whole) /* half the city's and half its own would be nobody's */
        figures_period(&w->own, w->unit, first, last, out);
    else
        figures_period(&w->figures, -1, first, last, out);
}

static void fill_period(struct bulletins_page *w, int kind, month first, month last)
{
    struct list *l = &w->l;
    struct period *period = arena_alloc(w->p->view.arena, sizeof *period);
    const char *href = bulletin_doc_path(w->p, first, last, "");
    struct str name = {0};
    struct counters c;
    char buf[DAY_TEXT];
    bool whole = bulletin_doc_whole(w->p);
    const struct bulletin_row *b = newest(&w->rows, whole, first, last);
    *period = (struct period){first, last, whole || b};
    figures_of(w, first, last, b, &c);
    struct rate_value on_time = rate_of(&c, RATE_on_time_rate);
    say_period(&name, first, last);
    list_begin(l, NULL, period);
    list_text(l, str_text(&name));
    doc_link(l->doc, l->t, href);
    list_text(l, period_text(first, last, buf));
    list_text(l, tr(bulletin_kind_zh[kind]));
    fill_state(w, first, last);
    doc_count(l->t, c.c[C_accepted]);
    doc_count(l->t, c.c[C_completed]);
    doc_rate(l->t, on_time.num, on_time.den);
    doc_count(l->t, on_time.num);
    doc_count(l->t, on_time.den);
    doc_count(l->t, c.c[C_n_red]);
    doc_count(l->t, c.c[C_n_yellow]);
    list_text(l, href);
    str_release(&name);
}

static void fill(struct bulletins_page *w)
{
    for (int k = 0; k < BULLETIN_KINDS; k++) {
        int n = bulletin_kind_months[k];
        for (month m = bulletin_period_newest(&w->there, n); bulletin_period_there(&w->there, m, m + n - 1);
             m -= n, w->n[k]++)
            fill_period(w, k, m, m + n - 1);
    }
    w->l.put = put_files;
    w->l.rows = LIST_FILE;
    list_settle(&w->l);
}

/* Of which periods a unit reads the city's figures here, and of which its own. */
static void put_whose(const struct bulletins_page *w, struct str *o)
{
    struct str until = {0}, note = {0};
    if (w->whole >= 0) {
        say_period(&until, w->whole, w->whole);
        str_printf(&note, tr("到%s为止的各期是全市的数；以后各期是本单位的数，印发后是全市的数。"),
                   str_text(&until));
    } else
        str_puts(&note, tr("都是本单位的数；通报印发后，到那一期为止是全市的数。"));
    html_note(o, str_text(&note));
    str_release(&until);
    str_release(&note);
}

static int put_page(void *of, struct str *o, struct err *e)
{
    const struct bulletins_page *w = of;
    (void)e;
    html_begin(w->p, o, tr("通报"), "/bulletins");
    if (w->l.total && w->unit >= 0)
        put_whose(w, o);
    if (w->l.total)
        list_exports(&w->l, o);
    else
        html_note(o, tr("还没有收到数据，收到后这里按月、季、半年、年列出通报。"));
    for (size_t k = 0, from = 0; k < BULLETIN_KINDS; from += w->n[k++])
        if (w->n[k]) {
            html_section(o, bulletin_kind_word[k], tr(bulletin_kind_zh[k]));
            list_piece(&w->l, o, tr(bulletin_kind_zh[k]), from, w->n[k]);
        }
    html_terms(o, TR("按时办结率"), TR("张"), NULL);
    html_end(o);
    return 0;
}

/* What a unit sees is its own behind the last published month. */
static int gather_own(struct bulletins_page *w, struct err *e)
{
    const struct view *v = &w->p->view;
    enum by by = v->viewer.role == ROLE_DEPARTMENT ? BY_DEPT : BY_REGION;
    w->unit = bulletin_doc_whole(w->p) || !v->viewer.own ? -1 : figures_unit(by, v->viewer.own, v->ref);
    return w->unit < 0 ? 0
                       : view_whole(v, &w->whole, e) ||
                             figures_read(&w->own, v, by, w->figures.first, w->there.last, e);
}

static int gather(struct bulletins_page *w, struct err *e)
{
    static const char *const none[] = {NULL};
    const struct view *v = &w->p->view;
    return request_only(w->p->rq, none, e) || bulletin_period_read(v, &w->there, e) ||
                   read_bulletins(v->read, NULL, v->arena, &w->rows, e) ||
                   read_bulletin_overalls(v->read, v->arena, &w->overalls, e) ||
                   figures_read(&w->figures, v, BY_REGION, INT32_MIN, w->there.last, e) || gather_own(w, e)
               ? -1
               : 0;
}

int page_bulletins(struct page *p, struct reply *out, struct err *e)
{
    struct bulletins_page w = {.p = p};
    const char *period = list_is_file(p) ? request_get(p->rq, "month") : NULL;
    if (period)
        return bulletin_life_file(p, period, out, e);
    int rc = request_with(p->rq, "part", "month", e) || request_with(p->rq, "against", "month", e) ||
             list_open(&w.l, p, "/bulletins", tr("通报"), columns, sizeof columns / sizeof *columns, NULL,
                       e) ||
             gather(&w, e);
    if (!rc)
        fill(&w);
    return list_answer(&w.l, rc ? page_failed(e) : 200, put_page, &w, out, e);
}
