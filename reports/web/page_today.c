/* 今日: what is to be done, the most urgent first: the page that a unit opens in the morning. The bureau sees
 * all units, or one. */
#include <string.h>

#include "analyzer/duties.h"
#include "reports/filter.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/asked.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/waiting.h"
#include "store/read_agenda.h"

enum {
    MOST = 5000, /* cases of a piece; more are not counted */
    MOST_NEWS = 1000, /* likewise of alerts of a level */
    SHEET = 37 /* rows that one sheet of paper holds, of the list and of the orders */
};

struct today {
    struct page *p;
    struct read_filter f, own; /* own: with the viewer's unit */
    struct list l;
    bool most; /* the list has more than were counted */
    int64_t due[DUE_WHENS]; /* at most MOST + 1 each */
    struct read_dues rows;
    struct read_news news;
    struct waiting waiting;
    instant since;
    bool visited; /* since: the visit before */
};

static const struct list_column columns[] = {
    LIST_CASE, LIST_ITEM, LIST_DUE, {"level", TR("级别"), LIST_LEVEL, true}, LIST_UNIT};

static const char *const minor[] = {"region", NULL};

static bool whole_city(const struct today *t)
{
    return t->p->view.viewer.role == ROLE_BUREAU || t->p->view.viewer.role == ROLE_AUDITOR;
}

/* since= in the address, else the visit before, else yesterday from 00:00 on. */
static int read_since(struct today *t, struct err *e)
{
    const char *v = request_get(t->p->rq, "since");
    t->visited = !v && t->p->visited != INSTANT_NONE;
    t->since = t->visited ? t->p->visited : day_start(instant_day(t->p->view.now) - 1);
    if (v && !instant_parse(v, strlen(v), &t->since))
        return err_usage(e, tr("参数 since 应是时刻，如 2026-11-25T00:00:00+08:00"));
    return 0;
}

/* The pieces, and of them what the list shows: the whole costs no query of its own. */
static int count_pieces(struct today *t, struct err *e)
{
    const struct view *v = &t->p->view;
    struct read_filter f = t->f;
    int wanted = lists_find(due_when_word, DUE_WHENS, request_get(t->p->rq, "due"));
    for (int w = 0; w < DUE_WHENS; w++) {
        duties_piece(&v->ref->cal, v->now, (enum due_when)w, &f.due_after, &f.due_by);
        if (read_agenda_count(v->read, v->ref, &f, MOST, &t->due[w], e))
            return -1;
        t->l.total += wanted < 0 || wanted == w ? t->due[w] : 0;
        t->most = t->most || ((wanted < 0 || wanted == w) && t->due[w] > MOST);
    }
    return 0;
}

/* A unit's news are what it is responsible for: so they lie together, and are what the linked list shows. */
static void narrow(struct today *t)
{
    const struct viewer *who = &t->p->view.viewer;
    t->own = t->f;
    if (who->role == ROLE_REGION && !t->own.region)
        t->own.region = who->own;
    if (who->role == ROLE_DEPARTMENT && !t->own.dept)
        t->own.dept = who->own;
}

static int gather_rest(struct today *t, struct err *e)
{
    const struct view *v = &t->p->view;
    narrow(t);
    return count_pieces(t, e) || read_news(v->read, &t->own, t->since, MOST_NEWS, &t->news, e) ||
                   waiting_read(&t->waiting, t->p, &t->f, e)
               ? -1
               : 0;
}

static int gather(struct today *t, struct err *e)
{
    const struct view *v = &t->p->view;
    const struct read_order order = {t->l.columns[t->l.sort].key, t->l.down, list_offset(&t->l),
                                     list_limit(&t->l)};
    if (read_agenda(v->read, v->ref, &t->f, &order, v->arena, &t->rows, e))
        return -1;
    return t->l.file ? read_agenda_count(v->read, v->ref, &t->f, INT32_MAX, &t->l.total, e)
                     : gather_rest(t, e);
}

static void fill(struct today *t)
{
    for (size_t i = 0; i < t->rows.n; i++) {
        const struct read_due *r = &t->rows.v[i];
        list_case(&t->l, r->case_no);
        list_item(&t->l, r->item);
        list_due(&t->l, r->duty, r->due);
        list_text(&t->l, tr(level_zh[r->level]));
        list_unit(&t->l, r->region, r->dept);
    }
}

/* 1,234, or 至少 1,234 */
static void put_at_least(struct str *out, int64_t n, bool more)
{
    str_puts(out, more ? tr("至少 ") : "");
    format_count(out, n);
}

/* More than `most` is not counted. */
static void put_number(struct str *out, int64_t n, int64_t most)
{
    put_at_least(out, n > most ? most : n, n > most);
}

static void put_figure(struct str *out, int64_t n, const char *href, const char *unit)
{
    struct str text = {0};
    put_number(&text, n, MOST_NEWS);
    str_printf(&text, " %s", tr_n(n, unit));
    if (n && href)
        html_link(out, href, str_text(&text));
    else
        str_puts(out, str_text(&text));
    str_release(&text);
}

static void put_tiles(struct today *t, struct str *out)
{
    static const char *const class[DUE_WHENS] = {"red", "yellow", "warning", "", ""};
    const char *chosen = request_get(t->p->rq, "due");
    str_printf(out, "<ul class=\"tiles due\" aria-label=\"%s\">", tr("按剩余工作日"));
    for (int w = 0; w < DUE_WHENS; w++) {
        struct str href = {0}, text = {0};
        str_puts(&href, "/today");
        request_query_anew(&href, t->p->rq, "due", due_when_word[w]);
        put_number(&text, t->due[w], MOST);
        str_printf(out, "<li class=\"%s\"><b>", class[w]);
        html_link(out, str_text(&href), str_text(&text));
        str_printf(out, "</b>%s", tr(due_when_zh[w]));
        if (chosen && !strcmp(chosen, due_when_word[w]))
            str_printf(out, "<small>%s</small>", tr("正在看"));
        str_puts(out, "</li>");
        str_release(&href);
        str_release(&text);
    }
    str_puts(out, "</ul>\n");
}

static const char *news_href(struct today *t, const char *level)
{
    char since[INSTANT_TEXT];
    return html_href(t->p->view.arena, "/alerts", "view", "all", "level", level, "state", FILTER_VALID,
                     "region", t->own.region, "dept", t->own.dept, "seen", instant_text(t->since, since),
                     NULL);
}

/* Of cards that were not all counted these were not, either. */
static void put_late(const struct read_news *n, struct str *out)
{
    struct str text = {0};
    put_at_least(&text, n->late, n->red > MOST_NEWS || n->yellow > MOST_NEWS);
    str_printf(out, tr_n(n->late, "（红黄牌中 %s 张发生在此之前，由补录或历史数据带出）"), text.p);
    str_release(&text);
}

/* 上次查看（昨天 17:02）以来 */
static void put_since(const struct today *t, struct str *out)
{
    char buf[INSTANT_TEXT];
    const char *when = format_when(t->since, buf);
    day ago = instant_day(t->p->view.now) - instant_day(t->since);
    if (!t->visited)
        str_printf(out, tr("<strong>%.16s 以来</strong>：新发现红牌 "), when);
    else if (ago < 2)
        str_printf(out, tr("<strong>上次查看（%s %.5s）以来</strong>：新发现红牌 "),
                   ago ? tr("昨天") : tr("今天"), when + sizeof "2026-10-13");
    else
        str_printf(out, tr("<strong>上次查看（%.16s）以来</strong>：新发现红牌 "), when);
}

static void put_news(struct today *t, struct str *out)
{
    char now[INSTANT_TEXT];
    const struct read_news *n = &t->news;
    str_puts(out, "<p id=\"news\" class=\"total\">");
    put_since(t, out);
    put_figure(out, n->red, news_href(t, "red"), TR("张"));
    str_puts(out, tr("、黄牌 "));
    put_figure(out, n->yellow, news_href(t, "yellow"), TR("张"));
    str_puts(out, tr("、预警 "));
    put_figure(out, n->warning, news_href(t, "warning"), TR("条"));
    if (n->late)
        put_late(n, out);
    str_printf(out, tr("；新督办 %lld 份，被退回待重新反馈 %lld 份；有结果的申诉 %lld 件。"),
               (long long)n->orders, (long long)n->returned, (long long)n->appeals);
    struct str href = {0};
    str_puts(&href, "/today");
    request_query_anew(&href, t->p->rq, "since", instant_text(t->p->view.now, now));
    html_link(out, str_text(&href), tr("下次从现在看起"));
    str_printf(out, "<small>%s</small></p>\n", tr("（把打开后的网址存为书签）"));
    str_release(&href);
}

static void put_form(struct today *t, struct str *out)
{
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/today\">\n");
    html_input(out, "q", tr("编号一段、事项或单位"), request_get(t->p->rq, "q"), "search");
    asked_units(out, t->p);
    asked_dues(out, t->p->rq);
    asked_keep(out, t->p->rq, "since");
    asked_keep(out, t->p->rq, "sort");
    str_printf(out, "<button>%s</button></form>\n", tr("查询"));
}

static bool filtered(const struct today *t)
{
    return t->f.any || t->f.region || t->f.dept || t->f.item || t->f.duty || t->f.level ||
           request_get(t->p->rq, "due");
}

/* How many rows of the list go on the sheet beside the orders, their head, and the bureau's lines. */
static int printed_rows(const struct today *t)
{
    size_t orders = waiting_n_orders(&t->waiting);
    orders = orders < WAITING_SHEET ? orders : WAITING_SHEET;
    return SHEET - (orders ? 4 + (int)orders : 0) - (whole_city(t) ? 3 : 0) - (t->waiting.unreported ? 2 : 0);
}

static void put_list(struct today *t, struct str *out)
{
    t->l.printed = printed_rows(t);
    t->l.minor = minor;
    str_printf(out, "<details class=\"narrow\"%s><summary>%s</summary>\n", filtered(t) ? " open" : "",
               tr("筛选、查找"));
    put_form(t, out);
    str_puts(out, "</details>\n");
    list_case_chips(&t->l, out, &t->f);
    if (!t->rows.n) {
        html_note(out, t->p->stamp.data == INSTANT_NONE ? tr("还没有收到数据，收到后这里列出要办的件。")
                       : t->l.at > 1                    ? tr("这一页之前已经列完。")
                       : filtered(t) ? tr("符合条件的没有要办的件。可以去掉上面的一个条件再看。")
                                     : tr("没有要办的件：这是好消息，今天没有什么会超期。"));
        list_rows(&t->l, out);
        return;
    }
    struct str n = {0};
    put_at_least(&n, t->l.total, t->most);
    str_puts(out, "<p class=\"total\">");
    str_printf(out, tr("共 <strong id=\"total\">%s</strong> %s"), n.p, tr_n(t->l.total, "件"));
    str_printf(
        out, "%s</p>\n",
        tr("，每件一行，列最先到期的一件事，剩余按工作日数；级别是该办件未消除预警中最高的一级。打印正好一张A4纸。"));
    str_release(&n);
    list_exports(&t->l, out);
    list_rows(&t->l, out);
}

static const char *title_of(struct today *t)
{
    const struct view *v = &t->p->view;
    const char *own = v->viewer.own;
    struct str s = {0};
    day today = instant_day(v->now);
    int y, m, d;
    day_split(today, &y, &m, &d);
    str_printf(&s, tr("%s%s今日 %d月%d日（%s，%s）"),
               whole_city(t) || !own               ? ""
               : v->viewer.role == ROLE_DEPARTMENT ? names_dept(v->ref, own)
                                                   : names_region(v->ref, own),
               whole_city(t) || !own ? "" : " · ", m, d, say_weekday(today),
               calendar_working(&v->ref->cal, today) ? tr_n(1, "工作日") : tr("休息日"));
    return str_keep(&s, v->arena);
}

static int put_page(void *of, struct str *out, struct err *e)
{
    struct today *t = of;
    html_begin(t->p, out, title_of(t), "/today");
    put_tiles(t, out);
    waiting_counts(&t->waiting, out);
    put_news(t, out);
    if (waiting_orders(&t->waiting, out, e))
        return -1;
    put_list(t, out);
    html_end(out);
    return 0;
}

/* /today.csv?part=orders: what waits beside the cases. */
static int put_part(struct today *t, struct reply *out, struct err *e)
{
    if (asked_cases(t->p, &t->f, e) || waiting_read(&t->waiting, t->p, &t->f, e))
        return page_failed(e);
    return waiting_file(&t->waiting, out, e);
}

int page_today(struct page *p, struct reply *out, struct err *e)
{
    struct today t = {.p = p};
    if (list_is_file(p) && request_get(p->rq, "part"))
        return put_part(&t, out, e);
    int rc = list_open(&t.l, p, "/today", tr("要办的件"), columns, sizeof columns / sizeof *columns, "due",
                       e) ||
             asked_cases(p, &t.f, e) || read_since(&t, e) || gather(&t, e);
    if (!rc)
        fill(&t);
    return list_answer(&t.l, rc ? page_failed(e) : 200, put_page, &t, out, e);
}
